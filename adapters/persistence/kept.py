"""What is kept of an application beside its state: what was known, what followed, and the draft."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.persistence.documents import APPLICATION, ASSESSMENT, DRAFT, FACTS
from adapters.persistence.seal import Seal
from adapters.persistence.tables import AssessmentRow, DraftRow, WorkItemRow
from flows.eligibility.assessment import Assessment
from flows.eligibility.case import CaseFacts
from flows.records import Application, Assessed, Draft
from flows.work import NothingKept


async def application(session: AsyncSession, case_ref: str, seal: Seal) -> Application:
    """The application as collected. Raises NothingKept when it never could be read or was forgotten."""
    stored = await session.scalar(select(WorkItemRow.application).where(WorkItemRow.case_ref == case_ref))
    if stored is None:
        raise NothingKept(f"{case_ref} has no readable application")
    return APPLICATION.unsealed(stored, seal)


def assessment_row(facts: CaseFacts, assessment: Assessment, now: datetime, *, seal: Seal) -> AssessmentRow:
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
    return tuple(_assessed(row, seal) for row in await session.scalars(made))


async def latest_assessments(
    session: AsyncSession, case_refs: Sequence[str], seal: Seal
) -> Sequence[Assessed]:
    """The latest assessment of each of these; the earlier ones stay sealed."""
    in_order = AssessmentRow.made_at, AssessmentRow.id
    made = select(AssessmentRow).where(AssessmentRow.case_ref.in_(case_refs)).order_by(*in_order)
    latest = {row.case_ref: row for row in await session.scalars(made)}
    return tuple(_assessed(row, seal) for row in latest.values())


def _assessed(row: AssessmentRow, seal: Seal) -> Assessed:
    return Assessed(
        made_at=row.made_at,
        facts=FACTS.unsealed(row.facts, seal),
        assessment=ASSESSMENT.unsealed(row.assessment, seal),
    )


def draft_row(draft: Draft, key: str, now: datetime, *, seal: Seal) -> DraftRow:
    """A draft; without a `key` it is as it will be written, else as it was read back."""
    return DraftRow(
        reference=draft.reference,
        case_ref=draft.case_ref,
        revision=draft.revision,
        key=key,
        read_back_at=now,
        draft=DRAFT.sealed(draft, seal),
    )


async def draft(session: AsyncSession, case_ref: str, seal: Seal) -> Draft | None:
    """The latest preparation's draft."""
    return await _latest(session, _drafts_of(case_ref), seal)


async def left_draft(session: AsyncSession, case_ref: str, seal: Seal) -> Draft | None:
    """The latest draft that has the case system's key, as one has that was read back."""
    return await _latest(session, _drafts_of(case_ref).where(DraftRow.key != ""), seal)


async def every_draft(session: AsyncSession, case_ref: str, seal: Seal) -> Sequence[Draft]:
    """Every preparation's draft, the first one's first."""
    first_first = _drafts_of(case_ref).order_by(DraftRow.revision)
    return tuple(DRAFT.unsealed(sealed, seal) for sealed in await session.scalars(first_first))


async def _latest(session: AsyncSession, drafts: Select[tuple[bytes]], seal: Seal) -> Draft | None:
    latest_first = drafts.order_by(DraftRow.revision.desc())
    sealed = (await session.scalars(latest_first.limit(1))).one_or_none()
    return None if sealed is None else DRAFT.unsealed(sealed, seal)


def _drafts_of(case_ref: str) -> Select[tuple[bytes]]:
    return select(DraftRow.draft).where(DraftRow.case_ref == case_ref)
