"""Deaths dealt out to workers, so that every step of the journal meets each kind of death.

Knows no process.
"""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from typing import get_args

from flows.journal import Step
from tests.chaos.blows import POINTS, TAKEN_IN, Blow, Moment

KILLS = ("SIGKILL", "SIGTERM")
ALL: tuple[Blow, ...] = tuple(
    Blow(point=point, moment=moment, by=by)  # type: ignore[arg-type]
    for point, moment, by in product(POINTS, get_args(Moment), KILLS)
)
"""Either kind of death, on either side of every point."""
LATEST = 9


def dealt(seed: int, number: int, applications: int) -> list[Blow]:
    """So many blows in the order they are to fall: all there are, shuffled, then all again.

    Each comes at one of the first nine times that its point is reached, and sooner when there are few
    applications to a blow: what is done cannot be met again.
    """
    lot = random.Random(seed)
    latest = min(LATEST, max(1, applications // max(1, number)))
    blows: list[Blow] = []
    while len(blows) < number:
        round_ = [replace(blow, nth=lot.randint(1, latest)) for blow in ALL]
        lot.shuffle(round_)
        blows += round_
    return blows[:number]


def next_of(blows: Sequence[Blow], fallen: Counter[str]) -> Blow:
    """Which comes next: none falls twice before all have fallen once.

    What comes when an application is taken in goes first: a party has just applied, or will not for long.
    """
    return min(blows, key=lambda blow: (fallen[blow.words], blow.point != TAKEN_IN))


def on_the_way(blow: Blow) -> Sequence[Blow]:
    """What a worker is ordered: to reach GIVEN_BACK it must be told to stop first."""
    if blow.point != Step.GIVEN_BACK:
        return (blow,)
    told = Blow(point=Step.OPENED, by="SIGTERM", nth=blow.nth)
    return (told, Blow(point=blow.point, moment=blow.moment, by=blow.by))
