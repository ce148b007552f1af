"""Work items in SQL; implements `flows.ports.WorkItems`."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, Update, and_, or_, select, tuple_, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from adapters.persistence import tables
from adapters.persistence.documents import APPLICATION, ASSESSMENT, DRAFT, FACTS
from adapters.persistence.engine import Database
from adapters.persistence.seal import Seal
from flows.eligibility.assessment import Assessment, Proposal
from flows.eligibility.case import CaseFacts
from flows.eligibility.period import Period
from flows.records import Application, Assessed, Draft
from flows.work import Outcome, State, WorkItem, lease_end

Item = tables.WorkItemRow


class SqlWorkItems:
    """Each application's state and lease, and what was known, assessed and drafted."""

    def __init__(self, database: Database, seal: Seal) -> None:
        self._database = database
        self._seal = seal

    async def collect(self, item: WorkItem, application: Application | None) -> bool:
        """Take an application in, unless its reference is in already."""
        mark = application and self._seal.mark(application.applicant.personal_number.digits)
        sealed = application and APPLICATION.sealed(application, self._seal)
        try:
            async with self._database.session() as session:
                session.add(Item(**_row_of(item, self._seal), person_mark=mark, application=sealed))
        except IntegrityError:
            return False
        return True

    async def find(self, case_ref: str) -> WorkItem | None:
        """The item with this reference."""
        async with self._database.session() as session:
            row = await session.get(Item, case_ref)
        return _item_of(row, self._seal) if row else None

    async def application(self, case_ref: str) -> Application:
        """The application as collected. Raises LookupError when it never could be read."""
        async with self._database.session() as session:
            row = await session.get(Item, case_ref)
        if row is None or row.application is None:
            raise LookupError(f"{case_ref} has no readable application")
        return APPLICATION.unsealed(row.application, self._seal)

    async def is_repeated(self, case_ref: str) -> bool:
        """Whether an older item has the same applicant, municipality and month."""
        this, other = aliased(Item), aliased(Item)
        earlier = tuple_(other.collected_at, other.case_ref) < tuple_(this.collected_at, this.case_ref)
        same = and_(
            other.municipality == this.municipality,
            other.period == this.period,
            other.person_mark == this.person_mark,
        )
        older = select(other.case_ref).join(this, and_(same, earlier)).where(this.case_ref == case_ref)
        async with self._database.session() as session:
            return (await session.scalars(older.limit(1))).one_or_none() is not None

    async def due(self, municipality: str, today: date) -> Sequence[WorkItem]:
        """Collected, waiting until today or earlier, or left in PREPARING by a worker that is gone."""
        open_items = or_(
            Item.state.in_([State.COLLECTED, State.PREPARING]),
            and_(Item.state == State.WAITING, Item.wait_until <= today),
        )
        return await self._items(select(Item).where(Item.municipality == municipality, open_items))

    async def listed(self, municipality: str) -> Sequence[WorkItem]:
        """Every item."""
        return await self._items(select(Item).where(Item.municipality == municipality))

    async def _items(self, wanted: Select[tables.WorkItemRow]) -> Sequence[WorkItem]:
        async with self._database.session() as session:
            rows = await session.scalars(wanted.order_by(Item.collected_at, Item.case_ref))
            return tuple(_item_of(row, self._seal) for row in rows)

    async def claim(self, case_ref: str, worker: str, now: datetime) -> bool:
        """Lease the item in one statement, so that two workers cannot both have it."""
        free = or_(Item.lease_until.is_(None), Item.lease_until < now, Item.lease_holder == worker)
        leased = (
            update(Item)
            .where(Item.case_ref == case_ref, free)
            .values(
                state=State.PREPARING,
                lease_holder=worker,
                lease_until=lease_end(now),
                attempts=Item.attempts + 1,
                updated_at=now,
            )
        )
        async with self._database.session() as session:
            return await _changed(session, leased)

    async def renew(self, case_ref: str, worker: str, now: datetime) -> bool:
        """Hold the item for another lease, if it is still this worker's."""
        async with self._database.session() as session:
            return await _changed(session, _renewal(case_ref, worker, now))

    async def settle(self, case_ref: str, outcome: Outcome, now: datetime, *, worker: str) -> bool:
        """Put the item in its state and give the lease back, if it is still this worker's."""
        async with self._database.session() as session:
            return await _changed(session, self._moved(_held(case_ref, worker), outcome, now))

    async def put(self, item: WorkItem, outcome: Outcome, now: datetime) -> bool:
        """Put an item in another state, if it stands as it was read: every claim counts an attempt."""
        as_read = and_(
            Item.case_ref == item.case_ref,
            Item.state == item.outcome.state,
            Item.attempts == item.attempts,
        )
        async with self._database.session() as session:
            return await _changed(session, self._moved(as_read, outcome, now))

    def _moved(self, which: ColumnElement[bool], outcome: Outcome, now: datetime) -> Update:
        return (
            update(Item)
            .where(which)
            .values(
                **_outcome_values(outcome, self._seal),
                lease_holder=None,
                lease_until=None,
                updated_at=now,
            )
        )

    async def keep_assessment(self, facts: CaseFacts, assessment: Assessment, now: datetime) -> None:
        """Store facts and assessment together."""
        row = tables.AssessmentRow(
            case_ref=facts.case_ref,
            made_at=now,
            proposal=assessment.proposal,
            facts=FACTS.sealed(facts, self._seal),
            assessment=ASSESSMENT.sealed(assessment, self._seal),
        )
        async with self._database.session() as session:
            session.add(row)

    async def keep_draft(self, draft: Draft, key: str, now: datetime, *, worker: str) -> bool:
        """Store the draft and renew the lease in one transaction, if the item is still this worker's."""
        row = tables.DraftRow(
            case_ref=draft.case_ref, key=key, read_back_at=now, draft=DRAFT.sealed(draft, self._seal)
        )
        async with self._database.session() as session:
            held = await _changed(session, _renewal(draft.case_ref, worker, now))
            if held:
                await session.merge(row)
        return held

    async def assessments(self, case_ref: str) -> Sequence[Assessed]:
        """Every assessment with its facts, the latest first."""
        made = tables.AssessmentRow
        kept = select(made).where(made.case_ref == case_ref).order_by(made.made_at.desc(), made.id.desc())
        async with self._database.session() as session:
            return tuple(
                Assessed(
                    made_at=row.made_at,
                    facts=FACTS.unsealed(row.facts, self._seal),
                    assessment=ASSESSMENT.unsealed(row.assessment, self._seal),
                )
                for row in await session.scalars(kept)
            )

    async def draft(self, case_ref: str) -> Draft | None:
        """The draft as we left it."""
        async with self._database.session() as session:
            row = await session.get(tables.DraftRow, case_ref)
        return DRAFT.unsealed(row.draft, self._seal) if row else None


