"""A change of keys leaves nothing in SQLite's files of what the old one sealed, whoever has them open."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from adapters.persistence import engine
from adapters.persistence.engine import Database
from adapters.persistence.resealing import sealed_tables
from adapters.persistence.seal import FORM
from adapters.persistence.tables import Sealed
from flows.cli import keys
from flows.cli.swept import BY_PURGE, BY_RETIRING
from flows.settings import load_settings
from flows.wiring.keys import KeyBox
from flows.wiring.store import opened_store
from tests import examples
from tests.databases import our_sqlite

NUMBERS = [str(number) for number in range(100_234, 100_250)]


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The database of an installation that has kept sixteen applications."""
    url = asyncio.run(our_sqlite(tmp_path))
    ours = {
        "UTKAST_HOME": str(tmp_path / "home"),
        "UTKAST_SECRETS_DIR": str(tmp_path / "secrets"),
        "UTKAST_ENV_FILE": str(tmp_path / "none.env"),
        "UTKAST_DATABASE_URL": url,
    }
    for name, value in ours.items():
        monkeypatch.setenv(name, value)
    keys.ensure_key(load_settings())
    asyncio.run(kept())
    return tmp_path / "utkast.db"


async def kept() -> None:
    async with opened_store(load_settings()) as store:
        for number in NUMBERS:
            await store.work.collect(examples.work_item(number), examples.application(number))


def sealed() -> list[bytes]:
    """A piece of each sealed value there is; a whole one may be spread over pages."""

    async def pieces() -> list[bytes]:
        columns = [one for table in sealed_tables() for one in table.columns if isinstance(one.type, Sealed)]
        async with Database.opened(load_settings().database) as database, database.session() as session:
            values = [value for column in columns for value in await session.scalars(select(column))]
            return [value[20:80] for value in values if value]

    return asyncio.run(pieces())


def left_in(file: Path, pieces: list[bytes], key: str) -> int:
    """How many of the pieces, and of the marks of the key, are in the database's files."""
    stolen = b"".join(one.read_bytes() for one in file.parent.glob(f"{file.name}*"))
    return sum(piece in stolen for piece in pieces) + stolen.count(FORM + key.encode() + b":")


def opened(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(file, isolation_level=None)


@contextmanager
def nobody_else(_file: Path) -> Iterator[None]:
    yield


@contextmanager
def another(file: Path) -> Iterator[None]:
    """A worker's connection, idle: with one open the file beside the database is never taken away."""
    with closing(opened(file)) as connection:
        connection.execute("SELECT count(*) FROM work_items").fetchall()
        yield


@pytest.mark.parametrize("others", [nobody_else, another])
def test_nothing_that_the_old_key_sealed_is_in_the_files(
    file: Path, capsys: pytest.CaptureFixture[str], others: Callable[[Path], AbstractContextManager[None]]
) -> None:
    before, old = sealed(), KeyBox(load_settings()).seen.sealing
    assert left_in(file, before, old) >= len(before) >= len(NUMBERS)
    with others(file):
        assert keys.rotate(None) == 0
        assert f"{old} behövs inte längre här" in capsys.readouterr().out
        assert left_in(file, before, old) == 0
        keys.retire(old, None)
        assert BY_PURGE not in capsys.readouterr().out
        assert left_in(file, before, old) == 0


def test_what_must_wait_for_somebody_who_reads_is_told_and_goes_with_the_key(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "ANSWER_WITHIN", timedelta(milliseconds=50))
    before, old = sealed(), KeyBox(load_settings()).seen.sealing
    with closing(opened(file)) as reading:
        reading.execute("BEGIN")
        reading.execute("SELECT count(*) FROM work_items").fetchall()
        assert keys.rotate(None) == 0
        assert BY_RETIRING in capsys.readouterr().out
        assert left_in(file, before, old) > 0
        reading.execute("COMMIT")
        keys.retire(old, None)
    assert BY_PURGE not in capsys.readouterr().out
    assert left_in(file, before, old) == 0


def test_what_is_deleted_is_written_over_however_sqlite_was_built(tmp_path: Path) -> None:
    with closing(opened(tmp_path / "utkast.db")) as connection:
        connection.execute("PRAGMA secure_delete=OFF")
        engine._prepare_sqlite(connection, None)  # type: ignore[arg-type]  # the driver's own connection
        assert connection.execute("PRAGMA secure_delete").fetchone() == (1,)
