"""Working days in Sweden: no Saturday, Sunday or public holiday, nor an eve that nobody works on."""

from datetime import date, timedelta
from functools import cache

import holidays

KINDS = ("public", "de_facto")
"""Those of the law (1989:253), and the eves that are no working days in a municipality."""


def is_working_day(day: date) -> bool:
    """Whether offices are open."""
    return day.weekday() < 5 and day not in _free(day.year)


def working_day_after(day: date, number: int = 1) -> date:
    """So many working days after `day`, the first of them the next."""
    following = day
    for _ in range(number):
        following += timedelta(days=1)
        while not is_working_day(following):
            following += timedelta(days=1)
    return following


@cache
def _free(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("SE", years=year, categories=KINDS))
