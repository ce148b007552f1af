"""Entries of the audit log as rows of its tables, and rows as entries, whatever somebody has done to them.

SQLite lets any value stand in any column, and its driver raises at half a letter; PostgreSQL has times that
Python has not. So each column is asked for as it stands, and what cannot be read is told as just that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Integer, Label, LargeBinary, Row, Table, case, cast, func
from sqlalchemy.ext.asyncio import AsyncSession

from flows.audit import NEVER, NOWHERE, NUMBERS, UNREADABLE, Deed, Entry, Head
from flows.errors import SetUpTrouble

NAMES = tuple(field.name for field in fields(Entry))
SAID = tuple(field.name for field in fields(Deed) if field.name != "person")
WORDS = tuple(name for name in NAMES if name not in {"number", "at"})
EARLIEST, LATEST = datetime(2, 1, 1, tzinfo=UTC), datetime(9998, 12, 31, tzinfo=UTC)
"""What PostgreSQL's times are asked for between: it has others, which Python has not."""
GONE = Head(installation="", number=0, link="")
"""A head that somebody has taken away or made unreadable is nobody's: then nothing follows it."""


class LogBroken(SetUpTrouble):
    """Nothing can be written in the audit log: its end is not where its head says, or it has no head."""

    def __init__(self) -> None:
        super().__init__(
            "The audit log's head is gone or does not fit the log, so what the robot looks at cannot be "
            "written down, and it looks at nothing. See what is wrong with `utkast audit verify`, and do as "
            "runbooks/audit-log-broken.md says."
        )


class LogNotWhole(SetUpTrouble):
    """Nothing is purged of a log that is not whole: what is wrong would go, and the rest be vouched for."""

    def __init__(self) -> None:
        super().__init__(
            "The audit log is not whole, so nothing of it is purged; what else was due is gone. See what is "
            "wrong with utkast audit verify, and what to do in runbooks/audit-log-broken.md."
        )


def unlinked(deed: Deed, *, number: int, at: datetime, person: str) -> Entry:
    """The entry that a deed becomes, before its link is known."""
    said = {name: getattr(deed, name) for name in SAID}
    return Entry(number=number, at=at.astimezone(UTC), person=person, link="", **said)


def values_of(entry: Entry) -> Mapping[str, object]:
    """The columns that an entry fills."""
    return {name: getattr(entry, name) for name in NAMES}


def as_it_stands(session: AsyncSession, table: Table) -> Sequence[Label[Any]]:
    """The table's columns, so that no value in them can keep the others from being read."""
    is_file = session.get_bind().dialect.name == "sqlite"
    return [(_in_a_file(one) if is_file else _on_a_server(one)).label(one.name) for one in table.c]


def _in_a_file(column: Column[Any]) -> ColumnElement[Any]:
    """A number as it is, a text as its bytes, anything else as nothing."""
    kind = func.typeof(column)
    if isinstance(column.type, Integer):
        return case((kind == "integer", column))
    return case((kind == "text", cast(column, LargeBinary)))


def _on_a_server(column: Column[Any]) -> ColumnElement[Any]:
    return case((column.between(EARLIEST, LATEST), column)) if column.name == "at" else column


def entry_of(row: Row[Any]) -> Entry:
    """The entry that a row tells of, when its columns are asked for as they stand."""
    words = {name: _words(getattr(row, name)) for name in WORDS}
    return Entry(number=_number(row.number), at=_moment(row.at), **words)


def head_of(row: Row[Any] | None) -> Head:
    """The head that a row tells of, likewise; GONE without one that can be read."""
    if row is None or (row.number != 0 and _number(row.number) == NOWHERE):
        return GONE
    head = Head(installation=_words(row.installation), number=row.number, link=_words(row.link))
    return GONE if UNREADABLE in {head.installation, head.link} else head


def _number(value: int | None) -> int:
    return value if value is not None and value in NUMBERS else NOWHERE


def _words(value: str | bytes | None) -> str:
    try:
        return value.decode() if isinstance(value, bytes) else (UNREADABLE if value is None else value)
    except UnicodeDecodeError:
        return UNREADABLE


def _moment(value: datetime | bytes | None) -> datetime:
    """A time that is written in any other way than ours says another thing to those who compare texts."""
    if isinstance(value, datetime):
        return value
    written = _words(value)
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return NEVER
    is_ours = moment.tzinfo is None and moment.isoformat(sep=" ", timespec="microseconds") == written
    return moment.replace(tzinfo=UTC) if is_ours else NEVER
