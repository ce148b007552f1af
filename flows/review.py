"""On demand: one application, now, by its case_ref."""

from prefect import flow

from flows.collect import collect
from flows.console.announcing import announce
from flows.pausing import begins_nothing
from flows.prepare import known, prepare
from flows.wiring.robots import robot_for
from flows.work import WorkItem


@flow(name="review", flow_run_name="review {case_ref}", persist_result=False)
async def review(municipality: str, case_ref: str) -> WorkItem:
    """Prepare one application, whatever it waits for, and say where it stands.

    One that is not known yet may have arrived since the night: what lies in the inbox is taken in first.
    Raises UnknownReference when it is not there either.
    """
    async with robot_for(municipality, announce) as robot:
        async with robot.stopping.at_most(robot.pace.grace):
            if await robot.work.find(case_ref) is None and not await begins_nothing(robot):
                await collect(robot)
            return await prepare(robot, case_ref)
        return await known(robot, case_ref)
