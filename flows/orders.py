"""Ordered from inside the case system: looked for every few minutes, prepared at once, and told of there.

An order is taken once: the item remembers its number, so that whoever goes on after a worker that died knows
whether it has been opened for it. With nothing ordered it is one page.
"""

import structlog
from prefect import flow

from flows.again import is_at_hand, ordered_again
from flows.asking import asking
from flows.collect import collect
from flows.console.announcing import announce
from flows.console.next_run import later_is_due
from flows.console.telling import if_it_answers
from flows.ending import REPLACED, ended, failing_openly
from flows.engine import NOWHERE
from flows.errors import Broken, NotAsked, Reason, SystemBroken, Transient, UtkastError
from flows.order_look import Answered, Look, name_of_end, publish
from flows.ordering import (
    BUSY,
    DECIDED,
    INBOX_AWAY,
    UNKNOWN,
    Answer,
    Order,
    OrderDesk,
    OrderStatus,
    answer_to,
)
from flows.pausing import begins_nothing, standing_pause
from flows.prepare import known, prepare
from flows.records import parted_reference
from flows.references import Slug, asked_reference
from flows.robot import Robot
from flows.scrubbing import at_hand
from flows.wiring.robots import robot_for
from flows.work import OPEN_STATES, Ordered, State, UnknownReference, WorkItem

log = structlog.get_logger(__name__)
PORT = "case_system"


@flow(name="ordered", flow_run_name="ordered {municipality}", persist_result=False, result_storage=NOWHERE)
@failing_openly
async def ordered(municipality: Slug) -> Look:
    """Prepare what caseworkers have ordered inside the case system, and tell them there.

    Of the looks that are due when a worker comes back after hours, the last alone is made.
    """
    if await if_it_answers(later_is_due(), "later look"):
        return ended(Look(), REPLACED)
    async with robot_for(municipality, announce) as robot:
        look = await take_orders(robot)
        name = name_of_end(look, is_paused=await standing_pause(robot) is not None)
    await if_it_answers(publish(look), "ordered")
    return ended(look, name, look.trouble_told)


async def take_orders(robot: Robot) -> Look:
    """One order after the other, the first placed first; what stands in the way is left to the next look.

    An order that cannot be told of stops no other; a system that may not be asked stops them all.
    Raises CaseBroken when the list holds what cannot be read: no order is taken then, and IT must look.
    """
    desk = robot.orders
    if desk is None:
        return Look()
    if await begins_nothing(robot):
        return Look(interrupted=True)
    answered: list[Answered] = []
    trouble: UtkastError | None = None
    interrupted = False
    try:
        async with robot.stopping.at_most(robot.pace.grace):
            async with asking(robot, f"{robot.worker}/orders", PORT):
                waiting = await desk.waiting()
            if not waiting:
                return Look()
            # What an applicant has completed since the night is prepared, and not what it was before.
            unknown = _unknown((await collect(robot)).trouble)
            for order in waiting:
                interrupted = await begins_nothing(robot)
                if interrupted:
                    break
                answered.append(await _taken_or_left(robot, desk, order, unknown=unknown))
    except (Transient, SystemBroken) as met:
        log.warning("orders.left", code=met.code, system=met.system, what=met.what)
        trouble = met
    cut = interrupted or bool(robot.stopping.why)
    return Look(answered=tuple(answered), trouble=trouble, interrupted=cut)


def _unknown(trouble: UtkastError | None) -> Answer:
    """What is told of an application that is not known: it may lie in an inbox that was not read whole."""
    if trouble is None:
        return Answer(status=OrderStatus.CANNOT, words=UNKNOWN)
    return Answer(status=OrderStatus.UNDER_WAY, words=INBOX_AWAY)


async def _taken_or_left(robot: Robot, desk: OrderDesk, order: Order, *, unknown: Answer) -> Answered:
    """The order's answer; one that could not be told stands as it did, and is IT's when the page is why."""
    with structlog.contextvars.bound_contextvars(order=order.number), at_hand():
        try:
            return await _taken(robot, desk, order, unknown=unknown)
        except NotAsked:
            raise
        except (Transient, Broken) as trouble:
            log.warning("order.left", code=trouble.code, system=trouble.system, what=trouble.what)
            failed = isinstance(trouble, Broken)
            return Answered(number=order.number, status=order.status, failed=failed)


async def _taken(robot: Robot, desk: OrderDesk, order: Order, *, unknown: Answer) -> Answered:
    answer, item = await _came_to(robot, desk, order, unknown=unknown)
    await _told(robot, desk, order, answer=answer)
    log.info("order.told", status=answer.status)
    if item is None:
        return Answered(number=order.number, status=answer.status)
    failed = item.outcome.state is State.FAILED
    return Answered(number=order.number, status=answer.status, case_ref=item.case_ref, failed=failed)


async def _came_to(
    robot: Robot, desk: OrderDesk, order: Order, *, unknown: Answer
) -> tuple[Answer, WorkItem | None]:
    try:
        case_ref = asked_reference(parted_reference(order.reference)[0], robot.municipality.code)
        item = await known(robot, case_ref)
    except UnknownReference:
        return unknown, None
    if item.ordered is None or item.ordered.number != order.number:
        refusal = _refusal(robot, item)
        if refusal:
            return Answer(status=OrderStatus.CANNOT, words=refusal), item
        if not await _opened(robot, desk, order, item=item):
            return Answer(status=OrderStatus.UNDER_WAY, words=BUSY), await _brought_on(robot, item)
        item = await prepare(robot, await known(robot, case_ref))
    elif item.outcome.state in OPEN_STATES and await _is_due(robot, item):
        item = await prepare(robot, item)
    return answer_to(item), item


def _refusal(robot: Robot, item: WorkItem) -> str:
    """Why an application is never prepared again; blank when it may be."""
    reason = item.outcome.reason
    if item.outcome.state is State.DECIDED:
        return DECIDED
    if reason in (Reason.MANUAL_HANDLING, Reason.DELIVERED_ELSEWHERE):
        return robot.handover_texts[reason].in_full
    return robot.handover_texts[Reason.UNREADABLE_APPLICATION].in_full if item.period is None else ""


async def _opened(robot: Robot, desk: OrderDesk, order: Order, *, item: WorkItem) -> bool:
    """Told first and opened then; False when another has it at hand: the next look takes the order."""
    if await is_at_hand(robot, item):
        return False
    await _told(robot, desk, order, answer=Answer(status=OrderStatus.UNDER_WAY))
    return await ordered_again(robot, item, Ordered(number=order.number, by=order.by))


async def _brought_on(robot: Robot, item: WorkItem) -> WorkItem:
    """What a run has left at hand, brought to its end when it is due, so that the next look may open it.

    Not opened in this look: what the applicant may have completed meanwhile is taken in first.
    """
    return await prepare(robot, item) if await _is_due(robot, item) else item


async def _is_due(robot: Robot, item: WorkItem) -> bool:
    due = await robot.work.due(robot.municipality.slug, robot.clock.now())
    return item.case_ref in {one.case_ref for one in due}


async def _told(robot: Robot, desk: OrderDesk, order: Order, *, answer: Answer) -> None:
    async with asking(robot, f"{robot.worker}/orders", PORT):
        await desk.tell(order.number, answer.status, answer.words)
