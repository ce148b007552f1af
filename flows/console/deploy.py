"""`utkast console deploy`: all that Prefect is to know of this installation; made again, it is the same."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from prefect.client.orchestration import get_client

from flows.console.automations import make_automations
from flows.console.channels import make_channels
from flows.console.deployments import make_deployments, retire_others
from flows.console.limits import keep_in_step
from flows.console.plan import planned
from flows.console.pool import make_pool
from flows.municipality import Municipality
from flows.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployed:
    """The names of what was made, and through how many channels notices go.

    `retired` are the deployments that were there and have no time to run at any more.
    """

    deployments: Sequence[str]
    retired: Sequence[str]
    automations: Sequence[str]
    channels: int


async def deploy(
    settings: Settings,
    municipalities: Sequence[Municipality],
    *,
    workers: int,
    kept: Collection[str] | None = None,
) -> Deployed:
    """Make pool, queues, deployments, limits, automations and notices. Raises SetUpTrouble.

    `kept` are all the municipalities of the installation: others that Prefect knows begin no run by
    themselves any more. Without it nobody else is touched.
    """
    plans = [planned(one) for one in municipalities]
    async with get_client() as client:
        await make_pool(client)
        names = [name for plan in plans for name in await make_deployments(client, plan, workers=workers)]
        retired = [] if kept is None else await retire_others(client, kept)
        for one in municipalities:
            await keep_in_step(client, one)
        channels = await make_channels(settings)
        automations = await make_automations(client, channels)
    return Deployed(deployments=names, retired=retired, automations=automations, channels=len(channels))
