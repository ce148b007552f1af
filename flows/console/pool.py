"""The work pool, and its queues: an order is taken before a night."""

from contextlib import suppress

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.exceptions import ObjectAlreadyExists, ObjectNotFound
from prefect.workers.process import ProcessWorker

from flows.console.names import NIGHT, ON_DEMAND, POOL

QUEUES = {ON_DEMAND: 1, NIGHT: 2}
"""By name, each with its priority: a worker that is free takes from the first before it looks in the next."""


async def make_pool(client: PrefectClient) -> None:
    """The pool and its queues as they are to be; made again, nothing changes. A paused one stays paused.

    Whoever else makes them at the same moment, such as a worker that begins, makes the same ones.
    """
    try:
        await client.read_work_pool(POOL)
    except ObjectNotFound:
        template = ProcessWorker.get_default_base_job_template()
        wanted = WorkPoolCreate(
            name=POOL, type="process", description="Utkast's workers.", base_job_template=template
        )
        with suppress(ObjectAlreadyExists):
            await client.create_work_pool(wanted)
    for name, priority in QUEUES.items():
        await _make_queue(client, name, priority)


async def _make_queue(client: PrefectClient, name: str, priority: int) -> None:
    try:
        queue = await client.read_work_queue_by_name(name, work_pool_name=POOL)
    except ObjectNotFound:
        with suppress(ObjectAlreadyExists):
            await client.create_work_queue(name, work_pool_name=POOL)
        queue = await client.read_work_queue_by_name(name, work_pool_name=POOL)
    if queue.priority != priority:
        await client.update_work_queue(queue.id, priority=priority)
