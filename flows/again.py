"""Prepared again: an application that was completed, or ordered by a caseworker, is opened for another draft.

The same item goes back to COLLECTED with the next revision, and its journal goes on. Every revision has a
reference of its own in the case system, so that an earlier draft is never written over. What is just being
prepared is never opened, nor what may have a draft on its way.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from enum import Enum, auto

import structlog

from flows.errors import Reason
from flows.journal import Step, latest, sent_at
from flows.records import Application, InboxEntry
from flows.robot import Robot
from flows.work import NothingKept, Ordered, Outcome, State, WorkItem

log = structlog.get_logger(__name__)
AT_HAND = (State.PREPARING, State.UNCERTAIN)
"""Somebody has it, or its draft may still arrive: first that comes to its end."""
NOTHING_THERE = (State.COLLECTED, State.WAITING)
Reading = Callable[[], Awaitable[tuple[Application | None, Outcome]]]


class Taken(Enum):
    """What became of an application in the inbox."""

    NEW = auto()
    COMPLETED = auto()
    """Its new answers are in, for another preparation."""
    KNOWN = auto()
    ANOTHERS = auto()
    """Another worker has taken it in since the inbox was listed, and confirms it."""
    LATER = auto()
    """Its new answers must wait, or are another system's: nothing is read, and the inbox is told nothing."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """What became of an application in the inbox, and its item as that left it, where it was stored anew."""

    taken: Taken
    item: WorkItem | None = None


async def completed(robot: Robot, item: WorkItem, entry: InboxEntry, *, read: Reading) -> Arrival:
    """Take in what the applicant has completed since it was read; `read` reads it, and where it then goes.

    Running it twice changes nothing: how many times it had been completed is remembered. Nothing is read of
    one that only a person may handle; a decided month stays decided, and what came after it is a person's to
    read in the inbox.
    """
    if entry.completions <= item.completions:
        return Arrival(Taken.KNOWN)
    if item.outcome.reason == Reason.DELIVERED_ELSEWHERE or await is_at_hand(robot, item):
        log.info("completion.waits", state=item.outcome.state, reason=item.outcome.reason)
        return Arrival(Taken.LATER)
    if item.outcome.reason == Reason.MANUAL_HANDLING or item.outcome.state is State.DECIDED:
        log.info("completion.left_to_person", state=item.outcome.state)
        return Arrival(Taken.KNOWN)
    if await _is_forgotten(robot, item):
        return await _left_to_person(robot, item)
    application, outcome = await read()
    period = application.period if application else None
    opened = replace(await _next(robot, item), period=period, completions=entry.completions, ordered=None)
    if not await robot.work.open_again(opened, outcome, robot.clock.now(), application=application):
        return Arrival(Taken.LATER)
    log.info("item.completed", revision=opened.revision, state=outcome.state, reason=outcome.reason)
    return Arrival(Taken.COMPLETED, replace(opened, outcome=outcome))


async def ordered_again(robot: Robot, item: WorkItem, order: Ordered) -> bool:
    """Open an application that a caseworker has ordered.

    False when somebody has had it since it was read, or it is at hand.
    """
    if await is_at_hand(robot, item):
        return False
    opened = replace(await _next(robot, item), ordered=order)
    collected = Outcome(state=State.COLLECTED)
    if not await robot.work.open_again(opened, collected, robot.clock.now()):
        return False
    log.info("item.ordered", revision=opened.revision, order=order.number)
    return True


async def is_at_hand(robot: Robot, item: WorkItem) -> bool:
    """Whether it may not be opened yet: somebody has it, or a draft was sent that may still arrive."""
    if item.outcome.state in AT_HAND:
        return True
    sent = sent_at(await robot.work.journal(item.case_ref))
    return sent is not None and robot.clock.now() < sent + robot.pace.uncertain_for


async def _is_forgotten(robot: Robot, item: WorkItem) -> bool:
    """Whether it has been read, as its month tells, and was forgotten with its household."""
    if item.period is None:
        return False
    try:
        await robot.work.application(item.case_ref)
    except NothingKept:
        return True
    return False


async def _left_to_person(robot: Robot, item: WorkItem) -> Arrival:
    """What only a person may handle is not gathered anew: the reason is neutral, and nothing is read."""
    text = robot.handover_texts[Reason.MANUAL_HANDLING].in_full
    outcome = Outcome(state=State.NEEDS_HUMAN, reason=Reason.MANUAL_HANDLING, explanation=text)
    if not await robot.work.put(item, outcome, robot.clock.now()):
        return Arrival(Taken.LATER)
    log.info("completion.left_to_person", state=item.outcome.state)
    return Arrival(Taken.KNOWN, replace(item, outcome=outcome))


async def _next(robot: Robot, item: WorkItem) -> WorkItem:
    """The item at its next revision; the same when nothing can stand in the case system under this one."""
    steps = latest(await robot.work.journal(item.case_ref))
    if item.outcome.state in NOTHING_THERE and not any(one.step is Step.SENDING for one in steps):
        return item
    return replace(item, revision=item.revision + 1)
