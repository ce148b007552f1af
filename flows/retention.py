"""Gallring: what the robot has kept for as long as the municipality has said is taken away.

These are the robot's own working copies. The case file in the case system is not among them: it is kept and
taken away there. It must not know where anything is kept, nor decide how long: no period, no purge.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

import structlog

if TYPE_CHECKING:
    from flows.ports import Perishable

log = structlog.get_logger(__name__)


class Kind(StrEnum):
    """What the robot keeps, as a municipality's file names it."""

    APPLICATIONS = "applications"
    """Application, facts, assessments and draft, and the mark of the person, of what is settled."""
    JOURNAL = "journal"
    """The bare item with its steps, by reference and without a person; and pauses that have ended."""
    EVIDENCE = "evidence"
    REPORTS = "reports"
    LOGS = "logs"
    AUDIT = "audit"
    """Who was looked up, when and why."""


SWEDISH = {
    Kind.APPLICATIONS: "Ansökningar, uppgifter, bedömningar och utkast",
    Kind.JOURNAL: "Steg och slutförda pauser",
    Kind.EVIDENCE: "Bevis om fel",
    Kind.REPORTS: "Körrapporter",
    Kind.LOGS: "Loggfiler",
    Kind.AUDIT: "Granskningslogg",
}
OPEN, HAS_CONTENT, AT_WORK = "öppen ansökan", "uppgifterna finns kvar", "skrivs just nu"
"""Why something stays although its time is out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """How many days something is kept after it was last changed; who has decided so, and when."""

    days: int
    decided: date
    source: str

    def last_kept(self, now: datetime) -> datetime:
        """What is older than this has been kept long enough."""
        return now - timedelta(days=self.days)


Periods = Mapping[Kind, Period]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What there is of one kind: in all, since when, and how many have been kept long enough.

    `stays` tells how many stay all the same, by why.
    """

    number: int
    due: int
    oldest: datetime | None = None
    stays: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """One kind after a look. Without a `period` nothing was to go; `purged` is None when nobody purged.

    Without `held` the robot does not take the kind away by itself.
    """

    kind: Kind
    period: Period | None
    held: Held | None
    purged: int | None = None


async def looked_through(
    kept: Mapping[Kind, "Perishable"], periods: Periods, now: datetime, *, purge: bool
) -> Sequence[Looked]:
    """Every kind in its order: what there is, and how many were taken away if they were to be.

    Raises OSError when a file cannot be taken away; TablesAway.
    """
    return [await _looked(kind, kept.get(kind), periods.get(kind), now, purge=purge) for kind in Kind]


async def _looked(
    kind: Kind, kept: "Perishable | None", period: Period | None, now: datetime, *, purge: bool
) -> Looked:
    if kept is None:
        return Looked(kind=kind, period=period, held=None)
    held = await kept.held(period.last_kept(now) if period else None)
    if not purge or period is None:
        return Looked(kind=kind, period=period, held=held)
    purged = await kept.purge(period.last_kept(now), now)
    log.info("retention.purged", kept=kind.value, number=purged, days=period.days)
    return Looked(kind=kind, period=period, held=held, purged=purged)


def shared(of_each: Sequence[Periods]) -> Periods:
    """The periods of what all municipalities of an installation share: the longest, if each has one."""
    common = [kind for kind in Kind if of_each and all(kind in one for one in of_each)]
    return {kind: max((one[kind] for one in of_each), key=lambda one: one.days) for kind in common}


SHARED = (Kind.EVIDENCE, Kind.REPORTS, Kind.LOGS)
"""What lies in one folder whichever municipality it tells of."""
