"""Our tables from above, in memory; implements `flows.metrics.seen.Watch`."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from flows.journal import Step
from flows.metrics.seen import Seen, StepSeen
from tests import examples

NOTHING = Seen(items=(), breakers=(), accounts=(), workers=(), paused=())


class FakeWatch:
    """What a test puts there; `trouble` is raised by every question while it is set."""

    def __init__(self, seen: Seen = NOTHING) -> None:
        self.stands = seen
        self.steps: list[StepSeen] = []
        self.trouble: Exception | None = None

    async def require_our_tables(self) -> None:
        self._answer()

    async def seen(self, now: datetime, real_now: datetime) -> Seen:
        self._answer()
        return self.stands

    async def newest_step(self) -> int:
        self._answer()
        return max((one.id for one in self.steps), default=0)

    async def steps_after(self, number: int) -> Sequence[StepSeen]:
        self._answer()
        return sorted((one for one in self.steps if one.id > number), key=lambda one: one.id)

    def _answer(self) -> None:
        if self.trouble is not None:
            raise self.trouble


def step_seen(number: int, step: Step = Step.OPENED, **changes: object) -> StepSeen:
    """A step that took two seconds."""
    plain: dict[str, object] = {
        "municipality": "exempelstad",
        "at": examples.NOW + timedelta(seconds=number),
        "worker": "first",
        "seconds": 2.0,
        "since_claim": 4.0,
    }
    return StepSeen(id=number, step=step, **(plain | changes))  # type: ignore[arg-type]
