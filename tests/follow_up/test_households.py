"""Households and their children, Monday by Monday; where households go, and what support costs."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from flows.eligibility.period import Period
from flows.follow_up import households
from flows.follow_up.decided import ClosedCase, DecisionKind, HumanDecision, Leaving, SupportedHousehold
from flows.follow_up.figures import Cell
from flows.follow_up.week import Week
from tests.follow_up.records import MONDAY, decided, frames

HOMES = (
    SupportedHousehold(case_key="K1", unit="Norr", adults=2, children=3, months=11),
    SupportedHousehold(case_key="K2", unit="Norr", adults=1, children=0, months=2),
    SupportedHousehold(case_key="K3", unit="Norr", adults=1, children=2, months=4),
)
OCTOBERS_LAST = date(2026, 10, 26)


def counted(
    there: Sequence[SupportedHousehold],
    *,
    decisions: Sequence[HumanDecision] = (),
    closed: Sequence[ClosedCase] = (),
    monday: date = MONDAY,
) -> tuple[Cell, ...]:
    """The row of a Monday, when all of `HOMES` had support on the last Monday of October."""
    weeks = {OCTOBERS_LAST: HOMES, monday: there}
    (row,) = households.by_monday(weeks, [monday], decisions=decisions, closed=closed).rows
    return row


def closed_on(day: date, *, key: str = "K1", leaving: Leaving = Leaving.WORK) -> ClosedCase:
    return ClosedCase(case_key=key, unit="Norr", closed_on=day, code="01", words="", leaving=leaving)


def test_children_are_counted_each_week() -> None:
    weeks = {OCTOBERS_LAST: (), MONDAY: HOMES, MONDAY - timedelta(weeks=1): HOMES[:1]}
    mondays = [MONDAY - timedelta(weeks=1), MONDAY]
    table = households.by_monday(weeks, mondays, decisions=(), closed=())
    assert table.rows == (("2026-W46", 1, 1, 3, 2, 1, 0, 0), ("2026-W47", 3, 2, 5, 4, 1, 0, 0))


def test_a_household_whose_month_nobody_has_decided_is_not_nought_and_is_with_support_once_decided() -> None:
    assert counted(()) == ("2026-W47", 0, 0, 0, 0, 0, 3, 5)
    granted = [decided(1, case_key="K1")]
    assert counted(HOMES[:1], decisions=granted) == ("2026-W47", 1, 1, 3, 2, 1, 2, 2)
    assert counted(HOMES, decisions=granted) == ("2026-W47", 3, 2, 5, 4, 1, 0, 0)


def test_a_household_that_was_refused_or_closed_waits_for_no_decision() -> None:
    refused = decided(1, case_key="K1", kind=DecisionKind.REFUSED, amount=None)
    assert counted((), decisions=[refused], closed=[closed_on(MONDAY, key="K3")])[-2:] == (1, 0)


def test_what_was_decided_for_october_or_closed_before_its_end_says_nothing_of_november() -> None:
    october = decided(1, case_key="K1", period=Period(2026, 10))
    earlier = closed_on(OCTOBERS_LAST - timedelta(days=1), key="K3")
    assert counted((), decisions=[october], closed=[earlier])[-2:] == (3, 5)


def test_a_week_that_ends_in_the_next_month_is_counted_for_its_mondays_month() -> None:
    for monday in (date(2026, 11, 2), date(2026, 11, 30)):
        assert counted((), monday=monday)[-2:] == (3, 5)
    week = Week(monday=date(2026, 11, 30))
    assert week.mondays_read == [date(2026, 8, 31), *week.mondays]
    assert week.mondays[0] == date(2026, 9, 7)


def test_households_that_left_are_told_by_where_they_went() -> None:
    table = households.leaving(
        [closed_on(MONDAY), closed_on(MONDAY), closed_on(MONDAY, leaving=Leaving.UNKNOWN)]
    )
    told = dict(zip(table.column("Vart hushållet gick"), table.column("Antal"), strict=True))
    assert (told["Arbete"], told["Studier"], told["Okänd kod"]) == (2, 0, 1)


def test_of_a_unit_where_all_but_one_went_to_work_only_how_many_left_is_told() -> None:
    homes = [closed_on(MONDAY) for _ in range(11)]
    table = households.leaving_by_unit([*homes, closed_on(MONDAY, leaving=Leaving.MOVED)])
    assert table.rows == (("Norr", 12, None, None, None),)
    assert households.leaving_by_unit(homes).rows == (("Norr", 11, 11, 0, 1.0),)


def test_cost_per_household_is_what_was_granted_by_those_who_were_granted_anything() -> None:
    _, made = frames(
        [], [decided(1), decided(2, case_key="K1", amount=Decimal(1000)), decided(3, amount=None)]
    )
    assert households.cost(made, fewest=1).rows == (("2026-11", 1, 600_000, 600_000),)
    assert households.cost(made).rows == (("2026-11", 1, None, None),)
