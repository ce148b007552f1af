"""Collecting: what has arrived in the inbox becomes work items. Running it twice changes nothing.

Workers that share a night list the inbox at the same moment. Each then goes through it in an order of its own
and leaves what another has taken in meanwhile, so that an application is seldom opened by more than one.
"""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

import structlog

from flows.again import Arrival, Taken, completed
from flows.asking import asking
from flows.errors import (
    Broken,
    CaseBroken,
    NeedsHuman,
    NotAsked,
    Reason,
    SystemBroken,
    Transient,
    UtkastError,
)
from flows.failing import failed, note_for_it
from flows.pausing import begins_nothing
from flows.records import Application, InboxEntry
from flows.robot import Robot
from flows.scrubbing import at_hand
from flows.together import together
from flows.work import Outcome, State, WorkItem, case_ref_for

log = structlog.get_logger(__name__)
AT_A_TIME = 100
"""So many of the oldest are shared out among the workers before the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """How many applications were taken in, and what stood in the way, if anything did.

    `settled` are those that came to an outcome at once: nobody has to prepare them.
    """

    new: int = 0
    settled: tuple[WorkItem, ...] = ()
    trouble: UtkastError | None = None


async def collect(robot: Robot) -> Collected:
    """Take every undelivered application in, and confirm each delivery with our case_ref.

    An inbox that cannot be used is told, not raised: what is collected already can still be prepared.
    """
    listed_at = robot.clock.now()
    try:
        entries = await _listed(robot)
    except (Transient, Broken) as trouble:
        return Collected(trouble=trouble)
    collected = await _take_all_in(robot, in_order_for(robot.worker, entries), listed_at)
    log.info("collect.done", new=collected.new)
    return collected


async def _listed(robot: Robot) -> Sequence[InboxEntry]:
    async with asking(robot, robot.worker, "inbox"):
        return await robot.inbox.undelivered()


def in_order_for(worker: str, entries: Sequence[InboxEntry]) -> Sequence[InboxEntry]:
    """The oldest before those that came after, but within each `AT_A_TIME` in the worker's own order."""

    def place(numbered: tuple[int, InboxEntry]) -> tuple[int, bytes]:
        number, entry = numbered
        return number // AT_A_TIME, hashlib.sha256(f"{worker}/{entry.application_ref}".encode()).digest()

    return [entry for _, entry in sorted(enumerate(entries), key=place)]


async def _take_all_in(robot: Robot, entries: Sequence[InboxEntry], listed_at: datetime) -> Collected:
    """As many at a time as the inbox has sessions for, in that order.

    One application that the inbox cannot show stays there until the next run and stops no other.
    """
    seats = asyncio.Semaphore(robot.width)

    async def one(entry: InboxEntry) -> Collected:
        async with seats:
            return Collected() if await begins_nothing(robot) else await _tried(robot, entry, listed_at)

    met: tuple[Collected, ...] = await together(*(one(entry) for entry in entries))
    # What was met comes before what followed from it: that the inbox was not asked any more.
    troubles = sorted(
        (one.trouble for one in met if one.trouble), key=lambda trouble: isinstance(trouble, NotAsked)
    )
    return Collected(
        new=sum(one.new for one in met),
        settled=tuple(item for one in met for item in one.settled),
        trouble=troubles[0] if troubles else None,
    )


async def _tried(robot: Robot, entry: InboxEntry, listed_at: datetime) -> Collected:
    """Store first, confirm after: a cut between the two is mended by the next run. What is stored is new."""
    case_ref = case_ref_for(robot.municipality.code, entry.application_ref)
    arrival, elsewhere, met = Arrival(Taken.KNOWN), None, None
    with structlog.contextvars.bound_contextvars(case_ref=case_ref), at_hand():
        try:
            async with asking(robot, f"{robot.worker}/{entry.application_ref}", "inbox"):
                arrival = await _taken_in(robot, entry, listed_at)
                if arrival.taken not in (Taken.LATER, Taken.ANOTHERS):
                    elsewhere = await _confirm(robot, entry, case_ref)
        except (Transient, SystemBroken) as trouble:
            met = trouble
    item = elsewhere or arrival.item
    settled = (item,) if item is not None and item.outcome.state is not State.COLLECTED else ()
    return Collected(new=int(arrival.taken is Taken.NEW), settled=settled, trouble=met)


async def _taken_in(robot: Robot, entry: InboxEntry, listed_at: datetime) -> Arrival:
    case_ref = case_ref_for(robot.municipality.code, entry.application_ref)
    known = await robot.work.find(case_ref)
    if known is not None:
        if known.collected_at > listed_at and entry.completions <= known.completions:
            return Arrival(Taken.ANOTHERS)
        return await completed(robot, known, entry, read=partial(_read, robot, entry, case_ref))
    item, application = await _work_item(robot, entry, case_ref)
    if not await robot.work.collect(item, application):
        return Arrival(Taken.ANOTHERS)
    log.info("item.collected", state=item.outcome.state, reason=item.outcome.reason)
    return Arrival(Taken.NEW, item)


async def _work_item(robot: Robot, entry: InboxEntry, case_ref: str) -> tuple[WorkItem, Application | None]:
    now = robot.clock.now()
    application, outcome = await _read(robot, entry, case_ref)
    item = WorkItem(
        case_ref=case_ref,
        municipality=robot.municipality.slug,
        application_ref=entry.application_ref,
        period=application.period if application else None,
        outcome=outcome,
        attempts=0,
        collected_at=now,
        updated_at=now,
        completions=entry.completions,
    )
    return item, application


async def _read(robot: Robot, entry: InboxEntry, case_ref: str) -> tuple[Application | None, Outcome]:
    try:
        return await robot.inbox.read(entry), Outcome(state=State.COLLECTED)
    except NeedsHuman as reason:
        log.warning("application.unreadable", reason=reason.code, what=reason.what)
        text = f"{robot.handover_texts[reason.code].in_full} {reason.what}".strip()
        return None, Outcome(state=State.NEEDS_HUMAN, reason=reason.code, explanation=text)
    except (Transient, SystemBroken):
        raise
    except Exception as error:  # noqa: BLE001 - one application must not end the night
        outcome = failed(error)
        await note_for_it(robot, case_ref, error, code=outcome.reason)
        return None, outcome


async def _confirm(robot: Robot, entry: InboxEntry, case_ref: str) -> WorkItem | None:
    """Confirm the delivery. Returns the item where it now turned out to be another system's."""
    try:
        await robot.inbox.confirm_delivery(entry.application_ref, case_ref, completions=entry.completions)
    except NeedsHuman as reason:
        if reason.code != Reason.DELIVERED_ELSEWHERE:
            raise
        text = robot.handover_texts[reason.code].in_full
        return await _taken_from_all(
            robot, case_ref, Outcome(state=State.NEEDS_HUMAN, reason=reason.code, explanation=text)
        )
    except CaseBroken as error:
        # It is in: it can be prepared, and the next run confirms it.
        log.error("delivery.unconfirmed", code=error.code, system=error.system, what=error.what)
    return None


async def _taken_from_all(robot: Robot, case_ref: str, outcome: Outcome) -> WorkItem | None:
    """Another system has the application: a worker that is at it just now loses it before it writes.

    Returns the item, or None where that was known before.
    """
    item = await robot.work.find(case_ref)
    while item is not None and item.outcome.reason != outcome.reason:
        if await robot.work.put(item, outcome, robot.clock.now()):
            return replace(item, outcome=outcome)
        item = await robot.work.find(case_ref)
    return None
