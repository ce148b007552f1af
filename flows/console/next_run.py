"""What else Prefect has planned for the deployment that the run at hand belongs to."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
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
from prefect.client.schemas.objects import FlowRun
from prefect.client.schemas.sorting import FlowRunSort

BY_SCHEDULE = "auto-scheduled"
"""The tag that Prefect puts on the runs of a schedule."""


NOT_BEGUN = ("Scheduled", "Late")
"""What Prefect calls a run that nobody has taken yet: before its time, and after it."""


async def later_is_due() -> bool:
    """Whether a later run of the schedule is due already, as when the workers have been away for hours.

    It does what this one would. A run that a person has ordered is never replaced: it belongs to no schedule.
    """
    begins, now = runtime.flow_run.scheduled_start_time, datetime.now(UTC)
    if BY_SCHEDULE not in runtime.flow_run.tags:
        return False
    between = FlowRunFilterNextScheduledStartTime(after_=begins + timedelta(seconds=1), before_=now)
    return bool(await _planned(NOT_BEGUN, between))


async def next_run() -> datetime | None:
    """When the schedule's next run is due, in earnest; None when none is, or for a run of no deployment.

    One that a person has ordered, or that waits to be tried again, is no next run.
    """
    runs = await _planned(["Scheduled"], FlowRunFilterNextScheduledStartTime(after_=datetime.now(UTC)))
    return runs[0].next_scheduled_start_time if runs else None


async def _planned(names: Sequence[str], when: FlowRunFilterNextScheduledStartTime) -> Sequence[FlowRun]:
    """The first of the schedule's runs in these states; none for a run of no deployment."""
    deployment = runtime.deployment.id
    if deployment is None:
        return []
    asked = FlowRunFilter(
        tags=FlowRunFilterTags(all_=[BY_SCHEDULE]),
        state=FlowRunFilterState(name=FlowRunFilterStateName(any_=list(names))),
        next_scheduled_start_time=when,
    )
    async with get_client() as client:
        return await client.read_flow_runs(
            deployment_filter=DeploymentFilter(id=DeploymentFilterId(any_=[UUID(str(deployment))])),
            flow_run_filter=asked,
            sort=FlowRunSort.NEXT_SCHEDULED_START_TIME_ASC,
            limit=1,
        )
