"""What is sealed in our tables: counted by the key that sealed it, and sealed anew with the first key.

One row at a time and each in a transaction of its own, so that workers who are at it wait for nobody, and
what was interrupted goes on where it was: a row with the right key is passed by. A value that somebody has
changed since it was read is left as they wrote it, and looked at again.
"""

from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, LargeBinary, Table, and_, func, or_, select, update

from adapters.persistence.engine import Database
from adapters.persistence.seal import PREFIX_LENGTH, NoDataKey, Seal, sealed_with
from adapters.persistence.tables import Base, Sealed

AT_A_TIME = 50
"""How many rows are read at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """What one pass came to: how many values were sealed anew, and how many no key of ours opens."""

    sealed: int = 0
    closed: int = 0

    def __add__(self, other: "Passed") -> "Passed":
        return Passed(sealed=self.sealed + other.sealed, closed=self.closed + other.closed)


class SealedTables:
    """Every sealed column there is. Raises TablesAway."""

    def __init__(self, database: Database, seal: Seal) -> None:
        self._database = database
        self._seal = seal

    async def counted(self) -> dict[str, Counter[str]]:
        """How many values each key has sealed, by table and by the key's id; nothing is opened."""
        return {table.name: await self._counted(table) for table in sealed_tables()}

    async def resealed(self) -> Passed:
        """Seal with the first key whatever another has sealed."""
        passed = Passed()
        for table in sealed_tables():
            async for rows in self._others(table):
                for row in rows:
                    passed += await self._resealed(table, row)
        return passed

    async def _counted(self, table: Table) -> Counter[str]:
        found: Counter[str] = Counter()
        async with self._database.session() as session:
            for column in _sealed(table):
                begins = _beginning(column)
                alike = select(begins, func.count()).where(column.is_not(None)).group_by(begins)
                for beginning, number in await session.execute(alike):
                    found[sealed_with(bytes(beginning))] += number
        return found

    async def _others(self, table: Table) -> AsyncIterator[Sequence[dict[str, Any]]]:
        """Rows with something of another key, some at a time, each once."""
        (key,) = table.primary_key.columns
        columns, last = _sealed(table), None
        other = or_(*(_beginning(one) != self._seal.prefix for one in columns))
        while True:
            some = select(key, *columns).where(other).order_by(key).limit(AT_A_TIME)
            after = some if last is None else some.where(key > last)
            async with self._database.session() as session:
                rows = [dict(row) for row in (await session.execute(after)).mappings()]
            if not rows:
                return
            yield rows
            last = rows[-1][key.name]

    async def _resealed(self, table: Table, row: dict[str, Any]) -> Passed:
        """One row, unless it is another by now."""
        (key,) = table.primary_key.columns
        prefix = self._seal.prefix
        old = {
            one.name: row[one.name]
            for one in _sealed(table)
            if row[one.name] is not None and not row[one.name].startswith(prefix)
        }
        try:
            new = {name: self._seal.seal(self._seal.unseal(sealed)) for name, sealed in old.items()}
        except NoDataKey:
            return Passed(closed=len(old))
        as_read = and_(key == row[key.name], *(table.c[name] == sealed for name, sealed in old.items()))
        async with self._database.session() as session:
            changed = await session.execute(update(table).where(as_read).values(new).returning(key))
            return Passed(sealed=len(new) if changed.first() else 0)


def sealed_tables() -> Sequence[Table]:
    """The tables that have something sealed, by name."""
    return [table for table in Base.metadata.sorted_tables if _sealed(table)]


def _sealed(table: Table) -> Sequence[ColumnElement[Any]]:
    return [column for column in table.columns if isinstance(column.type, Sealed)]


def _beginning(column: ColumnElement[Any]) -> ColumnElement[bytes]:
    return func.substr(column, 1, PREFIX_LENGTH, type_=LargeBinary())
