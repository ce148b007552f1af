"""`utkast ordered`: look for caseworkers' orders now, prepare what they have ordered, and show it."""

from collections.abc import Sequence
from functools import partial

from flows.cli.municipality import chosen
from flows.cli.terminal import Terminal
from flows.engine import engine_at_hand, prepare_engine
from flows.logs import log_to
from flows.orders import Answered, ordered
from flows.settings import Settings, load_settings
from flows.signals import run_obeying
from flows.stopping import Stopping
from flows.wiring.robots import robot_at_work

console = Terminal()


def run(municipality: str) -> int:
    """Exit code 1 when an ordered application failed."""
    settings = load_settings()
    prepare_engine(settings)
    log_to(settings.home / "logs")
    answered = run_obeying(partial(_ordered, chosen(municipality, settings), settings))
    if not answered:
        console.print("Inget är beställt.")
    for one in answered:
        console.print(f"Beställning {one.number}: {one.status}", highlight=False)
    return int(any(one.failed for one in answered))


async def _ordered(municipality: str, settings: Settings, stopping: Stopping) -> Sequence[Answered]:
    async with robot_at_work(settings, municipality, stopping), engine_at_hand():
        return await ordered(municipality)
