"""`utkast night` and `utkast review`: run a flow, with a progress bar, and show what it came to.

Both obey SIGTERM and Ctrl-C between two steps, and a person who has paused the robot.
"""

import time
from functools import partial

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from flows.cli.municipality import chosen
from flows.cli.tables import next_steps, outcome_table, pause_told
from flows.cli.terminal import Terminal
from flows.engine import engine_at_hand, prepare_engine
from flows.logs import log_to
from flows.pausing import begins_nothing, standing_pause
from flows.prepare import known
from flows.report import SWEDISH, RunReport, cut_off
from flows.settings import Settings, load_settings
from flows.signals import run_obeying
from flows.stopping import Stopping
from flows.wiring.robots import robot_at_work
from flows.work import OPEN_STATES, State, WorkItem

console = Terminal()
INTERRUPTED = 3
"""The exit code of a run that was paused or told to stop: nothing failed, and the work is not done."""


def night(municipality: str) -> int:
    """Run the night. Exit code 1 when something failed or a system was away, else INTERRUPTED or 0."""
    settings = load_settings()
    report = run_night(chosen(municipality, settings), settings)
    console.print(outcome_table(report))
    console.print(next_steps(report, settings), markup=False)
    if report.has_failures:
        return 1
    return INTERRUPTED if report.interrupted else 0


def run_night(municipality: str, settings: Settings) -> RunReport:
    """The night's report, with a progress bar meanwhile."""
    prepare_engine(settings)
    log_to(settings.home / "logs")
    return run_obeying(partial(_night, municipality, settings))


async def _night(municipality: str, settings: Settings, stopping: Stopping) -> RunReport:
    """What is wrong with the installation is told before Prefect has been started, and without it."""
    async with robot_at_work(settings, municipality, stopping) as robot:
        if stopping.asked:
            return RunReport(
                municipality=robot.municipality.name, new=0, items=(), seconds=0.0, stopped=stopping.why
            )
        from flows.nightly import WATCHER, nightly

        with _progress() as progress:
            bar = progress.add_task("Förbereder ansökningar", total=None)
            WATCHER.set(lambda done, of: progress.update(bar, completed=done, total=of))
            async with engine_at_hand():
                return await nightly(municipality)


def review(municipality: str, case_ref: str) -> int:
    """Prepare one application and say where it went. Exit codes as of a night."""
    settings = load_settings()
    prepare_engine(settings)
    log_to(settings.home / "logs")
    started = time.monotonic()
    item, interrupted = run_obeying(
        partial(_review, chosen(municipality, settings), settings, case_ref=case_ref)
    )
    _tell(item, time.monotonic() - started, interrupted)
    if item.outcome.state is State.FAILED:
        return 1
    return INTERRUPTED if interrupted else 0


async def _review(
    municipality: str, settings: Settings, stopping: Stopping, *, case_ref: str
) -> tuple[WorkItem, str]:
    """Where the application stands, and what came between; blank when nothing did."""
    async with robot_at_work(settings, municipality, stopping) as robot:
        item = await known(robot, case_ref)
        if not await begins_nothing(robot):
            from flows.review import review as review_flow

            async with engine_at_hand():
                item = await review_flow(municipality, case_ref)
        if item.outcome.state not in OPEN_STATES:
            return item, ""
        pause = await standing_pause(robot)
        return item, pause_told(pause) if pause else cut_off(stopping.why)


def _tell(item: WorkItem, seconds: float, interrupted: str) -> None:
    console.print(f"{item.case_ref}: {SWEDISH[item.outcome.state]}", style="bold", highlight=False)
    for text in (item.outcome.reason, item.outcome.for_a_list, interrupted):
        if text:
            console.print(f"  {text}", markup=False, highlight=False)
    if item.outcome.state is State.FAILED:
        why = f"  Vad som gick fel, och vad man gör åt det: utkast evidence show {item.case_ref}"
        console.print(why, markup=False, highlight=False, soft_wrap=True)
    console.print(f"  {seconds:.1f} s", highlight=False)


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
    )
