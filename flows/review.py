"""On demand: one application, now, by its case_ref."""

import socket

from prefect import flow
from prefect.artifacts import acreate_markdown_artifact

from flows.collect import collect
from flows.console.announcing import announce
from flows.console.telling import if_it_answers
from flows.ending import INTERRUPTED, PAUSED, ended, failing_openly
from flows.engine import NOWHERE
from flows.handover_draft import STANDS
from flows.pausing import begins_nothing, standing_pause
from flows.prepare import known, prepare
from flows.references import CaseRef, Slug, asked_reference
from flows.report import SWEDISH, WITH_FAILURES, evidence_lies, why
from flows.robot import Robot
from flows.scrubbing import scrubbed
from flows.wiring.robots import robot_for
from flows.work import OPEN_STATES, State, UnknownReference, WorkItem


@flow(name="review", flow_run_name="review {case_ref}", persist_result=False, result_storage=NOWHERE)
@failing_openly
async def review(municipality: Slug, case_ref: CaseRef) -> WorkItem:
    """Prepare one application, whatever it waits for, and say where it stands.

    One whose handover stands in its case file is a person's: she orders another preparation there.
    One that is not known yet may have arrived since the night: what lies in the inbox is taken in first.
    Raises UnknownReference when it is not there either.
    """
    async with robot_for(municipality, announce) as robot:
        item = await _prepared(robot, asked_reference(case_ref, robot.municipality.code))
        name = await _name_of_end(robot, item)
    await if_it_answers(_publish(item), "review")
    return ended(item, name, why(item))


async def _prepared(robot: Robot, case_ref: str) -> WorkItem:
    async with robot.stopping.at_most(robot.pace.grace):
        item = await robot.work.find(case_ref)
        if item is None:
            if not await begins_nothing(robot):
                await _take_in(robot, case_ref)
            item = await known(robot, case_ref)
        return await prepare(robot, item)
    return await known(robot, case_ref)


async def _take_in(robot: Robot, case_ref: str) -> None:
    trouble = (await collect(robot)).trouble
    if await robot.work.find(case_ref) is None:
        inbox = f"the inbox could not be read to its end: {trouble}" if trouble else "it is not in the inbox."
        raise UnknownReference(f"No application has the reference {case_ref}, and {inbox}")


async def _name_of_end(robot: Robot, item: WorkItem) -> str:
    """What Prefect calls a run that did not come to a draft; blank when it did."""
    if item.outcome.state is State.FAILED:
        return WITH_FAILURES
    if item.outcome.state in OPEN_STATES:
        if await standing_pause(robot) is not None:
            return PAUSED
        if robot.stopping.why:
            return INTERRUPTED
    return "" if item.outcome.state is State.AWAITING_CASEWORKER else SWEDISH[item.outcome.state]


async def _publish(item: WorkItem) -> None:
    await acreate_markdown_artifact(key="review", markdown=scrubbed(as_markdown(item)))


def as_markdown(item: WorkItem) -> str:
    """Where the application went, and what to type next, as Prefect shows it; no explanation, no person."""
    told = {
        "Läge": SWEDISH[item.outcome.state],
        "Förslag eller skäl": why(item),
        "Väntar på": item.outcome.waits_for,
        "Försök som inte gick": str(item.attempts) if item.attempts else "",
    }
    rows = "".join(f"| {name} | {value} |\n" for name, value in told.items() if value)
    return f"# {item.case_ref}\n\n| | |\n| --- | --- |\n{rows}\n{_next_step(item)}"


def _next_step(item: WorkItem) -> str:
    steps = f"`utkast journal {item.case_ref}` visar stegen."
    if item.outcome.state is not State.FAILED:
        return f"{STANDS}\n{steps}\n" if item.outcome.explanation.endswith(STANDS) else f"{steps}\n"
    return (
        f"{evidence_lies(socket.gethostname())}\n"
        f"Vad som gick fel, och vad man gör åt det: `utkast evidence show {item.case_ref}`.\n"
        f"När det är åtgärdat, pröva igen: `utkast order {item.case_ref}`.\n{steps}\n"
    )
