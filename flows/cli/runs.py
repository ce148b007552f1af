"""`utkast night` and `utkast review`: run a flow, with a progress bar, and show what it came to."""

import asyncio
import time

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from flows.cli.tables import next_steps, outcome_table
from flows.cli.trouble import CannotGoOn
from flows.engine import engine_at_hand, prepare_engine
from flows.logs import log_to
from flows.prepare import known
from flows.report import SWEDISH, RunReport
from flows.settings import Settings, load_settings
from flows.wiring import robot_at_work
from flows.work import State, WorkItem

console = Console()


def chosen(municipality: str, settings: Settings) -> str:
    """The municipality asked for, or the setting's. Raises CannotGoOn when there is neither."""
    name = municipality or settings.municipality
    if not name:
        raise CannotGoOn("Which municipality? Give --municipality or set UTKAST_MUNICIPALITY.")
    return name


def night(municipality: str) -> int:
    """Run the night. Exit code 1 when something failed or a system could not be used."""
    settings = load_settings()
    report = run_night(chosen(municipality, settings), settings)
    console.print(outcome_table(report))
    console.print(next_steps(report, settings), markup=False)
    return 1 if report.troubles or _any_failed(report) else 0


def run_night(municipality: str, settings: Settings) -> RunReport:
    """The night's report, with a progress bar meanwhile."""
    prepare_engine(settings)
    log_to(settings.home / "logs")
    return asyncio.run(_night(municipality, settings))


async def _night(municipality: str, settings: Settings) -> RunReport:
    """What is wrong with the installation is told before Prefect has been started, and without it."""
    async with robot_at_work(settings, municipality):
        from flows.nightly import WATCHER, nightly

        with _progress() as progress:
            bar = progress.add_task("Förbereder ansökningar", total=None)
            WATCHER.set(lambda done, of: progress.update(bar, completed=done, total=of))
            async with engine_at_hand():
                return await nightly(municipality)


def review(municipality: str, case_ref: str) -> int:
    """Prepare one application and say where it went."""
    settings = load_settings()
    prepare_engine(settings)
    log_to(settings.home / "logs")
    started = time.monotonic()
    item = asyncio.run(_review(chosen(municipality, settings), case_ref, settings))
    _tell(item, time.monotonic() - started)
    return 1 if item.outcome.state is State.FAILED else 0


async def _review(municipality: str, case_ref: str, settings: Settings) -> WorkItem:
    async with robot_at_work(settings, municipality) as robot:
        await known(robot, case_ref)
        from flows.review import review as review_flow

        async with engine_at_hand():
            return await review_flow(municipality, case_ref)


def _tell(item: WorkItem, seconds: float) -> None:
    console.print(f"{item.case_ref}: {SWEDISH[item.outcome.state]}", style="bold", highlight=False)
    for text in (item.outcome.reason, item.outcome.explanation):
        if text:
            console.print(f"  {text}", markup=False, highlight=False)
    console.print(f"  {seconds:.1f} s", highlight=False)


def _any_failed(report: RunReport) -> bool:
    return any(item.outcome.state is State.FAILED for item in report.items)


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
    )
