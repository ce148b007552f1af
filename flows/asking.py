"""Asking a system outside an application's own way: the inbox for what has arrived, Almanda for orders."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog

from flows.errors import Broken, Transient
from flows.robot import Robot
from flows.systems import note_answers, note_failure, probing, require

log = structlog.get_logger(__name__)


@asynccontextmanager
async def asking(robot: Robot, who: str, port: str) -> AsyncIterator[None]:
    """The block asks the system of `port`, in the name of `who`; what comes of it is told to its breaker.

    No two ask in one name, also when several workers take in the same application: one of them may be the
    probe. Raises what the block raises, and NotAsked when the system may not be asked.
    """
    async with probing(robot, who):
        try:
            await require(robot, who, port)
            asked_at = robot.clock.now()
            yield
        except (Transient, Broken) as trouble:
            log.warning("asking.stopped", code=trouble.code, system=trouble.system, what=trouble.what)
            await note_failure(robot, trouble, by=who)
            raise
        await note_answers(robot, who, {port: asked_at})
