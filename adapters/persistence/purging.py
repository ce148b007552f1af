"""Forgetting a household: what was gathered of it goes, and what keeps it from being gathered again stays.

It must not know why.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.persistence import kept
from adapters.persistence.seal import Seal
from adapters.persistence.tables import AssessmentRow, DraftRow, JournalRow
from adapters.persistence.tables import WorkItemRow as Item
from flows.journal import Step
from flows.work import OPEN_STATES

TAKEN_AND_ENDED = (Step.CLAIMED, Step.SETTLED, Step.GIVEN_BACK)
"""What stays of a journal: how far between the two an application came tells why it came no further."""


async def household_of(session: AsyncSession, case_ref: str, seal: Seal) -> Sequence[str]:
    """This item and all others by an adult of its application, locked in one order for all who ask.

    Of one that is forgotten already nobody can tell who they were: it stands alone.
    """
    try:
        application = await kept.application(session, case_ref, seal)
    except LookupError:
        return (case_ref,)
    adults = [one for one in (application.applicant, application.co_applicant) if one is not None]
    marks = [seal.mark(one.personal_number.digits) for one in adults]
    ours = select(Item.municipality).where(Item.case_ref == case_ref).scalar_subquery()
    same = select(Item.case_ref).where(Item.municipality == ours, Item.person_mark.in_(marks))
    return (await session.scalars(same.order_by(Item.case_ref).with_for_update())).all()


async def forget(
    session: AsyncSession, household: Sequence[str], values: Mapping[str, object], *, now: datetime
) -> None:
    """Everything that was gathered of these items; those that are open are put where `values` say."""
    theirs = Item.case_ref.in_(household)
    free = {"lease_holder": None, "lease_until": None, "claimed_from": None, "updated_at": now}
    handed_over = update(Item).where(theirs, Item.state.in_(OPEN_STATES))
    await session.execute(handed_over.values(**values, **free))
    # The words of an outcome, such as what was proposed, are of the household too.
    told = {"explanation": values["explanation"], "application": None, "ordered_by": None}
    await session.execute(update(Item).where(theirs).values(**told))
    for kind in (AssessmentRow, DraftRow):
        await session.execute(delete(kind).where(kind.case_ref.in_(household)))
    alike = select(Item.case_ref).where(theirs, Item.reason == values["reason"])
    between = JournalRow.step.not_in(TAKEN_AND_ENDED)
    await session.execute(delete(JournalRow).where(JournalRow.case_ref.in_(alike), between))
