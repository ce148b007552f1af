"""A system's front door in memory; implements `flows.examination.Tour` as far as flows' own tests need."""

from collections.abc import Awaitable, Callable

from flows.examination import SystemSeen
from flows.records import Lookup


class FakeTour:
    """`away` raises when the system does not answer anybody; `looks` counts who has looked in."""

    def __init__(self, system: str, away: Callable[[], None]) -> None:
        self.system = system
        self.looks = 0
        self._away = away

    async def look_in(self) -> None:
        self.looks += 1
        self._away()

    async def examine(self, lookup: Lookup, *, stopped: Callable[[], Awaitable[bool]]) -> SystemSeen:
        await self.look_in()
        return SystemSeen(system=self.system, screens=())
