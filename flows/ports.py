"""The doors between flows and the outside world; one adapter implements one port for one system.

No port has a deciding verb: the robot can save a draft and nothing more. The absence is tested.
Every method may raise `Transient`, `NeedsHuman` or `Broken` of `flows.errors`, and nothing else on purpose.
"""

from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import datetime
from typing import Protocol

from flows.audit import Deed, Head
from flows.breaker import Breaker
from flows.eligibility.assessment import Assessment
from flows.eligibility.case import BenefitAnswers, CaseFacts, History, TaxAnswers
from flows.eligibility.facts import Known, Protection
from flows.eligibility.period import Period
from flows.failures import Piece
from flows.identity import PersonalNumber
from flows.journal import Entry, Pause, Step, Word
from flows.records import (
    Application,
    Assessed,
    CaseFile,
    Draft,
    InboxEntry,
    Lookup,
    RegisterPerson,
    SavedDraft,
)
from flows.work import Outcome, Tally, WorkedOn, WorkItem


class Clock(Protocol):
    """What time it is in Europe/Stockholm."""

    def now(self) -> datetime:
        """An aware datetime in Europe/Stockholm."""
        ...


class ApplicationInbox(Protocol):
    """Where applications arrive."""

    async def undelivered(self) -> Sequence[InboxEntry]:
        """Every application nobody has confirmed yet, oldest first, all pages."""
        ...

    async def read(self, entry: InboxEntry) -> Application:
        """The application itself.

        Raises NeedsHuman(UNREADABLE_APPLICATION) naming the field (never its value) when any part of it
        cannot be read for certain, and NeedsHuman(UNKNOWN_MUNICIPALITY) for another municipality's code.
        """
        ...

    async def confirm_delivery(self, application_ref: str, case_ref: str, *, completions: int = 0) -> None:
        """Tell the inbox that the application is taken in as `case_ref`; a second call changes nothing.

        One that has been completed more than `completions` times by now is left: nobody has read that.
        """
        ...


class CaseSystem(Protocol):
    """Where the caseworker works."""

    async def open_case(self, applicant: PersonalNumber, case_ref: str) -> CaseFile | None:
        """The household's case file, or None when the case system says that it has none.

        `case_ref` is the application that it is opened for.
        """
        ...

    async def history(self, file: CaseFile, case_ref: str) -> Known[History]:
        """Earlier calculations, decisions, plans and jobbstimulans. Persons by `keys_of(file)`.

        `case_ref` is the application that it is read for.
        """
        ...

    async def find_draft(self, file: CaseFile, reference: str) -> SavedDraft | None:
        """The draft that carries `reference` (see `Draft.reference`), read from the case system's own pages.

        Raises CaseBroken(DRAFT_DUPLICATED) when there is more than one.
        """
        ...

    async def save_draft(
        self, file: CaseFile, draft: Draft, *, before_sending: Callable[[], Awaitable[None]]
    ) -> None:
        """Write one new draft. Never repeats a write: the caller looks before and reads back after.

        `before_sending` is awaited when all is typed, as the last thing before the press; what it raises
        stops the write. Raises Transient(RECORD_LOCKED) when a person holds the case, and WriteUncertain
        when the answer was lost: the draft may stand there or not.
        """
        ...


class PopulationRegister(Protocol):
    """Folkbokföring and tax: Skatteverket."""

    async def person(self, who: PersonalNumber, lookup: Lookup) -> Known[RegisterPerson]:
        """The person in folkbokföring, with family and protection; what cannot be read is UNKNOWN."""
        ...

    async def incomes(
        self,
        who: PersonalNumber,
        months: Sequence[Period],
        lookup: Lookup,
        *,
        earlier: Sequence[Period] | None = None,
    ) -> TaxAnswers:
        """Employer declarations of `months`, payouts from the tax account in them, capital income.

        `earlier` are further months whose declarations alone are wanted; None leaves them NOT_APPLICABLE.
        """
        ...


class BenefitsAgency(Protocol):
    """Försäkringskassan, and the agencies whose answers it hands on (CSN, Arbetsförmedlingen, a-kassorna)."""

    async def answers(
        self, who: PersonalNumber, months: Sequence[Period], lookup: Lookup
    ) -> tuple[Protection, BenefitAnswers]:
        """Each agency's own answer, or its own failure, for payments within `months`, and protection.

        Protection is YES if any agency flags the person, UNKNOWN if a flag cannot be read.
        """
        ...


