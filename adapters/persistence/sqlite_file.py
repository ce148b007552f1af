"""A connection to a SQLite file that lets go of it when a question is cut off half-way.

A worker that is told to stop, or that waits no longer, cancels a question whose statement runs on in the
driver's thread. Closing such a connection leaves the statement's transaction open, and with it the whole file
locked, until the statement is garbage-collected: seen to keep every worker out until the process ended.
It must not know what is asked.
"""

import sqlite3
from contextlib import suppress
from functools import partial
from typing import Any

import aiosqlite

ROWS_AT_A_TIME = 64


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
    connection = ReleasingConnection(partial(sqlite3.connect, file, **settings), ROWS_AT_A_TIME)
    # As SQLAlchemy does with those it makes itself: a forgotten connection must not keep the process alive.
    connection._thread.daemon = True
    return connection
