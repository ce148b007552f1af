"""Leases that hold: an item is its worker's while the work goes on, and nobody's soon after it has died.

The renewal lives and dies with the work. A worker that was paused, or cut off from our tables, may find
that another has its item: LeaseLost then ends its work, and the other's outcome stands.
"""

import asyncio
import os
import secrets
import socket
from collections.abc import Coroutine
from datetime import UTC, timedelta
from typing import Any, TypeVar

import structlog

from flows.robot import Robot
from flows.work import lease_end

log = structlog.get_logger(__name__)
T = TypeVar("T")
RENEW_EVERY = timedelta(seconds=20)
"""Two renewals in a row may fail, and a third still comes before the lease is over."""
ANSWER_WITHIN = timedelta(seconds=10)
"""Our own tables answer in milliseconds; a renewal that hangs must not hide that the lease runs out."""


class LeaseLost(Exception):
    """Another worker has the item, or may have: write nothing more and tell no outcome."""


def worker_name() -> str:
    """A name that no other worker has had: a machine gives a process number out again, and soon."""
    return f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(4)}"


async def while_held(robot: Robot, case_ref: str, work: Coroutine[Any, Any, T]) -> T:
    """The outcome of `work` on an item that is claimed, renewed until the work is done.

    Raises LeaseLost, and then the work has ended too. Any other exception is the work's own.
    """
    try:
        async with asyncio.TaskGroup() as group:
            at_work = group.create_task(work)
            await _renewed_until_done(robot, case_ref, at_work)
    except BaseExceptionGroup as ended:
        lost = ended.subgroup(LeaseLost)
        raise (lost or ended).exceptions[0] from ended
    return at_work.result()


async def _renewed_until_done(robot: Robot, case_ref: str, at_work: asyncio.Task[Any]) -> None:
    over = lease_end(robot.clock.now())
    while not (await asyncio.wait({at_work}, timeout=RENEW_EVERY.total_seconds()))[0]:
        now = robot.clock.now()
        if await _renewed(robot, case_ref):
            over = lease_end(now)
        elif over < robot.clock.now().astimezone(UTC) + RENEW_EVERY + ANSWER_WITHIN:
            raise LeaseLost(f"{case_ref}: the next renewal could come after the lease is over")


async def _renewed(robot: Robot, case_ref: str) -> bool:
    """False when our tables did not answer: the next beat asks again. Raises LeaseLost when they said no."""
    try:
        async with asyncio.timeout(ANSWER_WITHIN.total_seconds()):
            held = await robot.work.renew(case_ref, robot.worker, robot.clock.now())
    except Exception as error:  # noqa: BLE001 - a database that is away for a moment takes no lease away
        log.warning("lease.not_renewed", kind=type(error).__name__)
        return False
    if not held:
        raise LeaseLost(f"{case_ref}: another worker holds the item")
    return True