def _held(case_ref: str, worker: str) -> ColumnElement[bool]:
    return and_(Item.case_ref == case_ref, Item.lease_holder == worker)


def _renewal(case_ref: str, worker: str, now: datetime) -> Update:
    return update(Item).where(_held(case_ref, worker)).values(lease_until=lease_end(now))


async def _changed(session: AsyncSession, change: Update) -> bool:
    """Whether the statement found its item: look and change in one, so that nobody comes between."""
    found = await session.execute(change.returning(Item.case_ref))
    return found.scalar_one_or_none() is not None


def _outcome_values(outcome: Outcome, seal: Seal) -> dict[str, object]:
    return {
        "state": outcome.state,
        "reason": outcome.reason,
        "explanation": seal.seal(outcome.explanation.encode()),
        "proposal": outcome.proposal,
        "wait_until": outcome.wait_until,
        "stickprov": outcome.stickprov,
    }


def _row_of(item: WorkItem, seal: Seal) -> dict[str, object]:
    return _outcome_values(item.outcome, seal) | {
        "case_ref": item.case_ref,
        "municipality": item.municipality,
        "application_ref": item.application_ref,
        "period": str(item.period) if item.period else None,
        "attempts": item.attempts,
        "collected_at": item.collected_at,
        "updated_at": item.updated_at,
    }


def _item_of(row: tables.WorkItemRow, seal: Seal) -> WorkItem:
    return WorkItem(
        case_ref=row.case_ref,
        municipality=row.municipality,
        application_ref=row.application_ref,
        period=Period.parse(row.period) if row.period else None,
        outcome=Outcome(
            state=State(row.state),
            reason=row.reason,
            explanation=seal.unseal(row.explanation).decode(),
            proposal=Proposal(row.proposal) if row.proposal else None,
            wait_until=row.wait_until,
            stickprov=row.stickprov,
        ),
        attempts=row.attempts,
        collected_at=row.collected_at,
        updated_at=row.updated_at,
    )
