"""Everything up at once: a scheduled and an ordered run are seen in Prefect; workers may die in the night."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from flows.console.automations import LOST_AFTER
from flows.settings import PROJECT
from flows.wiring.store import opened_store
from flows.work import OPEN_STATES, State
from tests.end_to_end.everything import Everything, everything_up, notices, until
from tests.mail_server import mail_server_here

if TYPE_CHECKING:
    from playwright.async_api import Browser

pytestmark = [pytest.mark.campaign, pytest.mark.slow, pytest.mark.timeout(1200)]
APPLICATIONS = 40
NOTICED_SECONDS = LOST_AFTER.total_seconds() + 60
"""The window, Prefect's own rounds, and a machine that has other work."""


def config_with_a_night_soon(folder: Path) -> Path:
    """The project's config, and a timetable by which the night begins in two minutes."""
    shutil.copytree(PROJECT / "config", folder)
    soon = datetime.now(ZoneInfo("Europe/Stockholm")) + timedelta(minutes=2)
    file = folder / "municipalities" / "exempelstad.yaml"
    times = f'timetable:\n  night: "{soon.minute} {soon.hour} * * *"\n'
    file.write_text(file.read_text(encoding="utf-8") + times, encoding="utf-8")
    return folder


async def test_a_scheduled_and_an_ordered_run_complete_in_prefects_pages(
    tmp_path: Path, trusting: "Browser"
) -> None:
    config = config_with_a_night_soon(tmp_path / "config")
    with everything_up(tmp_path / "home", "--applications", "8", UTKAST_CONFIG_DIR=str(config)) as here:
        assert "Allt är redan igång." in here.utkast("up", "--applications", "8")
        await until(lambda: ended(here, "nightly"), within=400)
        case_ref = min(here.drafts())
        assert "Beställd" in here.utkast("order", case_ref.rpartition("-")[2])
        await until(lambda: ended(here, "review"), within=120)

        night, review = (only(here, flow) for flow in ("nightly", "review"))
        assert night["auto_scheduled"]
        page = await trusting.new_page()
        for run, name in ((night, "nightly exempelstad"), (review, f"review {case_ref}")):
            pages = here.settings.prefect_api_url.removesuffix("/api")
            await page.goto(f"{pages}/runs/flow-run/{run['id']}")
            await page.get_by_text(name).first.wait_for()
            await page.get_by_text("Completed").first.wait_for()
        await page.close()


def ended(here: Everything, flow: str) -> bool:
    return [run["state_type"] for run in runs_of(here, flow)] == ["COMPLETED"]


def only(here: Everything, flow: str) -> dict[str, object]:
    (run,) = runs_of(here, flow)
    return run


def runs_of(here: Everything, flow: str) -> list[dict[str, object]]:
    return [dict(run) for run in here.runs() if str(run["name"]).startswith(flow)]


async def test_a_night_of_three_workers_outlives_one_that_is_killed_and_one_that_is_told_to_stop(
    tmp_path: Path,
) -> None:
    words = ("--applications", str(APPLICATIONS), "--workers", "3", "--database", "postgres")
    async with mail_server_here() as (postbox, port):
        with everything_up(tmp_path / "home", *words, **notices(port)) as here:
            here.utkast("console", "night")
            await until(lambda: len(here.drafts()) >= 6, within=300)
            here.kill("worker-1")
            here.program("worker-2").terminate()

            await until(lambda: "Crashed" in states(here), within=NOTICED_SECONDS)
            await until(lambda: not still_running(here), within=600)
            assert states(here) == ["Avbruten", "Completed", "Crashed"]
            await until(lambda: postbox.about("Crashed"), within=30)
            assert len(postbox.about("Crashed")) == 1

            await everything_is_prepared_once(here)


def states(here: Everything) -> list[str]:
    """What Prefect calls each share of the night."""
    return sorted(str(run["state_name"]) for run in runs_of(here, "nightly"))


def still_running(here: Everything) -> bool:
    return any(run["state_type"] not in {"COMPLETED", "CRASHED"} for run in here.runs())


async def everything_is_prepared_once(here: Everything) -> None:
    """Each application has come to its end, and each that has a draft has one."""
    async with opened_store(here.settings) as store:
        items = await store.work.listed("exempelstad")
    assert len(items) == APPLICATIONS
    waits = [item for item in items if item.outcome.state in OPEN_STATES and item.outcome.is_tried_again]
    assert waits == []
    drafted = {item.case_ref for item in items if item.outcome.state is State.AWAITING_CASEWORKER}
    drafts = here.drafts()
    assert sorted(drafts) == sorted(drafted)


async def test_a_system_that_stands_stopped_is_told_by_e_mail_and_so_is_the_night_that_met_it(
    tmp_path: Path,
) -> None:
    async with mail_server_here() as (postbox, port):
        with everything_up(tmp_path / "home", "--applications", "4", **notices(port)) as here:
            for account in ("utkast-01", "utkast-02"):
                secret = here.home / "secrets" / f"skatteverket.{account}.password"
                secret.write_text("fel ord", encoding="utf-8")
            here.utkast("console", "night")
            await until(lambda: len(postbox.received) >= 2, within=300)
    assert [letter.subject for letter in postbox.received] == [
        "Utkast: Skatteverket (exempelstad) står stoppat",
        "Utkast: nightly exempelstad: Klar med fel",
    ]
    assert postbox.about("LOGIN_REFUSED")
    assert not postbox.about("fel ord")
