"""One application on its way: gate, gather, assess, draft. Whatever happens, it ends in one state."""

import asyncio

import structlog

from flows import gate
from flows.at_hand import AtHand
from flows.drafting import draft_of, leave_draft
from flows.eligibility.assess import assess
from flows.eligibility.assessment import Finding, Weight
from flows.errors import NeedsHuman, Reason, SystemBroken, TablesAway, Transient
from flows.failing import failed, note_for_it
from flows.forgetting import settled_and_forgotten
from flows.gather import gather
from flows.handing_over import handed_over
from flows.journal import Step
from flows.lease import LeaseLost, while_held
from flows.pausing import begins_nothing
from flows.persons_at_hand import remember_persons
from flows.retry import Settled, after_trouble, came_to, interrupted
from flows.robot import Robot
from flows.scrubbing import at_hand
from flows.stopping import PutDown
from flows.systems import note_answers, release_probes
from flows.together import together
from flows.unanswered import finished_earlier, without_a_worker
from flows.work import DATA_MAY_ARRIVE, NothingKept, Outcome, State, UnknownReference, WorkItem

log = structlog.get_logger(__name__)


async def prepare(robot: Robot, item: WorkItem) -> WorkItem:
    """Prepare one application on demand and return where it went, or where it stands if nothing may begin."""
    if _is_never_prepared(item) or await begins_nothing(robot):
        return item
    claimed = await robot.work.claim(item.case_ref, robot.worker, robot.clock.now())
    if claimed is not None:
        return await _worked_on(robot, claimed)
    log.info("item.held_by_another_worker", case_ref=item.case_ref)
    return item


async def prepare_claimed(robot: Robot, case_ref: str) -> WorkItem:
    """Prepare an application that this worker has claimed, and return where it went."""
    return await _worked_on(robot, await known(robot, case_ref))


async def _worked_on(robot: Robot, item: WorkItem) -> WorkItem:
    in_every_line = structlog.contextvars.bound_contextvars(
        case_ref=item.case_ref,
        municipality=robot.municipality.slug,
        worker=robot.worker,
        attempt=item.attempts,
    )
    with in_every_line, at_hand():
        await _work_on(AtHand(robot, item))
        return await known(robot, item.case_ref)


async def known(robot: Robot, case_ref: str) -> WorkItem:
    """The application's item. Raises UnknownReference when there is none."""
    item = await robot.work.find(case_ref)
    if item is None:
        raise UnknownReference(
            f"No application has the reference {case_ref}. Run the night to collect it first."
        )
    return item


def _is_never_prepared(item: WorkItem) -> bool:
    """Nothing could be read when it was collected, another system has taken it, or it has been forgotten."""
    never = (Reason.DELIVERED_ELSEWHERE, Reason.MANUAL_HANDLING)
    return item.period is None or item.outcome.reason in never


async def _work_on(case: AtHand) -> None:
    """Prepare and settle an item that is claimed; one that we lose on the way is left to who has it."""
    try:
        await _settle(case, await while_held(case.robot, case.ref, _settled(case)))
    except LeaseLost:
        log.warning("item.lease_lost")
    except PutDown as told:
        log.info("item.put_down", why=str(told))
        await _put_down(case)
    except asyncio.CancelledError:
        log.warning("item.put_down", why="cancelled")
        await asyncio.shield(_put_down(case))
        raise


async def _settle(case: AtHand, settled: Settled) -> None:
    robot = case.robot
    if settled.outcome.reason == Reason.MANUAL_HANDLING:
        kept = await settled_and_forgotten(robot, case.ref, settled.outcome)
    else:
        kept = await robot.work.settle(
            case.ref, settled.outcome, robot.clock.now(), worker=robot.worker, attempts=settled.attempts
        )
    if not kept:
        log.warning("item.lease_lost", untold=settled.outcome.state)
        return
    log.info("item.settled", state=settled.outcome.state, reason=settled.outcome.reason)
    if settled.ended_by is not None:
        code, tries = settled.outcome.reason, case.attempts
        await note_for_it(robot, case.ref, settled.ended_by, code=code, attempt=tries)


async def _put_down(case: AtHand) -> None:
    """As before the claim; but what may have been written is UNCERTAIN until somebody has looked."""
    settled = interrupted(case)
    if settled is not None:
        await _settle(case, settled)
    else:
        await case.robot.work.give_back(case.ref, case.robot.clock.now(), worker=case.robot.worker)
    await release_probes(case.robot, case.ref)


async def _settled(case: AtHand) -> Settled:
    if case.attempts > case.robot.pace.most_attempts:
        lost = await without_a_worker(case)
        return Settled(outcome=failed(lost), ended_by=lost)
    try:
        outcome = await _prepared_or_handed_over(case)
    except (Transient, SystemBroken) as error:
        log.warning("item.waits", code=error.code, system=error.system, what=error.what)
        return await after_trouble(case, error)
    except (LeaseLost, PutDown, TablesAway):
        raise
    except Exception as error:  # noqa: BLE001 - one application must not end the night
        await note_answers(case.robot, case.ref, case.answered)
        return Settled(outcome=failed(error, sought=case.sought), ended_by=error)
    await note_answers(case.robot, case.ref, case.answered)
    return came_to(case, outcome)


async def _prepared_or_handed_over(case: AtHand) -> Outcome:
    try:
        return await _prepared(case)
    except NeedsHuman as reason:
        return await handed_over(case, reason)


async def _prepared(case: AtHand) -> Outcome:
    """The way of one application, as a caseworker's handbook would tell it."""
    robot = case.robot
    gate.on_earlier_word(case.item.outcome.reason)
    try:
        application, is_repeated = await together(
            robot.work.application(case.ref), robot.work.is_repeated(case.ref)
        )
    except NothingKept:
        # Forgotten with its household, that only a person may handle: so is this one, whoever orders it.
        raise NeedsHuman(Reason.MANUAL_HANDLING, gate.NEUTRAL) from None
    remember_persons(application)
    gate.on_own_word(application)
    if (finished := await finished_earlier(case, application)) is not None:
        return finished
    if is_repeated:
        raise NeedsHuman(Reason.DUPLICATE_APPLICATION, "the household has applied for the month before")
    found = await gather(case, application)
    now = robot.clock.now()
    collected = case.item.collected_at.astimezone(now.tzinfo).date()
    rules = robot.municipality.rules
    assessment = assess(found.facts, robot.parameters, rules, today=now.date(), waiting_since=collected)
    if not await robot.work.keep_assessment(found.facts, assessment, now, worker=robot.worker):
        raise LeaseLost(f"{case.ref}: another worker holds the item")
    await case.reach(Step.ASSESSED)
    if assessment.wait_until is not None:
        return Outcome(
            state=State.WAITING,
            reason=DATA_MAY_ARRIVE,
            explanation=_what_may_arrive(assessment.findings),
            wait_until=assessment.wait_until,
        )
    draft = draft_of(robot, found.file, application, facts=found.facts, assessment=assessment)
    return await leave_draft(case, found.file, draft, standing=found.standing)


def _what_may_arrive(findings: tuple[Finding, ...]) -> str:
    return " ".join(finding.reason for finding in findings if finding.weight is Weight.WAIT)
