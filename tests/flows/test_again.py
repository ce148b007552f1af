"""Prepared again: completed by the applicant or ordered by a caseworker, one draft for each preparation."""

import asyncio
from dataclasses import replace
from decimal import Decimal

import pytest

from flows.again import ordered_again
from flows.collect import collect
from flows.eligibility.assessment import Proposal
from flows.eligibility.case import StatedCost
from flows.eligibility.facts import Protection
from flows.errors import CaseBroken, Code, NeedsHuman, Reason
from flows.journal import Step
from flows.records import Application, WarningStatus
from flows.work import Ordered, Outcome, State
from tests import examples
from tests.robots import Bench, bench, prepare

REF = "UTK-9901-100234"
ORDER = Ordered(number="17", by="anna.handlaggare")


async def prepared(**changes: object) -> Bench:
    """An application that has arrived, and whose draft stands."""
    here = bench(examples.case_file(**changes))
    here.arrive()
    await collect(here.robot())
    if here.item(REF).outcome.state is State.COLLECTED:
        await prepare(here.robot(), REF)
    return here


def with_rent(kronor: int) -> Application:
    plain = examples.application()
    rent = (StatedCost(kind="RENT", amount=Decimal(kronor)),)
    return replace(plain, statement=replace(plain.statement, costs=rent))


async def ordered(here: Bench) -> bool:
    return await ordered_again(here.robot(), here.item(REF), ORDER)


def references(here: Bench) -> list[str]:
    return [draft.reference for draft in here.case_system.drafts]


async def test_a_completed_application_is_prepared_again_beside_the_earlier_draft() -> None:
    here = await prepared()
    before = here.case_system.drafts
    here.inbox.complete("100234", with_rent(5000))
    await collect(here.robot())
    assert (here.item(REF).revision, here.item(REF).outcome.state) == (2, State.COLLECTED)
    await prepare(here.robot(), REF)
    assert references(here) == [REF, f"{REF}/2"]
    assert here.case_system.drafts[:1] == before
    assert [draft.amount for draft in here.case_system.drafts] == [Decimal(11020), Decimal(10220)]
    assert here.inbox.confirmations == [("100234", REF), ("100234", REF)]


async def test_collecting_a_completed_application_twice_opens_it_once() -> None:
    here = await prepared()
    here.inbox.complete("100234", with_rent(5000))
    await collect(here.robot())
    here.inbox.delivered.clear()
    reads = here.inbox.calls["read"]
    await collect(here.robot())
    assert (here.item(REF).revision, here.item(REF).completions) == (2, 1)
    assert here.inbox.calls["read"] == reads
    assert here.inbox.delivered == {"100234": REF}


async def test_one_completed_before_anything_was_sent_is_prepared_from_the_new_answers_alone() -> None:
    here = bench()
    here.arrive()
    await collect(here.robot())
    here.inbox.complete("100234", with_rent(5000))
    await collect(here.robot())
    assert here.item(REF).revision == 1
    await prepare(here.robot(), REF)
    assert [(one.reference, one.amount) for one in here.case_system.drafts] == [(REF, Decimal(10220))]


async def test_who_says_in_a_completion_that_somebody_is_protected_is_looked_up_no_more() -> None:
    here = await prepared()
    asked = here.asked
    here.inbox.complete("100234", replace(examples.application(), protection=Protection.YES))
    await collect(here.robot())
    await prepare(here.robot(), REF)
    assert here.item(REF).outcome.reason == Reason.MANUAL_HANDLING
    assert (here.asked, references(here), REF in here.work.applications) == (asked, [REF], False)


@pytest.mark.parametrize("state", [State.PREPARING, State.UNCERTAIN])
async def test_what_is_at_hand_is_completed_by_the_next_run(state: State) -> None:
    here = await prepared()
    stood = here.item(REF)
    await here.work.put(stood, Outcome(state=state), examples.NOW)
    here.inbox.complete("100234", with_rent(5000))
    await collect(here.robot())
    assert (here.item(REF).revision, here.inbox.delivered) == (1, {})
    await here.work.put(here.item(REF), stood.outcome, examples.NOW)
    await collect(here.robot())
    assert (here.item(REF).revision, here.inbox.delivered) == (2, {"100234": REF})


