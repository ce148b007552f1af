"""A worker process: opens the robot as any run does and works a night through, without Prefect.

Its settings come from the environment, as an installation's do, and its orders too: how far its clock stands
from the machine's, how short a lease is, and what comes upon it on the way.
"""

import os
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from tests.chaos.orders import ORDERS, Orders, obey

if TYPE_CHECKING:
    from flows.ports import WorkItems
    from flows.robot import Robot
    from flows.stopping import Stopping


def main() -> None:
    """Work until nothing more can be done, until told to stop, or until it dies."""
    orders = Orders.read(os.environ[ORDERS])
    obey(orders)
    from flows.signals import run_obeying

    run_obeying(partial(_night, orders))


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


def _mortal(robot: "Robot", orders: Orders) -> "Robot":
    from tests.chaos.death import Mortal

    Path(orders.begun).touch()
    mortal = Mortal(robot.work, orders.blows, Path(orders.register))
    return replace(robot, work=cast("WorkItems", mortal))


if __name__ == "__main__":
    main()
