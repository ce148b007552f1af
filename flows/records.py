"""What crosses a port: applications, case files, drafts - with the identity that the law never sees."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from flows.eligibility.assessment import Assessment, Proposal
from flows.eligibility.case import CaseFacts, PersonKey, Role, Statement
from flows.eligibility.facts import Protection
from flows.eligibility.period import Period
from flows.identity import PersonalNumber
from flows.work import reference_of


class ApplicationKind(StrEnum):
    """What is applied for, as the e-service names it."""

    FIRST = "Nyansökan"
    RENEWAL = "Återansökan"
    SUPPLEMENT = "Tilläggsansökan"


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxEntry:
    """One row of the inbox. `delivered_as` is the case_ref another run has confirmed it with, if any.

    `completions` counts how many times the applicant has completed the application since it was sent in.
    """

    application_ref: str
    posted_at: datetime
    status: str
    delivered_as: str | None
    completions: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Adult:
    """The applicant or co-applicant, and whether that person has signed."""

    personal_number: PersonalNumber
    signed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationChild:
    """A child the application names; `days_in_home` a month is None for a child who lives there always."""

    personal_number: PersonalNumber
    days_in_home: int | None = None
    lunch_away: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """An application as it was sent in. `statement` names persons by key: sokande, medsokande, barn-1 …

    `protection` is what the applicant has answered about the household; None when the form did not ask.
    """

    application_ref: str
    kind: ApplicationKind
    municipality_code: str
    period: Period
    applicant: Adult
    co_applicant: Adult | None
    children: tuple[ApplicationChild, ...]
    household_changed: bool
    statement: Statement
    fetched_at: datetime
    protection: Protection | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A postal address, compared and never shown."""

    street: str
    postal_code: str
    city: str

    def __repr__(self) -> str:
        return "Address(…)"


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdMember:
    """A member of the household in the case system; `since` is the first day there, if the system says."""

    personal_number: PersonalNumber
    role: Role
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """The case (akt) of a household in the case system; `key` is the system's own reference to it.

    `at_work` says, in Swedish and without names, that a person holds or has begun work on the case;
    `at_work_by` are their signatures, to be held against that of whoever has ordered the preparation.
    """

    key: str
    applicant: PersonalNumber
    protection: Protection
    members: tuple[HouseholdMember, ...]
    address: Address
    at_work: str | None
    fetched_at: datetime
    at_work_by: frozenset[str] = field(default=frozenset(), repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRelation:
    """A family relation in folkbokföring."""

    personal_number: PersonalNumber
    role: Role
    same_address: bool
    protection: Protection


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPerson:
    """A person in folkbokföring. `spouse` is a spouse or registered partner of today."""

    personal_number: PersonalNumber
    protection: Protection
    civil_status: str
    address: Address
    municipality_code: str
    relations: tuple[RegisterRelation, ...]
    fetched_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """Why a register is asked: shown to the register, and kept in the audit log."""

    case_ref: str
    purpose: str
    legal_basis: str


class Track(StrEnum):
    """The main flow or the individual one (Trelleborg's 85/15): a municipality's rules tell them apart.

    A draft has none where the municipality has no such rules.
    """

    MAIN = "Huvudflöde"
    INDIVIDUAL = "Individuellt flöde"


class WarningStatus(StrEnum):
    """Where a warning stands; a person acknowledges and closes, and one whose cause is gone is closed too."""

    OPEN = "Öppen"
    ACKNOWLEDGED = "Kvitterad"
    CLOSED = "Stängd"


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftWarning:
    """A warning beside the draft: `kind` and `about` are those of the finding, the same from month to month.

    `text` is plain Swedish without names.
    """

    kind: str
    about: str
    text: str
    status: WarningStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRow:
    """One row of the calculation grid in the case system, kronor with öre.

    `previous` is the same row's amount in the month before. `by_caseworker` is a person's own amount beside
    the robot's: it is read, and never typed by the robot but to carry it over to a later preparation.
    """

    section: str
    label: str
    applied: Decimal | None
    amount: Decimal
    note: str
    previous: Decimal | None = None
    by_caseworker: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftText:
    """The draft's text in reading order; each part plain Swedish, narrow plain text.

    `completion` is a request to the applicant for what is missing, for a person to send. `journal` is the one
    entry that the case file's journal gets of what the robot did.
    """

    verdict: str
    changes: str
    deviations: str
    calculation: str
    sources: str
    proposal: str
    basis: str
    completion: str = ""
    journal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A decision draft to be written into the case system. `amount` is whole kronor or None.

    Without a `proposal` the robot hands the application over, and the text says why. `revision` counts how
    many times the application has been prepared. `priority` is 1 for what needs a person most, to 5.
    `prepares_payment` asks for a row of payment that nothing but a person's decision releases.
    """

    case_ref: str
    application_ref: str
    case_key: str
    applicant: PersonalNumber
    period: Period
    proposal: Proposal | None
    amount: Decimal | None
    pay_on: date | None
    text: DraftText
    rows: tuple[DraftRow, ...]
    stickprov: bool
    revision: int = 1
    track: Track | None = None
    priority: int = 3
    warnings: tuple[DraftWarning, ...] = ()
    prepares_payment: bool = False

    @property
    def reference(self) -> str:
        """What the case system knows this preparation by."""
        return reference_of(self.case_ref, self.revision)


def parted_reference(reference: str) -> tuple[str, int]:
    """The case_ref and the revision that a draft's reference says."""
    case_ref, _, number = reference.rpartition("/")
    if not case_ref or not number.isdecimal() or int(number) < 2 or number != str(int(number)):
        return reference, 1
    return case_ref, int(number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """An assessment as it was kept, with the facts it rests on."""

    made_at: datetime
    facts: CaseFacts
    assessment: Assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedDraft:
    """A draft as the case system's own pages show it.

    `changed_by_person` is true when anyone but the robot has saved it; `decided` when a person has decided.
    """

    key: str
    draft: Draft
    changed_by_person: bool
    decided: bool


def keys_of(file: CaseFile) -> dict[PersonKey, HouseholdMember]:
    """The household's persons by key: sokande, medsokande, and barn-1 … from the eldest child down."""
    children = sorted(
        (member for member in file.members if member.role is Role.CHILD),
        key=lambda member: (member.personal_number.born, member.personal_number.digits),
    )
    keyed = {f"barn-{number}": child for number, child in enumerate(children, start=1)}
    adults = {Role.APPLICANT: "sokande", Role.CO_APPLICANT: "medsokande"}
    return {adults[one.role]: one for one in file.members if one.role in adults} | keyed