class WorkItems(Protocol):
    """Our own tables: each application's state, and what was known, assessed and drafted."""

    async def collect(self, item: WorkItem, application: Application | None) -> bool:
        """Take an application in; False when it is in already, and then nothing changes."""
        ...

    async def find(self, case_ref: str) -> WorkItem | None:
        """The item with this reference."""
        ...

    async def application(self, case_ref: str) -> Application:
        """The application as it was collected.

        Raises `flows.work.NothingKept` when it never could be read, or has been forgotten.
        """
        ...

    async def is_repeated(self, case_ref: str) -> bool:
        """Whether the same applicant's application for the same month was collected before this one."""
        ...

    async def due(self, municipality: str, now: datetime) -> Sequence[WorkItem]:
        """Open items whose day and time have come, first come first; also those a dead worker has left.

        `now` is Stockholm's time: its date is what `wait_until` is held against.
        """
        ...

    async def listed(self, municipality: str) -> Sequence[WorkItem]:
        """Every item, first come first."""
        ...

    async def claim(self, case_ref: str, worker: str, now: datetime) -> WorkItem | None:
        """Lease the item to one worker for `flows.work.LEASE`; None when another holds it.

        A worker may claim again what it holds already; every claim counts as an attempt, until it is settled
        or given back.
        """
        ...

    async def claim_next(
        self, municipality: str, worker: str, now: datetime, *, without: Collection[str] = ()
    ) -> WorkItem | None:
        """Lease the first come of those due to one worker; None when there is none.

        Passed by: items that wait for a system in `without`.
        """
        ...

    async def claim_waiting_for(
        self, municipality: str, system: str, worker: str, *, now: datetime
    ) -> WorkItem | None:
        """Lease an item to probe `system` with: of those due that wait for it, the one least tried."""
        ...

    async def next_due(
        self, municipality: str, now: datetime, *, without: Collection[str] = ()
    ) -> datetime | None:
        """When an open item that is not due now will be, today: its time has come or its lease is over.

        None when there is none. Passed by: items that wait for a system in `without`.
        """
        ...

    async def renew(self, case_ref: str, worker: str, now: datetime) -> bool:
        """Hold the item for another LEASE; False when it is no longer this worker's, and nothing changes.

        A lease that is over and that nobody else has taken is still this worker's.
        """
        ...

    async def settle(
        self, case_ref: str, outcome: Outcome, now: datetime, *, worker: str, attempts: int = 0
    ) -> bool:
        """Put the item in its state and give the lease back; `attempts` are its tries in a row.

        Notes SETTLED in its journal. False when the item is no longer this worker's, and nothing changes:
        the outcome is another's to tell.
        """
        ...

    async def give_back(self, case_ref: str, now: datetime, *, worker: str) -> bool:
        """Put the item down: it stands as before the claim, and the attempt is not counted.

        Notes GIVEN_BACK in its journal. False when the item is no longer this worker's.
        """
        ...

    async def put(self, item: WorkItem, outcome: Outcome, now: datetime) -> bool:
        """Put an item that was read, not claimed, in another state; whoever held it loses it.

        False when it has been claimed, settled or put since it was read, and then nothing changes.
        """
        ...

    async def open_again(
        self, item: WorkItem, outcome: Outcome, now: datetime, *, application: Application | None = None
    ) -> bool:
        """Put an item that was read in `outcome` for another preparation, with no tries; notes REOPENED.

        Its revision, completions, month and order are kept as they stand in `item`, and `application` in
        place of the one that was collected. False when it has been claimed, settled or put since it was read,
        and then nothing changes: two that open it at the same moment open it once.
        """
        ...

    async def purge(self, case_ref: str, outcome: Outcome, now: datetime, *, worker: str) -> Sequence[str]:
        """Settle an item in `outcome` and forget what was gathered of its household, in one.

        Forgotten are applications, facts, assessments and drafts: its own, and those of every other item of
        the municipality whose applicant is an adult of its application. Those of them that are open are put
        in `outcome` too, and the journals of those and its own are left with when they were taken and ended.
        References, states and the applicant's mark stay: nothing is taken in or looked up again.
        The references of all that was forgotten; none when the item is no longer this worker's, and then
        nothing changes.
        """
        ...

    async def keep_assessment(
        self, facts: CaseFacts, assessment: Assessment, now: datetime, *, worker: str
    ) -> bool:
        """Store what was known and what followed from it.

        False when the item is no longer this worker's: nothing is stored.
        """
        ...

    async def keep_draft(self, draft: Draft, key: str, now: datetime, *, worker: str) -> bool:
        """Store the draft: as it will be written (`key` blank), then as read back under the system's key.

        Renews the lease and notes KEPT or READ_BACK in the same step. False when the item is no longer this
        worker's: nothing is stored.
        """
        ...

    async def note(self, case_ref: str, step: Step, now: datetime, *, worker: str) -> Word:
        """Note a step and renew the lease, in one; nothing is noted when the word is NOT_YOURS.

        PAUSED is told when the item is still the worker's and its municipality is paused.
        """
        ...

    async def journal(self, case_ref: str) -> Sequence[Entry]:
        """Every step of the application, in the order they were noted; claims note CLAIMED by themselves."""
        ...

    async def worked_on(self, municipality: str, start: datetime, end: datetime) -> Sequence[WorkedOn]:
        """Every item that came or was taken a step with from `start` to `end`, first come first.

        Each has its steps of that time alone, in the order they were noted.
        """
        ...

    async def assessments(self, case_ref: str) -> Sequence[Assessed]:
        """Every assessment with its facts, the latest first."""
        ...

    async def latest_assessments(self, case_refs: Collection[str]) -> Sequence[Assessed]:
        """The latest assessment of each of these, in no order; nothing of one that has none."""
        ...

    async def draft(self, case_ref: str) -> Draft | None:
        """The latest preparation's draft: as we left it, or were to write it when the answer was lost."""
        ...

    async def left_draft(self, case_ref: str) -> Draft | None:
        """The latest draft that has been read back: one that was kept and never came there is passed by."""
        ...

    async def every_draft(self, case_ref: str) -> Sequence[Draft]:
        """The drafts of all its preparations, the first one's first."""
        ...


