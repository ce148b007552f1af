"""Work items in SQL; implements `flows.ports.WorkItems`.

Each method is one transaction. What a change notes in the journal stands with it or not at all.
Every method raises TablesAway when the database is away (`adapters.persistence.engine`).
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from sqlalchemy import Select, Update, and_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from adapters.persistence import claims, journal, kept, purging, switch, tables
from adapters.persistence.documents import APPLICATION
from adapters.persistence.due import comes_today, in_order, is_due
from adapters.persistence.engine import Database
from adapters.persistence.once import added
from adapters.persistence.rows import again_values, item_of, item_values, outcome_values
from adapters.persistence.seal import Seal
from flows.eligibility.assessment import Assessment
from flows.eligibility.case import CaseFacts
from flows.journal import Entry, Step, Word
from flows.records import Application, Assessed, Draft
from flows.work import Outcome, WorkedOn, WorkItem

Item = tables.WorkItemRow


class SqlWorkItems:
    """Each application's state, lease and journal, and what was known, assessed and drafted."""

    def __init__(self, database: Database, seal: Seal) -> None:
        self._database = database
        self._seal = seal

    async def collect(self, item: WorkItem, application: Application | None) -> bool:
        """Take an application in, unless its reference is in already."""
        values = item_values(item, self._seal) | _application_values(application, self._seal)
        async with self._database.session() as session:
            return await added(session, Item, **values)

    async def find(self, case_ref: str) -> WorkItem | None:
        """The item with this reference."""
        async with self._database.session() as session:
            row = await session.get(Item, case_ref)
        return item_of(row, self._seal) if row else None

    async def application(self, case_ref: str) -> Application:
        """The application as collected. Raises NothingKept when it could not be read or was forgotten."""
        async with self._database.session() as session:
            return await kept.application(session, case_ref, self._seal)

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

    async def due(self, municipality: str, now: datetime) -> Sequence[WorkItem]:
        """What is due, first come first."""
        return await self._items(select(Item).where(is_due(Item, municipality, now)))

    async def listed(self, municipality: str) -> Sequence[WorkItem]:
        """Every item, first come first."""
        return await self._items(select(Item).where(Item.municipality == municipality))

    async def _items(self, wanted: Select[tuple[tables.WorkItemRow]]) -> Sequence[WorkItem]:
        async with self._database.session() as session:
            rows = await session.scalars(wanted.order_by(*in_order(Item)))
            return tuple(item_of(row, self._seal) for row in rows)

    async def claim(self, case_ref: str, worker: str, now: datetime) -> WorkItem | None:
        """Lease the item, unless another holds it."""
        return await self._claimed(claims.claim_of(case_ref, worker, now), worker, now)

    async def claim_next(
        self, municipality: str, worker: str, now: datetime, *, without: Collection[str] = ()
    ) -> WorkItem | None:
        """Lease the first come of those due."""
        wanted = claims.next_in_order(municipality, now, without)
        return await self._claimed(claims.claim_of_first(wanted, worker, now), worker, now)

    async def claim_waiting_for(
        self, municipality: str, system: str, worker: str, *, now: datetime
    ) -> WorkItem | None:
        """Lease the one that has been claimed the fewest times of those due that wait for `system`."""
        wanted = claims.probes_in_order(municipality, system, now)
        return await self._claimed(claims.claim_of_first(wanted, worker, now), worker, now)

    async def _claimed(self, claim: Update, worker: str, now: datetime) -> WorkItem | None:
        async with self._database.session() as session:
            row = (await session.scalars(claim.returning(Item))).one_or_none()
            if row is None:
                return None
            await journal.noted(session, row.case_ref, Step.CLAIMED, now=now, worker=worker)
            # Within the transaction: what we have no key for is not claimed, and costs it no attempt.
            return item_of(row, self._seal)

    async def next_due(
        self, municipality: str, now: datetime, *, without: Collection[str] = ()
    ) -> datetime | None:
        """When the first of today's items will be due; a lease is over just after its last moment."""
        async with self._database.session() as session:
            time, lease = (await session.execute(comes_today(municipality, now, without))).one()
        comes = (time, lease and lease + datetime.resolution)
        return min(filter(None, comes), default=None)

    async def renew(self, case_ref: str, worker: str, now: datetime) -> bool:
        """Hold the item for another lease, if it is still this worker's."""
        async with self._database.session() as session:
            return await _changed(session, claims.renewal(case_ref, worker, now))

    async def settle(
        self, case_ref: str, outcome: Outcome, now: datetime, *, worker: str, attempts: int = 0
    ) -> bool:
        """Put the item in its state and give the lease back, if it is still this worker's."""
        values = outcome_values(outcome, self._seal)
        settled = claims.settlement(case_ref, worker, now, attempts=attempts, values=values)
        return await self._ended(settled, case_ref, Step.SETTLED, now=now, worker=worker)

    async def give_back(self, case_ref: str, now: datetime, *, worker: str) -> bool:
        """Put the item down as it was before the claim, if it is still this worker's."""
        given = claims.giving_back(case_ref, worker, now)
        return await self._ended(given, case_ref, Step.GIVEN_BACK, now=now, worker=worker)

    async def _ended(self, end: Update, case_ref: str, step: Step, *, now: datetime, worker: str) -> bool:
        async with self._database.session() as session:
            held = await _changed(session, end)
            if held:
                await journal.noted(session, case_ref, step, now=now, worker=worker)
        return held

    async def put(self, item: WorkItem, outcome: Outcome, now: datetime) -> bool:
        """Put an item in another state, if it stands as it was read."""
        moved = claims.move_as_read(item, now, outcome_values(outcome, self._seal))
        async with self._database.session() as session:
            return await _changed(session, moved)

    async def open_again(
        self, item: WorkItem, outcome: Outcome, now: datetime, *, application: Application | None = None
    ) -> bool:
        """Put an item in `outcome` for another preparation, if it stands as it was read."""
        values = outcome_values(outcome, self._seal) | again_values(item, self._seal) | {"attempts": 0}
        if application is not None:
            values |= _application_values(application, self._seal)
        opened = claims.move_as_read(item, now, values)
        return await self._ended(opened, item.case_ref, Step.REOPENED, now=now, worker="")

    async def purge(self, case_ref: str, outcome: Outcome, now: datetime, *, worker: str) -> Sequence[str]:
        """Settle the item, if it is still this worker's, and forget its household."""
        values = outcome_values(outcome, self._seal)
        settled = claims.settlement(case_ref, worker, now, attempts=0, values=values)
        async with self._database.session() as session:
            household = await purging.household_of(session, case_ref, self._seal)
            if not await _changed(session, settled):
                return ()
            await purging.forget(session, household, values, now=now)
            await journal.noted(session, case_ref, Step.SETTLED, now=now, worker=worker)
        return household

    async def keep_assessment(
        self, facts: CaseFacts, assessment: Assessment, now: datetime, *, worker: str
    ) -> bool:
        """Store facts and assessment together and renew the lease, if the item is still this worker's."""
        row = kept.assessment_row(facts, assessment, now, seal=self._seal)
        async with self._database.session() as session:
            held = await _changed(session, claims.renewal(facts.case_ref, worker, now))
            if held:
                session.add(row)
        return held

    async def keep_draft(self, draft: Draft, key: str, now: datetime, *, worker: str) -> bool:
        """Store the draft, renew the lease and note the step, if the item is still this worker's."""
        row = kept.draft_row(draft, key, now, seal=self._seal)
        step = Step.READ_BACK if key else Step.KEPT
        async with self._database.session() as session:
            held = await _changed(session, claims.renewal(draft.case_ref, worker, now))
            if held:
                await session.merge(row)
                await journal.noted(session, draft.case_ref, step, now=now, worker=worker)
        return held

    async def note(self, case_ref: str, step: Step, now: datetime, *, worker: str) -> Word:
        """Renew the lease, note the step and look for a pause, all in one transaction."""
        renewed = claims.renewal(case_ref, worker, now).returning(Item.municipality)
        async with self._database.session() as session:
            municipality = (await session.execute(renewed)).scalar_one_or_none()
            if municipality is None:
                return Word.NOT_YOURS
            await journal.noted(session, case_ref, step, now=now, worker=worker)
            return Word.PAUSED if await switch.is_paused(session, municipality) else Word.GO_ON

    async def journal(self, case_ref: str) -> Sequence[Entry]:
        """Every step of the application, in the order they were noted."""
        async with self._database.session() as session:
            return await journal.entries(session, case_ref)

    async def worked_on(self, municipality: str, start: datetime, end: datetime) -> Sequence[WorkedOn]:
        """Every item that came or was taken a step with in that time, with its steps of it."""
        async with self._database.session() as session:
            steps = await journal.steps_between(session, municipality, start, end=end)
        came = await self._items(
            select(Item).where(Item.municipality == municipality, Item.collected_at.between(start, end))
        )
        items = {item.case_ref: item for item in came}
        for some in _in_parts([ref for ref in steps if ref not in items]):
            taken = await self._items(select(Item).where(Item.case_ref.in_(some)))
            items |= {item.case_ref: item for item in taken}
        in_order_of_arrival = sorted(items.values(), key=lambda one: (one.collected_at, one.case_ref))
        return [WorkedOn(item=one, steps=steps.get(one.case_ref, ())) for one in in_order_of_arrival]

    async def assessments(self, case_ref: str) -> Sequence[Assessed]:
        """Every assessment with its facts, the latest first."""
        async with self._database.session() as session:
            return await kept.assessments(session, case_ref, self._seal)

    async def latest_assessments(self, case_refs: Collection[str]) -> Sequence[Assessed]:
        """The latest assessment of each of these."""
        async with self._database.session() as session:
            parts = [
                await kept.latest_assessments(session, some, self._seal)
                for some in _in_parts(list(case_refs))
            ]
        return [one for part in parts for one in part]

    async def draft(self, case_ref: str) -> Draft | None:
        """The latest preparation's draft, as it was kept last."""
        async with self._database.session() as session:
            return await kept.draft(session, case_ref, self._seal)

    async def left_draft(self, case_ref: str) -> Draft | None:
        """The latest draft that has been read back, as it was."""
        async with self._database.session() as session:
            return await kept.left_draft(session, case_ref, self._seal)

    async def every_draft(self, case_ref: str) -> Sequence[Draft]:
        """Every preparation's draft, as it was kept last."""
        async with self._database.session() as session:
            return await kept.every_draft(session, case_ref, self._seal)


def _application_values(application: Application | None, seal: Seal) -> dict[str, object]:
    return {
        "person_mark": application and seal.mark(application.applicant.personal_number.digits),
        "application": application and APPLICATION.sealed(application, seal),
    }


def _in_parts(refs: Sequence[str]) -> Iterator[Sequence[str]]:
    """A question may name only so many."""
    return (refs[first : first + 500] for first in range(0, len(refs), 500))


async def _changed(session: AsyncSession, change: Update) -> bool:
    """Whether the statement found its item."""
    found = await session.execute(change.returning(Item.case_ref))
    return found.scalar_one_or_none() is not None
