"""Counts of work items, made by the database; implements `flows.ports.Tallies`.

It must not read an application, and needs no key: what is sealed stays so.
"""

from collections.abc import Sequence

from sqlalchemy import case, func, select

from adapters.persistence.engine import Database
from adapters.persistence.tables import WorkItemRow as Item
from flows.work import State, Tally

WHY = case((Item.reason != "", Item.reason), else_=func.coalesce(Item.proposal, ""))
"""The reason of where an item stands, or else what was proposed."""


class SqlTallies:
    """How many applications stand where. Raises TablesAway."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def tallied(self, municipality: str) -> Sequence[Tally]:
        """How many items stand alike, in the order of the states."""
        alike = select(Item.state, WHY, func.count(), func.min(Item.collected_at))
        counted = alike.where(Item.municipality == municipality).group_by(Item.state, WHY)
        async with self._database.session() as session:
            rows = (await session.execute(counted)).all()
        found = (Tally(state=State(row[0]), why=row[1], number=row[2], oldest=row[3]) for row in rows)
        return sorted(found, key=lambda one: (list(State).index(one.state), one.why))
