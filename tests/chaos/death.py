"""The port of our tables for a worker that blows are dealt: each call is a point at which one may come.

Knows no test.
"""

import asyncio
import os
import signal
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from flows.journal import Step
from flows.ports import WorkItems
from flows.work import WorkItem
from tests.chaos.blows import ASSESSMENT_KEPT, TAKEN_IN, Blow, Moment

POINT_OF = {
    "collect": TAKEN_IN,
    "claim": Step.CLAIMED,
    "claim_next": Step.CLAIMED,
    "claim_waiting_for": Step.CLAIMED,
    "keep_assessment": ASSESSMENT_KEPT,
    "settle": Step.SETTLED,
    "purge": Step.SETTLED,
    "give_back": Step.GIVEN_BACK,
    "open_again": Step.REOPENED,
}
"""The point that a call of the port comes to, by its name."""
BY_WHAT_IS_GIVEN = frozenset({"note", "keep_draft"})
"""Their point is told by what they are called with."""
NOT_ON_THE_WAY = frozenset({"put"})
"""It moves an application that no worker has in hand."""
ONLY_LOOKING = frozenset(
    {
        "find",
        "application",
        "is_repeated",
        "due",
        "listed",
        "next_due",
        "journal",
        "worked_on",
        "assessments",
        "latest_assessments",
        "draft",
        "left_draft",
        "every_draft",
        "renew",
    }
)
"""They read, or only say that the worker is still there."""


class Mortal:
    """The port of our tables, for a worker that blows are dealt; stands in for `flows.ports.WorkItems`."""

    def __init__(self, work: WorkItems, blows: Sequence[Blow], register: Path) -> None:
        self._work = work
        self._blows = blows
        self._register = register
        self._seen: Counter[Blow] = Counter()

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """The call, and whatever comes on either side of it."""
        call = getattr(self._work, name)

        async def passed(*given: Any, **named: Any) -> Any:
            point = point_of(name, given)
            if point is not None:
                await self._come_to(point, "before", _ref_of(given[0]))
            answer = await call(*given, **named)
            # Nothing to claim, or no longer ours: the point was not reached.
            if point is not None and answer:
                await self._come_to(
                    point, "after", _ref_of(answer if isinstance(answer, WorkItem) else given[0])
                )
            return answer

        return passed

    async def _come_to(self, point: str, moment: Moment, ref: str) -> None:
        for blow in self._blows:
            if (blow.point, blow.moment) == (point, moment) and blow.ref in {"", ref}:
                self._seen[blow] += 1
                if self._seen[blow] == blow.nth:
                    await struck_by(blow, self._register)


def point_of(name: str, given: tuple[Any, ...]) -> str | None:
    """Which point a call of the port comes to; none for one that only reads or renews."""
    if name == "note":
        step: Step = given[1]
        return step
    if name == "keep_draft":
        key = given[1]
        return Step.READ_BACK if key else Step.KEPT
    return POINT_OF.get(name)


def _ref_of(told: object) -> str:
    """The application's reference, told as itself or by what carries it."""
    return str(getattr(told, "case_ref", told))


async def struck_by(blow: Blow, register: Path) -> None:
    """Leave a line in the register, and obey. What has been told to the machine's kernel stays told."""
    with register.open("a", encoding="utf-8") as book:
        book.write(f"{blow.words}\n")
    if blow.by == "standstill":
        await asyncio.Event().wait()
    else:
        os.kill(os.getpid(), signal.Signals[blow.by])
