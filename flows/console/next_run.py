"""When Prefect begins the next run of the deployment that the run at hand belongs to."""

from datetime import UTC, datetime
from uuid import UUID

from prefect import runtime
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterId,
    FlowRunFilter,
    FlowRunFilterNextScheduledStartTime,
    FlowRunFilterState,
    FlowRunFilterStateName,
    FlowRunFilterTags,
)
from prefect.client.schemas.sorting import FlowRunSort

BY_SCHEDULE = "auto-scheduled"
"""The tag that Prefect puts on the runs of a schedule."""


async def next_run() -> datetime | None:
    """When the schedule's next run is due, in earnest; None when none is, or for a run of no deployment.

    One that a person has ordered, or that waits to be tried again, is no next run.
    """
    deployment = runtime.deployment.id
    if deployment is None:
        return None
    to_come = FlowRunFilter(
        tags=FlowRunFilterTags(all_=[BY_SCHEDULE]),
        state=FlowRunFilterState(name=FlowRunFilterStateName(any_=["Scheduled"])),
        next_scheduled_start_time=FlowRunFilterNextScheduledStartTime(after_=datetime.now(UTC)),
    )
    async with get_client() as client:
        runs = await client.read_flow_runs(
            deployment_filter=DeploymentFilter(id=DeploymentFilterId(any_=[UUID(str(deployment))])),
            flow_run_filter=to_come,
            sort=FlowRunSort.NEXT_SCHEDULED_START_TIME_ASC,
            limit=1,
        )
    return runs[0].next_scheduled_start_time if runs else None
