"""Workers that are hired again when they end or are killed, until there is nothing left to do.

Knows the processes and what ends them; nothing of what they do.
"""

import asyncio
import random
import signal
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime

from flows.signals import TOLD_ENOUGH
from tests.chaos.blows import Blow, noted
from tests.chaos.dealing import next_of, on_the_way
from tests.chaos.nursery import Nurseries, Raised
from tests.chaos.orders import STOCKHOLM
from tests.chaos.worker import OVER, TABLES_AWAY

SHORTEST_LIFE = 200
"""After about so many requests from all, a blow that has not fallen comes from outside, wherever it hits."""
MIND_BEATS, BEAT_SECONDS = 160, 0.5
"""A worker that was told to stop has its grace; when it does not end within so many beats, it is killed.

Beats and no clock: on a machine that stood still for a minute the worker has stood still too.
"""
BREATH_SECONDS = 0.5
REST_SECONDS = 3.0
"""After a worker that ended by itself there is nothing to do for a while, and the next would only begin.

Short enough for several to begin while a refused secret stands in its place (`passwords.LONG_ENOUGH`).
"""
FROM_OUTSIDE = (signal.SIGKILL, signal.SIGTERM)
NOT_HEEDED = "SIGTERM not heeded"
IN_ORDER = (0, TABLES_AWAY)
"""How a worker ends that nobody has killed. One that was told to stop before it had begun just ends, and so
does one that was told once more than `TOLD_ENOUGH`, or when its night was over."""


@dataclass(slots=True, kw_only=True)
class Crew:
    """So many seats, each with one worker at a time. `blows` are dealt to the workers one after the other.

    `asked` is how many requests have reached the systems: whoever counts them tells. After about `life` of
    them a worker whose blow has not fallen is ended from outside.
    """

    premises: Nurseries
    workers: int
    lease: float
    seed: int
    blows: list[Blow] = field(default_factory=list)
    life: float = SHORTEST_LIFE
    asked: int = 0
    tally: Counter[str] = field(default_factory=Counter)
    exits: Counter[int] = field(default_factory=Counter)
    killed_at: list[datetime] = field(default_factory=list)
    ended_at: list[datetime] = field(default_factory=list)
    """Real and aware: when a worker has died of SIGKILL, and when any has ended."""
    ended_in_error: list[str] = field(default_factory=list)
    """The last words of those that nobody killed, and that ended otherwise than in order."""
    done: asyncio.Event = field(default_factory=asyncio.Event)

    async def work(self) -> None:
        """All seats, until `done`; every worker has ended then."""
        await asyncio.gather(*(self._seat(number) for number in range(self.workers)))

    async def _seat(self, number: int) -> None:
        lot = random.Random(f"{self.seed}|{number}")
        while not self.done.is_set():
            blow = self._dealt()
            by_itself = await self._one_life(number, blow, lot)
            await self._within(REST_SECONDS if by_itself else BREATH_SECONDS)

    def _dealt(self) -> Blow | None:
        if not self.blows:
            return None
        blow = next_of(self.blows, self.fallen())
        self.blows.remove(blow)
        return blow

    def fallen(self) -> Counter[str]:
        """How many blows have fallen so far, by their words."""
        return Counter(self.premises.fallen())

    async def _one_life(self, seat: int, blow: Blow | None, lot: random.Random) -> bool:
        """One worker, until it ends by the blow or by what comes from outside, or by itself: that is told."""
        hired = self.premises.hire(seat=seat, lease=self.lease, blows=on_the_way(blow) if blow else ())
        self.tally["workers"] += 1
        life = asyncio.create_task(asyncio.to_thread(hired.process.wait))
        from_outside: signal.Signals | None = None
        try:
            await self._until_it_has_begun(hired, life)
            await self._until_its_time(life, self._outlives(blow, lot), lambda: _has_met(blow, hired))
            by_itself = life.done() and not _has_met(blow, hired)
            if not (by_itself or _has_met(blow, hired)):
                from_outside = signal.SIGTERM if self.done.is_set() else lot.choice(FROM_OUTSIDE)
                self._send(hired, from_outside)
            if not await _ends(life):
                self.tally[NOT_HEEDED] += 1
        finally:
            hired.process.kill()
        code = await life
        self.exits[code] += 1
        self.ended_at.append(datetime.now(STOCKHOLM))
        if code == -signal.SIGKILL:
            self.killed_at.append(self.ended_at[-1])
        elif code not in IN_ORDER and hired.begun.exists():
            told = (from_outside == signal.SIGTERM) + _told_on_the_way(hired)
            just_ends = told > TOLD_ENOUGH or (told and OVER in hired.words())
            if not (code == -signal.SIGTERM and just_ends):
                self.ended_in_error.append(f"exit code {code}: {hired.words()[-1]}")
        if blow and not _has_met(blow, hired):
            # The first chance that comes: it has been waited for once.
            self.blows.append(replace(blow, nth=1))
        return by_itself

    async def _until_its_time(
        self, life: "asyncio.Task[int]", requests: float | None, is_struck: Callable[[], bool]
    ) -> None:
        before = self.asked
        while not (life.done() or self.done.is_set() or is_struck()):
            if requests is not None and self.asked >= before + requests:
                return
            await self._within(0.2)

    def _outlives(self, blow: Blow | None, lot: random.Random) -> float | None:
        """So many requests; one whose blow may fall at the first chance is given the time to come to it."""
        if blow is None:
            return None
        return lot.uniform(1 if blow.nth == 1 else 0.1, 2) * self.life

    async def _until_it_has_begun(self, hired: Raised, life: "asyncio.Task[int]") -> None:
        """A busy machine starts slowly, and to kill a worker that does nothing yet shows nothing."""
        while not (life.done() or self.done.is_set() or hired.begun.exists()):
            await self._within(0.1)

    def _send(self, hired: Raised, by: signal.Signals) -> None:
        if not self.done.is_set():
            self.tally[f"{by.name} from outside"] += 1
        hired.process.send_signal(by)

    async def _within(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.done.wait()


def _has_met(blow: Blow | None, hired: Raised) -> bool:
    return blow is not None and blow.words in noted(hired.register)


def _told_on_the_way(hired: Raised) -> int:
    """How often its blows have told it to stop."""
    return sum(words.startswith(signal.SIGTERM.name) for words in noted(hired.register))


async def _ends(life: "asyncio.Task[int]") -> bool:
    for _ in range(MIND_BEATS):
        if (await asyncio.wait({life}, timeout=BEAT_SECONDS))[0]:
            return True
    return False
