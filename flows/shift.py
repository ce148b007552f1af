"""A worker's shift: claim the first come, prepare it, claim the next, until nothing more can be done.

Any number of workers may be at it at the same time: our tables hand each item to one of them. What cannot be
asked now is passed by and taken up when it can, without losing its place.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import structlog

from flows.errors import TablesAway
from flows.failing import failed
from flows.pausing import begins_nothing
from flows.prepare import prepare_claimed
from flows.robot import Robot
from flows.systems import closed_until, take_probe
from flows.together import together
from flows.work import Outcome, WorkItem, seat_of

log = structlog.get_logger(__name__)
Preparing = Callable[[Robot, str], Awaitable[WorkItem]]
Told = Callable[[WorkItem], Awaitable[None]]
LOOK_EVERY = timedelta(seconds=5)
"""Other workers' items come free without telling us; looking is one question to our own tables."""
A_MOMENT = timedelta(milliseconds=200)
"""What is due and could not be had is another worker's by now, or will be passed by at the next look."""


async def work_through(
    robot: Robot, *, prepare_one: Preparing = prepare_claimed, told: Told | None = None
) -> tuple[WorkItem, ...]:
    """Prepare what is due, so many at a time that the slowest system never stands idle.

    Returns each application this worker has had, as it was left, first come first. `prepare_one` prepares a
    claimed one; `told` hears of each that is done. Ends when nothing is due, when nothing has gone forward
    for the robot's patience, and when the robot is paused or told to stop.
    """
    shift = _Shift(robot, told)
    seats = (_Seat(shift, _named(robot, number), prepare_one) for number in range(1, robot.width + 1))
    async with robot.stopping.at_most(robot.pace.grace):
        # When one seat cannot go on the others end too: nobody may be at work when the robot is closed.
        await together(*(seat.work() for seat in seats))
    return tuple(sorted(shift.done.values(), key=lambda item: (item.collected_at, item.case_ref)))


def _named(robot: Robot, number: int) -> Robot:
    """The robot of one seat: its leases are its own, for a neighbour too may find one that has run out."""
    return replace(robot, worker=seat_of(robot.worker, number))


class _Shift:
    """What the seats of one worker share: what is done, and when something last went forward."""

    def __init__(self, robot: Robot, told: Told | None) -> None:
        self.done: dict[str, WorkItem] = {}
        self.something_new = asyncio.Event()
        self._robot = robot
        self._told = told
        self._last_forward = self.now()

    def now(self) -> datetime:
        """In UTC: on a night with a 25th hour no span of time gets longer."""
        return self._robot.clock.now().astimezone(UTC)

    def went_forward(self) -> None:
        """An application has come to where it was to come."""
        self._last_forward = self.now()

    def is_out_of_patience(self, until: timedelta = timedelta()) -> bool:
        """Whether nothing will have gone forward for too long when so much more time has passed."""
        return self.now() + until - self._last_forward > self._robot.pace.patience

    async def is_done(self, item: WorkItem) -> None:
        """One is done: whoever waits looks again, and whoever wants to be told is."""
        self.done[item.case_ref] = item
        self.something_new.set()
        self.something_new = asyncio.Event()
        if self._told is not None:
            await self._told(item)


class _Seat:
    """Where one application after the other is prepared."""

    def __init__(self, shift: _Shift, robot: Robot, prepare_one: Preparing) -> None:
        self._shift = shift
        self._robot = robot
        self._prepare_one = prepare_one

    async def work(self) -> None:
        """One application after the other. Raises TablesAway when our tables stay away too long."""
        claimed: WorkItem | None = None
        while True:
            try:
                if claimed is not None:
                    # Our tables went away with it at hand; they are back, and that was no fault of its own.
                    await self._given_back(claimed)
                claimed = await self._next()
                if claimed is None:
                    return
                await self._one(claimed)
                claimed = None
            except TablesAway as away:
                log.warning("tables.away", what=away.what)
                if self._shift.is_out_of_patience():
                    raise
                await self._wait(LOOK_EVERY)

    async def _one(self, claimed: WorkItem) -> None:
        """Our own tables may fail one application too: the others go on, and it keeps its lease."""
        try:
            item = await self._prepare_one(self._robot, claimed.case_ref)
        except TablesAway:
            raise
        except asyncio.CancelledError:
            await asyncio.shield(self._given_back(claimed))
            raise
        except Exception as error:  # noqa: BLE001 - one application must not end the night
            with structlog.contextvars.bound_contextvars(case_ref=claimed.case_ref):
                await self._shift.is_done(replace(claimed, outcome=failed(error)))
        else:
            if not item.outcome.is_tried_again:
                self._shift.went_forward()
            await self._shift.is_done(item)

    async def _given_back(self, claimed: WorkItem) -> None:
        """Put down as it stood, if it is still this seat's; the journal tells of a draft that may be sent."""
        robot = self._robot
        await robot.work.give_back(claimed.case_ref, robot.clock.now(), worker=robot.worker)

    async def _next(self) -> WorkItem | None:
        """The application to prepare now; None when this seat's shift is over."""
        while not await begins_nothing(self._robot):
            away = await closed_until(self._robot)
            claimed = await self._claimed(away)
            if claimed is not None:
                return claimed
            due = await self._when_due(away)
            if due is None or self._shift.is_out_of_patience(due - self._shift.now()):
                return None
            await self._wait(due - self._shift.now())
        return None

    async def _claimed(self, away: Mapping[str, datetime | None]) -> WorkItem | None:
        robot, now = self._robot, self._robot.clock.now()
        slug = robot.municipality.slug
        for system, until in away.items():
            if until is not None and until <= now:
                probing = await robot.work.claim_waiting_for(slug, system, robot.worker, now=now)
                if probing is not None:
                    if await take_probe(robot, system, probing.case_ref):
                        return probing
                    await robot.work.give_back(probing.case_ref, now, worker=robot.worker)
        return await robot.work.claim_next(slug, robot.worker, now, without=tuple(away))

    async def _when_due(self, away: Mapping[str, datetime | None]) -> datetime | None:
        """When something may come due, in UTC; None when nothing will today, or only when a person acts."""
        robot, now = self._robot, self._robot.clock.now()
        slug = robot.municipality.slug
        # Due, and yet none was to be had: it came free, or came due, since we asked for one.
        times = [_when_tried(item.outcome, away, now) for item in await robot.work.due(slug, now)]
        times.append(await robot.work.next_due(slug, now, without=tuple(away)))
        if away:
            today = datetime.combine(now.date(), time.max, now.tzinfo)
            waiting = [item.outcome for item in await robot.work.due(slug, today)]
            times += [_when_tried(one, away, now) for one in waiting if one.waits_for in away]
        return min((one.astimezone(UTC) for one in times if one is not None), default=None)

    async def _wait(self, span: timedelta) -> None:
        """Wait so long, for a neighbour who is done, or to be told to stop; never longer than LOOK_EVERY."""
        seconds = min(max(span, A_MOMENT), LOOK_EVERY).total_seconds()
        neighbour = asyncio.create_task(self._shift.something_new.wait())
        stop = asyncio.create_task(self._robot.stopping.within(seconds))
        try:
            await asyncio.wait({neighbour, stop}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            neighbour.cancel()
            stop.cancel()


def _when_tried(outcome: Outcome, away: Mapping[str, datetime | None], now: datetime) -> datetime | None:
    """When an open item may be tried; None when the system it waits for is away until a person acts."""
    back = away.get(outcome.waits_for, now)
    return None if back is None else max(back, outcome.not_before or now)
