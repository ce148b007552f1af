"""The operating system's word to stop (SIGTERM, SIGINT), brought to the work at hand.

A handler that raises would strike wherever the program happens to be; these only tell, and the work obeys
between two steps. Prefect puts such a raising handler on SIGTERM while it runs a flow, in the main thread
alone: so a command's flows run on a thread of their own, and the main thread only listens.
"""

import asyncio
import signal
import threading
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from itertools import count
from types import FrameType
from typing import Any, TypeVar

from flows.stopping import Stopping

T = TypeVar("T")
HEARD = tuple(
    signal.Signals[name] for name in ("SIGTERM", "SIGINT", "SIGBREAK") if name in signal.Signals.__members__
)
TOLD_ENOUGH = 2
"""The first asks, the second hurries; the third is the operating system's own again, and ends the process."""
LISTEN_SECONDS = 1.0
"""Windows hears no signal while the main thread waits; elsewhere it is heard at once."""


def run_obeying(work: Callable[[Stopping], Coroutine[Any, Any, T]]) -> T:
    """The outcome of `work`, which is told to stop when the operating system says so. For the main thread."""
    stopping = Stopping()
    with (
        asyncio.Runner() as runner,
        ThreadPoolExecutor(max_workers=1, initializer=_leave_the_keyboard_to_the_main_thread) as thread,
        obeyed(runner.get_loop(), stopping),
    ):
        running = thread.submit(runner.run, work(stopping))
        while not wait([running], timeout=LISTEN_SECONDS).done:
            pass
        return running.result()


@contextmanager
def obeyed(loop: asyncio.AbstractEventLoop, stopping: Stopping) -> Iterator[None]:
    """Signals tell `stopping`, which lives on `loop`, while the block runs; afterwards others have them.

    On any thread but the main one this does nothing: whoever has the main thread listens.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    hearing = _hearer(lambda why: loop.call_soon_threadsafe(stopping.ask, why))
    before = {one: signal.signal(one, hearing) for one in HEARD}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler or signal.SIG_DFL)


def _hearer(tell: Callable[[str], object]) -> Callable[[int, FrameType | None], None]:
    times = count(1)

    def hear(number: int, _: FrameType | None) -> None:
        if next(times) == TOLD_ENOUGH:
            for one in HEARD:
                signal.signal(one, signal.SIG_DFL)
        tell(signal.Signals(number).name)

    return hear


def _leave_the_keyboard_to_the_main_thread() -> None:
    """A terminal's Ctrl-C goes to every process: those started from this thread must outlive it to be used.

    A program inherits what is blocked from the thread that starts it. Windows has no such thing.
    """
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
