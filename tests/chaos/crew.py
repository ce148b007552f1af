"""Workers that are hired again when they end or are killed, until there is nothing left to do.

Knows the processes and what ends them; nothing of what they do.
"""

import asyncio
import random
import signal
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field

from tests.chaos.blows import Blow
from tests.chaos.dealing import on_the_way
from tests.chaos.premises import Hired, Premises

OUTLIVES_REQUESTS = 200
"""After about so many requests from all, a blow that has not fallen comes from outside, wherever it hits."""
MIND_SECONDS = 40.0
"""A worker that was told to stop has its grace, and is killed after this."""
BREATH_SECONDS = 0.5
FROM_OUTSIDE = (signal.SIGKILL, signal.SIGTERM)


@dataclass(slots=True, kw_only=True)
class Crew:
    """So many seats, each with one worker at a time. `blows` are dealt to the workers one after the other.

    `asked` is how many requests have reached the systems: whoever counts them tells.
    """

    premises: Premises
    workers: int
    lease: float
    seed: int
    blows: list[Blow] = field(default_factory=list)
    asked: int = 0
    tally: Counter[str] = field(default_factory=Counter)
    exits: Counter[int] = field(default_factory=Counter)
    done: asyncio.Event = field(default_factory=asyncio.Event)

    async def work(self) -> None:
        """All seats, until `done`; every worker has ended then."""
        await asyncio.gather(*(self._seat(number) for number in range(self.workers)))

    async def _seat(self, number: int) -> None:
        lot = random.Random(f"{self.seed}|{number}")
        while not self.done.is_set():
            blow = self.blows.pop() if self.blows else None
            fallen = self._fallen(blow)
            await self._one_life(blow, lot)
            if blow and self._fallen(blow) == fallen:
                self.blows.insert(0, blow)
            await self._within(BREATH_SECONDS)

    def _fallen(self, blow: Blow | None) -> int:
        """How many such have fallen so far."""
        register = self.premises.register
        lines = register.read_text(encoding="utf-8").splitlines() if register.exists() else []
        return lines.count(blow.words) if blow else 0

    async def _one_life(self, blow: Blow | None, lot: random.Random) -> None:
        """One worker, until it ends by itself, by the blow, or by what comes from outside."""
        hired = self.premises.hire(lease=self.lease, blows=on_the_way(blow) if blow else ())
        self.tally["workers"] += 1
        life = asyncio.create_task(asyncio.to_thread(hired.process.wait))
        try:
            await self._until_it_has_begun(hired, life)
            await self._until_its_time(life, lot.uniform(0.1, 2) * OUTLIVES_REQUESTS if blow else None)
            if not life.done():
                self._send(hired, signal.SIGTERM if self.done.is_set() else lot.choice(FROM_OUTSIDE))
            if not (await asyncio.wait({life}, timeout=MIND_SECONDS))[0]:
                self.tally["SIGTERM not heeded"] += 1
        finally:
            hired.process.kill()
        self.exits[await life] += 1

    async def _until_its_time(self, life: "asyncio.Task[int]", requests: float | None) -> None:
        before = self.asked
        while not (life.done() or self.done.is_set()):
            if requests is not None and self.asked >= before + requests:
                return
            await self._within(0.2)

    async def _until_it_has_begun(self, hired: Hired, life: "asyncio.Task[int]") -> None:
        """A busy machine starts slowly, and to kill a worker that does nothing yet shows nothing."""
        while not (life.done() or self.done.is_set() or hired.begun.exists()):
            await self._within(0.1)

    def _send(self, hired: Hired, by: signal.Signals) -> None:
        if not self.done.is_set():
            self.tally[f"{by.name} from outside"] += 1
        hired.process.send_signal(by)

    async def _within(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.done.wait()
