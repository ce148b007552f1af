"""What our tables keep of settled applications: taken away when it has been kept long enough.

In two steps. First the content goes - application, facts, assessments, draft, explanation, the mark of the
person, and the month, so that nobody prepares it again. What is left tells of no person: a reference, a state
and the steps; it goes when its own time is out. One that is open is never touched, nor one that is taken up
again at the very moment: each statement looks and changes in one.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, exists, func, not_, or_, select, true, update

from adapters.persistence.audit import LOG, comes_before_what_stays
from adapters.persistence.audit_rows import as_it_stands, entry_of
from adapters.persistence.engine import Database
from adapters.persistence.seal import Seal
from adapters.persistence.tables import OPEN, AssessmentRow, DraftRow, PauseRow
from adapters.persistence.tables import WorkItemRow as Item
from flows.audit import NEVER, Deed
from flows.audit_trail import AuditTrail
from flows.retention import HAS_CONTENT, Held
from flows.retention import OPEN as IS_OPEN
from flows.work import PURGED

_settled = Item.state.not_in(OPEN)
_has_content = or_(
    Item.person_mark.is_not(None),
    Item.application.is_not(None),
    exists().where(AssessmentRow.case_ref == Item.case_ref),
    exists().where(DraftRow.case_ref == Item.case_ref),
)


class SqlContents:
    """What is kept of a municipality's applications; implements `flows.retention.Perishable`."""

    def __init__(self, database: Database, seal: Seal, municipality: str) -> None:
        self._database = database
        self._seal = seal
        self._ours = Item.municipality == municipality

    async def held(self, before: datetime | None) -> Held:
        """Items with anything in them; the open ones stay."""
        content = and_(self._ours, _has_content)
        old = Item.updated_at < before if before is not None else not_(true())
        async with self._database.session() as session:
            number, oldest, due, stays = (
                await session.execute(
                    select(
                        func.count(),
                        func.min(Item.updated_at),
                        func.count().filter(and_(old, _settled)),
                        func.count().filter(and_(old, not_(_settled))),
                    ).where(content)
                )
            ).one()
        return Held(number=number, oldest=oldest, due=due, stays={IS_OPEN: stays} if stays else {})

    async def purge(self, before: datetime, now: datetime) -> int:
        """Empty those that were last changed before then."""
        return len(await self.emptied(and_(_has_content, Item.updated_at < before)))

    async def emptied(self, which: ColumnElement[bool]) -> Sequence[str]:
        """Take away the content of the settled ones of these; their references."""
        async with self._database.session() as session:
            wanted = select(Item.case_ref).where(self._ours, _settled, which)
            refs = (await session.scalars(wanted)).all()
        return [ref for ref in refs if await self._emptied(ref, which)]

    async def _emptied(self, ref: str, which: ColumnElement[bool]) -> bool:
        nothing: dict[str, Any] = dict.fromkeys(("application", "person_mark", "period", "ordered_by"))
        explanation = self._seal.seal(PURGED.encode())
        empty = (
            update(Item)
            .where(Item.case_ref == ref, _settled, which)
            .values(explanation=explanation, **nothing)
            .returning(Item.case_ref)
        )
        async with self._database.session() as session:
            if (await session.execute(empty)).first() is None:
                return False
            for kept in (AssessmentRow, DraftRow):
                await session.execute(delete(kept).where(kept.case_ref == ref))
            return True


class SqlSteps:
    """Bare items with their steps, and pauses that have ended; implements `flows.retention.Perishable`."""

    def __init__(self, database: Database, municipality: str) -> None:
        self._database = database
        self._municipality = municipality

    async def held(self, before: datetime | None) -> Held:
        """Items, whether bare or not, and pauses; what is open or has content stays."""
        ours = Item.municipality == self._municipality
        old = Item.updated_at < before if before is not None else not_(true())
        ended = self._ended_pauses(before)
        async with self._database.session() as session:
            number, oldest, opened, full, due = (
                await session.execute(
                    select(
                        func.count(),
                        func.min(Item.updated_at),
                        func.count().filter(and_(old, not_(_settled))),
                        func.count().filter(and_(old, _settled, _has_content)),
                        func.count().filter(and_(old, _settled, not_(_has_content))),
                    ).where(ours)
                )
            ).one()
            pauses = await session.scalar(select(func.count()).select_from(PauseRow).where(*ended[:2])) or 0
            old_pauses = await session.scalar(select(func.count()).select_from(PauseRow).where(*ended)) or 0
        stays = {why: many for why, many in ((IS_OPEN, opened), (HAS_CONTENT, full)) if many}
        return Held(number=number + pauses, oldest=oldest, due=due + old_pauses, stays=stays)

    async def purge(self, before: datetime, now: datetime) -> int:
        """Take the rows away; the steps go with their items."""
        bare = and_(
            Item.municipality == self._municipality, Item.updated_at < before, _settled, not_(_has_content)
        )
        async with self._database.session() as session:
            items = (await session.scalars(delete(Item).where(bare).returning(Item.case_ref))).all()
            pauses = delete(PauseRow).where(*self._ended_pauses(before)).returning(PauseRow.id)
            return len(items) + len((await session.scalars(pauses)).all())

    def _ended_pauses(self, before: datetime | None) -> tuple[ColumnElement[bool], ...]:
        is_old = PauseRow.ended_at < before if before is not None else not_(true())
        return (PauseRow.municipality == self._municipality, PauseRow.ended_at.is_not(None), is_old)


class SqlEntries:
    """The audit log's entries, whichever municipality's: the chain is one. `deed` says who purges."""

    def __init__(self, database: Database, audit: AuditTrail, deed: Deed) -> None:
        self._database = database
        self._audit = audit
        self._deed = deed

    async def held(self, before: datetime | None) -> Held:
        """Every entry; those that are older than their time are the first of the chain."""
        old = comes_before_what_stays(before) if before is not None else not_(true())
        counted = select(func.count(), func.count().filter(old)).select_from(LOG)
        async with self._database.session() as session:
            number, due = (await session.execute(counted)).one()
            first = select(*as_it_stands(session, LOG)).order_by(LOG.c.number).limit(1)
            row = (await session.execute(first)).one_or_none()
        oldest = entry_of(row).at if row is not None else NEVER
        return Held(number=number, oldest=None if oldest == NEVER else oldest, due=due)

    async def purge(self, before: datetime, now: datetime) -> int:
        """Delete them, and write down where the chain begins."""
        return await self._audit.purge(before, self._deed)


async def open_references(database: Database) -> Collection[str]:
    """The references of all that is open, whichever municipality's."""
    async with database.session() as session:
        return set(await session.scalars(select(Item.case_ref).where(Item.state.in_(OPEN))))
