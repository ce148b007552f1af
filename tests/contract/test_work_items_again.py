"""An item that is opened for another preparation: WorkItems on fake, on SQLite and on PostgreSQL."""

from dataclasses import replace

import pytest

from flows.journal import Step
from flows.ports import WorkItems
from flows.work import Ordered, Outcome, State, WorkItem
from tests import examples
from tests.contract.our_tables import Tables

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
