"""From assessment to a draft in the case system: look first, write once, read back, compare.

A person's edit or decision always wins: the robot then leaves the case alone and says so.
"""

import hashlib
from dataclasses import fields
from decimal import ROUND_HALF_UP, Decimal

import structlog

from flows.eligibility.assessment import Assessment, Proposal, Row, Weight
from flows.eligibility.case import CaseFacts
from flows.eligibility.draft_text import compose
from flows.errors import CaseBroken, Code, Reason
from flows.lease import LeaseLost
from flows.payday import payday
from flows.records import Application, CaseFile, Draft, DraftRow, DraftText, SavedDraft
from flows.robot import Robot
from flows.work import Outcome, State

log = structlog.get_logger(__name__)
ÖRE = Decimal("0.01")
DRAWS = 10_000


async def leave_draft(robot: Robot, file: CaseFile, draft: Draft, *, standing: SavedDraft | None) -> Outcome:
    """The draft stands in the case system when this returns, or a person's work does.

    `standing` is what a look just before found under the draft's reference: nothing is written over it.

    Raises CaseBroken(DRAFT_MISMATCH) when what is read back is not what was written, and LeaseLost when
    another worker has the item: then nothing is written.
    """
    if standing is None:
        # Kept before it is written: if the answer is lost, the next run knows what should stand there.
        # The last thing before the write, because it also tells whether the item is still ours.
        await _keep(robot, draft, "")
        await robot.case_system.save_draft(file, draft)
        standing = await _read_back(robot, file, draft)
        log.info("draft.saved", proposal=draft.proposal, stickprov=draft.stickprov)
    elif standing.changed_by_person or standing.decided:
        log.info("draft.left_to_person")
        return _left_to_person(robot, standing)
    else:
        _require_same(standing.draft, await robot.work.draft(draft.case_ref) or standing.draft)
        log.info("draft.stands", same=standing.draft == draft)
    await _keep(robot, standing.draft, standing.key)
    return Outcome(
        state=State.AWAITING_CASEWORKER,
        proposal=standing.draft.proposal,
        explanation=standing.draft.text.verdict,
        stickprov=standing.draft.stickprov,
    )


async def _keep(robot: Robot, draft: Draft, key: str) -> None:
    if not await robot.work.keep_draft(draft, key, robot.clock.now(), worker=robot.worker):
        raise LeaseLost(f"{draft.case_ref}: another worker holds the item")


async def _read_back(robot: Robot, file: CaseFile, written: Draft) -> SavedDraft:
    saved = await robot.case_system.find_draft(file, written.case_ref)
    if saved is None:
        raise _mismatch("the draft was saved and cannot be found again.")
    _require_same(saved.draft, written)
    return saved


def _require_same(saved: Draft, written: Draft) -> None:
    differing = [field.name for field in fields(Draft) if _differs(field.name, saved, written)]
    if differing:
        raise _mismatch(f"the draft reads back differently in: {', '.join(differing)}.")


def _mismatch(what: str) -> CaseBroken:
    return CaseBroken(Code.DRAFT_MISMATCH, what, next_step=f"See runbooks/{Code.DRAFT_MISMATCH}.md.")


def _differs(name: str, saved: Draft, written: Draft) -> bool:
    return bool(getattr(saved, name) != getattr(written, name))


def _left_to_person(robot: Robot, standing: SavedDraft) -> Outcome:
    return Outcome(
        state=State.AWAITING_CASEWORKER,
        reason=Reason.DRAFT_CHANGED_BY_PERSON,
        proposal=standing.draft.proposal,
        explanation=robot.handover_texts[Reason.DRAFT_CHANGED_BY_PERSON],
        stickprov=standing.draft.stickprov,
    )


def draft_of(
    robot: Robot, file: CaseFile, application: Application, facts: CaseFacts, assessment: Assessment
) -> Draft:
    """The draft as it will be written."""
    rules = robot.municipality.rules
    parts = compose(assessment, facts, rules)
    return Draft(
        case_ref=facts.case_ref,
        application_ref=application.application_ref,
        case_key=file.key,
        applicant=file.applicant,
        period=facts.period,
        proposal=assessment.proposal,
        amount=assessment.amount,
        pay_on=None if assessment.amount is None else payday(facts.period, robot.municipality.payday),
        text=DraftText(**{field.name: getattr(parts, field.name) for field in fields(DraftText)}),
        rows=_rows(assessment),
        stickprov=_is_stickprov(assessment, rules.sample_share),
    )


def _rows(assessment: Assessment) -> tuple[DraftRow, ...]:
    """The calculation's rows, but none while a question is open: the case system would show their sum."""
    if assessment.calculation is None or assessment.proposal is Proposal.UTREDNING:
        return ()
    return tuple(_row(row) for row in assessment.calculation.rows)


def _row(row: Row) -> DraftRow:
    return DraftRow(
        section=row.section,
        label=row.label,
        applied=None if row.applied is None else _öre(row.applied),
        amount=_öre(row.amount),
        note=row.note,
    )


def _öre(amount: Decimal) -> Decimal:
    return amount.quantize(ÖRE, rounding=ROUND_HALF_UP)


def _is_stickprov(assessment: Assessment, share: Decimal) -> bool:
    """Whether a clean draft is drawn for a full manual check: by its case_ref, so that it never changes."""
    clean = assessment.proposal is Proposal.BIFALL and not assessment.weighing(Weight.DEVIATION)
    drawn = int.from_bytes(hashlib.sha256(assessment.case_ref.encode()).digest()[:4]) % DRAWS
    return clean and drawn < share * DRAWS
