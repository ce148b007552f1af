"""A child's norm by the days it stays in the home (SOSFS 2013:1), by the formula its municipality has chosen.

Nothing national says which formula; each is exact, and nothing is rounded but the daily rate itself.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from flows.eligibility.municipality import WHOLE_KRONA, DayFormula
from flows.eligibility.period import Period
from flows.eligibility.wording import kronor

DAYS_OF_MONTH_BY_CONVENTION = 30
DAYS_OF_YEAR_BY_CONVENTION = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class DayShare:
    """The child's amount for its days, kronor, and how it came about."""

    amount: Decimal
    formula: str


def daily_rate(monthly: Decimal) -> Decimal:
    """The daily rate of the year: twelve months by 365 days, whole kronor (4 390 a month is 144 a day)."""
    return (monthly * 12 / DAYS_OF_YEAR_BY_CONVENTION).quantize(WHOLE_KRONA, ROUND_HALF_UP)


def by_days(monthly: Decimal, days: int, period: Period, *, chosen: DayFormula) -> DayShare:
    """The monthly amount's share for `days` in the home during `period`."""
    if chosen is DayFormula.DAILY_RATE:
        rate = daily_rate(monthly)
        return DayShare(amount=rate * days, formula=f"{kronor(rate)} om dagen × {days}")
    whole = period.days if chosen is DayFormula.DAYS_OF_MONTH else DAYS_OF_MONTH_BY_CONVENTION
    return DayShare(amount=monthly * days / whole, formula=f"{kronor(monthly)} × {days} / {whole}")
