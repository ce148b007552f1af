"""The day the payment row proposes: the municipality's payday, moved back from a weekend.

Source: Sundsvall's public code (2026): the 27th; Saturday gives the 26th, Sunday the 25th.
Public holidays are not moved: no source says how, and a person releases the payment.
"""

from datetime import date, datetime, timedelta

from flows.eligibility.period import Period
from flows.eligibility.wording import day as day_in_words
from flows.municipality import Municipality
from flows.swedish_time import SWEDEN

FRIDAY, NEXT_MONDAY = 4, 7


def payday(period: Period, day: int) -> date:
    """The payday of `period`; `day` is 1 to 28, so that every month has it."""
    wanted = date(period.year, period.month, day)
    return wanted - timedelta(days=max(0, wanted.weekday() - FRIDAY))


def pay_on(municipality: Municipality, period: Period, submitted_at: datetime) -> date:
    """The payday of an application for `period`, later for one that came late if the municipality says so."""
    ordinary, days = payday(period, municipality.payday), municipality.practice.late_payday_days
    if not days or not _is_late(municipality, period, submitted_at):
        return ordinary
    return max(ordinary, _working_day(_day_of(submitted_at) + timedelta(days=days)))


def late_note(municipality: Municipality, period: Period, submitted_at: datetime) -> tuple[str, ...]:
    """What a draft says of an application that came after the last day; nothing of one in time."""
    if not _is_late(municipality, period, submitted_at):
        return ()
    came, last = day_in_words(_day_of(submitted_at)), day_in_words(_last_day(municipality, period))
    return (
        f"Ansökan kom {came}, efter kommunens sista dag {last}. Utbetalningen kan bli senare än vanligt.",
    )


def _is_late(municipality: Municipality, period: Period, submitted_at: datetime) -> bool:
    return municipality.practice.apply_by is not None and _day_of(submitted_at) > _last_day(
        municipality, period
    )


def _last_day(municipality: Municipality, period: Period) -> date:
    return date(period.year, period.month, municipality.practice.apply_by or 1)


def _day_of(moment: datetime) -> date:
    return moment.astimezone(SWEDEN).date()


def _working_day(wanted: date) -> date:
    """Never before the day that was promised: a weekend moves on to Monday."""
    day = wanted.weekday()
    return wanted + timedelta(days=NEXT_MONDAY - day if day > FRIDAY else 0)
