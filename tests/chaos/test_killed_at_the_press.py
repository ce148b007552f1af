"""A worker that is gone while its draft is on the way: whoever goes on leaves one draft and no second.

Real processes of the robot, without Prefect: what they do comes before it.
"""

import asyncio
import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from flows.work import State, WorkItem, case_ref_for
from tests.chaos.crashes import SCENARIO, until
from tests.chaos.operations import items_in
from tests.chaos.premises import CODE, SHORT_PACE, Hired, Premises
from tests.chaos.town import Record, Town
from tests.databases import our_sqlite

if TYPE_CHECKING:
    from mock_legacy.platform.run import RunningMocks

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")]
LEASE_IS_OVER = 100.0
LATE_MS = 14_000
GIVES_UP = {"UTKAST_TIMEOUT_SECONDS": "6", "UTKAST_UNCERTAIN_SECONDS": "24"}
"""A page may take less time than the draft is late, a lease too, and nobody looks before it is kept."""
WITHIN = 120.0


@pytest.fixture
async def premises(mocks: "RunningMocks", tmp_path: Path) -> Premises:
    """An installation with one application in the inbox."""
    from mock_legacy.world.generator import Recipe

    mocks.reset(Recipe(applications=1, scenarios=(SCENARIO,)))
    town = Town(
        data_dir=mocks.options.data_dir,
        handed_over=mocks.credentials_dir,
        urls={name: url for name, url in mocks.urls.items() if name != "control"},
        control_url=mocks.urls["control"],
        world_date=mocks.world.today().isoformat(),
    )
    built = Premises(home=tmp_path, town=town, database_url=await our_sqlite(tmp_path))
    built.furnish()
    return built


async def at_the_press(worker: Hired, premises: Premises) -> None:
    """Wait until the form has been sent and nothing has been answered."""
    async with asyncio.timeout(WITHIN):
        await until(
            lambda: bool(premises.town.records("faults/strikes")) or worker.process.poll() is not None
        )
    assert worker.process.poll() is None, "the worker ended by itself"


async def ended(worker: Hired) -> int:
    """The exit code, within bounds."""
    return await asyncio.to_thread(worker.process.wait, WITHIN)


def order(premises: Premises, kind: str, **more: object) -> None:
    premises.town.strike(kind, system="almanda", step="draft_form", method="POST", count=1, **more)


def drafts(premises: Premises) -> list[Record]:
    """Every draft that Almanda keeps."""
    return list(premises.town.records("state/drafts"))


async def the_item(premises: Premises) -> WorkItem:
    (item,) = await items_in(premises)
    return item


async def require_one_draft(premises: Premises) -> None:
    """It stands, it is ours, and the application is where it should be."""
    (stated,) = premises.town.records("expected")
    (draft,) = drafts(premises)
    item = await the_item(premises)
    assert item.case_ref == case_ref_for(CODE, str(stated["flow_instance_id"]))
    assert draft["external_reference"] == item.case_ref
    assert (draft["proposal"], draft["amount_ore"]) == (stated["proposal"], stated["amount_kronor"] * 100)
    assert item.outcome.state is State.AWAITING_CASEWORKER


@pytest.mark.campaign
async def test_a_worker_killed_before_it_hears_that_its_draft_is_saved_leaves_one_draft(
    premises: Premises,
) -> None:
    order(premises, "silence_after_write")
    first = premises.hire()
    try:
        await at_the_press(first, premises)
    finally:
        first.process.kill()
    assert await ended(first) == -signal.SIGKILL
    assert (await the_item(premises)).outcome.state is State.PREPARING
    assert await ended(premises.hire(ahead=LEASE_IS_OVER)) == 0
    await require_one_draft(premises)


@pytest.mark.campaign
@pytest.mark.parametrize(
    "by", [signal.SIGKILL, signal.SIGTERM, None], ids=["killed", "told to stop", "waits"]
)
async def test_a_draft_that_is_kept_after_everybody_has_given_up_is_the_only_one(
    premises: Premises, by: signal.Signals | None
) -> None:
    premises.pace = SHORT_PACE | GIVES_UP
    order(premises, "late_write", latency_ms=LATE_MS)
    first = premises.hire(lease=4.0)
    try:
        await at_the_press(first, premises)
        assert drafts(premises) == []
        if by is not None:
            first.process.send_signal(by)
        await ended(first)
    finally:
        first.process.kill()
    assert await ended(premises.hire(lease=4.0)) == 0
    await require_one_draft(premises)
