"""What is made in Prefect, made again without a change, and one application ordered once while it is open."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import httpx
import pytest
import pytest_asyncio
from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.actions import DeploymentUpdate
from prefect.client.schemas.filters import DeploymentFilter, DeploymentFilterId
from prefect.client.schemas.objects import FlowRun
from prefect.client.schemas.responses import DeploymentResponse
from prefect.client.schemas.sorting import DeploymentSort, FlowRunSort
from prefect.exceptions import PrefectHTTPStatusError
from prefect.states import AwaitingRetry, Cancelled, Late, Running, Scheduled

from adapters.config_files import load_municipality
from flows.console import pool
from flows.console.automations import automations, make_automations
from flows.console.deploy import Deployed, deploy
from flows.console.deployments import make_deployments
from flows.console.limits import keep_in_step
from flows.console.next_run import BY_SCHEDULE, later_is_due, next_run
from flows.console.orders import order, order_night
from flows.console.plan import planned
from flows.errors import SetUpTrouble
from flows.municipality import Municipality
from flows.settings import PROJECT, Settings
from tests import examples

pytestmark = pytest.mark.usefixtures("prefect_server")
EXEMPELSTAD = load_municipality(PROJECT / "config", "exempelstad")
CASE = "UTK-9901-100234"
PERSON = examples.APPLICANT.digits


@pytest.fixture
async def client() -> AsyncIterator[PrefectClient]:
    async with get_client() as client:
        yield client


@pytest.fixture
def town(request: pytest.FixtureRequest) -> Municipality:
    """A municipality of the test's own: other tests use the same server."""
    return replace(EXEMPELSTAD, slug=request.node.name.replace("_", "-")[:40])


async def made(town: Municipality, tmp_path: Path, workers: int = 1) -> Deployed:
    return await deploy(Settings(secrets_dir=tmp_path), [town], workers=workers)


