"""Rows on their way into the world's tables, written in bulk because a world may hold ten thousand
households.

Knows nothing of what the rows say.
"""

from __future__ import annotations

import itertools
from collections import defaultdict

from sqlalchemy import Connection, insert, inspect

from mock_legacy.world.models import Table


class Ledger:
    """Collects rows, gives out the numbers that rows of other tables refer to, writes all in one go."""

    def __init__(self) -> None:
        self._rows: dict[type[Table], list[Table]] = defaultdict(list)
        self._numbers: dict[type[Table], itertools.count[int]] = defaultdict(lambda: itertools.count(1))

    def add(self, *rows: Table) -> None:
        """Take rows in."""
        for row in rows:
            self._rows[type(row)].append(row)

    def number(self, table: type[Table]) -> int:
        """Give the next number of a table whose rows are referred to."""
        return next(self._numbers[table])

    def write(self, connection: Connection) -> None:
        """Insert everything, table by table, and forget it."""
        for table in list(self._rows):
            columns = [column.key for column in inspect(table).column_attrs]
            values = [{name: getattr(row, name) for name in columns} for row in self._rows[table]]
            connection.execute(insert(table), values)
        self._rows.clear()
