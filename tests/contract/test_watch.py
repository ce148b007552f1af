"""Our tables from above, on SQLite and on PostgreSQL: counted right, and nothing made or changed."""

from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from adapters.persistence.accounts import Borrower, SqlAccounts
from adapters.persistence.engine import Database
from adapters.persistence.watch import SqlWatch
from flows.breaker import Breaker
from flows.errors import TablesAway
from flows.journal import Pause, Step
from flows.metrics.seen import AccountsSeen, BreakerSeen, ItemsSeen, OtherTables, WorkersSeen
from flows.work import LEASE, Outcome, State
from tests import examples
from tests.contract.our_tables import tables_of
from tests.databases import our_postgresql, our_sqlite

NOW = examples.NOW
TOWN = "exempelstad"
DONE = Outcome(state=State.AWAITING_CASEWORKER)


@pytest_asyncio.fixture(params=["sqlite", "postgresql"])
async def our_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of tables that a test may spoil."""
    if request.param == "sqlite":
        return await our_sqlite(tmp_path)
    return await our_postgresql(request.getfixturevalue("postgresql_folder"))


async def test_everything_that_stands_is_seen_for_each_municipality(ours: Database) -> None:
    tables = tables_of(ours)
    await tables.standing(Outcome(state=State.FAILED, reason="DRAFT_MISMATCH"), ref="100001")
    await tables.collected("100002", municipality="annanstad")
    await tables.collected("100003", municipality="annanstad")
    await tables.work.claim("UTK-9901-100002", "first/1", NOW)
    await tables.work.claim("UTK-9901-100003", "first/2", NOW)
    await tables.breakers.change(TOWN, "Almanda", lambda one: Breaker(system="Almanda", code="X", failures=3))
    await tables.switch.pause(TOWN, Pause(since=NOW, who="Drift", reason="prov"))
    who = Borrower(municipality=TOWN, system="Almanda", worker="first", marks={"a": "m", "b": "m"})
    await SqlAccounts(ours).borrow(who, ["a"], NOW)
    watch = SqlWatch(ours)
    seen = await watch.seen(NOW, NOW)
    after = await watch.seen(NOW + 2 * LEASE, NOW + 2 * LEASE)
    assert sorted(seen.items, key=lambda one: one.municipality) == [
        ItemsSeen(municipality="annanstad", state=State.PREPARING, why="", number=2, oldest=NOW),
        ItemsSeen(municipality=TOWN, state=State.FAILED, why="DRAFT_MISMATCH", number=1, oldest=NOW),
    ]
    assert seen.breakers == [BreakerSeen(municipality=TOWN, system="Almanda", code="X", failures=3)]
    assert seen.accounts == [AccountsSeen(municipality=TOWN, system="Almanda", known=2, lent=1, refused=0)]
    assert seen.workers == [WorkersSeen(municipality="annanstad", number=1)]
    assert seen.paused == [TOWN]
    assert (after.workers, after.accounts[0].lent) == ([], 0)


async def test_steps_are_measured_from_the_same_workers_step_before(ours: Database) -> None:
    def after(seconds: int) -> object:
        return NOW + timedelta(seconds=seconds)

    tables = tables_of(ours)
    watch, work = SqlWatch(ours), tables.work
    assert await watch.newest_step() == 0
    for ref in ("100001", "100002"):
        await tables.collected(ref)
    await work.claim("UTK-9901-100001", "dead", NOW)
    newest = await watch.newest_step()
    await work.claim("UTK-9901-100002", "second", after(1))
    await work.claim("UTK-9901-100001", "second", after(200))
    await work.note("UTK-9901-100001", Step.OPENED, after(203), worker="second")
    await work.settle("UTK-9901-100001", DONE, after(208), worker="second")
    steps = await watch.steps_after(newest)
    assert [(one.step, one.worker, one.seconds, one.since_claim) for one in steps] == [
        (Step.CLAIMED, "second", None, 0.0),
        (Step.CLAIMED, "second", None, 0.0),
        (Step.OPENED, "second", 3.0, 3.0),
        (Step.SETTLED, "second", 5.0, 8.0),
    ]
    assert {one.municipality for one in steps} == {TOWN}


async def test_tables_that_are_not_there_yet_are_told_and_not_made(database_url: str) -> None:
    async with Database.as_it_is(database_url) as database:
        watch = SqlWatch(database)
        with pytest.raises(OtherTables, match="revision none"):
            await watch.require_our_tables()
        with pytest.raises(OtherTables):
            await watch.require_our_tables()
        async with Database.opened(database_url):
            await watch.require_our_tables()


async def test_tables_of_another_version_are_told(our_url: str) -> None:
    async with Database.as_it_is(our_url) as database:
        async with database.session() as session:
            await session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        with pytest.raises(OtherTables, match="revision 9999"):
            await SqlWatch(database).require_our_tables()


async def test_nothing_is_written_where_nothing_may_be(postgresql_folder: Path) -> None:
    url = await our_postgresql(postgresql_folder)
    async with Database.as_it_is(url) as database, database.session() as session:
        name = await session.scalar(text("SELECT current_database()"))
        await session.execute(text(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on'))
    async with Database.as_it_is(url) as database:
        watch = SqlWatch(database)
        await watch.require_our_tables()
        assert (await watch.seen(NOW, NOW)).items == []
        assert list(await watch.steps_after(await watch.newest_step())) == []
        with pytest.raises(DBAPIError, match="read-only"):
            async with database.session() as session:
                await session.execute(text("DELETE FROM journal"))


async def test_a_database_that_is_away_is_told_as_such(tmp_path: Path) -> None:
    async with Database.as_it_is(f"postgresql+asyncpg://postgres@/utkast?host={tmp_path}") as database:
        with pytest.raises(TablesAway):
            await SqlWatch(database).require_our_tables()
