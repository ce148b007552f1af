"""A draft is looked for, written once, read back and compared; a person's work always wins."""

from collections.abc import Awaitable, Callable
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal

import pytest

from flows.at_hand import AtHand
from flows.drafting import draft_of, leave_draft
from flows.eligibility.assessment import Assessment, Evidence, Finding, Proposal, Verdict, Weight
from flows.eligibility.case import EarlierDecision, History
from flows.eligibility.facts import Fact
from flows.eligibility.period import Period
from flows.errors import CaseBroken, Code, Reason
from flows.payday import payday
from flows.records import CaseFile, Draft, DraftRow, DraftWarning, SavedDraft, Track, WarningStatus
from flows.work import State, WorkItem, case_ref_for
from tests import examples
from tests.fakes.case_system import FakeCaseSystem
from tests.fakes.work_items import FakeWorkItems
from tests.household_facts import Case
from tests.robots import Bench, bench, prepare

DRAWN = 1000
BeforeSending = Callable[[], Awaitable[None]]


async def nothing() -> None:
    """What there is to do before a draft is sent, when nobody asks."""


async def prepared(here: Bench, case_ref: str) -> WorkItem:
    return await prepare(here.robot(), case_ref)


async def test_a_draft_is_looked_for_before_and_after_it_is_written_once() -> None:
    here = bench()
    case_ref = await here.collected()
    item = await prepared(here, case_ref)
    assert (item.outcome.state, item.outcome.proposal) == (State.AWAITING_CASEWORKER, Proposal.BIFALL)
    assert here.case_system.calls["save_draft"] == 1
    assert here.case_system.calls["find_draft"] == 2
    (draft,) = here.case_system.drafts
    assert (draft.case_ref, draft.amount, draft.pay_on) == (case_ref, Decimal(11020), date(2026, 11, 27))
    assert item.outcome.explanation == draft.text.verdict
    assert here.work.drafts[case_ref] == draft


async def test_a_draft_that_stands_is_left_as_it_is() -> None:
    here = bench()
    case_ref = await here.collected()
    await prepared(here, case_ref)
    (before,) = here.case_system.drafts
    item = await prepared(here, case_ref)
    assert here.case_system.drafts == (before,)
    assert here.case_system.calls["save_draft"] == 1
    assert (item.outcome.state, item.outcome.reason) == (State.AWAITING_CASEWORKER, "")


async def test_a_draft_that_stands_is_told_as_it_stands_even_when_the_facts_have_changed() -> None:
    here = bench()
    case_ref = await here.collected()
    await prepared(here, case_ref)
    here.case_system.histories.clear()
    item = await prepared(here, case_ref)
    (draft,) = here.case_system.drafts
    assert here.case_system.calls["save_draft"] == 1
    assert item.outcome.explanation == draft.text.verdict


async def test_a_person_who_takes_the_case_at_the_last_moment_keeps_it() -> None:
    here = bench()
    case_ref = await here.collected()
    here.case_system.lock(examples.case_file().key)
    item = await prepared(here, case_ref)
    assert (item.outcome.state, item.outcome.reason) == (State.WAITING, Code.RECORD_LOCKED)
    assert "En handläggare har ärendet öppet i Almanda." in item.outcome.explanation
    while item.outcome.state is State.WAITING:
        item = await prepared(here, case_ref)
    assert (item.outcome.state, item.outcome.reason) == (State.NEEDS_HUMAN, Reason.PERSON_AT_WORK)
    assert here.case_system.calls["save_draft"] == here.pace.most_attempts
    assert here.case_system.drafts == ()


async def test_a_lock_that_is_let_go_in_time_is_only_waited_for() -> None:
    here = bench()
    case_ref = await here.collected()
    here.case_system.lock(examples.case_file().key)
    assert (await prepared(here, case_ref)).outcome.state is State.WAITING
    here.case_system.locked.clear()
    assert (await prepared(here, case_ref)).outcome.state is State.AWAITING_CASEWORKER


class BlurringCaseSystem(FakeCaseSystem):
    """Accepts a draft in silence and keeps one field of it differently."""

    blurred: dict[str, object]

    async def save_draft(self, file: CaseFile, draft: Draft, *, before_sending: BeforeSending) -> None:
        blurred = replace(draft, **self.blurred)  # type: ignore[arg-type]
        await super().save_draft(file, blurred, before_sending=before_sending)


ROWS = examples.draft().rows
A_WARNING = DraftWarning(kind="NEW_EXPENSE", about="", text="En ny utgift.", status=WarningStatus.OPEN)
TOLD_BY_THE_PLACE = {"case_ref", "revision", "case_key", "applicant"}
"""Where they differ it is another draft, and ours is not found."""
DIFFERENCES = [
    ("application_ref", "100235"),
    ("period", examples.NOVEMBER.control),
    ("proposal", Proposal.DELAVSLAG),
    ("amount", Decimal(0)),
    ("amount", None),
    ("pay_on", None),
    ("text", examples.draft().text),
    ("rows", ()),
    ("rows", (replace(ROWS[0], amount=Decimal(0)),)),
    ("stickprov", True),
    ("track", Track.INDIVIDUAL),
    ("priority", 1),
    ("warnings", (A_WARNING,)),
    ("prepares_payment", True),
]


