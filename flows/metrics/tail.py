"""The journal's new steps, each told once, although they are not seen in the order of their numbers.

On PostgreSQL a step gets its number when it is written and is seen when its transaction has ended: a later
number may be seen first. Numbers are therefore asked for again until they are older than any transaction.
"""

from collections.abc import Sequence
from datetime import timedelta
from itertools import takewhile

from flows.metrics.seen import StepSeen, Watch
from flows.ports import Clock

LATEST = timedelta(minutes=5)
"""How long after its time a step may come to be seen. Our database answers within half a minute or not at
all, and the clocks of two machines differ by some seconds."""


class JournalTail:
    """Where the reader has come. It begins at the end: what was before it was never its to tell."""

    def __init__(self, watch: Watch, clock: Clock) -> None:
        self._watch = watch
        self._clock = clock
        self._told_to: int | None = None
        self._told: frozenset[int] = frozenset()

    async def new_steps(self) -> Sequence[StepSeen]:
        """The steps that have come to be seen since the last time. Raises TablesAway."""
        newest = await self._watch.newest_step()
        # A database that was restored from a copy, or emptied, counts from a lower number again.
        if self._told_to is None or newest < self._told_to:
            self._told_to, self._told = newest, frozenset()
            return ()
        steps = await self._watch.steps_after(self._told_to)
        new = [one for one in steps if one.id not in self._told]
        over = self._clock.now() - LATEST
        self._told_to = max(
            (one.id for one in takewhile(lambda one: one.at <= over, steps)), default=self._told_to
        )
        self._told = frozenset(one.id for one in steps if one.id > self._told_to)
        return new
