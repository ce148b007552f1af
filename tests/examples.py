"""Records of one invented household, for tests that need one: a single adult without incomes."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from flows.eligibility.assessment import Proposal
from flows.eligibility.case import Housing, Role, StatedCost, Statement
from flows.eligibility.facts import Protection
from flows.eligibility.period import Period
from flows.identity import PersonalNumber
from flows.records import (
    Address,
    Adult,
    Application,
    ApplicationKind,
    CaseFile,
    Draft,
    DraftRow,
    DraftText,
    HouseholdMember,
    InboxEntry,
    RegisterPerson,
)
from flows.swedish_time import SWEDEN
from flows.work import Outcome, State, WorkItem, case_ref_for

NOVEMBER = Period(2026, 11)
NOW = datetime(2026, 11, 18, 8, 14, tzinfo=SWEDEN)
APPLICANT = PersonalNumber("199006022397")
PARTNER = PersonalNumber("199107172380")
CHILD = PersonalNumber("201501052383")
HOME = Address(street="Storgatan 1", postal_code="999 01", city="Exempelstad")


def application(ref: str = "100234", **changes: object) -> Application:
    """A signed renewal for November 2026 by a single adult with a rent of 5 800 kronor."""
    plain = Application(
        application_ref=ref,
        kind=ApplicationKind.RENEWAL,
        municipality_code="9901",
        period=NOVEMBER,
        applicant=Adult(personal_number=APPLICANT, signed=True),
        co_applicant=None,
        children=(),
        household_changed=False,
        statement=Statement(
            submitted_at=NOW,
            housing=Housing(form="RENTAL", rooms=1, persons=1, changed=False),
            costs=(StatedCost(kind="RENT", amount=Decimal(5800)),),
        ),
        fetched_at=NOW,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def entry(ref: str = "100234", delivered_as: str | None = None) -> InboxEntry:
    """That application's row in the inbox."""
    return InboxEntry(application_ref=ref, posted_at=NOW, status="Inskickad", delivered_as=delivered_as)


def case_file(**changes: object) -> CaseFile:
    """The household's case file: nobody at work, no protection."""
    plain = CaseFile(
        key="K83F2",
        applicant=APPLICANT,
        protection=Protection.NO,
        members=(HouseholdMember(personal_number=APPLICANT, role=Role.APPLICANT),),
        address=HOME,
        at_work=None,
        fetched_at=NOW,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def registered(**changes: object) -> RegisterPerson:
    """The applicant in folkbokföring: unmarried, at the same address, no family."""
    plain = RegisterPerson(
        personal_number=APPLICANT,
        protection=Protection.NO,
        civil_status="Ogift",
        address=HOME,
        municipality_code="9901",
        relations=(),
        fetched_at=NOW,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def work_item(ref: str = "100234", **changes: object) -> WorkItem:
    """The application's work item, just collected."""
    plain = WorkItem(
        case_ref=case_ref_for("9901", ref),
        municipality="exempelstad",
        application_ref=ref,
        period=NOVEMBER,
        outcome=Outcome(state=State.COLLECTED),
        attempts=0,
        collected_at=NOW,
        updated_at=NOW,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def draft(ref: str = "100234") -> Draft:
    """A draft that proposes 11 020 kronor."""
    return Draft(
        case_ref=case_ref_for("9901", ref),
        application_ref=ref,
        case_key="K83F2",
        applicant=APPLICANT,
        period=NOVEMBER,
        proposal=Proposal.BIFALL,
        amount=Decimal(11020),
        pay_on=None,
        text=DraftText(
            verdict="Förslag: bifall 11 020 kr.",
            changes="Inget.",
            deviations="Inga.",
            calculation="Norm 5 220",
            sources="Ansökan",
            proposal="Bifall",
            basis="SoL 12 kap. 1 §",
        ),
        rows=(
            DraftRow(section="Utgifter", label="Hyra", applied=Decimal(5800), amount=Decimal(5800), note=""),
        ),
        stickprov=False,
    )
