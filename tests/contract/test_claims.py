"""Several worker processes at the same items at once: each item is one worker's, and none is lost."""

from collections import Counter
from collections.abc import AsyncIterator, Sequence
from datetime import datetime

import pytest
import pytest_asyncio

from adapters.persistence.breakers import SqlBreakers
from adapters.persistence.engine import Database
from flows.work import LEASE
from tests import examples
from tests.claimants import Claimant, Order, Told, add, all_at_once, alone, claim_all_due, crew, opened
from tests.contract.our_tables import KEY

pytestmark = [
    pytest.mark.slow,
    pytest.mark.parametrize(
        "database_url",
        ["postgresql", pytest.param("sqlite", marks=pytest.mark.campaign)],
        indirect=True,
    ),
]
PROCESSES = 2
"""`make claims` has eight, and 5 000 items."""
LAST_MOMENT = examples.NOW + LEASE
OVER = LAST_MOMENT + datetime.resolution


@pytest_asyncio.fixture(scope="module")
async def claimants() -> AsyncIterator[Sequence[Claimant]]:
    async with crew(PROCESSES) as hired:
        yield hired


def got_by_all(heard: Sequence[Told]) -> Counter[str]:
    return Counter(case_ref for one in heard for case_ref in one.got)


async def test_the_same_applications_added_by_several_processes_at_once_become_one_item_each(
    claimants: Sequence[Claimant], database_url: str
) -> None:
    # The database is new: the first thing that all do at once is to make its tables.
    heard = await all_at_once(claimants, Order(act="add", url=database_url, key=KEY, number=40))
    async with opened(database_url, KEY) as work:
        items = await work.listed("exempelstad")
    assert len(items) == 40
    assert got_by_all(heard) == Counter(one.case_ref for one in items)


async def test_every_item_is_claimed_by_one_process_of_several_exactly_once(
    claimants: Sequence[Claimant], database_url: str
) -> None:
    async with opened(database_url, KEY) as work:
        added = await add(work, 120)
        heard = await all_at_once(claimants, Order(act="claim", url=database_url, key=KEY))
        items = await work.listed("exempelstad")
    assert got_by_all(heard) == Counter(added)
    assert {(one.attempts, one.claims) for one in items} == {(1, 1)}
    assert len([one for one in heard if one.got]) > 1
    # Nobody got one that came before one it had already: first come, first claimed.
    assert all(one.got == sorted(one.got) for one in heard)


async def test_the_items_of_a_killed_process_are_anothers_when_its_lease_is_over_and_not_before(
    database_url: str,
) -> None:
    victim = await Claimant.hired()
    async with opened(database_url, KEY) as work:
        added = await add(work, 60)
        await alone(victim, Order(act="claim", url=database_url, key=KEY, aloud=True))
        said = await victim.said(20)
        await victim.killed()
        assert said == added[:20]

        rest = await claim_all_due(work, "successor", LAST_MOMENT)
        held = added[: len(added) - len(rest)]
        assert held[:20] == said
        assert rest == added[len(held) :]
        assert await claim_all_due(work, "successor", OVER) == held
        assert await claim_all_due(work, "successor", OVER) == []


async def test_of_failures_counted_by_several_processes_at_once_none_is_lost(
    claimants: Sequence[Claimant], database_url: str
) -> None:
    await all_at_once(claimants, Order(act="fail", url=database_url, key=KEY, number=10))
    async with Database.opened(database_url) as database:
        (breaker,) = await SqlBreakers(database).all("exempelstad")
    assert breaker.failures == PROCESSES * 10
