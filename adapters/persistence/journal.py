"""The journal's rows: noted in the transaction of the change they tell of, so that neither stands alone."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.persistence.tables import JournalRow
from flows.journal import Entry, Step


async def noted(session: AsyncSession, case_ref: str, step: Step, now: datetime, *, worker: str) -> None:
    """Note a step; the caller's change of the item holds its row, which keeps the steps in order."""
    row = insert(JournalRow).values(case_ref=case_ref, step=step, at=now, worker=worker)
    await session.execute(row)


async def entries(session: AsyncSession, case_ref: str) -> Sequence[Entry]:
    """Every step, in the order they were noted."""
    steps = select(JournalRow).where(JournalRow.case_ref == case_ref).order_by(JournalRow.id)
    return tuple(
        Entry(step=Step(row.step), at=row.at, worker=row.worker) for row in await session.scalars(steps)
    )
