"""A connection to a SQLite file that lets go of what it began, whatever becomes of the question.

A worker that is told to stop, or that waits no longer, cancels a question whose statement runs on in the
driver's thread. Closing such a connection leaves the statement's transaction open, and with it the whole file
locked, until the statement is garbage-collected: seen to keep every worker out until the process ended.

And a statement that fails is left to the garbage collector as well, by SQLAlchemy 2.0, for nobody closes its
cursor. The garbage is collected by whatever runs then, mostly the event loop. Is the statement's connection
at work again, the loop waits for it; does that connection wait for the file, which another transaction of the
loop holds, then both wait till the patience is out: seen in Prefect's server as 63 seconds in which it
answered nobody. So a cursor whose statement fails is closed, in the thread it is used in.
It must not know what is asked.
"""

import sqlite3
from collections.abc import Iterator, MutableMapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any, Self

import aiosqlite
from sqlalchemy import Dialect, Engine, Pool, event
from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_connection
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

ROWS_AT_A_TIME = 64
MARK = "utkast.failed_cursors_are_closed"


class ClosingCursor(sqlite3.Cursor):
    """Closed once a statement of it has failed."""

    def execute(self, *asked: Any) -> Self:
        """As the driver does. Raises what the driver raises."""
        with self._closed_if_it_fails():
            return super().execute(*asked)

    def executemany(self, *asked: Any) -> Self:
        """As the driver does. Raises what the driver raises."""
        with self._closed_if_it_fails():
            return super().executemany(*asked)

    @contextmanager
    def _closed_if_it_fails(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error:
            self.close()
            raise


class ClosingCursors(sqlite3.Connection):
    """A connection as sqlite3 makes it, with such cursors."""

    def cursor(self, *_: Any) -> ClosingCursor:  # type: ignore[override]  # whoever wants another kind gets ours
        """A new one."""
        return super().cursor(ClosingCursor)


class ReleasingConnection(aiosqlite.Connection):
    """Rolls back before it closes."""

    async def close(self) -> None:
        """End what was begun, let go of the file, and close."""
        # Closed already, or never opened: then nothing is held.
        with suppress(sqlite3.Error, ValueError):
            await self.rollback()
        await super().close()


def sqlite_connection(file: str, **settings: Any) -> ReleasingConnection:
    """A connection that is not open yet, as SQLAlchemy wants one."""
    opened = partial(sqlite3.connect, file, factory=ClosingCursors, **settings)
    connection = ReleasingConnection(opened, ROWS_AT_A_TIME)
    # As SQLAlchemy does with those it makes itself: a forgotten connection must not keep the process alive.
    connection._thread.daemon = True
    return connection


def close_failed_cursors() -> None:
    """For every engine of the process, whoever made it and when.

    What a pool has opened already is replaced when it is asked for next: Prefect's server opens its file
    before it loads what is ours.
    """
    for target, name, listener in (
        (Engine, "do_connect", _with_closing_cursors),
        (Pool, "connect", _marked),
        (Pool, "checkout", _replaced_unless_marked),
    ):
        if not event.contains(target, name, listener):
            event.listen(target, name, listener)


def _with_closing_cursors(
    dialect: Dialect, _entry: ConnectionPoolEntry, _where: Sequence[Any], how: MutableMapping[str, Any]
) -> None:
    if dialect.name == "sqlite" and "async_creator_fn" not in how:
        how["factory"] = ClosingCursors


def _marked(_connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
    entry.info[MARK] = True


def _replaced_unless_marked(
    connection: DBAPIConnection, entry: ConnectionPoolEntry, _lent: PoolProxiedConnection
) -> None:
    if isinstance(connection, AsyncAdapt_aiosqlite_connection) and MARK not in entry.info:
        raise DisconnectionError("the file was opened before failed cursors were to be closed")
