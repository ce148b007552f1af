"""Our tables from above; implements `flows.metrics.seen.Watch`. Counts only, and no sealed column."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from adapters.persistence.engine import NEWEST, Database
from adapters.persistence.tables import AccountLeaseRow as Account
from adapters.persistence.tables import BreakerRow, JournalRow, PauseRow
from adapters.persistence.tables import WorkItemRow as Item
from adapters.persistence.tallies import WHY
from flows.journal import Step
from flows.metrics.seen import (
    AccountsSeen,
    BreakerSeen,
    ItemsSeen,
    OtherTables,
    Seen,
    StepSeen,
    WorkersSeen,
)
from flows.work import State, worker_of

Before = aliased(JournalRow, name="before")


class SqlWatch:
    """Reads, and never writes: the database need not let it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def require_our_tables(self) -> None:
        """Raises OtherTables when a migration is to come, or this code is older than the tables."""
        stands = await self._database.revision()
        if stands != NEWEST:
            raise OtherTables(f"the tables have revision {stands or 'none'}, this code wants {NEWEST}")

    async def seen(self, now: datetime, real_now: datetime) -> Seen:
        """Everything in one transaction."""
        async with self._database.session() as session:
            return Seen(
                items=await _items(session),
                breakers=await _breakers(session),
                accounts=await _accounts(session, real_now),
                workers=await _workers(session, now),
                paused=await _paused(session),
            )

    async def newest_step(self) -> int:
        """The highest number in the journal."""
        async with self._database.session() as session:
            return await session.scalar(select(func.max(JournalRow.id))) or 0

    async def steps_after(self, number: int) -> Sequence[StepSeen]:
        """Every later step, each with the times that it is measured from."""
        same = and_(Before.case_ref == JournalRow.case_ref, Before.worker == JournalRow.worker)
        previous = select(func.max(Before.at)).where(same, Before.id < JournalRow.id)
        claimed = select(func.max(Before.at)).where(
            same, Before.id <= JournalRow.id, Before.step == Step.CLAIMED
        )
        steps = (
            select(JournalRow, Item.municipality, previous.scalar_subquery(), claimed.scalar_subquery())
            .join(Item, Item.case_ref == JournalRow.case_ref)
            .where(JournalRow.id > number)
            .order_by(JournalRow.id)
        )
        async with self._database.session() as session:
            return [
                _step(row, town, before, claimed=claimed)
                for row, town, before, claimed in await session.execute(steps)
            ]


async def _items(session: AsyncSession) -> Sequence[ItemsSeen]:
    alike = (Item.municipality, Item.state, WHY)
    counted = select(*alike, func.count(), func.min(Item.collected_at)).group_by(*alike)
    return [
        ItemsSeen(municipality=municipality, state=State(state), why=why, number=number, oldest=oldest)
        for municipality, state, why, number, oldest in await session.execute(counted)
    ]


async def _breakers(session: AsyncSession) -> Sequence[BreakerSeen]:
    columns = (BreakerRow.municipality, BreakerRow.system, BreakerRow.code, BreakerRow.failures)
    return [
        BreakerSeen(municipality=municipality, system=system, code=code, failures=failures)
        for municipality, system, code, failures in await session.execute(select(*columns))
    ]


async def _accounts(session: AsyncSession, now: datetime) -> Sequence[AccountsSeen]:
    is_lent = and_(Account.holder.is_not(None), Account.lease_until > now)
    counted = select(
        Account.municipality,
        Account.system,
        func.count(),
        func.count(case((is_lent, 1))),
        func.count(case((Account.refused_as != "", 1))),
    ).group_by(Account.municipality, Account.system)
    return [
        AccountsSeen(municipality=municipality, system=system, known=known, lent=lent, refused=refused)
        for municipality, system, known, lent, refused in await session.execute(counted)
    ]


async def _workers(session: AsyncSession, now: datetime) -> Sequence[WorkersSeen]:
    holds = and_(Item.state == State.PREPARING, Item.lease_until > now)
    found = (await session.execute(select(Item.municipality, Item.lease_holder).where(holds))).all()
    workers = Counter(municipality for municipality, _ in {(one, worker_of(who or "")) for one, who in found})
    return [WorkersSeen(municipality=one, number=number) for one, number in workers.items()]


async def _paused(session: AsyncSession) -> Sequence[str]:
    stands = select(PauseRow.municipality).where(PauseRow.ended_at.is_(None))
    return sorted(await session.scalars(stands))


def _step(
    row: JournalRow, municipality: str, previous: datetime | None, *, claimed: datetime | None
) -> StepSeen:
    return StepSeen(
        id=row.id,
        municipality=municipality,
        step=Step(row.step),
        at=row.at,
        worker=row.worker,
        seconds=(row.at - previous).total_seconds() if previous else None,
        since_claim=(row.at - claimed).total_seconds() if claimed else None,
    )
