"""A night's work: collect what has arrived and prepare it, round by round, until nothing more can be done.

One round does unless the inbox was in the way: then what is there already is prepared, and it is asked again.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from flows.breaker import FOR_A_PERSON
from flows.collect import Collected, collect
from flows.errors import NotAsked, Transient, UtkastError
from flows.pausing import begins_nothing
from flows.prepare import prepare_claimed
from flows.report import gathered_troubles
from flows.robot import Robot
from flows.shift import Preparing, Told, work_through
from flows.work import WorkItem

Expects = Callable[[int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """What a worker's night came to.

    `items` are those it has had, as it left them, whether it prepared them or they were settled as it took
    them in, and those of today that nobody could take up. `troubles` still stand in somebody's way;
    `overcome` are those that passed while the night went on.
    """

    new: int
    items: tuple[WorkItem, ...]
    troubles: tuple[UtkastError, ...]
    overcome: tuple[UtkastError, ...]


async def through_the_night(
    robot: Robot,
    *,
    prepare_one: Preparing = prepare_claimed,
    told: Told | None = None,
    expects: Expects | None = None,
) -> Night:
    """Collect and prepare. `told` hears of each application that is done, `expects` how many are due."""
    new, done = 0, dict[str, WorkItem]()
    for attempt in range(1, robot.pace.most_attempts + 1):
        collected = await _collected(robot)
        new += collected.new
        if expects is not None:
            due = await robot.work.due(robot.municipality.slug, robot.clock.now())
            expects(len(collected.settled) + len(due))
        if told is not None:
            for item in collected.settled:
                await told(item)
        prepared = await work_through(robot, prepare_one=prepare_one, told=told)
        done |= {item.case_ref: item for item in (*collected.settled, *prepared)}
        if not await _asks_again(robot, collected, attempt):
            break
    items = {item.case_ref: item for item in (*await _left(robot), *done.values())}
    standing = await _in_the_way(robot, collected, items.values())
    met = gathered_troubles((*robot.troubles, collected.trouble))
    return Night(
        new=new,
        items=tuple(items.values()),
        troubles=tuple(one for one in met if one.system in standing),
        overcome=tuple(one for one in met if one.system not in standing),
    )


async def _collected(robot: Robot) -> Collected:
    """What has arrived; nothing is taken in once the robot is paused or told to stop."""
    if not await begins_nothing(robot):
        async with robot.stopping.at_most(robot.pace.grace):
            return await collect(robot)
    return Collected()


async def _asks_again(robot: Robot, collected: Collected, attempt: int) -> bool:
    """Whether the inbox, which was in the way, is asked once more.

    What passes by itself gets a delay that grows. What stopped the inbox gets none: while the others were
    prepared its breaker has closed, or its probe has fallen due, or the rest is left for the next night.
    """
    trouble = collected.trouble
    if trouble is None or attempt == robot.pace.most_attempts:
        return False
    if not isinstance(trouble, Transient):
        return await _may_be_asked(robot, trouble.system) and not await robot.stopping.within(0)
    delay = robot.pace.delay(attempt)
    if delay > robot.pace.patience or (isinstance(trouble, NotAsked) and trouble.code in FOR_A_PERSON):
        return False
    return not await robot.stopping.within(delay.total_seconds())


async def _may_be_asked(robot: Robot, system: str) -> bool:
    now = robot.clock.now()
    breakers = await robot.breakers.all(robot.municipality.slug)
    return all(one.may_be_probed(now) for one in breakers if one.is_open and one.system == system)


async def _left(robot: Robot) -> Sequence[WorkItem]:
    now = robot.clock.now()
    tonight = datetime.combine(now.date(), time.max, now.tzinfo)
    return await robot.work.due(robot.municipality.slug, tonight)


async def _in_the_way(robot: Robot, collected: Collected, items: Iterable[WorkItem]) -> set[str]:
    """The systems that somebody still waits for."""
    waited_for = {item.outcome.waits_for for item in items if item.outcome.is_tried_again}
    breakers = await robot.breakers.all(robot.municipality.slug)
    broken = {breaker.system for breaker in breakers if breaker.is_open}
    return waited_for | broken | ({collected.trouble.system} if collected.trouble else set())
