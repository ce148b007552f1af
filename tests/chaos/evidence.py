"""What a campaign leaves behind: the systems' own records, our table of items, and what people did meanwhile.

Only holds it; what must be true of it is asked in `holds`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

from flows.work import WorkItem, case_ref_for
from tests.chaos.premises import CODE
from tests.chaos.town import Record, Town
from tests.chaos.weather import LATE_SECONDS, SPOILING

ROBOT = "utkast-"
SAME_MOMENT = timedelta(seconds=3)
"""Almanda's times are whole seconds, and a form takes its time; a second try comes later than this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handiwork:
    """A person's work on one draft, as the person left it."""

    draft_number: int
    by: str
    status: str
    verdict: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """A time, real and aware, when nobody may ask a system, and whether somebody applied after it."""

    system: str
    starts: datetime
    ends: datetime
    work_after: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Mend:
    """When, real and aware, a person let a stopped system be asked again."""

    system: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """All of it. `applied` are the inbox's numbers of those who have applied, None if all have. `held` are
    the case files that people have had open, by their number.

    `killed_at` is when workers died of SIGKILL, and `doings` when anything was done to workers, our tables or
    the systems, but for faults: real and aware. `fallen` counts the blows by their words, of the `dealt`;
    `not_heeded` is how many workers did not end when they were told to, and `ended_in_error` the last words
    of those that ended by an error of their own.
    `audit_findings` is what is wrong with the audit log, and `presses` how often it says that a draft was
    about to be saved, by reference; None where nobody has looked.
    """

    world_date: date
    stated: Sequence[Record]
    drafts: Sequence[Record]
    saves: Sequence[Record]
    strikes: Sequence[Record]
    requests: Sequence[Record]
    sessions: Sequence[Record]
    logins: Sequence[Record]
    lookups: Sequence[Record]
    deliveries: Sequence[Record]
    items: Sequence[WorkItem]
    applied: frozenset[int] | None = None
    handiwork: Sequence[Handiwork] = ()
    held: frozenset[str] = frozenset()
    closed: Sequence[Closed] = ()
    mends: Sequence[Mend] = ()
    killed_at: Sequence[datetime] = ()
    doings: Sequence[datetime] = ()
    fallen: Mapping[str, int] = field(default_factory=dict)
    dealt: int = 0
    not_heeded: int = 0
    ended_in_error: Sequence[str] = ()
    audit_findings: Sequence[str] = ()
    presses: Mapping[str, int] | None = None
    sessions_allowed: int = 2
    most_attempts: int = 5

    @cached_property
    def statement(self) -> dict[str, Record]:
        """What each application's scenario states, by case_ref."""
        numbered = {int(one["flow_instance_id"]): one for one in self.stated}
        applied = numbered.keys() if self.applied is None else self.applied
        return {case_ref_for(CODE, str(number)): numbered[number] for number in sorted(applied)}

    @cached_property
    def item(self) -> dict[str, WorkItem]:
        """Our own table, by case_ref."""
        return {one.case_ref: one for one in self.items}

    @cached_property
    def written(self) -> dict[str, list[Record]]:
        """The robot's drafts by the reference that they carry."""
        found: dict[str, list[Record]] = {}
        for draft in self.drafts:
            if draft["created_by"].startswith(ROBOT):
                found.setdefault(draft["external_reference"], []).append(draft)
        return found

    @cached_property
    def touched(self) -> set[int]:
        """The drafts that a person has worked on."""
        return {one.draft_number for one in self.handiwork}

    def struck(self, ref: str, *kinds: str) -> Sequence[Record]:
        """The strikes of some kinds, or all, that met the applicant."""
        return [one for one in self._struck.get(self._person(ref), ()) if not kinds or one["kind"] in kinds]

    def saves_struck(self, ref: str, *kinds: str) -> Sequence[Record]:
        """Those of them that met the writing of a draft."""
        return [
            one
            for one in self.struck(ref, *kinds)
            if (one["system"], one["screen"], one["method"]) == ("almanda", "draft_form", "POST")
        ]

    def is_undisturbed(self, ref: str) -> bool:
        """Whether neither a fault of its own nor a person has met the application."""
        touched = any(draft["draft_number"] in self.touched for draft in self.written.get(ref, ()))
        held = self.statement[ref]["customer_number"] in self.held
        return not (touched or held or self.struck(ref))

    def is_as_stated(self, ref: str) -> bool:
        """Whether it ended as its scenario states."""
        item, stated = self.item.get(ref), self.statement[ref]
        as_stated = stated["state"], stated["proposal"]
        return item is not None and (item.outcome.state, item.outcome.proposal) == as_stated

    def is_spoilt(self, ref: str, draft: Record) -> bool:
        """Whether a fault altered this draft as it was written; what came late as well is kept later."""
        written = datetime.fromisoformat(draft["created_at"])
        late = [self.world_time(one["at"]) for one in self.saves_struck(ref, "late_write")]
        for one in self.saves_struck(ref, *SPOILING):
            at = self.world_time(one["at"])
            queued = any(abs(at - other) <= SAME_MOMENT for other in late)
            kept = at + timedelta(seconds=LATE_SECONDS if queued else 0)
            if abs(written - kept) <= SAME_MOMENT:
                return True
        return False

    def world_time(self, at: str | datetime) -> datetime:
        """A real time as the world shows it: its own date, no zone."""
        real = datetime.fromisoformat(at) if isinstance(at, str) else at
        return datetime.combine(self.world_date, real.time())

    @cached_property
    def _struck(self) -> dict[str, list[Record]]:
        found: dict[str, list[Record]] = {}
        for one in self.strikes:
            for person in one["persons"]:
                found.setdefault(person, []).append(one)
        return found

    def _person(self, ref: str) -> str:
        person: str = self.statement[ref]["personnummer"]
        return person


def taken_from(town: Town) -> dict[str, Sequence[Record]]:
    """The systems' own records, by the names that `Evidence` has for them."""
    names = {
        "stated": "expected",
        "drafts": "state/drafts",
        "saves": "state/saves",
        "strikes": "faults/strikes",
        "requests": "state/requests",
        "sessions": "state/sessions/all",
        "logins": "state/logins",
        "lookups": "state/lookups",
        "deliveries": "state/deliveries",
    }
    return {name: town.records(what) for name, what in names.items()}
