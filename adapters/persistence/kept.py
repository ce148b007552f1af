"""What is kept of an application beside its state: what was known, what followed, and the draft."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.persistence.documents import APPLICATION, ASSESSMENT, DRAFT, FACTS
from adapters.persistence.seal import Seal
from adapters.persistence.tables import AssessmentRow, DraftRow, WorkItemRow
from flows.eligibility.assessment import Assessment
from flows.eligibility.case import CaseFacts
from flows.records import Application, Assessed, Draft


async def application(session: AsyncSession, case_ref: str, seal: Seal) -> Application:
    """The application as collected. Raises LookupError when it never could be read."""
    stored = await session.scalar(select(WorkItemRow.application).where(WorkItemRow.case_ref == case_ref))
    if stored is None:
        raise LookupError(f"{case_ref} has no readable application")
    return APPLICATION.unsealed(stored, seal)


def assessment_row(facts: CaseFacts, assessment: Assessment, now: datetime, seal: Seal) -> AssessmentRow:
    """An assessment with the facts it rests on."""
    return AssessmentRow(
        case_ref=facts.case_ref,
        made_at=now,
        proposal=assessment.proposal,
        facts=FACTS.sealed(facts, seal),
        assessment=ASSESSMENT.sealed(assessment, seal),
    )


async def assessments(session: AsyncSession, case_ref: str, seal: Seal) -> Sequence[Assessed]:
    """Every assessment, the latest first."""
    latest_first = AssessmentRow.made_at.desc(), AssessmentRow.id.desc()
    made = select(AssessmentRow).where(AssessmentRow.case_ref == case_ref).order_by(*latest_first)
    return tuple(
        Assessed(
            made_at=row.made_at,
            facts=FACTS.unsealed(row.facts, seal),
            assessment=ASSESSMENT.unsealed(row.assessment, seal),
        )
        for row in await session.scalars(made)
    )


def draft_row(draft: Draft, key: str, now: datetime, seal: Seal) -> DraftRow:
    """A draft; without a `key` it is as it will be written, else as it was read back."""
    return DraftRow(case_ref=draft.case_ref, key=key, read_back_at=now, draft=DRAFT.sealed(draft, seal))


async def draft(session: AsyncSession, case_ref: str, seal: Seal) -> Draft | None:
    """The draft as it was kept last."""
    row = await session.get(DraftRow, case_ref)
    return DRAFT.unsealed(row.draft, seal) if row else None
