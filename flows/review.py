"""On demand: one application, now, by its case_ref."""

from prefect import flow

from flows.prepare import prepare
from flows.wiring import robot_for
from flows.work import WorkItem


@flow(name="review", flow_run_name="review {case_ref}", persist_result=False)
async def review(municipality: str, case_ref: str) -> WorkItem:
    """Prepare one application, whatever it waits for. Raises UnknownReference."""
    async with robot_for(municipality) as robot:
        return await prepare(robot, case_ref)
