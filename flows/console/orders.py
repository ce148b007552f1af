"""On demand: one application's run is started in Prefect, once for as long as it is open."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterId,
    FlowRunFilter,
    FlowRunFilterTags,
)
from prefect.client.schemas.objects import FlowRun
from prefect.client.schemas.responses import DeploymentResponse
from prefect.client.schemas.sorting import FlowRunSort
from prefect.exceptions import ObjectNotFound

from flows.console.names import NIGHT
from flows.errors import SetUpTrouble


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A run that was ordered: what Prefect calls its `state`, and whether this order started it."""

    run: UUID
    name: str
    state: str
    is_new: bool


async def order(client: PrefectClient, municipality: str, case_ref: str) -> Order:
    """Start the run of one application, unless one is open: then that is the order's.

    Two that order at the same moment get the same run, for the key that Prefect holds unique is made from
    the last run there was. Raises SetUpTrouble when nothing is deployed.
    """
    deployment = await _deployed(client, f"review/{municipality}")
    last = await _last(client, deployment.id, case_ref)
    if last is not None and not _has_ended(last):
        return Order(run=last.id, name=last.name, state=last.state_name or "", is_new=False)
    run = await client.create_flow_run_from_deployment(
        deployment.id,
        name=f"review {case_ref}",
        parameters={"municipality": municipality, "case_ref": case_ref},
        tags=[case_ref],
        idempotency_key=f"{case_ref} after {last.id if last else 'none'}",
    )
    return Order(run=run.id, name=run.name, state=run.state_name or "", is_new=True)


async def order_night(client: PrefectClient, municipality: str) -> Sequence[UUID]:
    """Start as many runs of the night as its schedule would.

    Raises SetUpTrouble when nothing is deployed, or has no times any more.
    """
    deployment = await _deployed(client, f"nightly/{municipality}")
    shares = sum(one.slug is not None and one.slug.startswith(NIGHT) for one in deployment.schedules)
    if not shares:
        raise SetUpTrouble(
            f"Prefect begins no night of {municipality} any more. Make it: utkast console deploy"
        )
    return [(await client.create_flow_run_from_deployment(deployment.id)).id for _ in range(shares)]


async def _deployed(client: PrefectClient, name: str) -> DeploymentResponse:
    try:
        return await client.read_deployment_by_name(name)
    except ObjectNotFound:
        raise SetUpTrouble(f"Prefect has no deployment {name}. Make it: utkast console deploy") from None


async def _last(client: PrefectClient, deployment: UUID, case_ref: str) -> FlowRun | None:
    runs = await client.read_flow_runs(
        deployment_filter=DeploymentFilter(id=DeploymentFilterId(any_=[deployment])),
        flow_run_filter=FlowRunFilter(tags=FlowRunFilterTags(all_=[case_ref])),
        sort=FlowRunSort.EXPECTED_START_TIME_DESC,
        limit=1,
    )
    return runs[0] if runs else None


def _has_ended(run: FlowRun) -> bool:
    return run.state is not None and run.state.is_final()
