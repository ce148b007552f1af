"""A night over people who are in no other text, in bad weather, and nobody of them in anything it left.

Everything runs as a municipality's would: Prefect's own server and worker, evidence, notices, a doctor's
round, an order, the figures. What was searched is printed (`make canary`).
"""

import json
import os
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from flows.cli.up import free_port
from flows.work import OPEN_STATES, State
from mock_legacy.world.marked import MARK
from tests.canary import PLACEHOLDER, Search, Wanted, open_to_others, processes_seen
from tests.end_to_end.everything import PROJECT, Everything, everything_up, notices, until
from tests.end_to_end.test_traces import with_traces
from tests.mail_server import mail_server_here
from tests.trust import TRUST

APPLICATIONS = int(os.environ.get("CANARY_APPLICATIONS", "200"))
WEATHER = (
    "session_loss",
    "notice_page",
    "http_error",
    "cut",
    "empty_page",
    "duplicate_rows",
    "wrong_person",
    "another_draft",
    "locked_record",
    "renamed_label",
    "inserted_column",
    "not_the_page",
    "cut_after_write",
)
WAITING_IS_SHORT = {
    "UTKAST_RETRY_SECONDS": "[0.5, 1.0, 2.0]",
    "UTKAST_UNCERTAIN_SECONDS": "5",
    "UTKAST_COOL_OFF_SECONDS": "2",
    "UTKAST_LONGEST_COOL_OFF_SECONDS": "5",
    "UTKAST_PATIENCE_SECONDS": "60",
}
LOOKED_THROUGH = ("home", "TMPDIR: names", "Prefect's tables", "letters", "processes", "figures")
"""Of the folder of temporary files the names: it may well have no file."""
pytestmark = [pytest.mark.campaign, pytest.mark.slow, pytest.mark.timeout(5400)]


async def test_nobody_is_in_anything_that_a_night_leaves(tmp_path: Path) -> None:
    home, temporary = tmp_path / "home", tmp_path / "tmp"
    temporary.mkdir(mode=0o700)
    settings = WAITING_IS_SHORT | {"UTKAST_CONFIG_DIR": str(with_traces(tmp_path / "config"))}
    async with mail_server_here() as (postbox, port):
        with (
            processes_seen(str(tmp_path)) as processes,
            everything_up(
                home, "--applications", "2", TMPDIR=str(temporary), **settings, **notices(port)
            ) as here,
        ):
            control(here, "reset", applications=APPLICATIONS, marked=True)
            weather = {"seed": 1, "kinds": WEATHER, "rate": 0.01, "count": APPLICATIONS}
            control(here, "faults/schedule", **weather, latency_ms=500, status=502)
            wanted = Wanted.of(everybody(home), home / "secrets", accounts=every_account(home))
            assert wanted.accounts
            search = Search(wanted=wanted)
            await until_all_are_settled(here)
            for words in (["status"], ["list"], ["waiting"], ["failed"], ["evidence", "list"], ["logs"]):
                search.look("what commands say", here.utkast(*words))
            search.look_through("TMPDIR during the night", temporary)
            for page in figures(here):
                search.look("figures", page)
            struck = len(control(here, "faults/strikes"))
    for letter in postbox.received:
        search.look("letters", f"{letter.subject}\n{letter.body}")
    for seen in processes:
        search.look("processes", seen)
    look_through_what_is_left(search, home, temporary)
    logged = (home / "logs" / "utkast.jsonl").read_text(encoding="utf-8")
    assert not open_items(home)
    outlines = len(list((home / "evidence").glob("*.json")))
    print(f"\n{search.told()}")  # noqa: T201 - what a campaign is run for
    traces = len(list((home / "evidence").glob("*.trace")))
    kept = f"evidence {outlines}, traces {traces}, taken out in the log {len(PLACEHOLDER.findall(logged))}"
    print(f"Faults {struck}, {kept}")  # noqa: T201
    assert search.found == []
    assert struck
    assert outlines
    assert traces
    assert [place for place in LOOKED_THROUGH if not search.looked[place]] == []
    assert open_to_others(home) == []
    everything_that_is_planted_is_found(search, home, temporary)


def look_through_what_is_left(search: Search, home: Path, temporary: Path) -> None:
    """The files of the robot's home but its secrets, and of the mock systems' their logs alone."""
    search.look_through("home", home, but=[home / "secrets", home / "mock"])
    search.look_through("TMPDIR", temporary)
    for row in rows_of(home / "prefect" / "prefect.db"):
        search.look("Prefect's tables", row)


