"""Breakers in SQL; implements `flows.ports.Breakers`."""

from collections.abc import Callable, Sequence
from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.persistence.engine import Database
from adapters.persistence.once import added
from adapters.persistence.tables import BreakerRow
from flows.breaker import Breaker

Change = Callable[[Breaker], Breaker]


class SqlBreakers:
    """The breakers that all workers share. A row is never taken away: whoever changes it locks it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self, municipality: str) -> Sequence[Breaker]:
        """Every system that has failed since it last answered, by name."""
        async with self._database.session() as session:
            rows = await session.scalars(select(BreakerRow).where(BreakerRow.municipality == municipality))
            kept = [_breaker_of(row) for row in rows]
        told = [one for one in kept if one != Breaker(system=one.system)]
        return sorted(told, key=lambda one: one.system)

    async def change(self, municipality: str, system: str, change: Change) -> tuple[Breaker, Breaker]:
        """The breaker before and after `change`; what changes nothing costs a look and no lock."""
        key = (municipality, system)
        async with self._database.session() as session:
            row = await session.get(BreakerRow, key)
        before = _breaker_of(row) if row else Breaker(system=system)
        after = change(before)
        return (before, after) if after == before else await self._changed_alone(key, change)

    async def _changed_alone(self, key: tuple[str, str], change: Change) -> tuple[Breaker, Breaker]:
        async with self._database.session() as session:
            row = await _locked(session, key)
            before = _breaker_of(row)
            after = change(before)
            for column, value in asdict(after).items():
                setattr(row, column, value)
        return before, after


async def _locked(session: AsyncSession, key: tuple[str, str]) -> BreakerRow:
    """The row for us alone until the transaction ends.

    To add it when it is not there is the first thing done, for a transaction of SQLite that begins by
    writing has the file to itself; PostgreSQL locks the row that is then read.
    """
    municipality, system = key
    await added(session, BreakerRow, municipality=municipality, system=system)
    return await session.get_one(BreakerRow, key, with_for_update=True)


def _breaker_of(row: BreakerRow) -> Breaker:
    return Breaker(
        system=row.system,
        failures=row.failures,
        openings=row.openings,
        code=row.code,
        what=row.what,
        since=row.since,
        probe_at=row.probe_at,
        stated_end=row.stated_end,
        prober=row.prober,
        prober_until=row.prober_until,
        secret_mark=row.secret_mark,
    )
