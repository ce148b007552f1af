"""How likely a difference is by chance: exact tests of two by two tables. Pure arithmetic, numpy only.

A `Stratum` is one table: of `size` decisions `odd` were changed, and of the unit's `own` decisions `own_odd`.
Given the margins and an odds ratio, `own_odd` has Fisher's noncentral hypergeometric distribution; to hold
the margins of each week fixed is what keeps a season, which moves all units alike, from being taken for it.
Sources: Breslow and Day, Statistical methods in cancer research I (1980), 4.4 (trend of odds ratios, with
the conditional estimate); Holm, Scandinavian Journal of Statistics 6 (1979).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import erfc, lgamma, sqrt

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
WIDEST = 12.0
"""Log odds ratios beyond this are as good as infinite."""


@dataclass(frozen=True, slots=True)
class Stratum:
    """A two by two table by its margins, and the one cell that is looked at."""

    size: int
    odd: int
    own: int
    own_odd: int

    @property
    def tells(self) -> bool:
        """Whether it could have come out in more than one way."""
        return 0 < self.own < self.size and 0 < self.odd < self.size


def spread(one: Stratum, log_odds: float) -> tuple[Numbers, Numbers]:
    """The possible values of `own_odd` and how likely each is."""
    values, weights = _support(one.size, one.odd, one.own)
    logs = weights + values * log_odds
    likely = np.exp(logs - logs.max())
    return values, likely / likely.sum()


@lru_cache(maxsize=20_000)
def _support(size: int, odd: int, own: int) -> tuple[Numbers, Numbers]:
    low, high = max(0, own + odd - size), min(own, odd)
    values = np.arange(low, high + 1, dtype=np.float64)
    logs = [_log_choose(own, int(one)) + _log_choose(size - own, odd - int(one)) for one in values]
    return values, np.array(logs)


def _log_choose(of: int, some: int) -> float:
    return lgamma(of + 1) - lgamma(some + 1) - lgamma(of - some + 1)


def moments(one: Stratum, log_odds: float) -> tuple[float, float]:
    """Mean and variance of `own_odd`."""
    values, likely = spread(one, log_odds)
    mean = float(values @ likely)
    return mean, float((values - mean) ** 2 @ likely)


def common_log_odds(strata: Sequence[Stratum]) -> float:
    """The conditional maximum-likelihood estimate of one log odds ratio for all strata."""
    telling = [one for one in strata if one.tells]
    seen = sum(one.own_odd for one in telling)
    low, high = -WIDEST, WIDEST
    while high - low > 1e-6:
        middle = (low + high) / 2
        if sum(moments(one, middle)[0] for one in telling) < seen:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def p_of_trend(strata: Sequence[Stratum], times: Sequence[float]) -> float:
    """Two-sided p that the odds ratio has no trend over `times`, each stratum's margins held fixed."""
    at = common_log_odds(strata)
    score = informed = crossed = total = 0.0
    for one, time in zip(strata, times, strict=True):
        if one.tells:
            mean, variance = moments(one, at)
            score += time * (one.own_odd - mean)
            informed += time * time * variance
            crossed += time * variance
            total += variance
    left = informed - crossed * crossed / total if total else 0.0
    return erfc(abs(score) / sqrt(left) / sqrt(2)) if left > 0 else 1.0


def p_of_level(strata: Sequence[Stratum]) -> float:
    """Two-sided p that the odds ratio is one in all strata (Mantel and Haenszel)."""
    parts = [(one.own_odd, *moments(one, 0.0)) for one in strata if one.tells]
    score = sum(seen - mean for seen, mean, _ in parts)
    variance = sum(one for *_, one in parts)
    return erfc(abs(score) / sqrt(variance) / sqrt(2)) if variance > 0 else 1.0


def p_of_cell(one: Stratum, log_odds: float) -> float:
    """Two-sided exact p of one table, given the odds ratio that the unit has elsewhere."""
    values, likely = spread(one, log_odds)
    own = likely[values == one.own_odd].sum()
    return min(1.0, float(likely[likely <= own * (1 + 1e-9)].sum()))


def p_above(seen: int, of: int, tolerated: float) -> float:
    """Exact p that at least `seen` of `of` are odd when each is so with the chance `tolerated`."""
    if seen <= 0:
        return 1.0
    logs = [
        _log_choose(of, k) + k * np.log(tolerated) + (of - k) * np.log1p(-tolerated)
        for k in range(seen, of + 1)
    ]
    return min(1.0, float(np.exp(logs).sum()))
