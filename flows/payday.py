"""The day the payment row proposes: the municipality's payday, moved back from a weekend.

Source: Sundsvall's public code (2026): the 27th; Saturday gives the 26th, Sunday the 25th.
Public holidays are not moved: no source says how, and a person releases the payment.
"""

from datetime import date, timedelta

from flows.eligibility.period import Period

FRIDAY = 4


def payday(period: Period, day: int) -> date:
    """The payday of `period`; `day` is 1 to 28, so that every month has it."""
    wanted = date(period.year, period.month, day)
    return wanted - timedelta(days=max(0, wanted.weekday() - FRIDAY))
