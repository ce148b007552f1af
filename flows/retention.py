"""Gallring: what the robot has kept for as long as the municipality has said is taken away.

These are the robot's own working copies. The case file in the case system is not among them: it is kept and
taken away there. It must not know where anything is kept, nor decide how long: no period, no purge.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

import structlog

from flows.audit import Deed

if TYPE_CHECKING:
    from flows.ports import AuditLog

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


class Perishable(Protocol):
    """One kind of what we keep, which is taken away when it has been kept long enough."""

    async def held(self, before: datetime | None) -> Held:
        """What there is, and how many were last changed `before`; None is nobody's last day."""
        ...

    async def purge(self, before: datetime, now: datetime) -> int:
        """Take those away, but what `Held.stays` tells of; how many went."""
        ...


class LeftBehind(Protocol):
    """What an earlier version kept of households that only a person may handle, and today's does not."""

    async def held(self) -> int:
        """How many applications still hold what was gathered."""
        ...

    async def forget(self, now: datetime) -> Sequence[str]:
        """Forget them and their households; the references of all. Raises OSError for evidence that stays."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """One kind after a look. Without a `period` nothing was to go; `purged` is None when nobody purged."""

    kind: Kind
    period: Period | None
    held: Held
    purged: int | None = None


async def looked_through(
    kept: Mapping[Kind, Perishable], periods: Periods, now: datetime
) -> Sequence[Looked]:
    """Every kind in its order: what there is, and how much is due. Raises TablesAway."""
    return [await _looked(kind, kept[kind], periods.get(kind), now=now) for kind in Kind]


async def _looked(kind: Kind, kept: Perishable, period: Period | None, *, now: datetime) -> Looked:
    held = await kept.held(period.last_kept(now) if period else None)
    return Looked(kind=kind, period=period, held=held)


async def taken_away(
    kept: Mapping[Kind, Perishable],
    periods: Periods,
    now: datetime,
    *,
    left_behind: LeftBehind,
    audit: "AuditLog",
    deed: Deed,
) -> Sequence[Looked]:
    """A whole round, and first those whom only a person may handle: who else is of the household stands in an
    application that may be due itself. Raises as `purged_through`.
    """
    await _forget_left_behind(left_behind, now, audit=audit, deed=deed)
    return await purged_through(kept, periods, now, audit=audit, deed=deed)


async def purged_through(
    kept: Mapping[Kind, Perishable], periods: Periods, now: datetime, *, audit: "AuditLog", deed: Deed
) -> Sequence[Looked]:
    """The same, and what is due is taken away, each kind after it has been written down in the audit log.

    `deed` says who does it and why. Raises OSError when a file cannot be taken away; SetUpTrouble when
    nothing can be written down; TablesAway.
    """
    return [
        await _purged(kind, kept[kind], periods.get(kind), now=now, audit=audit, deed=deed) for kind in Kind
    ]


async def _purged(
    kind: Kind, kept: Perishable, period: Period | None, *, now: datetime, audit: "AuditLog", deed: Deed
) -> Looked:
    looked = await _looked(kind, kept, period, now=now)
    if period is None:
        return looked
    # The audit log writes its own down, with where the chain begins anew.
    if looked.held.due and kind is not Kind.AUDIT:
        await audit.record(replace(deed, detail=f"{kind.value} {looked.held.due}"))
    held = looked.held
    purged = await kept.purge(period.last_kept(now), now)
    log.info("retention.purged", kept=kind.value, number=purged, days=period.days)
    return Looked(kind=kind, period=period, held=held, purged=purged)


async def _forget_left_behind(left: LeftBehind, now: datetime, *, audit: "AuditLog", deed: Deed) -> None:
    """What an earlier version kept of households that only a person may handle goes at once, whatever the
    municipality's periods; it is written down first.
    """
    if not (number := await left.held()):
        return
    await audit.record(replace(deed, detail=f"left-behind {number}"))
    gone = await left.forget(now)
    log.info("retention.left_behind", number=len(gone))


def shared(of_each: Sequence[Periods]) -> Periods:
    """The periods of what all municipalities of an installation share: the longest, if each has one."""
    common = [kind for kind in Kind if of_each and all(kind in one for one in of_each)]
    return {kind: max((one[kind] for one in of_each), key=lambda one: one.days) for kind in common}


SHARED = (Kind.EVIDENCE, Kind.REPORTS, Kind.LOGS, Kind.AUDIT)
"""What lies in one place whichever municipality it tells of."""
