"""The doctor: every screen of every system visited read-only, to be run before a night.

It must not know any system: each shows its own screens.
"""

import time
from collections.abc import Sequence

import structlog
from prefect import flow
from prefect.artifacts import acreate_table_artifact

from flows.console.announcing import announce
from flows.console.telling import if_it_answers
from flows.ending import ended, failing_openly
from flows.engine import NOWHERE
from flows.errors import Code, NotAsked, TablesAway
from flows.examination import MISFIT, SWEDISH, Examination, ScreenSeen, SystemSeen, Verdict
from flows.logs import frames
from flows.pausing import begins_nothing, standing_pause
from flows.records import Lookup
from flows.references import Slug
from flows.robot import Robot
from flows.scrubbing import at_hand
from flows.swedish_time import SWEDEN
from flows.systems import note_answers, note_failure, probing, require
from flows.together import together
from flows.wiring.robots import robot_for
from flows.work import case_ref_for

log = structlog.get_logger(__name__)
REFERENCE = "DOCTOR"
"""Stands where an application's number would, in what registers are told of a look-up."""
EVERY_SCREEN = "alla"


@flow(name="doctor", flow_run_name="doctor {municipality}", persist_result=False, result_storage=NOWHERE)
@failing_openly
async def doctor(municipality: Slug) -> Examination:
    """Visit every screen and say what fits. `municipality` is the name of its file in config."""
    async with robot_for(municipality, announce) as robot:
        examination = await examine(robot)
    await if_it_answers(_publish(examination), "doctor")
    return ended(examination, "" if examination.fits else MISFIT)


async def examine(robot: Robot) -> Examination:
    """All systems side by side; what one of them says never ends the examination of another."""
    started = time.monotonic()
    systems: Sequence[SystemSeen]
    if await standing_pause(robot):
        systems = [_left_alone(robot.system_names[port], "Roboten är pausad.") for port in robot.tours]
    else:
        systems = await together(*(_examined(robot, port) for port in robot.tours))
    return Examination(
        municipality=robot.municipality.name, systems=tuple(systems), seconds=time.monotonic() - started
    )


async def _examined(robot: Robot, port: str) -> SystemSeen:
    """One system, if it may be asked; what came of it is told to its breaker as a run would tell it."""
    prober = f"{robot.worker}/doctor/{port}"
    async with probing(robot, prober):
        try:
            await require(robot, prober, port)
        except NotAsked as away:
            return _left_alone(robot.system_names[port], _why_not_asked(away), code=away.code)
        asked_at = robot.clock.now()
        seen = await _visited(robot, port)
        if seen.trouble is not None:
            await note_failure(robot, seen.trouble, by=prober)
        elif seen.fits:
            # A screen that does not fit says nothing of the whole system: its breaker stays as it was.
            await note_answers(robot, prober, {port: asked_at})
    return seen


async def _visited(robot: Robot, port: str) -> SystemSeen:
    settings, system = robot.municipality.systems[port], robot.system_names[port]
    lookup = Lookup(case_ref=_reference(robot), purpose=settings.purpose, legal_basis=settings.legal_basis)
    try:
        with at_hand():
            seen = await robot.tours[port].examine(lookup, stopped=lambda: begins_nothing(robot))
    except TablesAway:
        raise
    except Exception as error:  # noqa: BLE001 - one system must not end the examination of the others
        log.error("doctor.failed", system=system, kind=type(error).__name__, frames=frames(error))
        return _left_alone(system, "Undersökningen avbröts av ett oväntat fel.", code=Code.UNEXPECTED)
    log.info("doctor.examined", system=system, fits=seen.fits)
    return seen


def _left_alone(system: str, note: str, *, code: str = "") -> SystemSeen:
    seen = ScreenSeen(screen=EVERY_SCREEN, verdict=Verdict.NOT_VISITED, code=code, note=note)
    return SystemSeen(system=system, screens=(seen,))


def _why_not_asked(away: NotAsked) -> str:
    until = f" till {away.until.astimezone(SWEDEN):%Y-%m-%d %H.%M}" if away.until else ""
    if away.code == Code.OUTSIDE_HOURS:
        return f"Systemet har stängt{until}."
    return f"Systemet står stoppat{until} och tillfrågas inte. Se utkast systems list."


def _reference(robot: Robot) -> str:
    return case_ref_for(robot.municipality.code, REFERENCE)


async def _publish(examination: Examination) -> None:
    await acreate_table_artifact(
        key="doctor",
        table=[
            {
                "System": system.system,
                "Skärm": one.screen,
                "Utfall": SWEDISH[one.verdict],
                "Anmärkning": " ".join(one.remarks),
            }
            for system in examination.systems
            for one in system.screens
        ],
        description=f"{examination.municipality}: {'passar' if examination.fits else 'passar inte'}",
    )
