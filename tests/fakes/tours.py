"""A system that shows its screens without having any; implements `flows.examination.Tour`."""

from dataclasses import dataclass, field

from flows.examination import ScreenSeen, SystemSeen, Verdict
from flows.records import Lookup

FITTING = (
    ScreenSeen(screen="login", verdict=Verdict.FITS),
    ScreenSeen(screen="household", verdict=Verdict.FITS),
)


@dataclass(kw_only=True)
class FakeTour:
    """Answers what it is told to, or raises `bug`; `asked` is what it was told of why it was asked."""

    seen: SystemSeen
    bug: Exception | None = None
    asked: list[Lookup] = field(default_factory=list)

    async def examine(self, lookup: Lookup) -> SystemSeen:
        self.asked.append(lookup)
        if self.bug is not None:
            raise self.bug
        return self.seen


def fitting_tour(system: str) -> FakeTour:
    """Every screen of that system fits."""
    return FakeTour(seen=SystemSeen(system=system, screens=FITTING))
