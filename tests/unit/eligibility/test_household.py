"""Ages, age bands by the municipality's switch, and who must be looked up."""

from dataclasses import replace
from datetime import date

import pytest

from flows.eligibility import household
from flows.eligibility.assessment import Weight
from flows.eligibility.municipality import AgeBandSwitch
from flows.eligibility.period import Period
from tests.household_facts import (
    APPLICANT,
    CO_APPLICANT,
    NOVEMBER,
    Case,
    adult,
    child,
    krona,
    paid,
    reasons,
    rules,
)

MONTH_AFTER = replace(rules(), age_band_switch=AgeBandSwitch.MONTH_AFTER)


@pytest.mark.parametrize(
    ("born", "birthday_month", "month_after"),
    [
        (date(2019, 11, 30), 7, 6),
        (date(2019, 10, 31), 7, 7),
        (date(2019, 12, 1), 6, 6),
        (date(2026, 11, 30), 0, 0),
        (date(2026, 10, 1), 0, 0),
    ],
)
def test_the_age_of_the_band_follows_the_municipalitys_switch(
    born: date, birthday_month: int, month_after: int
) -> None:
    one = child(1, born)
    assert household.band_age(one, NOVEMBER, AgeBandSwitch.BIRTHDAY_MONTH) == birthday_month
    assert household.band_age(one, NOVEMBER, AgeBandSwitch.MONTH_AFTER) == month_after


def test_a_child_born_on_a_leap_day_has_its_birthday_in_february() -> None:
    one = child(1, date(2020, 2, 29))
    assert household.band_age(one, Period(2027, 1), AgeBandSwitch.BIRTHDAY_MONTH) == 6
    assert household.band_age(one, Period(2027, 2), AgeBandSwitch.BIRTHDAY_MONTH) == 7


def test_a_child_that_turns_seven_changes_band_in_the_birthday_month_and_the_draft_says_so() -> None:
    case = Case(members=(adult(), child(1, date(2019, 11, 14), lunch_away=True)))
    assessment = case.assessed()
    assert assessment.amount == krona(3940 + 3820 + 1410)
    assert "från 4–6 år (3 060 kr) till 7–10 år (3 820 kr)" in reasons(assessment, Weight.CHANGE)


def test_the_same_child_changes_band_a_month_later_where_the_municipality_has_chosen_so() -> None:
    case = Case(members=(adult(), child(1, date(2019, 11, 14))), rules=MONTH_AFTER)
    assert case.assessed().amount == krona(3940 + 3060 + 1410)


def test_adults_and_those_who_had_turned_sixteen_in_the_control_month_are_looked_up() -> None:
    members = (adult(), child(1, date(2010, 10, 31)), child(2, date(2010, 11, 1)))
    assert household.income_persons(members, NOVEMBER) == (APPLICANT, "barn-1")


def test_another_number_of_members_than_last_month_is_a_deviation() -> None:
    case = Case()
    history = {"calculations": (case.last_month(members=2),)}
    said = reasons(replace(case, history=history).assessed(), Weight.DEVIATION)
    assert "Förra månadens beräkning gällde två personer, den här gäller en person." in said


@pytest.mark.parametrize(
    ("period", "days", "is_asked"),
    [
        (NOVEMBER, 0, True),
        (NOVEMBER, 1, False),
        (NOVEMBER, 30, False),
        (NOVEMBER, 31, True),
        (Period(2026, 10), 31, False),
        (Period(2026, 10), 32, True),
        (Period(2026, 2), 28, False),
        (Period(2026, 2), 29, True),
    ],
)
def test_a_child_has_no_more_days_in_the_home_than_the_month_has(
    period: Period, days: int, is_asked: bool
) -> None:
    case = Case(period=period, members=(adult(), child(1, date(2015, 3, 1), days=days)))
    said = reasons(case.assessed(), Weight.OPEN)
    asked = f"går inte att använda ({days} i en månad med {period.days} dagar)."
    assert (asked in said) is is_asked


@pytest.mark.parametrize("key", [APPLICANT, CO_APPLICANT])
@pytest.mark.parametrize(
    ("born", "net", "asked"),
    [
        (date(2008, 12, 1), 0, "under 18 år."),
        (date(2008, 11, 30), 0, ""),
        (date(2008, 11, 30), 1250, "under 21 år och har studiehjälp."),
        (date(2005, 12, 1), 1250, "under 21 år och har studiehjälp."),
        (date(2005, 11, 30), 1250, ""),
    ],
)
def test_an_adult_whom_the_parents_may_have_to_support_is_asked_about(
    key: str, born: date, net: int, asked: str
) -> None:
    payments = {key: (paid("SH", net, date(2026, 10, 25), agency="CSN"),)} if net else {}
    adults = [adult(one, **({"born": born} if one == key else {})) for one in (APPLICANT, CO_APPLICANT)]
    found = Case(members=tuple(adults), payments=payments).assessed().weighing(Weight.OPEN)
    assert len(found) == bool(asked)
    assert asked in "".join(one.reason for one in found)
    assert all(one.about.startswith(f"{key}/") for one in found)


def test_a_household_without_members_is_an_open_question_and_no_norm() -> None:
    assessment = Case(members=()).assessed()
    assert assessment.calculation is not None
    assert assessment.calculation.rows == ()
    assert "Hushållet har inte en eller två vuxna." in reasons(assessment, Weight.OPEN)
