"""Rows on their way into the world's tables, written in bulk because a world may hold ten thousand
households.

Knows nothing of what the rows say.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import fields
from typing import TYPE_CHECKING

from sqlalchemy import Connection, insert, inspect

from mock_legacy.world.models import Table

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Values = dict[str, object]


class Ledger:
    """Collects rows, gives out the numbers that rows of other tables refer to, writes all in one go."""

    def __init__(self) -> None:
        self._rows: dict[type[Table], list[Values]] = defaultdict(list)
        self._numbers: dict[type[Table], itertools.count[int]] = defaultdict(lambda: itertools.count(1))
        self._columns: dict[type[Table], list[str]] = {}

    def add(self, *rows: Table) -> None:
        """Take rows in."""
        for row in rows:
            table, given = type(row), row.__dict__
            values = {
                name: given[name] if name in given else getattr(row, name) for name in self._names(table)
            }
            self._rows[table].append(values)

    def add_records(self, table: type[Table], records: Sequence[DataclassInstance]) -> None:
        """Take in rows of a large table as plain records with its field names, which is much faster."""
        names = [field.name for field in fields(records[0])] if records else []
        self._rows[table] += [{name: getattr(record, name) for name in names} for record in records]

    def number(self, table: type[Table]) -> int:
        """Give the next number of a table whose rows are referred to."""
        return next(self._numbers[table])

    def number_after(self, table: type[Table], last: int) -> None:
        """Go on numbering a table that holds rows already."""
        self._numbers[table] = itertools.count(last + 1)

    def write(self, connection: Connection) -> None:
        """Insert everything, table by table, and forget it."""
        for table, rows in self._rows.items():
            connection.execute(insert(table), rows)
        self._rows.clear()

    def _names(self, table: type[Table]) -> list[str]:
        if table not in self._columns:
            self._columns[table] = [column.key for column in inspect(table).column_attrs]
        return self._columns[table]
