"""The world's months: applied for, control, comparison, and how far back the records go. Knows no person.

``NEXT_PERIOD`` is the only month the world can move on to: after it comes a year whose riksnorm nobody knows.
"""

from __future__ import annotations

import calendar
from datetime import date

PERIOD = "2026-11"
CONTROL = "2026-10"
COMPARISON = "2026-09"
RECORDED = ("2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10")
NEXT_PERIOD = "2026-12"
CALCULATED = ("2026-07", "2026-08", "2026-09", "2026-10")


def first_day(month: str) -> date:
    """Return the first day of ``2026-10``."""
    return date.fromisoformat(f"{month}-01")


def last_day(month: str) -> date:
    """Return the last day of ``2026-10``."""
    first = first_day(month)
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


def day_in(month: str, day: int) -> date:
    """Return a day of a month, a weekday: what falls on a weekend is paid on the Friday before."""
    wanted = first_day(month).replace(day=day)
    return wanted.replace(day=day - max(0, wanted.weekday() - 4))


def month_before(month: str) -> str:
    """Return the month before ``2026-10``."""
    year, number = int(month[:4]), int(month[5:])
    return f"{year - 1}-12" if number == 1 else f"{year}-{number - 1:02d}"
