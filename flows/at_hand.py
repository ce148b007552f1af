"""One application in one worker's hands: how far it has come, and which systems it has asked.

Between two steps it is seen whether the item is still ours, whether a person has paused the robot, and
whether the worker has been told to stop.
"""

from datetime import datetime

from flows.journal import Step, Word
from flows.lease import LeaseLost
from flows.records import CaseFile
from flows.robot import Robot
from flows.stopping import PutDown
from flows.systems import require
from flows.work import WorkItem

ONCE_WRITTEN = (Step.SENT, Step.READ_BACK)
"""Never put down after these: what is written must be read back and told."""


class AtHand:
    """One claimed application.

    `step` is the latest it has reached in this try. `answered` tells of each port that has answered when it
    was asked; one that is still being asked is not among them. `sought` is true while a draft that was sent,
    now or by a worker before, has not been found nor found missing. `file` is the case file as this try has
    read it, whatever it tells.
    """

    def __init__(self, robot: Robot, item: WorkItem) -> None:
        self.robot = robot
        self.ref = item.case_ref
        self.item = item
        self.step = Step.CLAIMED
        self.answered: dict[str, datetime] = {}
        self._asked: dict[str, datetime] = {}
        self.sought = False
        self.file: CaseFile | None = None

    @property
    def reference(self) -> str:
        """What the case system knows this preparation's draft by."""
        return self.item.reference

    @property
    def attempts(self) -> int:
        """The tries in a row, this one included."""
        return self.item.attempts

    async def reach(self, step: Step) -> None:
        """Note the step, and go on only if we may: all that was asked has answered.

        Raises LeaseLost or PutDown.
        """
        self.heard()
        robot = self.robot
        word = await robot.work.note(self.ref, step, robot.clock.now(), worker=robot.worker)
        if word is Word.NOT_YOURS:
            raise LeaseLost(f"{self.ref}: another worker holds the item")
        if step not in ONCE_WRITTEN and (word is Word.PAUSED or robot.stopping.asked):
            raise PutDown(f"{self.ref}: {'paused' if word is Word.PAUSED else robot.stopping.why}")
        self.step = step
        if step is Step.SENDING:
            self.sought = True

    async def need(self, *ports: str) -> None:
        """See that the systems of `ports` may be asked. Raises NotAsked when one may not."""
        await require(self.robot, self.ref, *ports)
        self._asked |= dict.fromkeys(ports, self.robot.clock.now())

    def heard(self, *ports: str) -> None:
        """Those of `ports` have answered, or every system that was asked when none is named.

        `reach` says so too, for who comes to a next step.
        """
        for port in ports or tuple(self._asked):
            self.answered[port] = self._asked.pop(port, self.answered.get(port, self.robot.clock.now()))
