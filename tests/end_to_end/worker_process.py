"""`utkast` as operations run it: a process of its own, that can be sent signals, against the mock systems.

What it came to is read from the systems' own records, our tables and Prefect's own answers.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from prefect.settings import PREFECT_API_URL

from tests.end_to_end.installation import Installation, Record

PROGRAM = (sys.executable, "-c", "from flows.cli import main; main()")
PROJECT = Path(__file__).parents[2]
BEAT_SECONDS = 0.05


@dataclass(slots=True, kw_only=True)
class Worker:
    """One running process, in a process group of its own, as a terminal would start it."""

    process: "subprocess.Popen[str]"

    def until(self, happens: Callable[[], bool], *, within: float = 90) -> None:
        """Wait for something while the process runs. Fails when it ends first, or after so many seconds."""
        over = time.monotonic() + within
        while not happens():
            assert self.process.poll() is None, f"it ended first: {self.ended()}"
            assert time.monotonic() < over, "it did not happen"
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(BEAT_SECONDS)

    def send(self, one: signal.Signals) -> None:
        """A signal to the process alone, as a service manager sends it."""
        self.process.send_signal(one)

    def press_ctrl_c(self) -> None:
        """A terminal sends its interrupt to every process of the group."""
        os.killpg(self.process.pid, signal.SIGINT)

    def ended(self, within: float = 90) -> tuple[int, str]:
        """The exit code, and what was said."""
        said, _ = self.process.communicate(timeout=within)
        return self.process.returncode, said


@dataclass(slots=True, kw_only=True)
class Crew:
    """The processes that one test has started in an installation; none outlives it."""

    installation: Installation
    workers: list[Worker] = field(default_factory=list)
    earlier: frozenset[str] = field(default_factory=lambda: frozenset(run["id"] for run in _all_flow_runs()))
    """The flow runs of the tests before: Prefect's server is everybody's."""

    def flow_runs(self) -> Sequence[Record]:
        """The flow runs that Prefect has heard of since, the latest first."""
        return [run for run in _all_flow_runs() if run["id"] not in self.earlier]

    def task_runs(self) -> Sequence[Record]:
        """The task runs of these."""
        mine = {"id": {"any_": [run["id"] for run in self.flow_runs()]}}
        return _asked("task_runs", flow_runs=mine)

    def types(self, *words: str, **more: str) -> Worker:
        """Somebody types `utkast` and the words; `more` are environment variables."""
        return self.starts(*PROGRAM, *words, **more)

    def starts(self, *words: str, **more: str) -> Worker:
        """Start a program that finds the installation in its environment."""
        process = subprocess.Popen(
            words,
            cwd=self.installation.settings.home,
            env={
                **self.installation.environment(),
                "UTKAST_TIMEOUT_SECONDS": str(self.installation.settings.timeout_seconds),
                "COLUMNS": "160",
                **more,
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        worker = Worker(process=process)
        self.workers.append(worker)
        return worker

    def leave(self) -> None:
        """End what still runs, as when a test has failed."""
        for worker in self.workers:
            if worker.process.poll() is None:
                worker.process.kill()
                worker.ended()


def prefect_address() -> str:
    """Where the tests' own Prefect server answers."""
    return str(PREFECT_API_URL.value())


def _all_flow_runs() -> Sequence[Record]:
    """Every flow run that Prefect's server knows, the latest first; it tells of 200 at a time."""
    told: list[Record] = []
    while more := _asked("flow_runs", offset=len(told)):
        told += more
    return told


def _asked(what: str, **chosen: object) -> Sequence[Record]:
    wanted = {"sort": "EXPECTED_START_TIME_DESC", **chosen}
    answer = httpx.post(f"{prefect_address()}/{what}/filter", json=wanted, timeout=30)
    answer.raise_for_status()
    rows: Sequence[Record] = answer.json()
    return rows
