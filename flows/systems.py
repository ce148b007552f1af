"""Which systems may be asked now: opening hours, and the breakers that all workers share."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime

import structlog

from flows.breaker import FOR_A_PERSON, Breaker
from flows.errors import Code, NotAsked, SystemBroken, TablesAway, Transient, UtkastError
from flows.robot import BreakerNews, Robot

log = structlog.get_logger(__name__)
OPENED, CLOSED = "utkast.breaker.opened", "utkast.breaker.closed"
"""What operations are told of a breaker."""
NEVER_THE_APPLICATIONS_OWN = (*FOR_A_PERSON, Code.MAINTENANCE)
"""A locked account and a stated maintenance cost no application a try, not even the one that met them."""
NOT_A_SYSTEMS_FAULT = (Code.RECORD_LOCKED, Code.OUTSIDE_HOURS)
"""A colleague's lock and a closed hour say nothing against the system."""


async def require(robot: Robot, who: str, *ports: str) -> None:
    """Raise NotAsked unless every system of `ports` may be asked by `who`, which is mostly a case_ref.

    A system whose breaker is due for a probe is asked by one, and it may be this one.
    """
    now = robot.clock.now()
    away = {breaker.system: breaker for breaker in await _open(robot)}
    for port in ports:
        _require_hours(robot, port, now)
        breaker = away.get(robot.system_names[port])
        if breaker is not None and not await _is_prober(robot, breaker, who):
            raise _not_asked(breaker)


def _require_hours(robot: Robot, port: str, now: datetime) -> None:
    opens = _opens(robot, port, now)
    if opens is not None:
        raise NotAsked(
            Code.OUTSIDE_HOURS,
            f"the system is closed until {opens:%Y-%m-%d %H:%M}.",
            system=robot.system_names[port],
            until=opens,
        )


def _opens(robot: Robot, port: str, now: datetime) -> datetime | None:
    return robot.municipality.systems[port].hours.closed_until(now)


async def _is_prober(robot: Robot, breaker: Breaker, who: str) -> bool:
    return breaker.is_probed_by(who) or await take_probe(robot, breaker.system, who)


async def take_probe(robot: Robot, system: str, who: str) -> bool:
    """Make the try of `who` the probe of `system`; False when it is not due or another's."""
    now = robot.clock.now()

    def taken(breaker: Breaker) -> Breaker:
        return breaker.probed_by(who, now) if breaker.may_be_probed(now) else breaker

    before, after = await robot.breakers.change(robot.municipality.slug, system, taken)
    if after != before:
        log.info("breaker.probed", system=system)
    return after.is_probed_by(who)


def _not_asked(breaker: Breaker) -> NotAsked:
    return NotAsked(breaker.code, breaker.what, system=breaker.system, until=breaker.probe_at)


async def note_failure(robot: Robot, error: UtkastError, *, by: str) -> bool:
    """Tell the system's breaker what `by` met there; whether the failure may be the application's own.

    It may while others get through, and when it was the probe and the system answers at its first screen.
    """
    if isinstance(error, NotAsked) or error.code in NOT_A_SYSTEMS_FAULT:
        return not isinstance(error, NotAsked)
    if not isinstance(error, Transient | SystemBroken):
        return True
    before = await _told_of(robot, error, by)
    if error.code in NEVER_THE_APPLICATIONS_OWN:
        return False
    return not before.is_open or (before.is_probed_by(by) and await _answers_others(robot, error))


async def _told_of(robot: Robot, error: UtkastError, by: str) -> Breaker:
    """The system's breaker as it was before."""
    robot.troubles.append(error)
    now, mark = robot.clock.now(), robot.secret_marks.get(error.system, "")
    before, after = await robot.breakers.change(
        robot.municipality.slug,
        error.system,
        lambda breaker: breaker.failed(error, now, robot.pace, by=by, mark=mark),
    )
    if after.code != before.code and (not before.is_open or after.waits_for_a_person):
        log.error("breaker.opened", system=error.system, code=error.code, what=error.what)
        robot.announce(
            BreakerNews(
                event=OPENED,
                municipality=robot.municipality.slug,
                system=error.system,
                code=str(error.code),
            )
        )
    return before


async def _answers_others(robot: Robot, error: UtkastError) -> bool:
    """Whether a system that failed a probe answers at its first screen: then the application is the odd one.

    Outside its hours nobody looks; and where a person must act nobody may, for that could lock an account.
    """
    ports = [port for port, system in robot.system_names.items() if system == error.system]
    if not ports or ports[0] not in robot.tours or _opens(robot, ports[0], robot.clock.now()) is not None:
        return False
    try:
        await robot.tours[ports[0]].look_in()
    except (Transient, SystemBroken) as away:
        log.info("system.looked_in", system=error.system, code=away.code)
        return False
    log.warning("system.looked_in", system=error.system, code="", answers=True)
    return True


async def release_probes(robot: Robot, who: str) -> None:
    """What `who` was to probe and has not come to the end of: another may, at once."""
    await note_answers(robot, who, {})


@asynccontextmanager
async def probing(robot: Robot, who: str) -> AsyncIterator[None]:
    """However the block ends, it leaves no probe of `who` behind; with our tables away it runs out by itself.

    `who` must be nobody else's name. What the block met is told to the breakers within it.
    """
    try:
        yield
    finally:
        await asyncio.shield(_released(robot, who))


async def _released(robot: Robot, who: str) -> None:
    try:
        await release_probes(robot, who)
    except TablesAway as away:
        log.warning("probe.not_released", what=away.what)


async def note_answers(robot: Robot, who: str, answered: Mapping[str, datetime]) -> None:
    """`who` has come to its end, and these ports have answered what they were asked then: they are in use.

    What it was to probe and has never asked is another's to probe.
    """
    asked_at = {robot.system_names[port]: at for port, at in answered.items()}
    for breaker in await robot.breakers.all(robot.municipality.slug):
        if breaker.system in asked_at or breaker.is_probed_by(who):
            await _note_answer(robot, breaker.system, who, asked_at=asked_at.get(breaker.system))


async def _note_answer(robot: Robot, system: str, who: str, *, asked_at: datetime | None) -> None:
    def told(breaker: Breaker) -> Breaker:
        heard = breaker if asked_at is None else breaker.answered(by=who, asked_at=asked_at)
        return heard.released(who)

    before, after = await robot.breakers.change(robot.municipality.slug, system, told)
    if before.is_open and not after.is_open:
        log.info("breaker.closed", system=system)
        _asked_again(robot, system)


def _asked_again(robot: Robot, system: str) -> None:
    robot.announce(BreakerNews(event=CLOSED, municipality=robot.municipality.slug, system=system))


async def closed_until(robot: Robot) -> Mapping[str, datetime | None]:
    """The systems nobody may ask now, by name, each with when that may change; None when a person must act.

    A breaker that is due for a probe is among them, with a time that has passed.
    """
    now = robot.clock.now()
    away: dict[str, datetime | None] = {one.system: one.probe_at for one in await _open(robot)}
    for port in robot.municipality.systems:
        opens = _opens(robot, port, now)
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
            _asked_again(robot, breaker.system)
        elif not breaker.waits_for_a_person:
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
