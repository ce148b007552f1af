"""Forgetting a household: WorkItems on the fake, on SQLite and on PostgreSQL."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from flows.eligibility.assessment import Proposal
from flows.eligibility.period import Period
from flows.journal import Step
from flows.ports import WorkItems
from flows.records import Adult
from flows.work import LEASE, Outcome, State
from tests import examples
from tests.contract.our_tables import Tables
from tests.household_facts import Case, cost

NOW = examples.NOW
LATER = NOW + timedelta(minutes=2)
REF, EARLIER, OTHERS = "UTK-9901-100234", "UTK-9901-100120", "UTK-9901-100300"
TO_A_PERSON = Outcome(
    state=State.NEEDS_HUMAN, reason="MANUAL_HANDLING", explanation="En människa ser på det."
)
OF_A_COUPLE = examples.application(co_applicant=Adult(personal_number=examples.PARTNER, signed=True))
BY_THE_PARTNER = examples.application(
    "100120", applicant=Adult(personal_number=examples.PARTNER, signed=True)
)
BY_SOMEBODY_ELSE = examples.application(
    "100300", applicant=Adult(personal_number=examples.CHILD, signed=True)
)


async def drafted(work: WorkItems, ref: str) -> None:
    """Take it all the way to a draft that a caseworker waits for."""
    case_ref = f"UTK-9901-{ref}"
    facts = replace(Case(costs=(cost("RENT", 5800),)).facts(), case_ref=case_ref)
    assessment = replace(Case(costs=(cost("RENT", 5800),)).assessed(), case_ref=case_ref)
    assert await work.claim(case_ref, "first", NOW)
    await work.note(case_ref, Step.GATHERED, NOW, worker="first")
    assert await work.keep_assessment(facts, assessment, NOW, worker="first")
    assert await work.keep_draft(examples.draft(ref), "77", NOW, worker="first")
    done = Outcome(state=State.AWAITING_CASEWORKER, proposal=Proposal.BIFALL, explanation="Bifall 11 020 kr.")
    assert await work.settle(case_ref, done, NOW, worker="first")


@pytest.fixture
async def work(tables: Tables) -> WorkItems:
    """The applicant's own, the partner's of October, and one of another household; all are drafted."""
    await tables.work.collect(examples.work_item(), OF_A_COUPLE)
    october = examples.work_item("100120", period=Period(2026, 10))
    await tables.work.collect(october, BY_THE_PARTNER)
    await tables.work.collect(examples.work_item("100300"), BY_SOMEBODY_ELSE)
    for ref in ("100234", "100120", "100300"):
        await drafted(tables.work, ref)
    return tables.work


async def kept_of(work: WorkItems, case_ref: str) -> tuple[bool, int, bool]:
    """Whether the application, how many assessments and whether a draft is kept."""
    try:
        await work.application(case_ref)
    except LookupError:
        has_application = False
    else:
        has_application = True
    return has_application, len(await work.assessments(case_ref)), await work.draft(case_ref) is not None


async def purged(work: WorkItems, worker: str = "first") -> Sequence[str]:
    assert await work.claim(REF, "first", LATER)
    await work.note(REF, Step.OPENED, LATER, worker="first")
    return await work.purge(REF, TO_A_PERSON, LATER, worker=worker)


async def test_what_was_gathered_is_gone_and_the_outcome_stands(work: WorkItems) -> None:
    assert list(await purged(work)) == [EARLIER, REF]
    assert await kept_of(work, REF) == (False, 0, False)
    item = await work.find(REF)
    assert item is not None
    assert (item.outcome, item.attempts, item.period) == (TO_A_PERSON, 0, examples.NOVEMBER)
    assert await work.claim(REF, "second", LATER) is not None, "nobody holds it any more"


async def test_what_the_other_adult_applied_for_before_is_forgotten_and_keeps_its_state(
    work: WorkItems,
) -> None:
    await purged(work)
    assert await kept_of(work, EARLIER) == (False, 0, False)
    item = await work.find(EARLIER)
    assert item is not None
    assert (item.outcome.state, item.outcome.proposal) == (State.AWAITING_CASEWORKER, Proposal.BIFALL)
    assert item.outcome.explanation == TO_A_PERSON.explanation


async def test_another_household_keeps_what_it_has(work: WorkItems) -> None:
    await purged(work)
    assert await kept_of(work, OTHERS) == (True, 1, True)


async def test_an_open_application_of_the_household_is_handed_over_too(work: WorkItems) -> None:
    december = examples.work_item("100400", period=Period(2026, 12))
    again = replace(OF_A_COUPLE, application_ref="100400")
    await work.collect(december, again)
    assert await work.claim("UTK-9901-100400", "second", LATER)
    assert "UTK-9901-100400" in await purged(work)
    item = await work.find("UTK-9901-100400")
    assert item is not None
    assert item.outcome == TO_A_PERSON
    assert not await work.renew("UTK-9901-100400", "second", LATER), "who was at it has lost it"


async def test_how_far_it_came_is_not_told_and_how_often_it_was_tried_is(work: WorkItems) -> None:
    await purged(work)
    steps = [one.step for one in await work.journal(REF)]
    assert steps == [Step.CLAIMED, Step.SETTLED, Step.CLAIMED, Step.SETTLED]


async def test_a_second_application_for_the_month_is_still_known_as_one(work: WorkItems) -> None:
    await purged(work)
    again = examples.work_item("100500", collected_at=LATER)
    await work.collect(again, replace(OF_A_COUPLE, application_ref="100500"))
    assert await work.is_repeated("UTK-9901-100500")
    assert not await work.collect(examples.work_item(), OF_A_COUPLE), "nor is it taken in again"


async def test_whoever_has_lost_the_item_forgets_nothing(work: WorkItems) -> None:
    assert list(await purged(work, worker="second")) == []
    assert await kept_of(work, REF) == (True, 1, True)


async def test_two_who_purge_one_household_both_end_well(work: WorkItems) -> None:
    assert await work.claim(EARLIER, "second", LATER)
    assert await purged(work)
    assert list(await work.purge(EARLIER, TO_A_PERSON, LATER, worker="second")) == []


async def test_whoever_has_lost_the_item_keeps_no_facts_of_it(work: WorkItems) -> None:
    await purged(work)
    facts = replace(Case(costs=()).facts(), case_ref=REF)
    assessment = replace(Case(costs=()).assessed(), case_ref=REF)
    assert not await work.keep_assessment(facts, assessment, LATER + LEASE, worker="first")
    assert await kept_of(work, REF) == (False, 0, False)
