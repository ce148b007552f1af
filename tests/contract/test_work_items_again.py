"""An item that is opened for another preparation: WorkItems on fake, on SQLite and on PostgreSQL."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.journal import Step
from flows.ports import WorkItems
from flows.work import Ordered, Outcome, State, WorkItem
from tests import examples
from tests.contract.our_tables import Tables
from tests.household_facts import Case

DONE = Outcome(state=State.AWAITING_CASEWORKER)


@pytest.fixture
def work(tables: Tables) -> WorkItems:
    return tables.work


async def collected(work: WorkItems) -> WorkItem:
    item = examples.work_item()
    await work.collect(item, examples.application())
    return item


async def test_an_item_that_is_opened_again_has_its_next_revision_and_no_tries(work: WorkItems) -> None:
    item = await collected(work)
    now = examples.NOW
    await work.claim(item.case_ref, "first", now)
    assert await work.keep_draft(examples.draft(), "77", now, worker="first")
    assert await work.settle(item.case_ref, DONE, now, worker="first", attempts=2)
    stood = await work.find(item.case_ref)
    assert stood is not None
    order = Ordered(number="17", by="anna.handlaggare")
    again = replace(stood, revision=2, completions=1, ordered=order, period=examples.NOVEMBER.comparison)
    other = examples.application(period=again.period)
    collected_again = Outcome(state=State.COLLECTED)
    assert await work.open_again(again, collected_again, now, application=other)
    assert not await work.open_again(again, collected_again, now, application=other)
    stands = await work.find(item.case_ref)
    assert stands == replace(again, outcome=collected_again, attempts=0, updated_at=now)
    assert stands.reference == f"{item.case_ref}/2"
    assert await work.application(item.case_ref) == other
    assert [one.step for one in await work.journal(item.case_ref)][-2:] == [Step.SETTLED, Step.REOPENED]


async def test_a_claimed_item_is_not_opened_again(work: WorkItems) -> None:
    item = await collected(work)
    await work.claim(item.case_ref, "first", examples.NOW)
    assert not await work.open_again(item, Outcome(state=State.COLLECTED), examples.NOW)


async def test_every_preparation_has_a_draft_of_its_own_and_the_latest_is_the_draft(work: WorkItems) -> None:
    item = await collected(work)
    await work.claim(item.case_ref, "first", examples.NOW)
    first, second = examples.draft(), replace(examples.draft(), revision=2)
    for draft in (second, first, replace(second, stickprov=True)):
        assert await work.keep_draft(draft, "77", examples.NOW, worker="first")
    assert list(await work.every_draft(item.case_ref)) == [first, replace(second, stickprov=True)]


async def test_a_draft_that_was_kept_and_never_read_back_is_the_latest_and_not_one_that_was_left(
    work: WorkItems,
) -> None:
    item = await collected(work)
    await work.claim(item.case_ref, "first", examples.NOW)
    first, second = examples.draft(), replace(examples.draft(), revision=2)
    for draft, key, left in ((first, "", None), (first, "77", first), (second, "", first)):
        assert await work.keep_draft(draft, key, examples.NOW, worker="first")
        assert (await work.draft(item.case_ref), await work.left_draft(item.case_ref)) == (draft, left)
    assert await work.keep_draft(second, "78", examples.NOW, worker="first")
    assert await work.left_draft(item.case_ref) == second


async def test_the_latest_assessments_of_many_are_read_at_once(work: WorkItems) -> None:
    case = Case()
    for number, made in enumerate((1, 2), start=1):
        item = examples.work_item(str(number))
        await work.collect(item, examples.application(str(number)))
        await work.claim(item.case_ref, "first", examples.NOW)
        facts = replace(case.facts(), case_ref=item.case_ref)
        for minute in range(made):
            at = examples.NOW + timedelta(minutes=minute)
            assert await work.keep_assessment(facts, case.assessed(), at, worker="first")
    found = await work.latest_assessments(["UTK-9901-1", "UTK-9901-2", "UTK-9901-3"])
    told = sorted((one.facts.case_ref, one.made_at) for one in found)
    assert told == [
        ("UTK-9901-1", examples.NOW),
        ("UTK-9901-2", examples.NOW + timedelta(minutes=1)),
    ]
    assert found[0].assessment == case.assessed()