def everything_that_is_planted_is_found(search: Search, home: Path, temporary: Path) -> None:
    """The control: a word, a number, an account or a secret in each place, and each is found."""
    number = f"19{min(search.wanted.numbers)}"
    (home / "logs" / "planted.log").write_text(f"om {MARK}bå", encoding="utf-8")
    (home / "reports" / f"{MARK}.html").touch()
    (home / "reports" / "planted").write_text(f"8327-9 {min(search.wanted.accounts)}", encoding="utf-8")
    (temporary / "planted").write_bytes(min(search.wanted.secrets))
    with closing(sqlite3.connect(home / "prefect" / "prefect.db")) as database, database:
        database.execute("CREATE TABLE planted (message TEXT)")
        database.execute("INSERT INTO planted VALUES (?)", [number])
    again = Search(wanted=search.wanted)
    look_through_what_is_left(again, home, temporary)
    for place in ("letters", "processes", "figures", "what commands say"):
        again.look(place, f"{place} {number}")
    seen = {place for place in again.looked if any(found.startswith(f"{place} ") for found in again.found)}
    assert seen >= {"home", "home: names", "TMPDIR", "Prefect's tables", "letters", "processes", "figures"}
    kinds = ("word", "number", "account", "secret")
    assert [kind for kind in kinds if not any(f": {kind}" in found for found in again.found)] == []


def everybody(home: Path) -> list[str]:
    """The numbers of all who live in the mock world."""
    with closing(sqlite3.connect(home / "mock" / "world.sqlite3")) as world:
        return [number for (number,) in world.execute("SELECT personnummer FROM person")]


def every_account(home: Path) -> list[str]:
    """The bank accounts of all who have a file in the mock case system; no two have the same."""
    with closing(sqlite3.connect(home / "mock" / "world.sqlite3")) as world:
        return [
            account
            for (account,) in world.execute("SELECT account_number FROM case_file WHERE account_number != ''")
        ]


def rows_of(database: Path) -> Iterator[str]:
    """Every row of every table: in the file itself a long text lies in pieces."""
    with closing(sqlite3.connect(database)) as opened:
        tables = [name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            yield from map(str, opened.execute(f'SELECT * FROM "{table}"'))


def control(here: Everything, what: str, **order: object) -> Any:
    """Ask the mock systems' control interface, or order something of it."""
    with controlling(here) as client:
        answer = client.post(what, json=order) if order else client.get(what)
    return answer.raise_for_status().json()


def lift_faults(here: Everything) -> None:
    """Fair weather from now on; what has struck stays on record."""
    with controlling(here) as client:
        client.delete("faults").raise_for_status()


def controlling(here: Everything) -> httpx.Client:
    """A client of the mock systems' control interface."""
    told = json.loads((here.home / "secrets" / "endpoints.json").read_text(encoding="utf-8"))
    return httpx.Client(base_url=told["control_url"], verify=TRUST, timeout=120)


async def until_all_are_settled(here: Everything) -> None:
    """A screen that changed stops its system: mended, it fits the doctor again; the rest gets its night."""
    await the_night(here)
    if left := open_items(here.home):
        print(f"\nThe night left {dict(left)}; what stopped is mended.")  # noqa: T201
        lift_faults(here)
        here.utkast("doctor")
        await the_night(here)


async def the_night(here: Everything) -> None:
    """Order one, and wait until it has come to its end; the one before it already has."""
    before = len(ended_nights(here))
    here.utkast("console", "night")
    await until(lambda: len(ended_nights(here)) > before, within=4800)


def open_items(home: Path) -> Counter[str]:
    """How many applications have had no assessment yet, by state and reason.

    One whose income may still be reported has had it, and waits for its day.
    """
    with closing(sqlite3.connect(home / "utkast.db")) as tables:
        rows = list(tables.execute("SELECT state, reason FROM work_items"))
    still = [row for row in rows if row[0] in OPEN_STATES and row != (State.WAITING, "DATA_MAY_ARRIVE")]
    left = Counter(f"{state} {reason}".strip() for state, reason in still)
    return left + Counter({"not collected": APPLICATIONS - len(rows)})


def ended_nights(here: Everything) -> Sequence[Mapping[str, Any]]:
    """The nights that have come to their end, in whatever way."""
    nights = [run for run in here.runs() if str(run["name"]).startswith("nightly")]
    return [run for run in nights if run["state_type"] in {"COMPLETED", "FAILED", "CRASHED"}]


def figures(here: Everything) -> Iterator[str]:
    """The pages that `utkast metrics` serves."""
    address = f"127.0.0.1:{free_port()}"
    asked = [sys.executable, "-m", "flows.cli", "metrics"]
    environment = {**here.environment, "UTKAST_METRICS_ADDRESS": address}
    serving = subprocess.Popen(asked, env=environment, cwd=PROJECT, stdout=subprocess.PIPE, text=True)
    try:
        assert serving.stdout is not None
        assert address in serving.stdout.readline()
        for page in ("metrics", "health"):
            yield httpx.get(f"http://{address}/{page}", timeout=60).text
    finally:
        serving.terminate()
        serving.communicate(timeout=60)
