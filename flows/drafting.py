"""From assessment to a draft in the case system: look first, write once, read back, compare.

A person's edit or decision always wins: the robot then leaves the case alone and says so.
"""

import hashlib
from collections.abc import Collection
from dataclasses import fields, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import partial

import structlog

from flows.at_hand import AtHand
from flows.carrying import with_edits_carried
from flows.case_note import case_note
from flows.eligibility.assessment import Assessment, Proposal, Row, Weight
from flows.eligibility.case import CaseFacts, History
from flows.eligibility.completion import asked_of_applicant
from flows.eligibility.draft_text import compose
from flows.eligibility.facts import Fact
from flows.eligibility.track import Way, track_of
from flows.errors import CaseBroken, Code, Reason, UtkastError, WriteUncertain
from flows.handover_draft import handed_over_by, still_handed_over_by
from flows.journal import Step
from flows.last_month import beside
from flows.lease import LeaseLost
from flows.left_to_person import differing_in, left_to_person, to_check_in
from flows.letter import letter_about
from flows.payday import late_note, pay_on
from flows.persons_at_hand import remember_persons
from flows.plain_text import visible
from flows.priority import priority_of
from flows.records import Application, CaseFile, Draft, DraftRow, DraftText, SavedDraft, Track
from flows.robot import Robot
from flows.warnings import warnings_of
from flows.work import Outcome, State

log = structlog.get_logger(__name__)
ÖRE = Decimal("0.01")
DRAWS = 10_000
NAMES_THE_APPLICATION = ("case_ref", "application_ref", "revision")
"""What no person's edit changes: a page that tells others shows another draft, whoever has changed it."""


async def leave_draft(case: AtHand, file: CaseFile, draft: Draft, *, standing: SavedDraft | None) -> Outcome:
    """The draft stands in the case system when this returns, or a person's work does.

    One without proposal hands the application over: its first line says why, also to a later try.
    `standing` is what a look just before found under the draft's reference: nothing is written over it.

    Raises CaseBroken(DRAFT_MISMATCH) when what is read back is not what was written, WriteUncertain when
    nobody knows whether it stands there, and LeaseLost when another worker has the item: then nothing is
    written.
    """
    case.sought = False
    draft = replace(draft, revision=case.item.revision)
    if standing is None:
        draft = await with_edits_carried(case, file, draft)
        # Kept before it is written: if the answer is lost, the next try knows what should stand there.
        await _keep(case, draft, "")
        # The assessment takes no time, but what came before it may have waited for a seat.
        await case.need("case_system")
        standing = await _written(case, file, draft)
        log.info("draft.saved", proposal=draft.proposal, stickprov=draft.stickprov)
        ours = draft
    else:
        log.info("draft.stands", same=standing.draft == draft)
        kept = await case.robot.work.draft(case.ref)
        ours = kept if kept is not None and kept.revision == draft.revision else standing.draft
    _require_same(standing.draft, draft, only=NAMES_THE_APPLICATION)
    texts = case.robot.handover_texts
    handed = handed_over_by(draft, texts) or still_handed_over_by(ours, texts)
    if standing.changed_by_person or standing.decided:
        to_check = await to_check_in(case, standing, written=ours)
        if handed is not None:
            return replace(handed, explanation=f"{handed.explanation} {to_check}".strip())
        return left_to_person(standing, texts[Reason.DRAFT_CHANGED_BY_PERSON], to_check=to_check)
    _require_same(standing.draft, ours)
    await _keep(case, standing.draft, standing.key)
    return handed or Outcome(
        state=State.AWAITING_CASEWORKER,
        proposal=standing.draft.proposal,
        explanation=standing.draft.text.verdict,
        stickprov=standing.draft.stickprov,
    )


async def _keep(case: AtHand, draft: Draft, key: str) -> None:
    robot = case.robot
    if not await robot.work.keep_draft(draft, key, robot.clock.now(), worker=robot.worker):
        raise LeaseLost(f"{draft.case_ref}: another worker holds the item")
    case.step = Step.READ_BACK if key else Step.KEPT


async def _written(case: AtHand, file: CaseFile, draft: Draft) -> SavedDraft:
    """Write once. When the answer is lost, a look may still find the draft at once."""
    sending = partial(case.reach, Step.SENDING)
    try:
        await case.robot.case_system.save_draft(file, draft, before_sending=sending)
    except WriteUncertain as lost:
        saved = await _looked_for(case, file, draft, lost=lost)
    else:
        await case.reach(Step.SENT)
        saved = await _read_back(case, file, draft)
    case.sought = False
    return saved


