"""The journal's rows: noted in the transaction of the change they tell of, so that neither stands alone."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.persistence.tables import JournalRow, WorkItemRow
from flows.journal import Entry, Step


async def noted(session: AsyncSession, case_ref: str, step: Step, *, now: datetime, worker: str) -> None:
    """Note a step; the caller's change of the item holds its row, which keeps the steps in order."""
    row = insert(JournalRow).values(case_ref=case_ref, step=step, at=now, worker=worker)
    await session.execute(row)


async def steps_between(
    session: AsyncSession, municipality: str, start: datetime, *, end: datetime
) -> Mapping[str, tuple[Entry, ...]]:
    """The steps of a span of time by application, in the order they were noted."""
    ours = select(JournalRow).join(WorkItemRow, WorkItemRow.case_ref == JournalRow.case_ref)
    within = ours.where(WorkItemRow.municipality == municipality, JournalRow.at.between(start, end))
    found: dict[str, tuple[Entry, ...]] = {}
    for row in await session.scalars(within.order_by(JournalRow.id)):
        found[row.case_ref] = (*found.get(row.case_ref, ()), _entry_of(row))
    return found


async def entries(session: AsyncSession, case_ref: str) -> Sequence[Entry]:
    """Every step, in the order they were noted."""
    steps = select(JournalRow).where(JournalRow.case_ref == case_ref).order_by(JournalRow.id)
    return tuple(_entry_of(row) for row in await session.scalars(steps))


def _entry_of(row: JournalRow) -> Entry:
    return Entry(step=Step(row.step), at=row.at, worker=row.worker)
