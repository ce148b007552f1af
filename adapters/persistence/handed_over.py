"""What an earlier version kept of households that only a person may handle: forgotten as today's would.

It must not know which reason that is.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from adapters.persistence import purging
from adapters.persistence.engine import Database
from adapters.persistence.seal import Seal
from adapters.persistence.tables import AssessmentRow, DraftRow
from adapters.persistence.tables import WorkItemRow as Item
from flows.ports import Evidence
from flows.work import State

_OF_AN_OUTCOME = ("state", "reason", "explanation", "proposal", "wait_until", "not_before", "waits_for")
_has_gathered = or_(
    Item.application.is_not(None),
    exists().where(AssessmentRow.case_ref == Item.case_ref),
    exists().where(DraftRow.case_ref == Item.case_ref),
)


class SqlHandedOver:
    """A municipality's items that ended with `reason` and still hold what was gathered; implements
    `flows.retention.LeftBehind`."""

    def __init__(
        self, database: Database, seal: Seal, municipality: str, *, reason: str, evidence: Evidence
    ) -> None:
        self._database = database
        self._seal = seal
        self._evidence = evidence
        self._which: ColumnElement[bool] = and_(
            Item.municipality == municipality,
            Item.reason == reason,
            Item.state == State.NEEDS_HUMAN,
            _has_gathered,
        )

    async def held(self) -> int:
        """How many there are."""
        async with self._database.session() as session:
            return await session.scalar(select(func.count()).select_from(Item).where(self._which)) or 0

    async def forget(self, now: datetime) -> Sequence[str]:
        """Forget each with its household, and the evidence of them; the references of all."""
        async with self._database.session() as session:
            refs = (await session.scalars(select(Item.case_ref).where(self._which))).all()
        gone: set[str] = set()
        for ref in refs:
            gone |= set(await self._forgotten(ref, now))
        await self._evidence.forget(gone)
        return sorted(gone)

    async def _forgotten(self, ref: str, now: datetime) -> Sequence[str]:
        async with self._database.session() as session:
            household = await purging.household_of(session, ref, self._seal)
            columns = [getattr(Item, name) for name in _OF_AN_OUTCOME]
            row = (await session.execute(select(*columns).where(Item.case_ref == ref, self._which))).first()
            if row is None:
                return ()
            await purging.forget(session, household, dict(row._mapping), now=now)
        return household
