"""Signals tell the work to stop, wherever it runs, and are left as they were found."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
from datetime import timedelta

import pytest

from flows.signals import HEARD, obeyed, run_obeying
from flows.stopping import Stopping

MUCH = timedelta(hours=1)
PRINTS_WHAT_IS_BLOCKED = "import signal; print(*signal.pthread_sigmask(signal.SIG_BLOCK, []))"
pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows sends no signal to itself")


def handlers() -> list[object]:
    return [signal.getsignal(one) for one in HEARD]


def send(*signals: signal.Signals) -> None:
    for one in signals:
        os.kill(os.getpid(), one)


@pytest.mark.parametrize("one", [signal.SIGTERM, signal.SIGINT])
def test_the_work_is_told_which_signal_came_and_ends_by_itself(one: signal.Signals) -> None:
    async def work(stopping: Stopping) -> str:
        send(one)
        assert await stopping.within(10)
        return f"{stopping.why} on {threading.current_thread() is threading.main_thread()}"

    assert run_obeying(work) == f"{one.name} on False"


def test_whoever_had_the_signals_before_has_them_after() -> None:
    async def work(_: Stopping) -> list[object]:
        return handlers()

    before = handlers()
    assert run_obeying(work) != before
    assert handlers() == before


def test_the_works_own_error_is_raised() -> None:
    async def work(_: Stopping) -> None:
        raise LookupError("nothing there")

    before = handlers()
    with pytest.raises(LookupError, match="nothing there"):
        run_obeying(work)
    assert handlers() == before


def test_a_second_signal_hurries_and_a_third_would_end_the_process() -> None:
    async def work(stopping: Stopping) -> list[object]:
        send(signal.SIGTERM)
        await stopping.within(10)
        async with stopping.at_most(grace=MUCH):
            send(signal.SIGTERM)
            await asyncio.Event().wait()
        return handlers()

    assert run_obeying(work) == [signal.SIG_DFL] * len(HEARD)


def test_a_program_started_by_the_work_hears_no_ctrl_c() -> None:
    async def work(_: Stopping) -> str:
        child = await asyncio.create_subprocess_exec(
            sys.executable, "-c", PRINTS_WHAT_IS_BLOCKED, stdout=subprocess.PIPE
        )
        said, _no_errors = await child.communicate()
        return said.decode()

    assert str(int(signal.SIGINT)) in run_obeying(work)


async def test_on_the_main_thread_a_signal_is_heard_by_the_loop_that_runs_there() -> None:
    stopping = Stopping()
    before = handlers()
    with obeyed(asyncio.get_running_loop(), stopping):
        send(signal.SIGTERM)
        assert await stopping.within(10)
    assert stopping.why == "SIGTERM"
    assert handlers() == before


def test_no_other_thread_takes_the_signals() -> None:
    seen: list[bool] = []
    before = handlers()

    def elsewhere() -> None:
        with asyncio.Runner() as runner, obeyed(runner.get_loop(), Stopping()):
            seen.append(handlers() == before)

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert seen == [True]
