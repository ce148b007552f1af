"""Part-time children by the municipality's formula, rounding, and new tables."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from flows.eligibility.assessment import Calculation, Section, Weight
from flows.eligibility.municipality import DayFormula, Rounding, RoundingPoint
from flows.eligibility.period import Period
from tests.household_facts import PLAN, Case, adult, child, reasons, rules

TWELVE_YEARS = date(2014, 2, 1)


def laid(case: Case) -> Calculation:
    calculation = case.assessed().calculation
    assert calculation is not None
    return calculation


@pytest.mark.parametrize(
    ("formula", "days", "norm"),
    [
        (DayFormula.THIRTIETHS, 15, Decimal(2195)),
        (DayFormula.DAILY_RATE, 15, Decimal(2160)),
        (DayFormula.DAILY_RATE, 1, Decimal(144)),
        (DayFormula.DAYS_OF_MONTH, 15, Decimal("2124.19")),
    ],
)
def test_fifteen_days_in_the_home_by_each_formula(formula: DayFormula, days: int, norm: Decimal) -> None:
    members = (adult(), child(1, TWELVE_YEARS, days=days))
    case = Case(period=Period(2026, 10), members=members, rules=replace(rules(), day_formula=formula))
    assert round(laid(case).total(Section.FAMILY) - 3940, 2) == norm


def test_a_part_time_child_is_no_head_where_the_municipality_has_chosen_so() -> None:
    members = (adult(), child(1, TWELVE_YEARS, days=15))
    chosen = replace(rules(), part_time_child_is_a_head=False)
    assert laid(Case(members=members)).total(Section.SHARED) == 1410
    assert laid(Case(members=members, rules=chosen)).total(Section.SHARED) == 1280


def test_a_part_time_child_may_or_may_not_be_counted_among_those_who_live_in_the_dwelling() -> None:
    members = (adult(), child(1, TWELVE_YEARS, days=15))
    for persons in (1, 2):
        assert not Case(members=members, housing={"persons": persons}).assessed().weighing(Weight.OPEN)
    assert Case(members=members, housing={"persons": 3}).assessed().weighing(Weight.OPEN)


@pytest.mark.parametrize(
    ("rounding", "point", "amount"),
    [
        (Rounding.HALF_UP, RoundingPoint.END, 7269),
        (Rounding.DOWN, RoundingPoint.END, 7268),
        (Rounding.UP, RoundingPoint.END, 7269),
        (Rounding.HALF_UP, RoundingPoint.EACH_ROW, 7268),
    ],
)
def test_fractions_are_rounded_where_and_how_the_municipality_says(
    rounding: Rounding, point: RoundingPoint, amount: int
) -> None:
    # Two children with 4 390 for 7 days of 30 are 1 024.33 each: 5 220 + 2 048.67 is left to round.
    members = (adult(), child(1, TWELVE_YEARS, days=7), child(2, date(2014, 3, 1), days=7))
    chosen = replace(rules(), rounding=rounding, rounding_point=point, part_time_child_is_a_head=False)
    assert Case(members=members, rules=chosen).assessed().amount == amount


def test_a_new_table_is_a_change_in_its_first_month_only() -> None:
    assert "nya belopp från och med januari 2026" in reasons(
        Case(period=Period(2026, 1)).assessed(), Weight.CHANGE
    )
    assert not Case(period=Period(2026, 2)).assessed().weighing(Weight.CHANGE)


def test_the_old_and_the_new_act_of_2025_are_cited_by_month_and_have_the_same_amounts() -> None:
    june, july = laid(Case(period=Period(2025, 6))), laid(Case(period=Period(2025, 7)))
    assert june.norm == july.norm == 5180
    assert "2001:937" in june.rows[0].reference
    assert "2025:468" in july.rows[0].reference
    assert not Case(period=Period(2025, 7)).assessed().weighing(Weight.CHANGE)


def test_the_first_month_that_has_a_table_needs_no_earlier_one() -> None:
    planned = {"plans": (replace(PLAN, valid_from=date(2012, 1, 1)),)}
    assert Case(period=Period(2013, 1), history=planned).assessed().amount == 3880


@pytest.mark.parametrize("month", [Period(2012, 12), Period(2027, 1), Period(2031, 6)], ids=str)
def test_a_month_without_a_table_leaves_no_calculation_and_says_which_file_to_add(month: Period) -> None:
    assessment = Case(period=month).assessed()
    assert (assessment.amount, assessment.calculation) == (None, None)
    assert f"config/parameters/riksnorm-{month.year}.yaml" in reasons(assessment, Weight.OPEN)
