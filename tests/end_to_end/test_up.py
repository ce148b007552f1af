"""Everything up at once: a scheduled and an ordered run are seen in Prefect; workers may die in the night."""

import json
import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from bots.almanda import Door
from bots.kit.browser import open_browser
from bots.kit.secret import Account, Secret
from flows.cli.demo import CASEWORKER
from flows.console.automations import LOST_AFTER
from flows.settings import PROJECT
from flows.wiring.store import opened_store
from flows.work import case_ref_for
from tests.end_to_end.everything import Everything, everything_up, notices, until
from tests.end_to_end.installation import CODE
from tests.mail_server import mail_server_here

if TYPE_CHECKING:
    from playwright.async_api import Browser

    from bots.kit.browser import BrowserChoice

pytestmark = [pytest.mark.campaign, pytest.mark.slow, pytest.mark.timeout(1200)]
APPLICATIONS = 40
NOTICED_SECONDS = LOST_AFTER.total_seconds() + 60
"""The window, Prefect's own rounds, and a machine that has other work."""


def config_with_a_night_soon(folder: Path) -> Path:
    """The project's config, and a timetable by which the night begins in two minutes."""
    soon = datetime.now(ZoneInfo("Europe/Stockholm")) + timedelta(minutes=2)
    return config_with(folder, night=f"{soon.minute} {soon.hour} * * *")


def config_with(folder: Path, **times: str) -> Path:
    """The project's config, with a timetable of the municipality's own."""
    shutil.copytree(PROJECT / "config", folder)
    file = folder / "municipalities" / "exempelstad.yaml"
    stated = "".join(f'  {slug}: "{cron}"\n' for slug, cron in times.items())
    file.write_text(f"{file.read_text(encoding='utf-8')}timetable:\n{stated}", encoding="utf-8")
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


async def test_orders_and_the_weeks_follow_up_complete_in_prefect_which_is_told_of_nobody(
    tmp_path: Path, browser_choice: "BrowserChoice"
) -> None:
    config = config_with(tmp_path / "config", orders="*/2 * * * *")
    with everything_up(tmp_path / "home", "--applications", "3", UTKAST_CONFIG_DIR=str(config)) as here:
        here.utkast("console", "night")
        await until(lambda: ended(here, "nightly"), within=400)
        draft = next(row for row in here.records("state/drafts") if row["amount_ore"])
        case_ref = draft["external_reference"]
        await ordered_again(here, draft, browser_choice)
        await until(lambda: f"{case_ref}/2" in here.drafts(), within=400)
        await until(lambda: artifacts_of(here, "ordered", state="Completed"), within=60)
        here.run_now("follow_up")
        await until(lambda: ended(here, "follow_up"), within=400)

        (order,) = artifacts_of(here, "ordered", state="Completed")
        told = [{"Beställning": "1", "Ansökan": case_ref, "Läge": "Klar"}]
        assert (list(order), json.loads(order["ordered"])) == (["ordered"], told)
        (week,) = artifacts_of(here, "follow_up", state="Completed")
        assert set(week) == {"follow-up", "follow-up-shares", "follow-up-files"}
        assert "uppfoljning-exempelstad-2026-W46" in week["follow-up-files"]
        asked = [run["parameters"] for flow in ("ordered", "follow_up") for run in runs_of(here, flow)]
        assert all(one["municipality"] == "exempelstad" and not one.get("week") for one in asked)
        said = "".join(here.told(one) for one in ("artifacts", "flow_runs", "task_runs", "logs"))
        assert all(stands_in(said, word) for word in (case_ref, "Beställning", "uppföljning"))
        assert [word for word in persons_of(here) if stands_in(said, word)] == []


async def ordered_again(here: Everything, draft: Mapping[str, Any], choice: "BrowserChoice") -> None:
    """A caseworker opens the draft in Almanda and presses the button."""
    address = here.settings.base_urls["case_system"]
    secret = f"almanda.{CASEWORKER}.password"
    password = (here.home / "secrets" / secret).read_text(encoding="utf-8").strip()
    async with open_browser(choice, ca_files=[here.home / "secrets" / "ca.pem"]) as browser:
        page = await (await browser.new_context()).new_page()
        account = Account(name=CASEWORKER, password=Secret(password, name=secret))
        await Door(address).log_in(page, account)
        of_it = f"akt={draft['customer_number']}&utkast={draft['draft_number']}"
        await page.goto(f"{address}/UtkastVisa.aspx?{of_it}")
        await page.get_by_role("link", name="Förbered igen").click()
        await page.get_by_role("button", name="Beställ").click()
        await page.locator("#bestallning").wait_for()
        await Door(address).log_out(page)


def artifacts_of(here: Everything, flow: str, *, state: str) -> list[dict[str, str]]:
    """What each run of a flow that ended so, and left any, has left: by key."""
    found = []
    for run in runs_of(here, flow):
        of_it = {"flow_run_id": {"any_": [run["id"]]}}
        rows = json.loads(here.told("artifacts", artifacts=of_it))
        found.append({str(row["key"]): str(row["data"]) for row in rows if run["state_name"] == state})
    return [one for one in found if one]


def stands_in(said: str, word: str) -> bool:
    """A table is kept as JSON in a text, where å, ä and ö are numbers."""
    within = said.replace("\\\\", "\\").casefold()
    return word.casefold() in within or json.dumps(word)[1:-1].casefold() in within


def persons_of(here: Everything) -> set[str]:
    """Every name and number of the invented town's people, and the signature of who ordered."""
    with closing(sqlite3.connect(here.home / "mock" / "world.sqlite3")) as world:
        rows = world.execute("SELECT personnummer, first_name, last_name FROM person").fetchall()
    said = {CASEWORKER}
    for number, first, last in rows:
        said |= {number, number[2:], f"{number[:8]}-{number[8:]}", f"{number[2:8]}-{number[8:]}"}
        said |= {f"{first} {last}", f"{last}, {first}"}
    return said


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
    """Each application has ended as its scenario states, and each that should have a draft has one."""
    async with opened_store(here.settings) as store:
        items = await store.work.listed("exempelstad")
    stated = {case_ref_for(CODE, str(one["flow_instance_id"])): one for one in here.records("expected")}
    assert len(stated) == APPLICATIONS
    assert {item.case_ref: item.outcome.state for item in items} == {
        ref: one["state"] for ref, one in stated.items()
    }
    drafted = [ref for ref, one in stated.items() if one["proposal"] or one["handover_draft"]]
    assert sorted(here.drafts()) == sorted(drafted)


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
