"""`utkast doctor`: visit every screen of every system read-only, and print what fits and what does not."""

from functools import partial

from rich.table import Table

from flows.cli.municipality import chosen
from flows.cli.terminal import Terminal
from flows.engine import engine_at_hand, prepare_engine
from flows.examination import SWEDISH, Examination, Verdict
from flows.logs import log_to
from flows.settings import Settings, load_settings
from flows.signals import run_obeying
from flows.stopping import Stopping
from flows.wiring.robots import robot_at_work

console = Terminal()


def run(municipality: str) -> int:
    """Examine and show. Exit code 0 when every screen fits, else 1."""
    settings = load_settings()
    prepare_engine(settings)
    log_to(settings.home / "logs")
    examination = run_obeying(partial(_examine, chosen(municipality, settings), settings))
    console.print(screen_table(examination))
    console.print(summary(examination), highlight=False, markup=False)
    return 0 if examination.fits else 1


async def _examine(municipality: str, settings: Settings, stopping: Stopping) -> Examination:
    """What is wrong with the installation is told before Prefect has been started, and without it."""
    async with robot_at_work(settings, municipality, stopping):
        from flows.doctor import doctor

        async with engine_at_hand():
            return await doctor(municipality)


def screen_table(examination: Examination) -> Table:
    """Screen by screen; system, screen and outcome are whole at 80 columns."""
    table = Table(title=f"{examination.municipality}: systemens skärmar")
    for heading in ("System", "Skärm", "Utfall"):
        table.add_column(heading, no_wrap=True)
    table.add_column("Anmärkning", overflow="fold")
    for system in examination.systems:
        for one in system.screens:
            table.add_row(system.system, one.screen, SWEDISH[one.verdict], "\n".join(one.remarks))
        table.add_section()
    return table


def summary(examination: Examination) -> str:
    """How many screens came to what."""
    fit, misfit, unseen, empty = (examination.count(verdict) for verdict in Verdict)
    return (
        f"{fit} skärmar passar, {misfit} passar inte, {unseen} besöktes inte och {empty} har inget att visa "
        f"ännu. {examination.seconds:.1f} s."
    )
