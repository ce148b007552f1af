"""Personnummer that belong to nobody: serials 238 (women) and 239 (men), as in Skatteverket's test numbers.

One per date of birth and sex, so each number is given once in a world. Knows nothing of names or households.
"""

from __future__ import annotations

import random
from datetime import date, timedelta

SERIAL_BY_SEX = {"K": "238", "M": "239"}


class NumbersUsedUp(Exception):
    """No personnummer is left for the wanted dates of birth."""


def personnummer_of(born: date, sex: str) -> str:
    """Return the twelve digits for a date of birth and a sex (``K`` or ``M``)."""
    digits = f"{born:%Y%m%d}{SERIAL_BY_SEX[sex]}"
    return digits + luhn_digit(digits[2:])


def luhn_digit(digits: str) -> str:
    """Return the Luhn check digit, weights 2, 1, 2 … from the left of nine digits."""
    total = 0
    for place, character in enumerate(digits):
        product = int(character) * (2 - place % 2)
        total += product // 10 + product % 10
    return str(-total % 10)


class NumberPool:
    """Numbers not yet given away."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._taken: set[tuple[date, str]] = set()

    def take(self, first: date, last: date, sex: str | None = None) -> tuple[date, str]:
        """Return a free date of birth between two dates (inclusive) and a sex; raises ``NumbersUsedUp``."""
        days = (last - first).days + 1
        start = self._rng.randrange(days)
        sexes = [sex] if sex else self._rng.sample(["K", "M"], 2)
        for step in range(days):
            born = first + timedelta(days=(start + step) % days)
            for candidate in sexes:
                if (born, candidate) not in self._taken:
                    self._taken.add((born, candidate))
                    return born, candidate
        raise NumbersUsedUp
