"""Entries of the audit log as rows of its table, and rows as entries."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row

from adapters.persistence.tables import AuditRow
from flows.audit import Deed, Entry

NAMES = tuple(field.name for field in fields(Entry))
SAID = tuple(field.name for field in fields(Deed) if field.name != "person")


def unlinked(deed: Deed, *, number: int, at: datetime, person: str) -> Entry:
    """The entry that a deed becomes, before its link is known."""
    said = {name: getattr(deed, name) for name in SAID}
    return Entry(number=number, at=at.astimezone(UTC), person=person, link="", **said)


def values_of(entry: Entry) -> Mapping[str, object]:
    """The columns that an entry fills."""
    return {name: getattr(entry, name) for name in NAMES}


def entry_of(row: AuditRow | Row[Any]) -> Entry:
    """The entry that a row tells of."""
    return Entry(**{name: getattr(row, name) for name in NAMES})
