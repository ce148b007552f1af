"""The kill switch as a worker obeys it: nothing is begun while a person has the robot paused."""

from flows.journal import Pause
from flows.robot import Robot


async def standing_pause(robot: Robot) -> Pause | None:
    """The pause that stands for the robot's municipality, if one does."""
    return await robot.switch.paused(robot.municipality.slug)


async def begins_nothing(robot: Robot) -> bool:
    """Whether to take up nothing new: the worker was told to stop, or the robot is paused."""
    return robot.stopping.asked or await standing_pause(robot) is not None
