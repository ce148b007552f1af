"""Which systems may be asked now: opening hours, and the breakers that all workers share."""

from collections.abc import Collection, Mapping
from datetime import datetime

import structlog

from flows.breaker import FOR_A_PERSON, Breaker
from flows.errors import Code, NotAsked, SystemBroken, Transient, UtkastError
from flows.robot import Robot

log = structlog.get_logger(__name__)
OPENED, CLOSED = "utkast.breaker.opened", "utkast.breaker.closed"
"""What operations are told of a breaker."""
NEVER_THE_APPLICATIONS_OWN = (*FOR_A_PERSON, Code.MAINTENANCE)
"""A locked account and a stated maintenance cost no application a try, not even the one that met them."""
NOT_A_SYSTEMS_FAULT = (Code.RECORD_LOCKED, Code.OUTSIDE_HOURS)
"""A colleague's lock and a closed hour say nothing against the system."""


async def require(robot: Robot, case_ref: str, *ports: str) -> None:
    """Raise NotAsked unless every system of `ports` may be asked for this application.

    A system whose breaker is due for a probe is asked by one application, and it may be this one.
    """
    now = robot.clock.now()
    away = {breaker.system: breaker for breaker in await _open(robot)}
    for port in ports:
        _require_hours(robot, port, now)
        breaker = away.get(robot.system_names[port])
        if breaker is not None and not await _is_prober(robot, breaker, case_ref):
            raise _not_asked(breaker)


def _require_hours(robot: Robot, port: str, now: datetime) -> None:
    opens = robot.municipality.systems[port].hours.closed_until(now)
    if opens is not None:
        raise NotAsked(
            Code.OUTSIDE_HOURS,
            f"the system is closed until {opens:%Y-%m-%d %H:%M}.",
            system=robot.system_names[port],
            until=opens,
        )


async def _is_prober(robot: Robot, breaker: Breaker, case_ref: str) -> bool:
    return breaker.prober == case_ref or await take_probe(robot, breaker.system, case_ref)


async def take_probe(robot: Robot, system: str, case_ref: str) -> bool:
    """Make this application's try the probe of `system`; False when it is not due or another's."""
    now = robot.clock.now()

    def taken(breaker: Breaker) -> Breaker:
        return breaker.probed_by(case_ref, now) if breaker.may_be_probed(now) else breaker

    before, after = await robot.breakers.change(robot.municipality.slug, system, taken)
    if after != before:
        log.info("breaker.probed", system=system)
    return after.prober == case_ref


def _not_asked(breaker: Breaker) -> NotAsked:
    return NotAsked(breaker.code, breaker.what, system=breaker.system, until=breaker.probe_at)


async def note_failure(robot: Robot, error: UtkastError) -> bool:
    """Tell the system's breaker; whether it was closed, so that the failure may be the application's own."""
    if isinstance(error, NotAsked) or error.code in NOT_A_SYSTEMS_FAULT:
        return not isinstance(error, NotAsked)
    if not isinstance(error, Transient | SystemBroken):
        return True
    robot.troubles.append(error)
    now, mark = robot.clock.now(), robot.secret_marks.get(error.system, "")
    before, after = await robot.breakers.change(
        robot.municipality.slug,
        error.system,
        lambda breaker: breaker.failed(error, now, robot.pace, mark=mark),
    )
    if after.is_open and not before.is_open:
        log.error("breaker.opened", system=error.system, code=error.code, what=error.what)
        robot.announce(OPENED, robot.municipality.slug, error.system, str(error.code))
    return not before.is_open and error.code not in NEVER_THE_APPLICATIONS_OWN


async def answers_others(robot: Robot, error: UtkastError) -> bool:
    """Whether a system that failed a probe answers at its first screen: then the application is the odd one.

    A system that asked for a person is not looked at: that could lock an account.
    """
    if isinstance(error, NotAsked) or error.code in NEVER_THE_APPLICATIONS_OWN:
        return False
    ports = [port for port, system in robot.system_names.items() if system == error.system]
    if not ports or ports[0] not in robot.tours:
        return False
    try:
        await robot.tours[ports[0]].look_in()
    except (Transient, SystemBroken) as away:
        log.info("system.looked_in", system=error.system, code=away.code)
        return False
    log.warning("system.looked_in", system=error.system, code="", answers=True)
    return True


async def release_probes(robot: Robot, case_ref: str) -> None:
    """What this application was to probe and has not come to the end of: another may, at once."""
    for breaker in await robot.breakers.all(robot.municipality.slug):
        if breaker.prober == case_ref:
            await _release(robot, breaker, case_ref)


async def _release(robot: Robot, breaker: Breaker, case_ref: str) -> None:
    await robot.breakers.change(robot.municipality.slug, breaker.system, lambda one: one.released(case_ref))


async def note_answers(robot: Robot, case_ref: str, ports: Collection[str]) -> None:
    """An application has come to its end: the systems that answered are in use again."""
    answered = {robot.system_names[port] for port in ports}
    for breaker in await robot.breakers.all(robot.municipality.slug):
        if breaker.system in answered:
            before, after = await robot.breakers.change(
                robot.municipality.slug, breaker.system, lambda one: one.answered()
            )
            if before.is_open and not after.is_open:
                log.info("breaker.closed", system=breaker.system)
                robot.announce(CLOSED, robot.municipality.slug, breaker.system, "")
        elif breaker.prober == case_ref:
            await _release(robot, breaker, case_ref)


async def closed_until(robot: Robot) -> Mapping[str, datetime | None]:
    """The systems nobody may ask now, by name, each with when that may change; None when a person must act.

    A breaker that is due for a probe is among them, with a time that has passed.
    """
    now = robot.clock.now()
    away: dict[str, datetime | None] = {one.system: one.probe_at for one in await _open(robot)}
    for port, system in robot.municipality.systems.items():
        opens = system.hours.closed_until(now)
        if opens is not None:
            away[robot.system_names[port]] = opens
    return away


async def look_again(robot: Robot) -> None:
    """At the start of a run: a mended secret closes its breaker, and the others are due for a probe."""
    now = robot.clock.now()
    for breaker in await _open(robot):
        if _is_mended(robot, breaker):
            await robot.breakers.change(
                robot.municipality.slug, breaker.system, lambda one: Breaker(system=one.system)
            )
            log.info("breaker.closed", system=breaker.system, why="its secret has changed")
            robot.announce(CLOSED, robot.municipality.slug, breaker.system, "")
        elif breaker.probe_at is not None:
            await robot.breakers.change(
                robot.municipality.slug, breaker.system, lambda one: one.hastened(now)
            )
        else:
            robot.troubles.append(SystemBroken(breaker.code, breaker.what, system=breaker.system))
            log.warning("breaker.stands_open", system=breaker.system, code=breaker.code)


def _is_mended(robot: Robot, breaker: Breaker) -> bool:
    return breaker.code == Code.LOGIN_REFUSED and breaker.secret_mark != robot.secret_marks.get(
        breaker.system, ""
    )


async def _open(robot: Robot) -> tuple[Breaker, ...]:
    return tuple(one for one in await robot.breakers.all(robot.municipality.slug) if one.is_open)
