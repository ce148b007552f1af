"""A real process is told to stop at every kind of moment: nothing is left half done, held or running.

Then another night finishes what was left, and each application has one draft.
"""

import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from bots.kit.browser import find_browser, wanted_revision
from flows.cli.runs import INTERRUPTED
from flows.journal import Pause
from flows.wiring.store import opened_store
from flows.work import State
from tests.end_to_end.installation import MUNICIPALITY, Installation
from tests.end_to_end.worker_process import PROJECT, Crew, Worker, prefect_address

pytestmark = [
    pytest.mark.campaign,
    pytest.mark.slow,
    pytest.mark.timeout(400),
    pytest.mark.skipif(os.name == "nt", reason="Windows sends no signal to another process"),
]
HOUSEHOLDS = ("single_with_costs", "benefit_not_declared", "plan_missing", "surplus_salary")
FINAL = {"COMPLETED", "CRASHED", "CANCELLED"}
STOPPED = "Körningen avbröts: SIGTERM"
SLOW_MS = {"latency": 2500, "hang": 60_000}


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A request that is under way when the signal comes: made slow, so that it is."""

    system: str
    step: str
    method: str = "GET"

    def __str__(self) -> str:
        return f"{self.method} {self.system} {self.step}"

    def comes(self, installation: Installation, worker: Worker) -> None:
        """Wait until such a request has come in and has not been answered."""
        screen = {"system": self.system, "screen": self.step, "method": self.method}

        def is_at_hand() -> bool:
            return any(row["status"] is None for row in installation.records("state/requests", **screen))

        worker.until(is_at_hand)

    def strike(self, installation: Installation, kind: str = "latency") -> None:
        """Let the next such request take two seconds and a half, or for ever."""
        installation.strike(kind, self.system, self.step, method=self.method, latency_ms=SLOW_MS[kind])


IN_THE_MIDDLE = Moment(system="skatteverket", step="population")
LOGGING_OUT = Moment(system="almanda", step="logout")
THE_PRESS = Moment(system="almanda", step="draft_form", method="POST")
FURTHER_MOMENTS = (
    Moment(system="inbox", step="instance_xml"),
    Moment(system="almanda", step="login", method="POST"),
    Moment(system="almanda", step="draft_form"),
)
MOMENTS = (IN_THE_MIDDLE, THE_PRESS, *FURTHER_MOMENTS)


@pytest.fixture
def crew(installation: Installation) -> Iterator[Crew]:
    """An inbox with four households, and whoever works on them."""
    installation.new_world(*HOUSEHOLDS)
    crew = Crew(installation=installation)
    yield crew
    crew.leave()


def require_interrupted(worker: Worker, words: str = STOPPED) -> None:
    """It has ended by itself, in time, and says why."""
    code, said = worker.ended()
    assert (code, words in said, "Traceback" in said) == (INTERRUPTED, True, False), said


async def require_nothing_is_held(crew: Crew) -> None:
    """No session in any system, no application in anybody's hands, and nothing that Prefect calls running."""
    installation = crew.installation
    assert installation.records("state/sessions") == []
    assert State.PREPARING not in {item.outcome.state for item in (await installation.items()).values()}
    runs = crew.flow_runs()
    assert runs
    assert {row["state_type"] for row in (*runs, *crew.task_runs())} <= FINAL


async def require_all_is_finished_by_the_next_night(installation: Installation) -> None:
    """What was cut off in the middle of a write may be looked for at once."""
    await installation.night(uncertain_seconds=0.1)
    items = (await installation.items()).values()
    assert [item.outcome.state for item in items] == [State.AWAITING_CASEWORKER] * len(HOUSEHOLDS)
    assert set(installation.drafts()) == {item.case_ref for item in items}


@pytest.mark.parametrize("moment", MOMENTS, ids=str)
async def test_a_night_that_is_told_to_stop_leaves_nothing_half_done(
    moment: Moment, crew: Crew, installation: Installation
) -> None:
    moment.strike(installation)
    worker = crew.types("night")
    moment.comes(installation, worker)
    worker.send(signal.SIGTERM)
    require_interrupted(worker)
    assert crew.flow_runs()[0]["state"]["name"] == "Avbruten"
    await require_nothing_is_held(crew)
    await require_all_is_finished_by_the_next_night(installation)


async def test_ctrl_c_reaches_every_process_and_sessions_are_logged_out_all_the_same(
    crew: Crew, installation: Installation
) -> None:
    IN_THE_MIDDLE.strike(installation)
    worker = crew.types("night")
    IN_THE_MIDDLE.comes(installation, worker)
    worker.press_ctrl_c()
    require_interrupted(worker, "Körningen avbröts: SIGINT")
    await require_nothing_is_held(crew)
    await require_all_is_finished_by_the_next_night(installation)


async def test_a_second_signal_cuts_off_what_does_not_answer(crew: Crew, installation: Installation) -> None:
    IN_THE_MIDDLE.strike(installation, "hang")
    worker = crew.types("night", UTKAST_GRACE_SECONDS="300")
    IN_THE_MIDDLE.comes(installation, worker)
    worker.send(signal.SIGTERM)
    worker.until(lambda: "stopping.asked" in log_of(installation))
    worker.send(signal.SIGTERM)
    require_interrupted(worker)
    await require_nothing_is_held(crew)
    await require_all_is_finished_by_the_next_night(installation)