def test_every_field_of_a_draft_is_read_back() -> None:
    fitted = {field for field, _ in DIFFERENCES} | TOLD_BY_THE_PLACE
    assert fitted == {field.name for field in fields(Draft)}


@pytest.mark.parametrize(("field", "kept"), DIFFERENCES)
async def test_what_reads_back_differently_fails_naming_the_field(field: str, kept: object) -> None:
    here = bench()
    case_ref = await here.collected()
    blurring = BlurringCaseSystem([examples.case_file()], here.case_system.histories)
    blurring.blurred = {field: kept}
    here.case_system = blurring
    item = await prepared(here, case_ref)
    assert (item.outcome.state, item.outcome.reason) == (State.FAILED, Code.DRAFT_MISMATCH)
    assert "Använd det inte" in item.outcome.explanation
    assert here.case_system.calls["save_draft"] == 1

    item = await prepared(here, case_ref)
    assert (item.outcome.state, item.outcome.reason) == (State.FAILED, Code.DRAFT_MISMATCH)
    assert here.case_system.calls["save_draft"] == 1


async def test_the_message_names_every_field_that_differs() -> None:
    here = bench()
    blurring = BlurringCaseSystem([examples.case_file()])
    blurring.blurred = {"amount": Decimal(0), "pay_on": None}
    here.case_system = blurring
    case_ref = await here.collected()
    assert await here.work.claim(case_ref, "worker-1", here.clock.now())
    case = AtHand(here.robot(), here.item(case_ref))
    written = replace(examples.draft(), pay_on=date(2026, 11, 27))
    with pytest.raises(CaseBroken, match="differently in: amount, pay_on") as caught:
        await leave_draft(case, examples.case_file(), written, standing=None)
    assert caught.value.next_step == "See runbooks/DRAFT_MISMATCH.md."


class LosingCaseSystem(FakeCaseSystem):
    """Says that it has saved, and has not."""

    async def save_draft(self, file: CaseFile, draft: Draft, *, before_sending: BeforeSending) -> None:
        self.calls["save_draft"] += 1
        await before_sending()


async def test_a_draft_that_cannot_be_found_again_fails_and_may_stand() -> None:
    here = bench()
    case_ref = await here.collected()
    here.case_system = LosingCaseSystem([examples.case_file()], here.case_system.histories)
    item = await prepared(here, case_ref)
    assert (item.outcome.state, item.outcome.reason) == (State.FAILED, Code.DRAFT_MISMATCH)
    assert "Se efter om det finns innan du handlägger" in item.outcome.explanation
    assert here.case_system.calls["save_draft"] == 1


async def test_an_answer_lost_after_the_write_was_accepted_is_looked_for_at_once() -> None:
    here = bench()
    case_ref = await here.collected()
    here.case_system.lose_next_answer()
    item = await prepared(here, case_ref)
    assert item.outcome.state is State.AWAITING_CASEWORKER
    assert here.case_system.calls["save_draft"] == 1
    assert len(here.case_system.drafts) == 1


async def test_a_draft_kept_wrong_while_its_answer_was_lost_is_not_taken_for_ours() -> None:
    here = bench()
    case_ref = await here.collected()
    blurring = BlurringCaseSystem([examples.case_file()], here.case_system.histories)
    blurring.blurred = {"amount": Decimal(0)}
    blurring.lose_next_answer()
    here.case_system = blurring
    item = await prepared(here, case_ref)
    assert (item.outcome.state, item.outcome.reason) == (State.FAILED, Code.DRAFT_MISMATCH)


async def test_a_lost_database_gives_no_application_a_second_draft() -> None:
    here = bench()
    case_ref = await here.collected()
    await prepared(here, case_ref)
    (before,) = here.case_system.drafts
    here.work = FakeWorkItems()
    await here.collected()
    item = await prepared(here, case_ref)
    assert item.outcome.state is State.AWAITING_CASEWORKER
    assert here.case_system.drafts == (before,)
    assert here.work.drafts[case_ref] == before


async def test_two_drafts_with_the_same_reference_are_it_s_to_look_at() -> None:
    here = bench()
    case_ref = await here.collected()
    standing = replace(examples.draft(), case_ref=case_ref)
    for _ in range(2):
        await here.case_system.save_draft(examples.case_file(), standing, before_sending=nothing)
    item = await prepared(here, case_ref)
    assert (item.outcome.state, item.outcome.reason) == (State.FAILED, Code.DRAFT_DUPLICATED)
    assert len(here.case_system.drafts) == 2


