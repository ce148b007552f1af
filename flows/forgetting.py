"""What is forgotten of a household that only a person may handle, so that nothing of it stays with us.

Every cause of the neutral reason is treated alike: who looks at what is left cannot tell one from another.
It must not know the cause.
"""

from collections.abc import Collection

import structlog

from flows.robot import Robot
from flows.work import Outcome

log = structlog.get_logger(__name__)


async def settled_and_forgotten(robot: Robot, case_ref: str, outcome: Outcome) -> bool:
    """Whether the item was still this worker's: then `outcome` stands and what was gathered is gone.

    The evidence goes first: after a cut between the two, the next try meets the same and removes the rest.
    """
    await _without_evidence(robot, [case_ref])
    forgotten = await robot.work.purge(case_ref, outcome, robot.clock.now(), worker=robot.worker)
    await _without_evidence(robot, forgotten)
    return bool(forgotten)


async def _without_evidence(robot: Robot, case_refs: Collection[str]) -> None:
    """A folder that cannot be written must not undo the outcome: no person is in what stays."""
    try:
        await robot.evidence.forget(case_refs)
    except OSError as trouble:
        log.warning("evidence.not_forgotten", kind=type(trouble).__name__)
