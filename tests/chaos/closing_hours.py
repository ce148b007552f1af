"""Closing hours: the systems close in turn while a campaign lasts, as their owners have announced.

Knows the clock on the wall only.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import count, cycle

from tests.chaos.evidence import Closed

IN_TURN = ("skatteverket", "almanda", "forsakringskassan", "inbox")


def closing_hours(
    began: datetime, *, first: float, every: float, lasts: float, within: float
) -> Sequence[Closed]:
    """One system after the other, for `lasts` seconds: the first after `first`, then each `every`.

    None begins after `within` seconds, nor ends on another day: the world has one.
    """
    return tuple(_from(began.replace(microsecond=0), first, every, lasts, within))


def _from(began: datetime, first: float, every: float, lasts: float, within: float) -> Iterator[Closed]:
    for number, system in zip(count(), cycle(IN_TURN)):
        starts = began + timedelta(seconds=first + number * every)
        ends = starts + timedelta(seconds=lasts)
        if starts > began + timedelta(seconds=within) or ends.date() != began.date():
            return
        yield Closed(system=system, starts=starts, ends=ends)
