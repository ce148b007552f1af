"""Prefect's deployments of one municipality, made from what `prefect.yaml` states."""

from collections.abc import AsyncIterator, Collection, Sequence
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.actions import DeploymentScheduleCreate, DeploymentUpdate
from prefect.client.schemas.filters import WorkPoolFilter, WorkPoolFilterName
from prefect.client.schemas.responses import DeploymentResponse
from prefect.client.schemas.schedules import CronSchedule
from prefect.client.schemas.sorting import DeploymentSort
from prefect.deployments.runner import RunnerDeployment
from prefect.exceptions import ObjectNotFound
from pydantic import ValidationError

from flows.console.names import NIGHT, POOL
from flows.console.plan import Deployment, Schedule
from flows.errors import SetUpTrouble

PAGE = 100
"""How many deployments are asked for at a time."""


async def make_deployments(
    client: PrefectClient, planned: Sequence[Deployment], *, workers: int
) -> Sequence[str]:
    """Make them or bring them up to date; their names. A schedule that a person has paused stays paused.

    With more than one worker the night is as many runs at the same time, which share what there is to do.
    Raises SetUpTrouble for a time that is none.
    """
    return [await _make(client, one, workers) for one in planned]


async def retire_others(client: PrefectClient, kept: Collection[str]) -> Sequence[str]:
    """Take every time away from the deployments of municipalities that are none of `kept`; their names.

    The deployments stay, with the runs there have been: a person may still look, and take them away.
    """
    retired = []
    async for there in _ours(client):
        if there.name not in kept and there.schedules:
            for one in there.schedules:
                await client.delete_deployment_schedule(there.id, one.id)
            retired.append(f"{(there.entrypoint or '').rpartition('.')[2]}/{there.name}")
    return retired


async def _ours(client: PrefectClient) -> AsyncIterator[DeploymentResponse]:
    pool = WorkPoolFilter(name=WorkPoolFilterName(any_=[POOL]))
    offset, by_name = 0, DeploymentSort.NAME_ASC
    while page := await client.read_deployments(
        work_pool_filter=pool, sort=by_name, limit=PAGE, offset=offset
    ):
        for one in page:
            yield one
        offset += len(page)


async def _make(client: PrefectClient, planned: Deployment, workers: int) -> str:
    paused = await _paused_schedules(client, planned)
    schedules = [
        _schedule(one, slug, active=slug not in paused)
        for one in planned.schedules
        for slug in _slugs(one, workers)
    ]
    deployment = RunnerDeployment.from_entrypoint(
        planned.entrypoint,
        planned.name,
        description=planned.description,
        parameters=dict(planned.parameters),
        schedules=schedules,
        work_pool_name=planned.work_pool.name,
        work_queue_name=planned.work_pool.work_queue_name,
        job_variables=planned.work_pool.job_variables,
    )
    made = await deployment.aapply()
    # Prefect keeps a limit that is no longer stated, such as one from before: it is taken away by name.
    await client.update_deployment(made, DeploymentUpdate(concurrency_limit=None))
    await _take_away_others(client, made, {one.slug for one in schedules})
    return f"{deployment.flow_name}/{deployment.name}"


async def _take_away_others(client: PrefectClient, deployment: UUID, wanted: set[str | None]) -> None:
    """Prefect keeps a schedule that is no longer named, such as a share of a night that had more workers."""
    for there in await client.read_deployment_schedules(deployment):
        if there.slug not in wanted:
            await client.delete_deployment_schedule(deployment, there.id)


def _slugs(schedule: Schedule, workers: int) -> Sequence[str]:
    if schedule.slug != NIGHT:
        return [schedule.slug]
    return [NIGHT, *(f"{NIGHT}-{number}" for number in range(2, workers + 1))]


def _schedule(stated: Schedule, slug: str, *, active: bool) -> DeploymentScheduleCreate:
    try:
        when = CronSchedule(cron=stated.cron, timezone=stated.timezone)
    except ValidationError:
        raise SetUpTrouble(f"{stated.slug}: {stated.cron!r} is no time that cron knows.") from None
    return DeploymentScheduleCreate(schedule=when, slug=slug, active=active)


async def _paused_schedules(client: PrefectClient, planned: Deployment) -> set[str]:
    try:
        there = await client.read_deployment_by_name(f"{planned.flow}/{planned.name}")
    except ObjectNotFound:
        return set()
    return {one.slug for one in there.schedules if one.slug and not one.active}
