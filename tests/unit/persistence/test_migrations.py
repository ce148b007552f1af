"""The tables of before, brought to what they are and back with what they hold, on both databases."""

from collections.abc import Callable
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from adapters.persistence.breakers import SqlBreakers
from adapters.persistence.claims import next_in_order
from adapters.persistence.engine import NEWEST, Database, alembic_config
from adapters.persistence.seal import Seal, new_key
from adapters.persistence.tables import Base
from adapters.persistence.work_items import SqlWorkItems
from flows.breaker import Breaker
from flows.work import Outcome, State
from tests import examples
from tests.databases import empty_postgresql, empty_sqlite

NOW = examples.NOW
SEAL = Seal([new_key()])
REF = "UTK-9901-100234"
COUNTED = ("work_items", "drafts", "assessments")


@pytest_asyncio.fixture(params=["sqlite", "postgresql"])
async def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return empty_sqlite(tmp_path)
    return await empty_postgresql(request.getfixturevalue("postgresql_folder"))


async def at(url: str, act: Callable[[sa.Connection], Any]) -> Any:
    """What `act` says of the database, with SQLite as strict about references as the robot has it."""
    engine: AsyncEngine = create_async_engine(url)
    try:
        async with engine.connect() as connection:
            if engine.dialect.name == "sqlite":
                await connection.exec_driver_sql("PRAGMA foreign_keys=ON")
            said = await connection.run_sync(act)
            await connection.commit()
            return said
    finally:
        await engine.dispose()


def to(revision: str) -> Callable[[sa.Connection], None]:
    def moved(connection: sa.Connection) -> None:
        move = command.downgrade if revision == "0001" and _stands(connection) else command.upgrade
        move(alembic_config(connection), revision)

    return moved


def _stands(connection: sa.Connection) -> bool:
    return sa.inspect(connection).has_table("breakers")


def rows(question: str) -> Callable[[sa.Connection], list[tuple[Any, ...]]]:
    return lambda connection: [tuple(row) for row in connection.execute(sa.text(question))]


def one_of_everything(connection: sa.Connection) -> None:
    """An application that waits, with draft and assessment, and a stop; 0001 kept all times in UTC."""
    then = NOW.astimezone(UTC)
    tables = sa.MetaData()
    tables.reflect(connection)
    held = {
        "case_ref": REF,
        "municipality": "exempelstad",
        "application_ref": "100234",
        "state": "WAITING",
        "reason": "SYSTEM_SLOW",
        "explanation": SEAL.seal(b"V\xc3\xa4ntar."),
        "wait_until": NOW.date(),
        "stickprov": False,
        "attempts": 3,
        "collected_at": then,
        "updated_at": then,
    }
    draft = {"case_ref": REF, "key": "77", "read_back_at": then, "draft": b"sealed"}
    assessed = {"case_ref": REF, "made_at": then, "proposal": "BIFALL", "facts": b"f", "assessment": b"a"}
    stop = {
        "municipality": "exempelstad",
        "system": "Almanda",
        "code": "LOGIN_REFUSED",
        "what": "refused.",
        "since": then,
        "secret_mark": "mark",
    }
    for table, row in zip((*COUNTED, "system_stops"), (held, draft, assessed, stop), strict=True):
        connection.execute(tables.tables[table].insert().values(**row))


async def counts(url: str) -> list[int]:
    return [(await at(url, rows(f"SELECT count(*) FROM {table}")))[0][0] for table in COUNTED]


async def test_the_migrated_tables_are_those_that_the_code_knows(url: str) -> None:
    await at(url, to("head"))

    def differences(connection: sa.Connection) -> Any:
        return compare_metadata(MigrationContext.configure(connection), Base.metadata)

    assert await at(url, differences) == []


async def test_what_was_kept_before_is_there_after_and_a_stop_is_an_open_breaker(url: str) -> None:
    await at(url, to("0001"))
    await at(url, one_of_everything)
    async with Database.opened(url) as database:
        item = await SqlWorkItems(database, SEAL).find(REF)
        breakers = await SqlBreakers(database).all("exempelstad")
        due = await SqlWorkItems(database, SEAL).due("exempelstad", NOW)
    waits = Outcome(state=State.WAITING, reason="SYSTEM_SLOW", explanation="Väntar.", wait_until=NOW.date())
    assert item is not None
    assert (item.outcome, item.attempts, item.claims) == (waits, 3, 3)
    assert list(due) == [item]
    assert await counts(url) == [1, 1, 1]
    (stands,) = breakers
    assert stands == Breaker(
        system="Almanda",
        failures=1,
        openings=1,
        code="LOGIN_REFUSED",
        what="refused.",
        since=NOW,
        secret_mark="mark",
    )
    # Nobody probes it: another try could lock the account.
    assert stands.is_open
    assert not stands.may_be_probed(NOW)


async def test_the_way_back_keeps_items_and_stops_and_leaves_nothing_untried(url: str) -> None:
    await at(url, to("0001"))
    await at(url, one_of_everything)
    before = await at(url, rows("SELECT * FROM system_stops"))
    async with Database.opened(url) as database:
        work, breakers = SqlWorkItems(database, SEAL), SqlBreakers(database)
        for ref, state in (("100001", State.UNCERTAIN), ("100002", State.WAITING)):
            item = examples.work_item(ref)
            await work.collect(item, examples.application(ref))
            await work.put(item, Outcome(state=state, not_before=NOW), NOW)
        probed = Breaker(system="Skatteverket", failures=3, code="SYSTEM_SLOW", since=NOW, probe_at=NOW)
        await breakers.change("exempelstad", "Skatteverket", lambda _: probed)
    await at(url, to("0001"))
    assert await at(url, rows("SELECT * FROM system_stops")) == before
    stands = dict(await at(url, rows("SELECT case_ref, state FROM work_items")))
    assert stands == {REF: "WAITING", "UTK-9901-100001": "COLLECTED", "UTK-9901-100002": "COLLECTED"}
    assert await counts(url) == [3, 1, 1]
    await at(url, to("head"))
    assert await counts(url) == [3, 1, 1]


async def test_the_index_of_open_items_answers_what_is_next(url: str) -> None:
    async with Database.opened(url) as database, database.session() as session:
        dialect = session.get_bind().dialect
        question = next_in_order("exempelstad", NOW, ("Almanda",)).limit(1)
        literal = str(question.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
        if dialect.name == "postgresql":
            # An empty table is read from end to end, unless that is forbidden.
            await session.execute(sa.text("SET LOCAL enable_seqscan = off"))
        explain = "EXPLAIN QUERY PLAN " if dialect.name == "sqlite" else "EXPLAIN "
        plan = "\n".join(str(row) for row in await session.execute(sa.text(explain + literal)))
    assert "ix_work_items_open" in plan
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan


def test_tables_that_need_no_migration_are_known_by_the_newest_there_is() -> None:
    assert ScriptDirectory.from_config(alembic_config()).get_current_head() == NEWEST
