"""`make bench`: seconds per application by night and on demand, and the ratio to the floor, in one run.

These machines are noisy: the robot and the floor take turns on applications of one scenario, and what is
printed is the median of each and the ratio of the medians.
"""

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from statistics import median
from typing import TypeVar

from rich.console import Console
from rich.table import Table

from flows.engine import engine_at_hand, prepare_engine
from flows.logs import log_to
from flows.settings import load_settings
from flows.work import State, case_ref_for
from tests.benchmarks.places import Applicant, Places, world

SCENARIO = "single_with_costs"
PAIRS = 12
WARM_UPS = 2
COLD = 3
NIGHT = 40
T = TypeVar("T")


def main() -> int:
    """Measure and print. Exit code 1 when an application did not end with a draft."""
    with tempfile.TemporaryDirectory() as folder:
        table = Table(title="Sekunder per ansökan (median, minst–störst)")
        for heading in ("Vad", "Sekunder", "Mot golvet"):
            table.add_column(heading)
        with world(
            Path(folder) / "pairs", applications=2 * PAIRS + WARM_UPS * 2 + COLD, scenario=SCENARIO
        ) as places:
            _ready()
            warm, floor = asyncio.run(_in_turns(places))
            cold = [_cold(places, one) for one in places.applicants()[-COLD:]]
        with world(Path(folder) / "night", applications=NIGHT):
            _ready()
            night = asyncio.run(_night())
        for what, seconds in (
            ("Golv: samma sidbesök, bara Playwright", floor),
            ("På begäran, varm arbetare", warm),
            ("På begäran, kallt kommando", cold),
            (f"Natt, {NIGHT} ansökningar, per ansökan", [night]),
        ):
            ratio = "" if seconds is floor else f"{median(seconds) / median(floor):.2f}"
            spread = f" ({min(seconds):.2f}–{max(seconds):.2f})" if len(seconds) > 1 else ""
            table.add_row(what, f"{median(seconds):.2f}{spread}", ratio)
        Console().print(table)
    return 0


def _ready() -> None:
    settings = load_settings()
    prepare_engine(settings)
    log_to(settings.home / "logs")


async def _in_turns(places: Places) -> tuple[list[float], list[float]]:
    """The robot with its sessions open and the bare script with its own, one application each in turn."""
    from bots.kit.browser import find_browser, open_browser
    from flows.collect import collect
    from flows.review import review
    from flows.wiring.robots import robot_at_work
    from tests.benchmarks import floor

    settings = load_settings()
    warm: list[float] = []
    bare: list[float] = []
    choice = find_browser(settings.browser_path)
    async with (
        open_browser(choice, ca_files=settings.ca_files) as browser,
        floor.logged_in(browser, places) as desk,
        robot_at_work(settings, settings.municipality) as robot,
        engine_at_hand(),
    ):
        await collect(robot)
        applicants = places.applicants()[:-COLD]
        for number, (ours, theirs) in enumerate(zip(applicants[::2], applicants[1::2], strict=True)):
            ref = case_ref_for(robot.municipality.code, ours.application_ref)
            seconds, item = await _timed(lambda ref=ref: review(settings.municipality, ref))
            if item.outcome.state is not State.AWAITING_CASEWORKER:
                raise SystemExit(f"{ref} ended as {item.outcome}")
            visited, _ = await _timed(
                lambda who=theirs: floor.visit(desk, who.personnummer, f"GOLV-{who.application_ref}")
            )
            if number >= WARM_UPS:
                warm.append(seconds)
                bare.append(visited)
    return warm, bare


async def _timed(work: Callable[[], Awaitable[T]]) -> tuple[float, T]:
    started = time.perf_counter()
    result = await work()
    return time.perf_counter() - started, result


def _cold(places: Places, one: Applicant) -> float:
    """The whole command: interpreter, Prefect, browser, four logins, one application, log-outs."""
    command = [sys.executable, "-c", "from flows.cli import main; main()", "review"]
    started = time.perf_counter()
    subprocess.run(
        [*command, case_ref_for("9901", one.application_ref)],
        check=True,
        capture_output=True,
        env=os.environ | places.environment(),
    )
    return time.perf_counter() - started


async def _night() -> float:
    from flows.nightly import nightly

    report = await nightly(load_settings().municipality)
    return report.seconds_each


if __name__ == "__main__":
    sys.exit(main())
