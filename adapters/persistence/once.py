"""Rows that are written once, however many want to write them at the same moment."""

from typing import TYPE_CHECKING

from sqlalchemy.ext.asyncio import AsyncSession

from adapters.persistence.tables import Base

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite


def _insert_of(dialect: str, kind: type[Base]) -> "postgresql.Insert | sqlite.Insert":
    """Both databases have the same words for it, and SQLAlchemy has them apart."""
    if dialect == "postgresql":
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(kind)
    from sqlalchemy.dialects import sqlite

    return sqlite.insert(kind)


async def added(session: AsyncSession, kind: type[Base], **values: object) -> bool:
    """Add a row unless one with its keys stands already; whether it was added.

    Any other fault of the row is raised: it must not be taken for a row that stands.
    """
    insert = _insert_of(session.get_bind().dialect.name, kind).values(**values)
    keys = kind.__mapper__.primary_key
    found = await session.execute(insert.on_conflict_do_nothing().returning(*keys))
    return found.first() is not None
