"""Whatever value somebody puts in one column of the audit log in SQLite is told, and none is choked on."""

import sqlite3
from collections.abc import AsyncIterator, Collection, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from adapters.persistence.audit_rows import LogBroken, LogNotWhole
from adapters.persistence.perishing import SqlEntries
from flows.audit import Act
from flows.audit_words import told
from tests.contract.test_audit_log import CASE, DEED, Here, opened
from tests.databases import our_sqlite

HALF_A_LETTER = "CAST(x'c3' AS TEXT)"
VALUES = (
    "NULL",
    "7",
    "-1",
    "0",
    str(2**63 - 1),
    "1.5",
    "1e300",
    "'igår'",
    "''",
    "'3'",
    "x'00ff'",
    HALF_A_LETTER,
)
FEW = ("NULL", "7", "'igår'", "x'00ff'", HALF_A_LETTER)
OF_EACH_KIND = {"number", "at", "detail", "link", "installation"}
TABLES = ("audit_log", "audit_head")


@pytest_asyncio.fixture
async def here(tmp_path: Path) -> AsyncIterator[Here]:
    """A log of four entries in tables whose rules are taken away, so that anything can stand there."""
    async with opened(await our_sqlite(tmp_path)) as one:
        for number in range(4):
            await one.log.record(replace(DEED, run=f"worker-{number}", detail=f"{number} - gallrat"))
        with file(tmp_path) as tables:
            for name in TABLES:
                tables.execute(f"CREATE TABLE spoilt AS SELECT * FROM {name}")
                tables.execute(f"DROP TABLE {name}")
                tables.execute(f"ALTER TABLE spoilt RENAME TO {name}")
        yield one


@contextmanager
def file(folder: Path) -> Iterator[sqlite3.Connection]:
    (name,) = folder.glob("*.db")
    with closing(sqlite3.connect(name, isolation_level=None)) as tables:
        yield tables


def columns(tables: sqlite3.Connection, name: str) -> Sequence[str]:
    return [row[1] for row in tables.execute(f"PRAGMA table_info({name})")]


def stands(tables: sqlite3.Connection, name: str, column: str, *, row: int) -> tuple[str, bytes]:
    """The kind and the bytes of a value, to tell whether it is another."""
    asked = f"SELECT typeof({column}), CAST({column} AS BLOB) FROM {name} WHERE rowid = ?"
    found: tuple[str, bytes] = tables.execute(asked, (row,)).fetchone()
    return found


@pytest.mark.parametrize(("name", "row"), [("audit_head", 1), ("audit_log", 2)])
async def test_a_few_values_in_one_column_of_each_kind_are_told(
    here: Here, tmp_path: Path, name: str, row: int
) -> None:
    await spoilt_and_told(here, tmp_path, name, row=row, values=FEW, among=OF_EACH_KIND)


@pytest.mark.campaign
@pytest.mark.parametrize(
    ("name", "row"), [("audit_head", 1), ("audit_log", 1), ("audit_log", 2), ("audit_log", 4)]
)
async def test_any_value_in_any_column_is_told(here: Here, tmp_path: Path, name: str, row: int) -> None:
    await spoilt_and_told(here, tmp_path, name, row=row, values=VALUES)


async def spoilt_and_told(
    here: Here,
    folder: Path,
    name: str,
    *,
    row: int,
    values: Sequence[str],
    among: Collection[str] = (),
) -> None:
    """Each value in its turn in each column of a row, of those `among` if any are named."""
    anchors = [await here.log.head()]
    assert await here.log.findings(anchors) == []
    with file(folder) as tables:
        for column in columns(tables, name):
            if among and column not in among:
                continue
            honest = tables.execute(f"SELECT {column} FROM {name} WHERE rowid = ?", (row,)).fetchone()[0]
            before = stands(tables, name, column, row=row)
            same_words = (f"CAST({column} AS BLOB)", f"replace({column}, ' ', 'T')")
            for value in (*values, *same_words):
                tables.execute(f"UPDATE {name} SET {column} = {value} WHERE rowid = ?", (row,))
                if stands(tables, name, column, row=row) != before:
                    found = [told(one) for one in await here.log.findings(anchors)]
                    assert found, f"{column} = {value} of row {row} is not found"
                    await here.log.of_case(CASE)
                tables.execute(f"UPDATE {name} SET {column} = ? WHERE rowid = ?", (honest, row))
    assert await here.log.findings(anchors) == []


async def test_whatever_an_entry_says_of_a_new_beginning_is_told(here: Here, tmp_path: Path) -> None:
    with file(tmp_path) as tables:
        for detail in ("NULL", "x'00'", f"'{'9' * 5000} x why'", "'²'", "'2'"):
            tables.execute(f"UPDATE audit_log SET act = ?, detail = {detail} WHERE rowid = 3", (Act.PURGED,))
            assert await here.log.findings([]), detail
            await here.log.standing_cut()


@pytest.mark.parametrize("value", ["5", "x'00'", "'igår'", "NULL"])
async def test_a_time_that_is_none_makes_nothing_old(here: Here, tmp_path: Path, value: str) -> None:
    with file(tmp_path) as tables:
        tables.execute(f"UPDATE audit_log SET at = {value} WHERE rowid IN (1, 3)")
    purging = replace(DEED, act=Act.PURGED, person=None)
    last_year = here.now - timedelta(days=365)
    entries = SqlEntries(here.database, here.log, purging)
    held = await entries.held(last_year)
    assert (held.number, held.oldest, held.due) == (4, None, 0)
    with suppress(LogNotWhole):  # a number comes before every time there, and the log is looked through
        assert await here.log.purge(last_year, purging) == 0
    assert (await entries.held(last_year)).number == 4


@pytest.mark.parametrize("value", [str(2**63 - 1), "'x'"])
async def test_a_log_in_which_an_entry_has_no_place_is_set_aside_and_goes_on(
    here: Here, tmp_path: Path, value: str
) -> None:
    with file(tmp_path) as tables:
        tables.execute(f"UPDATE audit_log SET number = {value} WHERE rowid = 2")
    said = [told(one) for one in await here.log.findings([])]
    assert "Post 2 saknas." in said
    assert "Minst en post har ett nummer som ingen post kan ha: den hör inte till loggen." in said
    begun = await here.log.set_aside(replace(DEED, act=Act.SET_ASIDE, detail="ärende 17"), [])
    await here.log.record(DEED)
    assert begun.number == 5
    assert await here.log.findings([]) == []


@pytest.mark.parametrize(
    "spoilt",
    [
        "DELETE FROM audit_head",
        "UPDATE audit_head SET link = x'00'",
    ],
)
async def test_without_its_head_nothing_is_written_and_the_error_says_what_to_do(
    here: Here, tmp_path: Path, spoilt: str
) -> None:
    with file(tmp_path) as tables:
        tables.execute(spoilt)
    with pytest.raises(LogBroken, match=r"utkast audit verify.*audit-log-broken"):
        await here.log.record(DEED)
    assert len(await here.log.of_case(CASE)) == 4
    await here.log.set_aside(replace(DEED, act=Act.SET_ASIDE, detail="ärende 17"), [])
    await here.log.record(DEED)
    assert await here.log.findings([]) == []