async def made_of(
    flow: str, town: Municipality, client: PrefectClient, workers: int = 1
) -> DeploymentResponse:
    """One of the town's deployments alone: six of them take Prefect's server seconds."""
    await pool.make_pool(client)
    (name,) = await make_deployments(
        client, [one for one in planned(town) if one.flow == flow], workers=workers
    )
    return await client.read_deployment_by_name(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Twice:
    """All that a town gets, made twice, and what Prefect had each time: its deployments and automations.

    In between somebody has paused a schedule and given each deployment a slot.
    """

    made: tuple[Deployed, Deployed]
    deployments: tuple[Sequence[DeploymentResponse], Sequence[DeploymentResponse]]
    automations: tuple[Sequence[UUID], Sequence[UUID]]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def twice(prefect_server: None, tmp_path_factory: pytest.TempPathFactory) -> Twice:
    town, secrets = replace(EXEMPELSTAD, slug="made-twice"), tmp_path_factory.mktemp("secrets")
    async with get_client() as client:
        first = await made(town, secrets, workers=2)
        before, watching = await deployments_of(client, first), await automations_of(client, first)
        paused = next(one for one in before[0].schedules if one.slug == "night-2")
        await client.update_deployment_schedule(before[0].id, paused.id, active=False)
        for one in before:
            await client.update_deployment(one.id, DeploymentUpdate(concurrency_limit=1))
        disturbed = await deployments_of(client, first)
        assert None not in [one.global_concurrency_limit for one in disturbed]

        second = await made(town, secrets, workers=2)
        return Twice(
            made=(first, second),
            deployments=(before, await deployments_of(client, second)),
            automations=(watching, await automations_of(client, second)),
        )


async def test_what_is_made_again_is_the_same(twice: Twice) -> None:
    first, second = twice.made
    assert second == first
    before, after = twice.deployments
    assert [one.id for one in after] == [one.id for one in before]
    assert {(one.slug, one.active) for one in before[0].schedules} == {("night", True), ("night-2", True)}
    assert {(one.slug, one.active) for one in after[0].schedules} == {("night", True), ("night-2", False)}
    watching, still = twice.automations
    assert still == watching


async def test_a_slot_that_a_deployment_had_before_is_taken_away(twice: Twice) -> None:
    """Prefect ends a run that cannot renew its slot, however well its work goes (decision 21)."""
    for each in twice.deployments:
        assert [one.global_concurrency_limit for one in each] == [None] * len(planned(EXEMPELSTAD))


async def test_what_two_have_made_at_the_same_moment_stands_once(
    town: Municipality, client: PrefectClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "POOL", town.slug)
    await asyncio.gather(pool.make_pool(client), pool.make_pool(client))
    queues = [await client.read_work_queue_by_name(one, work_pool_name=town.slug) for one in pool.QUEUES]
    assert {one.name: one.priority for one in queues} == pool.QUEUES

    first = await make_automations(client, [])
    await client.create_automation(automations([])[0])
    assert await make_automations(client, []) == first
    assert [len(await client.read_automations_by_name(name)) for name in first] == [1] * len(first)


async def deployments_of(client: PrefectClient, deployed: Deployed) -> Sequence[DeploymentResponse]:
    return [await client.read_deployment_by_name(name) for name in deployed.deployments]


async def automations_of(client: PrefectClient, deployed: Deployed) -> list[UUID]:
    """The one automation of each name."""
    found = [await client.read_automations_by_name(name) for name in deployed.automations]
    assert [len(one) for one in found] == [1] * len(found)
    return [one[0].id for one in found]


async def test_a_night_is_as_many_runs_as_workers_share_it(town: Municipality, client: PrefectClient) -> None:
    night = await made_of("nightly", town, client, workers=3)
    runs = await order_night(client, town.slug)
    assert (len(set(runs)), len(night.schedules)) == (3, 3)
    for run in runs:
        await client.set_flow_run_state(run, Cancelled(), force=True)
    again = await made_of("nightly", town, client)
    assert (again.id, [one.slug for one in again.schedules]) == (night.id, ["night"])


async def test_a_schedule_becomes_runs_on_swedens_mornings(town: Municipality, client: PrefectClient) -> None:
    """Prefect's own scheduler is asked for a month that has the night with 25 hours in it."""
    night = await made_of("nightly", town, client, workers=2)
    span = {"start_time": "2027-10-30T00:00:00Z", "end_time": "2027-11-01T00:00:00Z", "min_runs": 1}
    await client.request("POST", f"/deployments/{night.id}/schedule", json=span | {"min_time": 172800})
    runs = await runs_of(client, night.id)
    begun = [run.expected_start_time for run in runs if run.expected_start_time is not None]
    due = [one.isoformat() for one in begun if one.year == 2027]
    assert due == [
        f"2027-10-{day}+00:00" for day in ("30T03:30:00", "30T03:30:00", "31T04:30:00", "31T04:30:00")
    ]


async def test_an_order_is_one_run_while_it_is_open_and_another_when_it_has_ended(
    town: Municipality, client: PrefectClient
) -> None:
    await made_of("review", town, client)
    first = await order(client, town.slug, CASE)
    assert first.is_new
    again = await order(client, town.slug, CASE)
    assert (again.run, again.is_new) == (first.run, False)
    await client.set_flow_run_state(first.run, Running(), force=True)
    running = await order(client, town.slug, CASE)
    assert (running.run, running.state) == (first.run, "Running")
    assert (await order(client, town.slug, "UTK-9901-100235")).is_new

    await client.set_flow_run_state(first.run, Cancelled(), force=True)
    after = await order(client, town.slug, CASE)
    assert after.is_new
    assert after.run != first.run


@pytest.mark.parametrize(
    "typed",
    [{"case_ref": PERSON}, {"case_ref": f"UTK-9901-{PERSON}"}, {"case_ref": CASE, "municipality": PERSON}],
)
async def test_prefects_own_form_refuses_what_is_no_reference(
    typed: dict[str, str], town: Municipality, client: PrefectClient
) -> None:
    review = await made_of("review", town, client)
    with pytest.raises(PrefectHTTPStatusError) as refused:
        await client.create_flow_run_from_deployment(review.id, parameters=typed)
    assert refused.value.response.status_code == httpx.codes.CONFLICT
    assert await runs_of(client, review.id) == []


async def runs_of(client: PrefectClient, deployment: UUID) -> list[FlowRun]:
    return await client.read_flow_runs(
        deployment_filter=DeploymentFilter(id=DeploymentFilterId(any_=[deployment])),
        sort=FlowRunSort.EXPECTED_START_TIME_ASC,
        limit=100,
    )


@pytest.mark.campaign
async def test_a_municipality_that_is_no_more_begins_no_run_by_itself(
    town: Municipality, client: PrefectClient, tmp_path: Path
) -> None:
    first = await made(town, tmp_path)
    every = await client.read_deployments(sort=DeploymentSort.NAME_ASC, limit=200)
    others = {one.name for one in every} - {town.slug}
    there = replace(town, slug=f"{town.slug}-next")
    settings = Settings(secrets_dir=tmp_path)
    by_schedule = ("doctor", "follow_up", "nightly", "ordered", "retention")
    begin_by_themselves = [f"{flow}/{town.slug}" for flow in by_schedule]
    for retired in (begin_by_themselves, []):
        again = await deploy(settings, [there], workers=1, kept={*others, there.slug})
        assert sorted(again.retired) == retired
    with pytest.raises(SetUpTrouble, match="no night of"):
        await order_night(client, town.slug)
    for name in first.deployments:
        assert (await client.read_deployment_by_name(name)).schedules == []

    await made(town, tmp_path)
    night = await client.read_deployment_by_name(f"nightly/{town.slug}")
    assert [(one.slug, one.active) for one in night.schedules] == [("night", True)]


async def test_the_next_run_is_the_schedules_and_yet_to_come(
    town: Municipality, client: PrefectClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    night = await made_of("nightly", town, client)
    monkeypatch.setenv("PREFECT__RUNTIME__DEPLOYMENT__ID", str(night.id))
    now, tomorrow = datetime.now(UTC), datetime.now(UTC) + timedelta(days=1)
    await client.create_flow_run_from_deployment(night.id, state=Scheduled(scheduled_time=tomorrow))
    again = await client.create_flow_run_from_deployment(night.id, tags=[BY_SCHEDULE])
    await client.set_flow_run_state(again.id, AwaitingRetry(scheduled_time=tomorrow), force=True)
    assert await next_run() is None

    span = {"start_time": now.isoformat(), "end_time": (now + timedelta(days=3)).isoformat(), "min_runs": 1}
    await client.request("POST", f"/deployments/{night.id}/schedule", json=span | {"min_time": 172800})
    due = sorted(run.expected_start_time for run in await runs_of(client, night.id) if run.auto_scheduled)
    assert await next_run() == due[0]
    late = next(run for run in await runs_of(client, night.id) if run.expected_start_time == due[0])
    await client.set_flow_run_state(late.id, Late(scheduled_time=now - timedelta(hours=1)), force=True)
    assert await next_run() == due[1]


async def test_of_the_looks_that_are_due_the_last_alone_is_made(
    town: Municipality, client: PrefectClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = await made_of("ordered", town, client)
    monkeypatch.setenv("PREFECT__RUNTIME__DEPLOYMENT__ID", str(looks.id))
    an_hour_ago = datetime.now(UTC) - timedelta(hours=1)
    first, last = [
        await client.create_flow_run_from_deployment(
            looks.id, tags=[BY_SCHEDULE], state=Late(scheduled_time=an_hour_ago + timedelta(minutes=minutes))
        )
        for minutes in (0, 5)
    ]
    replaced = {}
    for run in (first, last):
        await client.set_flow_run_state(run.id, Running(), force=True)
        monkeypatch.setenv("PREFECT__FLOW_RUN_ID", str(run.id))
        replaced[run.id] = await later_is_due()
    assert replaced == {first.id: True, last.id: False}


async def test_an_order_without_a_deployment_says_what_to_do(client: PrefectClient) -> None:
    with pytest.raises(SetUpTrouble, match="utkast console deploy"):
        await order(client, "okänd", CASE)


async def test_the_limits_follow_the_sessions_of_the_municipalitys_file(
    town: Municipality, client: PrefectClient
) -> None:
    for sessions in (2, 5):
        systems = {port: replace(one, sessions=sessions) for port, one in town.systems.items()}
        await keep_in_step(client, replace(town, systems=systems))
        limit = await client.read_global_concurrency_limit_by_name(f"{town.slug} almanda")
        assert limit.limit == sessions


async def test_a_time_that_cron_does_not_know_is_told(town: Municipality, tmp_path: Path) -> None:
    with pytest.raises(SetUpTrouble, match="99 5"):
        await made(replace(town, timetable={"night": "99 5 * * *"}), tmp_path)
