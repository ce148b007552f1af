"""A worker process: opens the robot as any run does and works a night through, without Prefect.

Its settings come from the environment, as an installation's do, and its orders too: how far its clock stands
from the machine's, how short a lease is, and what comes upon it on the way. With `--forked` it imports what
the work needs and is forked for each line of orders; all of them have the lease and the clock of the first.
"""

import gc
import json
import os
import random
import sys
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

from tests.chaos.orders import ORDERS, Orders, obey

NEEDED = ("flows.logs", "flows.rounds", "flows.systems", "flows.wiring.robots", "tests.chaos.death")
READY = "ready"
TABLES_AWAY = os.EX_TEMPFAIL
"""The exit code of a worker whose tables stayed away too long: another comes later."""
OVER = "the night is over"
"""Said by a worker that has come to its end: a signal finds only what is left of the program."""

if TYPE_CHECKING:
    from flows.ports import WorkItems
    from flows.robot import Robot
    from flows.stopping import Stopping


def main() -> None:
    """Work until nothing more can be done, until told to stop, or until it dies."""
    first = Orders.read(os.environ[ORDERS])
    obey(first)
    from flows.errors import TablesAway
    from flows.signals import run_obeying

    orders = _forked() if "--forked" in sys.argv else first
    if orders is not None:
        try:
            run_obeying(partial(_night, orders))
        except TablesAway as away:
            sys.stderr.write(f"{away}\n")
            _say(OVER)
            raise SystemExit(TABLES_AWAY) from away


def _forked() -> Orders | None:
    """The orders of one that was just forked; None when there are no more.

    It says when all is imported. Each line is answered with the process's number, then with its exit code.
    """
    for module in NEEDED:
        import_module(module)
    gc.freeze()
    _say(READY)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            told = json.loads(line)
            _leave_the_nursery(Path(told["said"]))
            return Orders.read(told["orders"])
        _say(child)
        _, status = os.waitpid(child, 0)
        _say(os.waitstatus_to_exitcode(status))
    return None


def _say(word: object) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def _leave_the_nursery(said: Path) -> None:
    """Neither its orders nor its answers, nor its luck."""
    with Path(os.devnull).open("rb") as nothing, said.open("wb") as words:
        os.dup2(nothing.fileno(), 0)
        os.dup2(words.fileno(), 1)
        os.dup2(words.fileno(), 2)
    random.seed()


async def _night(orders: Orders, stopping: "Stopping") -> None:
    from flows.logs import log_to
    from flows.rounds import through_the_night
    from flows.settings import load_settings
    from flows.systems import look_again
    from flows.wiring.robots import opened_robot

    settings = load_settings()
    log_to(settings.home / "logs" / str(os.getpid()))
    async with opened_robot(settings, settings.municipality, stopping) as opened:
        robot = _mortal(opened, orders)
        await look_again(robot)
        await through_the_night(robot)
    _say(OVER)


def _mortal(robot: "Robot", orders: Orders) -> "Robot":
    from tests.chaos.death import Mortal

    Path(orders.begun).touch()
    mortal = Mortal(robot.work, orders.blows, Path(orders.register))
    return replace(robot, work=cast("WorkItems", mortal))


if __name__ == "__main__":
    main()
