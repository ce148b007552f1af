"""`utkast ordered`: look for caseworkers' orders now, prepare what they have ordered, and show it."""

from functools import partial
from typing import TYPE_CHECKING

from flows.cli.municipality import chosen
from flows.cli.runs import INTERRUPTED
from flows.cli.tables import pause_told
from flows.cli.terminal import Terminal
from flows.engine import engine_at_hand, prepare_engine
from flows.logs import log_to
from flows.pausing import standing_pause
from flows.report import cut_off
from flows.settings import Settings, load_settings
from flows.signals import run_obeying
from flows.stopping import Stopping
from flows.wiring.robots import robot_at_work

if TYPE_CHECKING:
    from flows.order_look import Look

console = Terminal()
NOTHING = "Inget är beställt."
AWAY = "Det gick inte att se eller ta hand om allt som är beställt."


def run(municipality: str) -> int:
    """Look once, and say what came of it; the exit code."""
    settings = load_settings()
    prepare_engine(settings)
    log_to(settings.home / "logs")
    look, interrupted = run_obeying(partial(_ordered, chosen(municipality, settings), settings))
    for line in told(look, interrupted):
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    return exit_code(look)


def exit_code(look: "Look") -> int:
    """1 when an ordered application failed or a system was away, else INTERRUPTED or 0."""
    if look.trouble or any(one.failed for one in look.answered):
        return 1
    return INTERRUPTED if look.interrupted else 0


async def _ordered(municipality: str, settings: Settings, stopping: Stopping) -> tuple["Look", str]:
    """What the look came to, and what came between; blank when nothing did."""
    async with robot_at_work(settings, municipality, stopping) as robot, engine_at_hand():
        from flows.orders import ordered

        look = await ordered(municipality)
        if not look.interrupted:
            return look, ""
        pause = await standing_pause(robot)
        return look, pause_told(pause) if pause else cut_off(stopping.why)


def told(look: "Look", interrupted: str) -> list[str]:
    """Each order and what became of it, then what stood in the way."""
    lines = [f"Beställning {one.number}: {one.status}" for one in look.answered]
    if look.trouble:
        lines += [AWAY, look.trouble_told]
    if interrupted:
        lines.append(interrupted)
    return lines or [NOTHING]
