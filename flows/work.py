"""Work items: one application on its way, in exactly one state at any time.

    COLLECTED ─▶ PREPARING ─▶ AWAITING_CASEWORKER ─▶ DECIDED
                     ├──────▶ NEEDS_HUMAN          a person takes over; the robot never returns
                     ├──────▶ WAITING              picked up by itself, when what it waits for may be there
                     ├──────▶ UNCERTAIN            a write's answer was lost: looked for before all else
                     └──────▶ FAILED               IT looks at the evidence

Waiting for a person is a state in our tables, never a paused flow. DECIDED is what another preparation finds:
the follow-up reads decisions and moves nothing.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from flows.eligibility.assessment import Proposal
from flows.eligibility.period import Period
from flows.journal import Entry


class State(StrEnum):
    """Where an application stands."""

    COLLECTED = "COLLECTED"
    PREPARING = "PREPARING"
    AWAITING_CASEWORKER = "AWAITING_CASEWORKER"
    NEEDS_HUMAN = "NEEDS_HUMAN"
    WAITING = "WAITING"
    UNCERTAIN = "UNCERTAIN"
    FAILED = "FAILED"
    DECIDED = "DECIDED"


DATA_MAY_ARRIVE = "DATA_MAY_ARRIVE"
"""The reason of a wait for what a household lacks."""
PURGED = "Uppgifterna är gallrade."
"""What stands as the explanation of an item whose content is gone."""
DRAFT_STANDS = "Utkastet står i ärendesystemet."
MAY_ARRIVE = "Det som saknas kan komma."
OPEN_STATES = (State.COLLECTED, State.WAITING, State.UNCERTAIN, State.PREPARING)

LEASE = timedelta(seconds=90)
"""How long a worker holds an item without saying so again.

Long enough for two renewals to fail (`flows.lease` renews every twenty seconds) and for the clocks of two
machines to differ by some seconds; short enough for a killed worker's items to be free within two minutes.
"""


def lease_end(now: datetime) -> datetime:
    """When a lease taken or renewed `now` is over, in UTC: a night with a 25th hour must not lengthen it."""
    return now.astimezone(UTC) + LEASE


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Where an application went: `reason` is a code, `explanation` plain Swedish that names nobody.

    One that is open is tried again when all three allow it: the day `wait_until` has come, the time
    `not_before` has passed, and the system `waits_for` may be asked.
    """

    state: State
    reason: str = ""
    explanation: str = ""
    proposal: Proposal | None = None
    wait_until: date | None = None
    not_before: datetime | None = None
    waits_for: str = ""
    stickprov: bool = False

    @property
    def is_tried_again(self) -> bool:
        """Whether the try came to nothing and there will be another, without anything new to wait for."""
        return self.state in OPEN_STATES and bool(self.waits_for or self.not_before)

    @property
    def for_a_list(self) -> str:
        """The explanation where nobody writes down who looks: not what one household is granted or lacks."""
        if self.reason == DATA_MAY_ARRIVE:
            return MAY_ARRIVE
        if self.state is State.AWAITING_CASEWORKER and self.explanation != PURGED:
            return DRAFT_STANDS
        return self.explanation


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """A person's order in the case system: its `number` there, and her signature, which no log shows."""

    number: str
    by: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkItem:
    """One application; `case_ref` is all that logs, runs and artifacts ever carry of it.

    `attempts` are the tries in a row that came to nothing, the one at hand included; `claims` are all tries
    ever, so that two readers can tell whether somebody has had the item in between. `revision` counts the
    preparations, `completions` how many times the applicant had completed it when it was read last, and
    `ordered` is the order that it was last opened for.
    """

    case_ref: str
    municipality: str
    application_ref: str
    period: Period | None
    outcome: Outcome
    attempts: int
    collected_at: datetime
    updated_at: datetime
    claims: int = 0
    revision: int = 1
    completions: int = 0
    ordered: Ordered | None = None

    @property
    def reference(self) -> str:
        """What the case system knows a draft of this preparation by."""
        return reference_of(self.case_ref, self.revision)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many items stand alike: in `state`, by `why`, which is their reason or else their proposal.

    `oldest` is when the first of them was collected.
    """

    state: State
    why: str
    number: int
    oldest: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedOn:
    """One application that came or was worked on in a span of time: where it stands now, and its steps."""

    item: WorkItem
    steps: tuple[Entry, ...]


class UnknownReference(LookupError):
    """No application has the reference that was asked for; the message says what to do."""


class NothingKept(LookupError):
    """The application of this item never could be read, or has been forgotten."""


def case_ref_for(municipality_code: str, application_ref: str) -> str:
    """The reference of one application everywhere: the same application always gets the same one.

    It is derived, not counted, so that a lost database cannot give an application a second draft.
    """
    return f"UTK-{municipality_code}-{application_ref}"


def reference_of(case_ref: str, revision: int) -> str:
    """The reference of one preparation in the case system: case_ref, and from the second one its number."""
    return case_ref if revision == 1 else f"{case_ref}/{revision}"


def seat_of(worker: str, number: int) -> str:
    """The name under which one of a worker's seats holds an item: several are worked on side by side."""
    return f"{worker}/{number}"


def worker_of(holder: str) -> str:
    """The worker whose seat holds an item, or that holds it itself."""
    return holder.partition("/")[0]