async def test_a_night_that_is_told_while_the_browser_starts_asks_nobody(
    crew: Crew, installation: Installation, tmp_path: Path
) -> None:
    browser, begun = tmp_path / "slow-browser", tmp_path / "begun"
    browser.write_text(f'#!/bin/sh\ntouch {begun}\nsleep 2\nexec {browser_here()} "$@"\n', encoding="utf-8")
    browser.chmod(0o700)
    worker = crew.types("night", UTKAST_BROWSER_PATH=str(browser))
    worker.until(begun.exists)
    worker.send(signal.SIGTERM)
    require_interrupted(worker)
    assert installation.records("state/requests") == []
    assert await installation.items() == {}


def browser_here() -> Path:
    """The browser that is started unless another is named."""
    own = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", Path.home() / ".cache" / "ms-playwright"))
    downloads = own.glob(f"chromium_headless_shell-{wanted_revision()}/*/*headless*shell")
    return find_browser(os.environ.get("UTKAST_BROWSER_PATH")).path or next(downloads)


async def test_a_night_that_waits_for_a_system_ends_at_once(crew: Crew, installation: Installation) -> None:
    installation.strike("http_error", "skatteverket", "population", count=None, status=500)
    worker = crew.types("night", UTKAST_COOL_OFF_SECONDS="900")
    worker.until(lambda: "breaker.opened" in log_of(installation))
    worker.send(signal.SIGTERM)
    code, said = worker.ended(within=45)
    assert (code, STOPPED in said, "Traceback" in said) == (1, True, False), said
    await require_nothing_is_held(crew)
    installation.mocks.platform.faults.clear()
    await require_all_is_finished_by_the_next_night(installation)


async def test_a_night_that_is_told_while_it_logs_out_has_done_its_work(
    crew: Crew, installation: Installation
) -> None:
    LOGGING_OUT.strike(installation)
    worker = crew.types("night")
    LOGGING_OUT.comes(installation, worker)
    worker.send(signal.SIGTERM)
    code, said = worker.ended()
    assert (code, "Traceback" in said) == (0, False), said
    assert len(installation.drafts()) == len(HOUSEHOLDS)
    await require_nothing_is_held(crew)


async def test_a_run_that_prefect_itself_has_started_obeys_too(
    crew: Crew, installation: Installation
) -> None:
    IN_THE_MIDDLE.strike(installation)
    worker = crew.starts(
        *(sys.executable, "-m", "prefect.engine", run_of_nightly()),
        PREFECT_API_URL=prefect_address(),
        PREFECT_HOME=str(installation.settings.home / "prefect"),
        PREFECT__FLOW_ENTRYPOINT=f"{PROJECT}/flows/nightly.py:nightly",
    )
    IN_THE_MIDDLE.comes(installation, worker)
    worker.send(signal.SIGTERM)
    code, said = worker.ended()
    assert code == 0, said
    assert crew.flow_runs()[0]["state"]["name"] == "Avbruten"
    await require_nothing_is_held(crew)
    await require_all_is_finished_by_the_next_night(installation)


def run_of_nightly() -> str:
    """The id of a run of the night, as Prefect makes one before it starts a process for it."""
    address = prefect_address()
    flow = httpx.post(f"{address}/flows/", json={"name": "nightly"}, timeout=30).raise_for_status().json()
    wanted = {
        "flow_id": flow["id"],
        "parameters": {"municipality": MUNICIPALITY},
        "state": {"type": "PENDING"},
    }
    made = httpx.post(f"{address}/flow_runs/", json=wanted, timeout=30).raise_for_status().json()
    return str(made["id"])


async def test_a_pause_is_obeyed_until_somebody_resumes(crew: Crew, installation: Installation) -> None:
    why = "Fel i underlaget."
    IN_THE_MIDDLE.strike(installation)
    worker = crew.types("night")
    IN_THE_MIDDLE.comes(installation, worker)
    async with opened_store(installation.settings) as store:
        pause = Pause(since=datetime.now(UTC), who="Sven", reason=why)
        assert await store.switch.pause(MUNICIPALITY, pause)
    require_interrupted(worker, f"av Sven: {why}")
    await require_nothing_is_held(crew)

    asked = len(installation.records("state/requests"))
    require_interrupted(crew.types("night"), f"av Sven: {why}")
    left = [item for item in (await installation.items()).values() if item.outcome.state is State.COLLECTED]
    require_interrupted(crew.types("review", left[0].case_ref), f"av Sven: {why}")
    assert len(installation.records("state/requests")) == asked

    assert crew.types("resume").ended()[0] == 0
    await require_all_is_finished_by_the_next_night(installation)


def log_of(installation: Installation) -> str:
    """The robot's log as it is now."""
    return (installation.settings.home / "logs" / "utkast.jsonl").read_text(encoding="utf-8")
