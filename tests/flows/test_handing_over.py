"""What is handed over is seen where the caseworker works: one draft without proposal, where one may be."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from flows.eligibility.assessment import Proposal
from flows.eligibility.case import EarlierDecision, History, Role
from flows.eligibility.facts import Fact, Protection
from flows.eligibility.period import Period
from flows.errors import Code, Reason, Transient
from flows.handing_over import TOLD_IN_THE_CASE_FILE
from flows.handover_draft import STANDS
from flows.journal import Step
from flows.records import Adult, ApplicationChild, ApplicationKind, CaseFile, Draft, RegisterRelation
from flows.review import as_markdown
from flows.work import Outcome, State, WorkItem
from tests import examples
from tests.fakes.case_system import FakeCaseSystem
from tests.fakes.population_register import RegisterRecord
from tests.fakes.work_items import FakeWorkItems
from tests.robots import Bench, bench, handover_texts, prepare

UNSIGNED = {"applicant": Adult(personal_number=examples.APPLICANT, signed=False)}
TOLD = [
    ({"kind": ApplicationKind.FIRST}, Reason.FIRST_APPLICATION),
    ({"kind": ApplicationKind.SUPPLEMENT}, Reason.OTHER_KIND),
    (UNSIGNED, Reason.NOT_SIGNED),
    ({"household_changed": True}, Reason.CHANGED_HOUSEHOLD),
    ({"period": Period(2025, 11)}, Reason.PERIOD_LONG_PAST),
]
BeforeSending = Callable[[], Awaitable[None]]
AT_WORK = "En handläggare har tagit ärendet i Almanda."


async def handed(here: Bench, **changes: object) -> WorkItem:
    """An application with these changes, prepared."""
    return await prepare(here.robot(), await here.collected(**changes))


def outcome_of(reason: Reason) -> Outcome:
    """As a reason is told."""
    text = handover_texts()[reason].in_full
    return Outcome(state=State.NEEDS_HUMAN, reason=reason, explanation=text)


def only(here: Bench) -> Draft:
    """The one draft that stands."""
    (draft,) = here.case_system.drafts
    return draft


def told_of(draft: Draft) -> str:
    """What a draft tells, on one line."""
    return " ".join(draft.text.deviations.split())


@pytest.mark.parametrize(("changes", "reason"), TOLD)
async def test_the_case_file_gets_one_draft_without_proposal_that_tells_why(
    changes: dict[str, object], reason: Reason
) -> None:
    here = bench()
    item = await handed(here, **changes)
    draft, text = only(here), handover_texts()[reason]
    assert item.outcome == outcome_of(reason)
    assert (draft.proposal, draft.amount, draft.rows, draft.text.proposal) == (None, None, (), "")
    assert draft.text.verdict == f"Lämnas över: {text.found}"
    told = told_of(draft)
    assert all(part in told for part in (text.found, text.missing, text.not_done, text.next_step))
    assert "Ansökan i e-tjänsten, 2026-11-18 kl. 08.14" in draft.text.sources
    assert text.found in draft.text.journal
    assert all(thing[1:] in " ".join(draft.text.completion.split()) for thing in text.asks)
    assert bool(draft.text.completion) == bool(text.asks)
    assert here.work.drafts[item.case_ref] == draft


async def test_a_second_application_for_the_month_is_handed_over_beside_the_draft_of_the_first() -> None:
    here = bench()
    here.work = FakeWorkItems()
    first = await handed(here)
    second = await prepare(here.robot(), await here.collected("100235"))
    assert first.outcome.proposal is Proposal.BIFALL
    assert second.outcome == outcome_of(Reason.DUPLICATE_APPLICATION)
    assert [draft.proposal for draft in here.case_system.drafts] == [Proposal.BIFALL, None]


async def test_what_the_register_shows_of_the_household_is_told_with_its_source() -> None:
    here = bench()
    partner = RegisterRelation(
        personal_number=examples.PARTNER,
        role=Role.CO_APPLICANT,
        same_address=True,
        protection=Protection.NO,
    )
    here.register.records[examples.APPLICANT] = RegisterRecord(
        person=examples.registered(relations=(partner,))
    )
    item = await handed(here)
    assert item.outcome == outcome_of(Reason.CHANGED_HOUSEHOLD)
    assert "Skatteverket, folkbokföring" in only(here).text.sources
    assert "De är lika. Folkbokföringen visar" in told_of(only(here))
    assert here.case_system.calls["open_case"] == 1, "it was open already"
    assert here.benefits.asked == []


async def test_what_application_and_case_system_show_of_a_changed_household_is_told() -> None:
    here = bench()
    child = ApplicationChild(personal_number=examples.CHILD)
    await handed(here, children=(child,), household_changed=True)
    assert (
        "Ansökan visar en vuxen och ett barn. Ärendesystemet visar en vuxen och inga barn."
        " Det är inte samma personer. Den sökande uppger att något i hushållet är nytt."
    ) in told_of(only(here))


async def test_no_other_reason_tells_of_the_households_size() -> None:
    here = bench()
    await handed(here, kind=ApplicationKind.SUPPLEMENT)
    assert "vuxen" not in told_of(only(here))


@pytest.mark.parametrize(("changes", "reason"), TOLD)
@pytest.mark.parametrize("protection", [Protection.YES, Protection.UNKNOWN])
async def test_a_protected_household_gets_no_draft_and_is_forgotten_whatever_the_reason_was(
    changes: dict[str, object], reason: Reason, protection: Protection
) -> None:
    here = bench(examples.case_file(protection=protection))
    item = await handed(here, **changes)
    assert item.outcome == outcome_of(Reason.MANUAL_HANDLING)
    assert here.case_system.calls == {"open_case": 1}
    assert here.work.applications == {}
    assert (here.register.asked, here.benefits.asked) == ([], [])


@pytest.mark.parametrize(("changes", "reason"), TOLD)
async def test_without_a_case_file_there_is_no_draft(changes: dict[str, object], reason: Reason) -> None:
    here = bench()
    here.case_system.files.clear()
    item = await handed(here, **changes)
    first = reason is Reason.FIRST_APPLICATION
    assert item.outcome == outcome_of(reason if first else Reason.MANUAL_HANDLING)
    assert here.case_system.calls == {"open_case": 1}


@pytest.mark.parametrize(("changes", "reason"), TOLD)
async def test_where_a_person_is_at_work_the_reason_stands_and_nothing_is_written(
    changes: dict[str, object], reason: Reason
) -> None:
    here = bench(examples.case_file(at_work=AT_WORK))
    assert (await handed(here, **changes)).outcome == outcome_of(reason)
    assert here.case_system.calls == {"open_case": 1}


def decided(here: Bench) -> None:
    decision = EarlierDecision(
        period=examples.NOVEMBER, kind="Bifall", amount=Decimal(5220), decided_on=date(2026, 11, 10)
    )
    history = Fact(value=History(decisions=(decision,)), source="Almanda", fetched_at=examples.NOW)
    here.case_system.histories[examples.case_file().key] = history


def taken(here: Bench) -> None:
    here.case_system.files[examples.APPLICANT] = examples.case_file(at_work=AT_WORK)


def unknown(here: Bench) -> None:
    here.register.records.clear()


async def test_a_missing_table_is_nothing_to_tell_every_household_for() -> None:
    here = bench()
    item = await handed(here, period=Period(2031, 3))
    assert (item.outcome, here.asked) == (outcome_of(Reason.NO_TABLE_FOR_PERIOD), 0)


@pytest.mark.parametrize(
    ("met", "reason"),
    [
        (decided, Reason.PERIOD_DECIDED),
        (taken, Reason.PERSON_AT_WORK),
        (unknown, Reason.MANUAL_HANDLING),
    ],
)
async def test_of_some_reasons_nothing_is_written(met: Callable[[Bench], None], reason: Reason) -> None:
    here = bench()
    met(here)
    assert (await handed(here)).outcome == outcome_of(reason)
    assert here.case_system.calls["save_draft"] == here.case_system.calls["find_draft"] == 0


@pytest.mark.parametrize(
    "reason", [Reason.DELIVERED_ELSEWHERE, Reason.MANUAL_HANDLING, Reason.UNREADABLE_APPLICATION]
)
async def test_who_is_never_prepared_has_no_case_file_opened(reason: Reason) -> None:
    here = bench()
    case_ref = await here.collected()
    period = None if reason is Reason.UNREADABLE_APPLICATION else examples.NOVEMBER
    here.work.items[case_ref] = replace(here.item(case_ref), outcome=outcome_of(reason), period=period)
    assert (await prepare(here.robot(), case_ref)).outcome == outcome_of(reason)
    assert here.asked == 0


def test_every_reason_that_may_be_told_is_tested_and_no_other_may() -> None:
    tested = {reason for _, reason in TOLD} | {Reason.DUPLICATE_APPLICATION}
    assert tested == TOLD_IN_THE_CASE_FILE


async def test_prepared_again_it_finds_its_draft_and_writes_no_other() -> None:
    here = bench()
    item = await handed(here, **UNSIGNED)
    again = await prepare(here.robot("worker-2"), item.case_ref)
    assert again.outcome == outcome_of(Reason.NOT_SIGNED)
    assert here.case_system.calls["save_draft"] == 1


async def test_what_a_person_makes_of_it_stands_and_the_reason_too() -> None:
    here = bench()
    item = await handed(here, **UNSIGNED)
    here.case_system.person_changes(item.case_ref, proposal=Proposal.BIFALL, amount=Decimal(7000))
    again = await prepare(here.robot("worker-2"), item.case_ref)
    assert again.outcome == outcome_of(Reason.NOT_SIGNED)
    assert only(here).amount == Decimal(7000)


class QuickPerson(FakeCaseSystem):
    """A colleague changes a text as soon as the draft stands."""

    async def save_draft(self, file: CaseFile, draft: Draft, *, before_sending: BeforeSending) -> None:
        await super().save_draft(file, draft, before_sending=before_sending)
        self.person_changes(draft.reference, text=replace(draft.text, verdict="Lämnas över"))


async def test_one_changed_before_it_was_read_back_tells_the_reason_and_what_to_check() -> None:
    here = bench()
    case_ref = await here.collected(**UNSIGNED)
    here.case_system = QuickPerson([examples.case_file()], here.case_system.histories)
    item = await prepare(here.robot(), case_ref)
    assert item.outcome.reason == Reason.NOT_SIGNED
    assert item.outcome.explanation.startswith(outcome_of(Reason.NOT_SIGNED).explanation)
    assert "roboten skrev: texterna. Kontrollera" in item.outcome.explanation


async def test_what_is_mended_is_still_handed_over_until_somebody_orders_it_again() -> None:
    here = bench()
    item = await handed(here, **UNSIGNED)
    here.work.applications[item.case_ref] = examples.application()
    again = await prepare(here.robot("worker-2"), item.case_ref)
    assert (again.outcome.state, again.outcome.reason) == (State.NEEDS_HUMAN, Reason.NOT_SIGNED)
    assert "Beställ en ny förberedelse" in again.outcome.explanation
    assert [STANDS in as_markdown(one) for one in (item, again)] == [False, True], "what to do is on the page"
    assert only(here).proposal is None


async def test_a_lost_answer_is_looked_for_before_anything_is_written_again() -> None:
    here = bench()
    case_ref = await here.collected(**UNSIGNED)
    here.case_system.lose_next_answer()
    item = await prepare(here.robot(), case_ref)
    assert item.outcome == outcome_of(Reason.NOT_SIGNED)
    assert here.case_system.calls["save_draft"] == 1


async def test_what_was_lost_on_its_way_stays_uncertain_and_is_written_once_when_it_cannot_arrive() -> None:
    here = bench()
    case_ref = await here.collected(**UNSIGNED)
    here.case_system.lose_next_write()
    assert (await prepare(here.robot(), case_ref)).outcome.state is State.UNCERTAIN
    assert (await prepare(here.robot(), case_ref)).outcome.state is State.UNCERTAIN
    assert here.case_system.calls["save_draft"] == 1
    here.clock.moment += here.pace.uncertain_for + timedelta(seconds=1)
    assert (await prepare(here.robot(), case_ref)).outcome == outcome_of(Reason.NOT_SIGNED)
    assert (len(here.case_system.drafts), here.case_system.calls["save_draft"]) == (1, 2)


async def test_a_draft_found_after_the_worker_died_says_itself_why_it_was_handed_over() -> None:
    here = bench()
    case_ref = await here.collected(**UNSIGNED)
    here.case_system.lose_next_answer()
    here.case_system.fail("find_draft")
    seen = here.case_system.find_draft

    async def unseen(file: CaseFile, reference: str) -> None:
        here.case_system.calls["find_draft"] += 1

    here.case_system.find_draft = unseen  # type: ignore[method-assign, assignment]
    assert (await prepare(here.robot(), case_ref)).outcome.state is State.UNCERTAIN
    here.case_system.find_draft = seen  # type: ignore[method-assign]
    assert (await prepare(here.robot("worker-2"), case_ref)).outcome == outcome_of(Reason.NOT_SIGNED)
    assert here.case_system.calls["save_draft"] == 1


async def test_while_the_case_system_is_away_it_waits_and_is_handed_over_when_it_is_back() -> None:
    here = bench()
    case_ref = await here.collected(**UNSIGNED)
    here.case_system.fail("open_case", Transient(Code.SYSTEM_UNREACHABLE, "no answer", system="Almanda"))
    item = await prepare(here.robot(), case_ref)
    assert (item.outcome.state, item.outcome.reason) == (State.WAITING, Code.SYSTEM_UNREACHABLE)
    assert (await prepare(here.robot(), case_ref)).outcome == outcome_of(Reason.NOT_SIGNED)


async def test_the_steps_of_a_handover_are_in_the_journal() -> None:
    here = bench()
    item = await handed(here, **UNSIGNED)
    steps = [entry.step for entry in await here.work.journal(item.case_ref)]
    assert steps == [
        Step.CLAIMED,
        Step.OPENED,
        Step.KEPT,
        Step.SENDING,
        Step.SENT,
        Step.READ_BACK,
        Step.SETTLED,
    ]


async def test_a_month_decided_on_a_handover_is_decided() -> None:
    here = bench()
    item = await handed(here, **UNSIGNED)
    here.work.applications[item.case_ref] = examples.application()
    decided(here)
    again = await prepare(here.robot("worker-2"), item.case_ref)
    assert (again.outcome.state, again.outcome.proposal) == (State.DECIDED, None)