async def test_what_may_have_a_draft_on_its_way_is_opened_when_it_cannot_arrive_any_more() -> None:
    """Put down right after a claim, it stands as collected; a worker before was at the press just now."""
    here = bench()
    here.arrive()
    await collect(here.robot())
    await here.work.claim(REF, "dead", here.clock.now())
    await here.work.note(REF, Step.SENDING, here.clock.now(), worker="dead")
    await here.work.give_back(REF, here.clock.now(), worker="dead")
    here.inbox.complete("100234", with_rent(5000))
    await collect(here.robot())
    assert (here.item(REF).outcome.state, here.item(REF).completions) == (State.COLLECTED, 0)
    assert not await ordered(here)
    here.clock.moment += here.pace.uncertain_for
    await collect(here.robot())
    assert (here.item(REF).revision, here.item(REF).completions) == (2, 1)


async def test_nothing_is_read_of_a_completed_application_that_was_forgotten_with_its_household() -> None:
    here = await prepared()
    del here.work.applications[REF]
    here.inbox.complete("100234", with_rent(5000))
    for _ in range(2):
        await collect(here.robot())
    item = here.item(REF)
    assert (item.outcome.state, item.outcome.reason) == (State.NEEDS_HUMAN, Reason.MANUAL_HANDLING)
    assert item.outcome.explanation == here.robot().handover_texts[Reason.MANUAL_HANDLING].in_full
    assert (here.work.applications, here.inbox.calls["read"]) == ({}, 1)
    assert here.inbox.delivered == {"100234": REF}


async def test_nothing_is_read_of_a_completed_application_that_only_a_person_may_handle() -> None:
    here = await prepared()
    for outcome, delivered in (
        (Outcome(state=State.NEEDS_HUMAN, reason=Reason.MANUAL_HANDLING), {"100234": REF}),
        (Outcome(state=State.DECIDED), {"100234": REF}),
        (Outcome(state=State.NEEDS_HUMAN, reason=Reason.DELIVERED_ELSEWHERE), {}),
    ):
        await here.work.put(here.item(REF), outcome, examples.NOW)
        here.inbox.complete("100234", with_rent(5000))
        await collect(here.robot())
        assert (here.item(REF).outcome, here.inbox.delivered) == (outcome, delivered)
    assert here.inbox.calls["read"] == 1


async def test_one_that_could_not_be_read_is_prepared_when_it_is_completed_and_the_other_way_round() -> None:
    here = bench()
    unreadable = NeedsHuman(Reason.UNREADABLE_APPLICATION, "Fältet hyra.")
    here.inbox.arrive(examples.entry(), unreadable)
    await collect(here.robot())
    here.inbox.complete("100234", examples.application())
    await collect(here.robot())
    item = here.item(REF)
    assert (item.outcome.state, item.period, item.revision) == (State.COLLECTED, examples.NOVEMBER, 2)
    await prepare(here.robot(), REF)
    here.inbox.complete("100234", unreadable)
    await collect(here.robot())
    item = here.item(REF)
    assert (item.outcome.reason, item.period) == (Reason.UNREADABLE_APPLICATION, None)
    assert await prepare(here.robot(), REF) == item
    assert references(here) == [f"{REF}/2"]


async def test_an_ordered_preparation_gets_a_draft_of_its_own_and_the_journal_goes_on() -> None:
    here = await prepared()
    assert await ordered(here)
    assert here.item(REF).ordered == ORDER
    item = await prepare(here.robot(), REF)
    assert (item.outcome.state, references(here)) == (State.AWAITING_CASEWORKER, [REF, f"{REF}/2"])
    steps = [entry.step for entry in await here.work.journal(REF)]
    assert steps.count(Step.READ_BACK) == 2
    assert steps.index(Step.REOPENED) == steps.index(Step.SETTLED) + 1


@pytest.mark.parametrize("changes", [{}, {"household_changed": True}])
async def test_a_month_decided_on_the_earlier_draft_gets_no_other(changes: dict[str, object]) -> None:
    """Whatever the history tells, or is not asked for because the application is handed over."""
    here = await prepared()
    here.case_system.person_decides(REF)
    here.inbox.complete("100234", examples.application(**changes))
    await collect(here.robot())
    assert (await prepare(here.robot(), REF)).outcome.state is State.DECIDED
    assert references(here) == [REF]


