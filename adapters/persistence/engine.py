"""The database: opened, migrated to the newest tables, and closed again. SQLite (WAL) or PostgreSQL.

A database that is away raises `TablesAway`: a PostgreSQL that is stopped or starting, that closed the
connection at hand, or that said nothing for half a minute; a SQLite file that others have kept locked for as
long. A server that was restarted between two questions is found again without a word. Any
other error of the database is a fault of ours, and comes out as it is.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import Connection, event, inspect, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from adapters.persistence.away import tables_that_may_be_away
from adapters.persistence.sqlite_file import sqlite_connection

if TYPE_CHECKING:
    from alembic.config import Config

T = TypeVar("T")
ANSWER_WITHIN = timedelta(seconds=30)
"""A server that is cut off says nothing at all. SQLite lets one process write at a time, and those who wait
have no queue: ten seconds were too few for one of eight on a machine with a load of eighteen."""
MIGRATIONS = Path(__file__).parent / "migrations"
NEWEST = "0005"
"""The newest revision there. Tables that have it are opened without Alembic, which takes longer to read its
scripts than a command to list every application."""
ALONE = {
    "sqlite": "BEGIN IMMEDIATE",
    "postgresql": "SELECT pg_advisory_xact_lock(20261122)",
}
"""What lets one process in at a time until its transaction ends; the lock's number is any that is ours."""


class Database:
    """One engine; each `session()` is a transaction that rolls back unless it ends well."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    @classmethod
    @asynccontextmanager
    async def opened(cls, url: str) -> AsyncIterator["Database"]:
        """Open `url` and bring its tables up to date. Raises TablesAway when it does not answer."""
        async with cls.as_it_is(url) as database:
            await database.alone(_upgrade)
            yield database

    @classmethod
    @asynccontextmanager
    async def as_it_is(cls, url: str) -> AsyncIterator["Database"]:
        """For those who must change nothing: no table is made, and nothing is asked before they ask."""
        engine = _engine(url)
        if engine.dialect.name == "sqlite":
            event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        try:
            yield cls(engine)
        finally:
            await engine.dispose()

    async def alone(self, act: Callable[[Connection], T]) -> T:
        """What `act` says of a transaction's connection, which it may have to itself. Raises TablesAway."""
        with tables_that_may_be_away():
            async with self._engine.begin() as connection:
                return await connection.run_sync(act)

    async def revision(self) -> str:
        """Which revision the tables have, blank before the first; ours is NEWEST. Raises TablesAway."""
        with tables_that_may_be_away():
            async with self._engine.connect() as connection:
                return await connection.run_sync(standing_revision) or ""

    async def swept(self) -> bool:
        """Leave no byte of what was taken away; False when others are at it and a part must wait.

        SQLite writes its file anew, and empties the one beside it, in which the old pages still stand.
        PostgreSQL frees the rows' room, and writes over it in its own time. Raises TablesAway.
        """
        with tables_that_may_be_away():
            async with self._engine.connect() as connection:
                alone = await connection.execution_options(isolation_level="AUTOCOMMIT")
                await alone.exec_driver_sql("VACUUM")
                if self._engine.dialect.name != "sqlite":
                    return True
                emptied = await alone.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                return bool(emptied.one()[0] == 0)

    @asynccontextmanager
    async def session(self) -> AsyncIterator[AsyncSession]:
        """A transaction. Raises TablesAway when the database is away, and then it may have been committed."""
        with tables_that_may_be_away():
            async with AsyncSession(self._engine, expire_on_commit=False) as session, session.begin():
                yield session


def _engine(url: str) -> AsyncEngine:
    if make_url(url).get_backend_name() == "sqlite":
        return create_async_engine(
            url, hide_parameters=True, connect_args={"async_creator_fn": sqlite_connection}
        )
    # A connection may have been closed by a server that was restarted; a file closes none. To ask first costs
    # a transaction half of its time on SQLite: 1.8 ms with, 0.9 without.
    within = {"command_timeout": ANSWER_WITHIN.total_seconds()}
    return create_async_engine(url, hide_parameters=True, pool_pre_ping=True, connect_args=within)


def _prepare_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    # Patience first: to turn WAL on takes the whole file, and another process may be doing just that.
    patience = f"busy_timeout={ANSWER_WITHIN // timedelta(milliseconds=1)}"
    # Not every SQLite is built so that what is deleted is written over; ours always does.
    settings = ("journal_mode=WAL", "foreign_keys=ON", "synchronous=NORMAL", "secure_delete=ON")
    for pragma in (patience, *settings):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def alembic_config(connection: Connection | None = None) -> "Config":
    """Alembic's settings, made here so that no ini file and no address has to be kept in step."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def _upgrade(connection: Connection) -> None:
    """One process at a time: workers that start together would else make the same tables."""
    if standing_revision(connection) == NEWEST:
        return
    from alembic import command

    connection.exec_driver_sql(ALONE[connection.dialect.name])
    command.upgrade(alembic_config(connection), "head")


def standing_revision(connection: Connection) -> str | None:
    """Which revision the tables have; None before the first."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return revision