class Breakers(Protocol):
    """The breakers of a municipality's systems, shared by all workers and kept between runs."""

    async def all(self, municipality: str) -> Sequence[Breaker]:
        """Every system that has failed since it last answered, by name."""
        ...

    async def change(
        self, municipality: str, system: str, change: Callable[[Breaker], Breaker]
    ) -> tuple[Breaker, Breaker]:
        """The breaker before and after `change`, made alone: nobody comes between reading and writing.

        A system without a breaker has a closed one. `change` may be called more than once.
        """
        ...


class Switch(Protocol):
    """The kill switch: a person pauses every worker of a municipality, and lets them go on."""

    async def paused(self, municipality: str) -> Pause | None:
        """The pause that stands, if one does."""
        ...

    async def pause(self, municipality: str, pause: Pause) -> bool:
        """Pause; False when it is paused already, and then that pause stands."""
        ...

    async def resume(self, municipality: str, who: str, now: datetime) -> bool:
        """Let the workers go on; False when nothing was paused. Who paused and who resumed is kept."""
        ...


class Evidence(Protocol):
    """What was seen of failures: sealed where it lies, and nothing of a person in it."""

    async def note(self, piece: Piece) -> str:
        """Keep what no screen shows, and return the name it got. Raises OSError when it cannot be kept."""
        ...

    async def pieces(self) -> Sequence[Piece]:
        """Everything that is kept, in order of time."""
        ...

    async def piece(self, name: str) -> Piece | None:
        """The one of that name, and no other is opened; None when there is none."""
        ...

    async def picture(self, name: str) -> bytes | None:
        """The masked picture of a piece, as PNG; None when there is none."""
        ...

    async def forget(self, case_refs: Collection[str]) -> None:
        """Remove everything that was kept of these applications. Raises OSError when it cannot be."""
        ...


class Tallies(Protocol):
    """How many applications stand where, for those who look and read none."""

    async def tallied(self, municipality: str) -> Sequence[Tally]:
        """How many items stand alike, by state and why, in the states' order; reads no item."""
        ...


class Reports(Protocol):
    """Run reports as pages for people to open; no person is in them."""

    async def keep(self, name: str, page: str) -> None:
        """Keep a page of HTML under its name. Raises OSError when it cannot be kept."""
        ...


class AuditLog(Protocol):
    """The append-only record of every look-up, read and write. Each method raises TablesAway."""

    async def record(self, *deeds: Deed) -> None:
        """Write down what is about to be done; it may be done when this returns, and not before.

        Entries of one call stand together, in order. Raises SetUpTrouble when there is no key.
        """
        ...

    async def head(self) -> Head:
        """How far the log has come, for an anchor outside."""
        ...
