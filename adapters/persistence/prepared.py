"""Our tables for the follow-up: every application with what was proposed; implements `PreparedWork`.

Some hundreds are opened at a time, so that a year fits in memory, and their persons are known to the scrubber
meanwhile. Nothing is changed.
"""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime

from sqlalchemy import literal, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.persistence.documents import ASSESSMENT, DRAFT, FACTS
from adapters.persistence.engine import Database
from adapters.persistence.seal import Seal
from adapters.persistence.tables import AssessmentRow, DraftRow
from adapters.persistence.tables import WorkItemRow as Item
from flows.eligibility.facts import Fact
from flows.eligibility.period import Period
from flows.eligibility.track import MainFlow
from flows.follow_up.proposed import Prepared, signature_of, social_need_in
from flows.municipality import Municipality
from flows.persons_at_hand import remember_persons
from flows.records import Draft
from flows.scrubbing import at_hand
from flows.work import State

AT_A_TIME = 200
HAD_A_DRAFT = (State.AWAITING_CASEWORKER, State.DECIDED)


class SqlPreparedWork:
    """Reads, and never writes. Raises TablesAway."""

    def __init__(self, database: Database, seal: Seal) -> None:
        self._database = database
        self._seal = seal

    async def prepared(self, municipality: Municipality, since: datetime) -> AsyncIterator[Prepared]:
        """Every application collected since, in the order they came."""
        order = tuple_(Item.collected_at, Item.case_ref)
        wanted = select(Item).where(Item.municipality == municipality.slug, Item.collected_at >= since)
        after = wanted
        while True:
            async with self._database.session() as session:
                items = (await session.scalars(after.order_by(*order).limit(AT_A_TIME))).all()
                some = await self._of(session, items, municipality.practice.main_flow)
            for one in some:
                yield one
            if len(items) < AT_A_TIME:
                return
            after = wanted.where(
                order > tuple_(*(literal(one) for one in (items[-1].collected_at, items[-1].case_ref)))
            )

    async def _of(
        self, session: AsyncSession, items: Sequence[Item], rules: MainFlow | None
    ) -> Sequence[Prepared]:
        refs = [one.case_ref for one in items]
        kept = await session.scalars(select(DraftRow).where(DraftRow.case_ref.in_(refs)))
        stood = {one.case_ref: one for one in items}
        latest = {
            row.case_ref: DRAFT.unsealed(row.draft, self._seal)
            for row in sorted(kept, key=lambda row: row.revision)
            if _came_there(row, stood[row.case_ref])
        }
        in_order = AssessmentRow.made_at, AssessmentRow.id
        made = await session.scalars(
            select(AssessmentRow).where(AssessmentRow.case_ref.in_(refs)).order_by(*in_order)
        )
        assessed = {row.case_ref: row for row in made}
        with at_hand():
            return [
                self._prepared(one, latest.get(one.case_ref), assessed.get(one.case_ref), rules=rules)
                for one in items
            ]

    def _prepared(
        self, item: Item, draft: Draft | None, row: AssessmentRow | None, *, rules: MainFlow | None
    ) -> Prepared:
        facts = FACTS.unsealed(row.facts, self._seal) if row else None
        remember_persons(draft.applicant if draft else None, facts)
        assessment = ASSESSMENT.unsealed(row.assessment, self._seal) if row else None
        stated = facts.statement if facts else None
        return Prepared(
            case_ref=item.case_ref,
            period=Period.parse(item.period) if item.period else None,
            received_at=stated.value.submitted_at if isinstance(stated, Fact) else item.collected_at,
            collected_at=item.collected_at,
            state=State(item.state),
            reason=item.reason,
            stickprov=item.stickprov,
            reference=draft.reference if draft else "",
            proposal=draft.proposal if draft else None,
            amount=draft.amount if draft else None,
            track=draft.track if draft else None,
            signature=signature_of(facts, assessment) if facts and assessment else None,
            social_need=social_need_in(facts, assessment, rules) if facts and assessment else None,
            gone=draft is None and State(item.state) in HAD_A_DRAFT,
        )


def _came_there(row: DraftRow, item: Item) -> bool:
    """Whether the draft has stood in the case system; one that was only kept has no key from there.

    Nor has one that a person had changed before it was read back: its application awaits her all the same.
    """
    awaits = item.state == State.AWAITING_CASEWORKER
    return bool(row.key) or (awaits and row.revision == item.revision)