async def test_a_month_decided_while_a_later_draft_never_came_there_is_decided_as_the_earlier_said() -> None:
    here = await prepared()
    assert await ordered(here)
    here.case_system.fail("save_draft", CaseBroken(Code.VALUE_UNREADABLE, "the form refused."))
    here.work.applications[REF] = with_rent(9000)
    assert (await prepare(here.robot(), REF)).outcome.state is State.FAILED
    kept, left = await here.work.draft(REF), await here.work.left_draft(REF)
    assert kept is not None
    assert left is not None
    assert (kept.revision, left.revision, kept.proposal) == (2, 1, Proposal.DELAVSLAG)
    here.case_system.person_decides(REF)
    outcome = (await prepare(here.robot(), REF)).outcome
    assert (outcome.state, outcome.proposal) == (State.DECIDED, left.proposal)


async def test_a_message_she_has_closed_is_to_be_read_again_once_the_application_is_completed() -> None:
    plain = examples.application()
    stated = replace(plain.statement, message="Hej!", attachments=1)
    here = bench(examples.case_file())
    here.arrive(statement=stated)
    await collect(here.robot())
    await prepare(here.robot(), REF)
    to_read = {"MESSAGE_PRESENT", "ATTACHMENTS_PRESENT"}
    assert to_read == {one.kind for one in here.case_system.drafts[-1].warnings}
    for kind in to_read:
        here.case_system.person_settles(REF, kind, WarningStatus.CLOSED)
    assert await ordered(here)
    await prepare(here.robot(), REF)
    assert here.case_system.drafts[-1].warnings == ()
    here.inbox.complete("100234", replace(plain, statement=replace(stated, message="Jag har flyttat.")))
    await collect(here.robot())
    await prepare(here.robot(), REF)
    latest = here.case_system.drafts[-1]
    assert latest.reference == f"{REF}/3"
    assert {(one.kind, one.status) for one in latest.warnings} == {(k, WarningStatus.OPEN) for k in to_read}


async def test_two_orders_at_the_same_moment_open_it_once() -> None:
    here = await prepared()
    item = here.item(REF)
    opened = await asyncio.gather(*(ordered_again(here.robot(), item, ORDER) for _ in range(3)))
    assert (sorted(opened), here.item(REF).revision) == ([False, False, True], 2)


async def test_a_worker_that_dies_between_two_steps_leaves_one_draft_of_each_preparation() -> None:
    """The answer is lost at the second preparation; a later look finds its draft, not the first one."""
    here = await prepared()
    assert await ordered(here)
    here.case_system.lose_next_answer()
    here.case_system.fail("find_draft")
    await prepare(here.robot(), REF)
    for _ in range(3):
        await prepare(here.robot(), REF)
    assert references(here) == [REF, f"{REF}/2"]
    kept = await here.work.every_draft(REF)
    assert [draft.reference for draft in kept] == [REF, f"{REF}/2"]


async def test_a_lost_write_is_looked_for_under_its_own_reference() -> None:
    here = await prepared()
    assert await ordered(here)
    here.case_system.lose_next_write()
    assert (await prepare(here.robot(), REF)).outcome.state is State.UNCERTAIN
    # The first preparation's draft stands there, and is not taken for the second one's.
    assert (await prepare(here.robot(), REF)).outcome.state is State.UNCERTAIN
    here.clock.moment += here.pace.uncertain_for
    assert (await prepare(here.robot(), REF)).outcome.state is State.AWAITING_CASEWORKER
    assert references(here) == [REF, f"{REF}/2"]


async def test_her_own_work_does_not_stop_what_she_has_ordered() -> None:
    here = await prepared(at_work="En handläggare har tagit ärendet.", at_work_by=frozenset({ORDER.by}))
    assert here.item(REF).outcome.reason == Reason.PERSON_AT_WORK
    assert await ordered(here)
    assert (await prepare(here.robot(), REF)).outcome.state is State.AWAITING_CASEWORKER


@pytest.mark.parametrize("others", [{"bo.handlaggare"}, {"bo.handlaggare", ORDER.by}, set()])
async def test_a_colleagues_work_stops_what_she_has_ordered(others: set[str]) -> None:
    here = await prepared(at_work="En handläggare har tagit ärendet.", at_work_by=frozenset(others))
    assert await ordered(here)
    assert (await prepare(here.robot(), REF)).outcome.reason == Reason.PERSON_AT_WORK
    assert here.case_system.drafts == ()


async def test_the_order_releases_its_own_preparation_and_no_later_one() -> None:
    here = await prepared()
    assert await ordered(here)
    await prepare(here.robot(), REF)
    here.inbox.complete("100234", with_rent(5000))
    await collect(here.robot())
    assert here.item(REF).ordered is None
    assert ORDER.by not in repr(replace(here.item(REF), ordered=ORDER))
