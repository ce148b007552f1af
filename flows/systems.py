"""Systems that must not be asked: remembered between runs, and let go when their cause is mended."""

import structlog

from flows.errors import Code, SystemBroken, UtkastError
from flows.robot import Robot
from flows.work import SystemStop

log = structlog.get_logger(__name__)
NEEDED_TO_PREPARE = ("case_system", "population_register", "benefits")
KEPT_BETWEEN_RUNS = (Code.LOGIN_REFUSED, Code.ACCOUNT_LOCKED)
"""Trying these again could lock an account; every other stop is tried afresh in the next run."""


async def put_up_standing_stops(robot: Robot) -> None:
    """Put the stops that still stand on the board; a refused login is lifted when its secret has changed."""
    for stop in await robot.stops.standing(robot.municipality.slug):
        if stop.code == Code.LOGIN_REFUSED and stop.secret_mark != robot.secret_marks.get(stop.system, ""):
            await robot.stops.lift(robot.municipality.slug, stop.system)
            log.info("system.lifted", system=stop.system, why="its secret has changed")
        else:
            robot.board.note(SystemBroken(stop.code, stop.what, system=stop.system))
            log.warning("system.stands_stopped", system=stop.system, code=stop.code)


async def remember_stop(robot: Robot, error: UtkastError) -> None:
    """Keep a stop that the next run must respect too."""
    if not isinstance(error, SystemBroken) or error.code not in KEPT_BETWEEN_RUNS:
        return
    stop = SystemStop(
        system=error.system,
        code=error.code,
        what=f"{error.what} {error.next_step}",
        since=robot.clock.now(),
        secret_mark=robot.secret_marks.get(error.system, ""),
    )
    await robot.stops.stop(robot.municipality.slug, stop)
    log.error("system.stopped", system=error.system, code=error.code, what=error.what)


def stop_before_work(robot: Robot) -> UtkastError | None:
    """Why no application can be prepared now, if so."""
    return robot.board.stop_for(*(robot.system_names[port] for port in NEEDED_TO_PREPARE))


def inbox_stop(robot: Robot) -> UtkastError | None:
    """Why the inbox must not be asked now, if so."""
    return robot.board.stop_for(robot.system_names["inbox"])
