"""Workers forked from a process that has imported what they need: that is half of a worker's start.

Each seat has a nursery of its own, for it has one worker at a time. Knows nothing of what a worker does.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from flows.settings import PROJECT
from tests.chaos.blows import Blow
from tests.chaos.orders import ORDERS, Orders
from tests.chaos.premises import Premises
from tests.chaos.worker import READY


class Forked:
    """A worker that was forked, with what is asked of any process. `said` is where its words go."""

    def __init__(self, nursery: "subprocess.Popen[str]", orders: Orders, said: Path) -> None:
        assert nursery.stdin is not None
        assert nursery.stdout is not None
        self._answers = nursery.stdout
        nursery.stdin.write(json.dumps({"orders": orders.written(), "said": str(said)}) + "\n")
        nursery.stdin.flush()
        self._pid = int(self._answers.readline())
        self._code: int | None = None

    def wait(self) -> int:
        """The exit code, when it has ended; asked once."""
        self._code = int(self._answers.readline())
        return self._code

    def send_signal(self, one: signal.Signals) -> None:
        """Nothing happens when it has ended."""
        if self._code is None:
            with suppress(ProcessLookupError):
                os.kill(self._pid, one)

    def kill(self) -> None:
        """SIGKILL."""
        self.send_signal(signal.SIGKILL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """A forked worker, the file that says that it has begun, its register, and what it said of itself."""

    process: Forked
    begun: Path
    register: Path
    said: Path

    def words(self) -> Sequence[str]:
        """What it said, line by line; the last line of an error is its name."""
        return self.said.read_text(encoding="utf-8").splitlines() or ("nothing said",)


@dataclass(frozen=True, slots=True)
class Nurseries:
    """One for each seat; they hire as premises do."""

    premises: Premises
    _seats: Sequence["subprocess.Popen[str]"]

    def fallen(self) -> Sequence[str]:
        """The blows that have come upon any worker, by their words."""
        return self.premises.fallen()

    def hire(self, *, seat: int, lease: float, blows: Sequence[Blow] = ()) -> Raised:
        """A worker at the seat, whose last one has ended."""
        desk = self.premises.desk()
        orders = self.premises.orders(desk, lease=lease, blows=blows)
        said = desk / "said.txt"
        return Raised(
            process=Forked(self._seats[seat], orders, said),
            begun=Path(orders.begun),
            register=Path(orders.register),
            said=said,
        )


@contextmanager
def nurseries(premises: Premises, seats: int, lease: float) -> Iterator[Nurseries]:
    """So many, for the block; they all import at the same time."""
    lasting = Orders(register="", begun="", lease=lease)
    environment = os.environ | premises.environment() | {ORDERS: lasting.written()}
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.chaos.worker", "--forked"],
            env=environment,
            cwd=PROJECT,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for _ in range(seats)
    ]
    try:
        for one in started:
            _wait_until_all_is_imported(one)
        yield Nurseries(premises, started)
    finally:
        for one in started:
            with one:  # closes its orders, and waits for it
                pass


def _wait_until_all_is_imported(nursery: "subprocess.Popen[str]") -> None:
    assert nursery.stdout is not None
    assert nursery.stdout.readline().strip() == READY, "a nursery ended; its words are above"
