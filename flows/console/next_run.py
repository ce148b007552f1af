"""When Prefect begins the next run of the deployment that the run at hand belongs to."""

from datetime import datetime
from uuid import UUID

from prefect import runtime
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterId,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import StateType
from prefect.client.schemas.sorting import FlowRunSort


async def next_run() -> datetime | None:
    """None when none is planned, or when the run at hand belongs to no deployment."""
    deployment = runtime.deployment.id
    if deployment is None:
        return None
    waiting = FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.SCHEDULED]))
    async with get_client() as client:
        runs = await client.read_flow_runs(
            deployment_filter=DeploymentFilter(id=DeploymentFilterId(any_=[UUID(str(deployment))])),
            flow_run_filter=FlowRunFilter(state=waiting),
            sort=FlowRunSort.NEXT_SCHEDULED_START_TIME_ASC,
            limit=1,
        )
    return runs[0].next_scheduled_start_time if runs else None