async def _read_back(case: AtHand, file: CaseFile, draft: Draft) -> SavedDraft:
    saved = await case.robot.case_system.find_draft(file, draft.reference)
    remember_persons(saved)
    if saved is None:
        raise _mismatch("the draft was saved and cannot be found again.")
    return saved


async def _looked_for(case: AtHand, file: CaseFile, draft: Draft, *, lost: WriteUncertain) -> SavedDraft:
    try:
        saved = await case.robot.case_system.find_draft(file, draft.reference)
    except CaseBroken:
        raise
    except UtkastError as trouble:
        log.warning("draft.not_looked_for", code=trouble.code, system=trouble.system, what=trouble.what)
        raise lost from trouble
    remember_persons(saved)
    if saved is None:
        raise lost
    return saved


def _require_same(saved: Draft, written: Draft, *, only: Collection[str] = ()) -> None:
    differing = [name for name in differing_in(saved, written) if not only or name in only]
    if differing:
        raise _mismatch(f"the draft reads back differently in: {', '.join(differing)}.")


def _mismatch(what: str) -> CaseBroken:
    return CaseBroken(Code.DRAFT_MISMATCH, what, next_step=f"See runbooks/{Code.DRAFT_MISMATCH}.md.")


def draft_of(
    robot: Robot, file: CaseFile, application: Application, *, facts: CaseFacts, assessment: Assessment
) -> Draft:
    """The draft as it will be written."""
    rules, practice = robot.municipality.rules, robot.municipality.practice
    way, came = track_of(assessment, facts, practice.main_flow), application.statement.submitted_at
    notes = (*late_note(robot.municipality, facts.period, came), *way.told)
    parts = compose(assessment, facts, rules, notes=notes)
    history = facts.history.value if isinstance(facts.history, Fact) else History()
    stickprov = _is_stickprov(assessment, rules.sample_share)
    payday = pay_on(robot.municipality, facts.period, came)
    letter = letter_about(
        facts.period,
        asked_of_applicant(assessment.findings),
        municipality=robot.municipality,
        today=robot.clock.now().date(),
    )
    return Draft(
        case_ref=facts.case_ref,
        application_ref=application.application_ref,
        case_key=file.key,
        applicant=file.applicant,
        period=facts.period,
        proposal=assessment.proposal,
        amount=assessment.amount,
        pay_on=None if assessment.amount is None else payday,
        text=DraftText(
            **{field.name: visible(getattr(parts, field.name)) for field in fields(parts)},
            completion=letter,
            journal=visible(case_note(facts, parts.verdict)),
        ),
        rows=beside(_rows(assessment), history.calculation_for(facts.period.control)),
        stickprov=stickprov,
        track=_track(way),
        priority=priority_of(
            assessment.proposal,
            deviates=bool(assessment.weighing(Weight.DEVIATION)),
            stickprov=stickprov,
            today=robot.clock.now().date(),
            payday=payday,
        ),
        warnings=warnings_of(assessment.findings, history.warnings, facts.period),
        prepares_payment=practice.prepares_payment and assessment.amount is not None,
    )


def _track(way: Way) -> Track | None:
    if not way.is_told_apart:
        return None
    return Track.MAIN if way.is_main else Track.INDIVIDUAL


def _rows(assessment: Assessment) -> tuple[DraftRow, ...]:
    """The calculation's rows, but none while a question is open: the case system would show their sum."""
    if assessment.calculation is None or assessment.proposal is Proposal.UTREDNING:
        return ()
    return tuple(_row(row) for row in assessment.calculation.rows)


def _row(row: Row) -> DraftRow:
    return DraftRow(
        section=row.section,
        label=visible(row.label),
        applied=None if row.applied is None else _öre(row.applied),
        amount=_öre(row.amount),
        note=visible(row.note),
    )


def _öre(amount: Decimal) -> Decimal:
    return amount.quantize(ÖRE, rounding=ROUND_HALF_UP)


def _is_stickprov(assessment: Assessment, share: Decimal) -> bool:
    """Whether a clean draft is drawn for a full manual check: by its case_ref, so that it never changes."""
    clean = assessment.proposal is Proposal.BIFALL and not assessment.weighing(Weight.DEVIATION)
    drawn = int.from_bytes(hashlib.sha256(assessment.case_ref.encode()).digest()[:4]) % DRAWS
    return clean and drawn < share * DRAWS
