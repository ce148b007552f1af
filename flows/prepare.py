"""One application on its way: gate, gather, assess, draft. Whatever happens, it ends in one state."""

import structlog

from flows.drafting import draft_of, leave_draft
from flows.eligibility.assess import assess
from flows.eligibility.assessment import Finding, Weight
from flows.errors import NeedsHuman, Reason, SystemBroken, Transient, UtkastError
from flows.failing import failed
from flows.gather import gather
from flows.lease import LeaseLost, while_held
from flows.robot import Robot
from flows.systems import remember_stop, stop_before_work
from flows.work import Outcome, State, UnknownReference, WorkItem

log = structlog.get_logger(__name__)
DECIDED_BY_PERSON = "En handläggare har fattat beslut om månaden. Roboten har inte ändrat något."


async def prepare(robot: Robot, case_ref: str) -> WorkItem:
    """Prepare one application and return where it went. Raises UnknownReference."""
    with structlog.contextvars.bound_contextvars(case_ref=case_ref, municipality=robot.municipality.slug):
        item = await known(robot, case_ref)
        if _is_never_prepared(item):
            return item
        stopped = stop_before_work(robot)
        if stopped is not None and item.outcome.state is State.PREPARING:
            log.info("item.left_with_its_worker")
        elif stopped is not None:
            # One that has been claimed since it was read is another worker's to settle.
            await robot.work.put(item, _waiting(robot, stopped), robot.clock.now())
        elif await robot.work.claim(case_ref, robot.worker, robot.clock.now()):
            await _work_on(robot, item)
        else:
            log.info("item.held_by_another_worker")
        item = await known(robot, case_ref)
        log.info("item.settled", state=item.outcome.state, reason=item.outcome.reason)
        return item


async def known(robot: Robot, case_ref: str) -> WorkItem:
    """The application's item. Raises UnknownReference when there is none."""
    item = await robot.work.find(case_ref)
    if item is None:
        raise UnknownReference(
            f"No application has the reference {case_ref}. Run the night to collect it first."
        )
    return item


def _is_never_prepared(item: WorkItem) -> bool:
    """Without a period nothing could be read when it was collected; or another system has taken it."""
    return item.period is None or item.outcome.reason == Reason.DELIVERED_ELSEWHERE


async def _work_on(robot: Robot, item: WorkItem) -> None:
    """Prepare and settle an item that is claimed; one that we lose on the way is left to who has it."""
    try:
        outcome = await while_held(robot, item.case_ref, _outcome(robot, item))
    except LeaseLost:
        log.warning("item.lease_lost")
        return
    if not await robot.work.settle(item.case_ref, outcome, robot.clock.now(), worker=robot.worker):
        log.warning("item.lease_lost", untold=outcome.state)


async def _outcome(robot: Robot, item: WorkItem) -> Outcome:
    try:
        outcome = await _prepared(robot, item)
    except NeedsHuman as reason:
        return await _handed_over(robot, item, reason)
    except (Transient, SystemBroken) as error:
        log.warning("item.waits", code=error.code, system=error.system, what=error.what)
        robot.board.note(error)
        await remember_stop(robot, error)
        return _waiting(robot, error)
    except LeaseLost:
        raise
    except Exception as error:  # noqa: BLE001 - one application must not end the night
        return failed(error)
    robot.board.note_success()
    return outcome


async def _prepared(robot: Robot, item: WorkItem) -> Outcome:
    """The way of one application, as a caseworker's handbook would tell it."""
    application = await robot.work.application(item.case_ref)
    if await robot.work.is_repeated(item.case_ref):
        raise NeedsHuman(Reason.DUPLICATE_APPLICATION, "the household has applied for the month before")
    found = await gather(robot, item.case_ref, application)
    now = robot.clock.now()
    collected = item.collected_at.astimezone(now.tzinfo).date()
    rules = robot.municipality.rules
    assessment = assess(found.facts, robot.parameters, rules, now.date(), waiting_since=collected)
    await robot.work.keep_assessment(found.facts, assessment, now)
    if assessment.wait_until is not None:
        return Outcome(
            state=State.WAITING,
            reason="DATA_MAY_ARRIVE",
            explanation=_what_may_arrive(assessment.findings),
            wait_until=assessment.wait_until,
        )
    draft = draft_of(robot, found.file, application, found.facts, assessment)
    return await leave_draft(robot, found.file, draft, standing=found.standing)


def _what_may_arrive(findings: tuple[Finding, ...]) -> str:
    return " ".join(finding.reason for finding in findings if finding.weight is Weight.WAIT)


async def _handed_over(robot: Robot, item: WorkItem, reason: NeedsHuman) -> Outcome:
    """To a person, with the reason in words; a month decided since we left its draft is simply decided."""
    log.info("item.handed_over", reason=reason.code)
    draft = await robot.work.draft(item.case_ref)
    if reason.code == Reason.PERIOD_DECIDED and draft is not None:
        return Outcome(state=State.DECIDED, proposal=draft.proposal, explanation=DECIDED_BY_PERSON)
    return Outcome(state=State.NEEDS_HUMAN, reason=reason.code, explanation=robot.handover_texts[reason.code])


def _waiting(robot: Robot, error: UtkastError) -> Outcome:
    """The item waits for the next run, tonight's or tomorrow's: what stands in its way is IT's to mend."""
    return Outcome(
        state=State.WAITING,
        reason=error.code,
        explanation=f"{error.system} gick inte att använda. Ärendet görs om automatiskt.",
        wait_until=robot.clock.now().date(),
    )
