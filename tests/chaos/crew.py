"""Workers that are hired again when they end or are killed, until there is nothing left to do.

Knows the processes and what ends them; nothing of what they do.
"""

import asyncio
import random
import signal
from collections import Counter
from dataclasses import dataclass, field

from tests.chaos.blows import Blow
from tests.chaos.dealing import on_the_way
from tests.chaos.orders import Orders
from tests.chaos.premises import Premises

OUTLIVES_SECONDS = 25.0
"""A blow that has not fallen by then comes from outside, wherever the worker stands."""
MIND_SECONDS = 40.0
"""A worker that was told to stop has its grace, and is killed after this."""
BREATH_SECONDS = 0.5


@dataclass(slots=True, kw_only=True)
class Crew:
    """So many seats, each with one worker at a time. `blows` are dealt to the workers one after the other."""

    premises: Premises
    workers: int
    lease: float
    seed: int
    blows: list[Blow]
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
        orders = Orders(
            register=str(self.premises.register),
            lease=self.lease,
            blows=tuple(on_the_way(blow)) if blow else (),
        )
        process = self.premises.hire(orders)
        self.tally["workers"] += 1
        life = asyncio.create_task(asyncio.to_thread(process.wait))
        span = OUTLIVES_SECONDS * lot.uniform(0.5, 1.5) if blow else None
        done = asyncio.create_task(self.done.wait())
        await asyncio.wait({life, done}, timeout=span, return_when=asyncio.FIRST_COMPLETED)
        done.cancel()
        if not life.done():
            by = signal.SIGTERM if self.done.is_set() else lot.choice((signal.SIGKILL, signal.SIGTERM))
            self.tally[f"{by.name} from outside"] += 0 if self.done.is_set() else 1
            process.send_signal(by)
        if not (await asyncio.wait({life}, timeout=MIND_SECONDS))[0]:
            self.tally["SIGTERM not heeded"] += 1
            process.kill()
        self.exits[await life] += 1

    async def _within(self, seconds: float) -> None:
        await asyncio.wait({asyncio.ensure_future(self.done.wait())}, timeout=seconds)
