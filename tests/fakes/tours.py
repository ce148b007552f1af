"""A system that shows screens without having any; implements `flows.examination.Tour` for the doctor."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from flows.examination import ScreenSeen, SystemSeen, Verdict
from flows.records import Lookup

FITTING = (
    ScreenSeen(screen="login", verdict=Verdict.FITS),
    ScreenSeen(screen="household", verdict=Verdict.FITS),
)


@dataclass(kw_only=True)
class ShowingTour:
    """Answers what it is told to, or raises `bug`; `asked` is what it was told of why it was asked."""

    seen: SystemSeen
    bug: Exception | None = None
    asked: list[Lookup] = field(default_factory=list)

    async def examine(self, lookup: Lookup, *, stopped: Callable[[], Awaitable[bool]]) -> SystemSeen:
        self.asked.append(lookup)
        if self.bug is not None:
            raise self.bug
        return self.seen

    async def look_in(self) -> None:
        if self.seen.trouble is not None:
            raise self.seen.trouble


def fitting_tour(system: str) -> ShowingTour:
    """Every screen of that system fits."""
    return ShowingTour(seen=SystemSeen(system=system, screens=FITTING))