class BlottedCaseSystem(FakeCaseSystem):
    """Shows nothing of a draft that stands that can be read for certain."""

    async def find_draft(self, file: CaseFile, case_ref: str) -> SavedDraft | None:
        if self.drafts:
            raise CaseBroken(Code.VALUE_UNREADABLE, "a row does not fit its headings.", system="Almanda")
        return None


async def test_a_draft_that_cannot_be_read_back_is_told_as_one_that_may_stand() -> None:
    here = bench()
    case_ref = await here.collected()
    here.case_system = BlottedCaseSystem([examples.case_file()], here.case_system.histories)
    item = await prepared(here, case_ref)
    assert (item.outcome.state, item.outcome.reason) == (State.FAILED, Code.VALUE_UNREADABLE)
    assert "Se efter om det finns innan du handlägger" in item.outcome.explanation


def drawn(ref: int, assessment: Assessment) -> bool:
    """Whether the application with this number is drawn for a full manual check."""
    case_ref = case_ref_for("9901", str(ref))
    facts = replace(Case().facts(), case_ref=case_ref)
    made = replace(assessment, case_ref=case_ref)
    robot = bench().robot()
    return draft_of(
        robot, examples.case_file(), examples.application(str(ref)), facts=facts, assessment=made
    ).stickprov


def clean() -> Assessment:
    """Everything approved, nothing that deviates."""
    return replace(Case().assessed(), findings=())


def test_about_the_municipalitys_share_of_clean_drafts_is_drawn_and_always_the_same() -> None:
    assessment = clean()
    first = [drawn(ref, assessment) for ref in range(100_000, 100_000 + DRAWN)]
    share = float(bench().robot().municipality.rules.sample_share)
    assert share == pytest.approx(0.15)
    assert sum(first) == pytest.approx(DRAWN * share, rel=0.3)
    assert [drawn(ref, assessment) for ref in range(100_000, 100_200)] == first[:200]


@pytest.mark.parametrize("proposal", [Proposal.DELAVSLAG, Proposal.AVSLAG, Proposal.UTREDNING])
def test_a_draft_that_is_not_granted_whole_is_never_drawn(proposal: Proposal) -> None:
    assessment = replace(clean(), proposal=proposal)
    assert not any(drawn(ref, assessment) for ref in range(100_000, 100_200))


def test_a_draft_with_a_deviation_is_never_drawn() -> None:
    deviation = Finding(
        rule="salary",
        verdict=Verdict.NOT_MET,
        weight=Weight.DEVIATION,
        reason="Lönen avviker.",
        reference="",
        evidence=(Evidence(what="Lön", value="1", source="Skatteverket"),),
    )
    assessment = replace(clean(), findings=(deviation,))
    assert not any(drawn(ref, assessment) for ref in range(100_000, 100_200))


@pytest.mark.parametrize(
    ("period", "day", "paid_on"),
    [
        (Period(2026, 11), 27, date(2026, 11, 27)),  # a Friday
        (Period(2026, 6), 27, date(2026, 6, 26)),  # a Saturday
        (Period(2026, 9), 27, date(2026, 9, 25)),  # a Sunday
        (Period(2026, 7), 27, date(2026, 7, 27)),  # a Monday
        (Period(2026, 2), 1, date(2026, 1, 30)),  # a Sunday, the first of a month
    ],
)
def test_a_payday_on_a_weekend_is_moved_back_to_friday(period: Period, day: int, paid_on: date) -> None:
    assert payday(period, day) == paid_on


async def test_a_draft_without_an_amount_has_no_payday() -> None:
    here = bench()
    here.case_system.histories.clear()
    await prepared(here, await here.collected())
    (draft,) = here.case_system.drafts
    assert (draft.proposal, draft.amount, draft.pay_on) == (Proposal.UTREDNING, None, None)


async def test_a_month_decided_since_the_draft_was_left_is_decided_and_not_handed_over() -> None:
    here = bench()
    case_ref = await here.collected()
    assert (await prepared(here, case_ref)).outcome.state is State.AWAITING_CASEWORKER
    decision = EarlierDecision(
        period=examples.NOVEMBER, kind="Bifall", amount=Decimal(11020), decided_on=examples.NOW.date()
    )
    decided = Fact(value=History(decisions=(decision,)), source="Almanda", fetched_at=examples.NOW)
    here.case_system.histories[examples.case_file().key] = decided
    assert (await prepared(here, case_ref)).outcome.state is State.DECIDED


def test_an_open_question_leaves_no_rows_for_the_case_system_to_sum() -> None:
    case = Case()
    known, open_question = case.assessed(), replace(case.assessed(), proposal=Proposal.UTREDNING)
    file, application = examples.case_file(), examples.application()

    def rows(assessment: Assessment) -> tuple[DraftRow, ...]:
        return draft_of(bench().robot(), file, application, facts=case.facts(), assessment=assessment).rows

    assert rows(known)
    assert rows(open_question) == ()
