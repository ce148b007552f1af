"""The kill switch in SQL; implements `flows.ports.Switch`. Who paused and why is sealed, and kept."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.persistence.engine import Database
from adapters.persistence.once import added
from adapters.persistence.seal import Seal
from adapters.persistence.tables import PauseRow
from flows.journal import Pause


class SqlSwitch:
    """One pause at most stands for a municipality: an index sees to it."""

    def __init__(self, database: Database, seal: Seal) -> None:
        self._database = database
        self._seal = seal

    async def paused(self, municipality: str) -> Pause | None:
        """The pause that stands, if one does."""
        async with self._database.session() as session:
            row = await session.scalar(select(PauseRow).where(_stands(municipality)))
        if row is None:
            return None
        return Pause(since=row.since, who=self._read(row.who), reason=self._read(row.reason))

    async def pause(self, municipality: str, pause: Pause) -> bool:
        """Pause; False when it is paused already."""
        async with self._database.session() as session:
            return await added(
                session,
                PauseRow,
                municipality=municipality,
                who=self._sealed(pause.who),
                reason=self._sealed(pause.reason),
                since=pause.since,
            )

    async def resume(self, municipality: str, who: str, now: datetime) -> bool:
        """End the pause that stands; False when none does."""
        ended = (
            update(PauseRow)
            .where(_stands(municipality))
            .values(ended_by=self._sealed(who), ended_at=now)
            .returning(PauseRow.id)
        )
        async with self._database.session() as session:
            return (await session.execute(ended)).first() is not None

    def _sealed(self, words: str) -> bytes:
        return self._seal.seal(words.encode())

    def _read(self, sealed: bytes) -> str:
        return self._seal.unseal(sealed).decode()


async def is_paused(session: AsyncSession, municipality: str) -> bool:
    """Whether a pause stands, asked in somebody else's transaction; nothing is unsealed."""
    return await session.scalar(select(PauseRow.id).where(_stands(municipality))) is not None


def _stands(municipality: str) -> ColumnElement[bool]:
    return and_(PauseRow.municipality == municipality, PauseRow.ended_at.is_(None))
