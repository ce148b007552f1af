"""What comes upon a worker by order at a point of its work: death, a word to stop, or standstill.

The points are the steps of the journal, and what else is written to our tables. Knows no process.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from flows.journal import Step

Moment = Literal["before", "after"]
TAKEN_IN, ASSESSMENT_KEPT = "TAKEN_IN", "ASSESSMENT_KEPT"
ON_THE_WAY = tuple(step for step in Step if step is not Step.REOPENED)
"""In a campaign nobody completes or orders anything: what is opened again meets crashes of its own."""
POINTS: tuple[str, ...] = (TAKEN_IN, *ON_THE_WAY, ASSESSMENT_KEPT)
"""Every place on the way of one preparation where an application's rows in our tables are written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blow:
    """What comes at the `nth` time `point` is reached, `moment` its call; `ref` names one application alone.

    A standstill holds the application there until somebody kills the worker.
    """

    point: str
    moment: Moment = "after"
    by: Literal["SIGKILL", "SIGTERM", "standstill"] = "SIGKILL"
    nth: int = 1
    ref: str = ""

    @property
    def words(self) -> str:
        """What the register says of it."""
        return " ".join(filter(None, (self.by, self.moment, self.point, self.ref)))


def noted(register: Path) -> Sequence[str]:
    """The blows that a worker's register tells of, by their words."""
    return register.read_text(encoding="utf-8").splitlines() if register.exists() else ()
