"""Several worker processes at the same items at once: each item is one worker's, and none is lost."""

from collections import Counter
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from adapters.persistence.seal import new_key
from flows.work import LEASE
from tests import examples
from tests.claimants import Claimant, Order, Told, add, all_at_once, claim_all_due, crew, opened
from tests.databases import empty_postgresql, empty_sqlite

pytestmark = pytest.mark.slow
PROCESSES = 4
KEY = new_key()
A_MOMENT = timedelta(seconds=1)


@pytest_asyncio.fixture(scope="module")
async def claimants() -> AsyncIterator[Sequence[Claimant]]:
    async with crew(PROCESSES) as hired:
        yield hired


@pytest_asyncio.fixture(params=["sqlite", "postgresql"])
async def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return empty_sqlite(tmp_path)
    return await empty_postgresql(request.getfixturevalue("postgresql_folder"))


def got_by_all(heard: Sequence[Told]) -> Counter[str]:
    return Counter(case_ref for one in heard for case_ref in one.got)


async def test_the_same_applications_added_by_several_processes_at_once_become_one_item_each(
    claimants: Sequence[Claimant], url: str
) -> None:
    # The database is new: the first thing that all do at once is to make its tables.
    heard = await all_at_once(claimants, Order(act="add", url=url, key=KEY, number=50))
    async with opened(url, KEY) as work:
        items = await work.listed("exempelstad")
    assert len(items) == 50
    assert got_by_all(heard) == Counter(one.case_ref for one in items)


async def test_every_item_is_claimed_by_one_process_of_several_exactly_once(
    claimants: Sequence[Claimant], url: str
) -> None:
    async with opened(url, KEY) as work:
        added = await add(work, 120)
        heard = await all_at_once(claimants, Order(act="claim", url=url, key=KEY))
        items = await work.listed("exempelstad")
    assert got_by_all(heard) == Counter(added)
    assert {one.attempts for one in items} == {1}
    assert len({one.worker for one in heard}) == PROCESSES


async def test_the_items_of_a_killed_process_are_anothers_when_its_lease_is_over(url: str) -> None:
    killed = await Claimant.hired()
    async with opened(url, KEY) as work:
        added = await add(work, 20)
        (told,) = await all_at_once([killed], Order(act="claim", url=url, key=KEY))
        assert told.got == added
        killed.process.kill()
        assert await killed.process.wait() < 0

        assert await claim_all_due(work, "successor", examples.NOW + LEASE) == []
        assert await claim_all_due(work, "successor", examples.NOW + LEASE + A_MOMENT) == added
