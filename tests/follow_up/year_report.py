"""The report of a small invented year, and what its numbers must come to."""

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from flows.follow_up.decided import ClosedCase, Leaving, SupportedHousehold
from flows.follow_up.report import Report, Told, report_of
from flows.follow_up.week import Choices, Week
from tests.follow_up.generated_year import FIRST, UNITS, Made, Year, generated

WEEK = Week.of(FIRST + timedelta(days=363))
THE_MONDAY_AFTER = WEEK.monday + timedelta(weeks=1)
FORMULA = '=HYPERLINK("https://ond.example","Klicka")'


@cache
def made(decisions: int = 500) -> Made:
    """The year, with reasons that a spreadsheet would run if it were let to."""
    year = generated(Year(decisions=decisions, kinds_of_facts=4, split="fakta-01", of_one_unit="fakta-00"))
    year.decisions[::7] = [replace(one, reason=FORMULA) for one in year.decisions[::7]]
    return year


@cache
def report(decisions: int = 500, *, today: date = THE_MONDAY_AFTER) -> Report:
    """Its last week's report, made on a day."""
    return report_of(
        told(decisions),
        municipality="Exempelstad",
        slug="exempelstad",
        week=WEEK,
        choices=Choices(),
        today=today,
    )


def told(decisions: int = 500) -> Told:
    """What the ports told."""
    year = made(decisions)
    homes = [
        SupportedHousehold(
            case_key=f"K{n}", unit=UNITS[n % 4], adults=1 + n % 2, children=n % 4, months=n % 12
        )
        for n in range(40)
    ]
    closed = [
        ClosedCase(
            case_key=f"K{n}",
            unit=UNITS[n % 4],
            closed_on=FIRST,
            code="01",
            words="",
            leaving=list(Leaving)[n % len(Leaving)],
        )
        for n in range(70)
    ]
    return Told(
        prepared=year.prepared,
        decisions=year.decisions,
        weeks=dict.fromkeys(WEEK.mondays_read, homes),
        closed=closed,
        handed_over={"FIRST_APPLICATION": "Det är en första ansökan."},
    )
