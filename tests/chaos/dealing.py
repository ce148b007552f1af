"""Deaths dealt out to workers, so that every step of the journal meets each kind of death.

Knows no process.
"""

import random
from collections import Counter
from collections.abc import Sequence
from itertools import product
from typing import get_args

from flows.journal import Step
from tests.chaos.blows import POINTS, Blow, Moment

KILLS = ("SIGKILL", "SIGTERM")
LATEST = 9
"""A blow comes at one of the first so many times that its point is reached: soon, and never at the same."""


def dealt(seed: int, number: int) -> list[Blow]:
    """So many blows in the order they are to fall: all there are, shuffled, then all again."""
    lot = random.Random(seed)
    blows: list[Blow] = []
    while len(blows) < number:
        round_ = [
            Blow(point=point, moment=moment, by=by, nth=lot.randint(1, LATEST))  # type: ignore[arg-type]
            for point, moment, by in product(POINTS, get_args(Moment), KILLS)
        ]
        lot.shuffle(round_)
        blows += round_
    return blows[:number]


def on_the_way(blow: Blow) -> Sequence[Blow]:
    """What a worker is ordered: to reach GIVEN_BACK it must be told to stop first."""
    if blow.point != Step.GIVEN_BACK:
        return (blow,)
    told = Blow(point=Step.OPENED, by="SIGTERM", nth=blow.nth)
    return (told, Blow(point=blow.point, moment=blow.moment, by=blow.by))


def fallen(register: Sequence[str]) -> Counter[str]:
    """How many blows have fallen at each point, in the words of the register."""
    return Counter(register)
