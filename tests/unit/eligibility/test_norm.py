"""Part-time children by the municipality's formula, rounding, and new tables."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from flows.eligibility.assessment import Calculation, Section, Weight
from flows.eligibility.municipality import (
    AgeBandSwitch,
    DayFormula,
    OthersInDwelling,
    Rounding,
    RoundingPoint,
)
from flows.eligibility.period import Period
from flows.eligibility.rules import riksnorm_personal
from tests.household_facts import CO_APPLICANT, PLAN, Case, adult, child, missing, reasons, rules

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


def evidence(case: Case, label: str) -> dict[str, str]:
    """What the rows with the label rest on, by what it is."""
    rows = [row for row in laid(case).rows if row.label.startswith(label)]
    return {one.what: f"{one.value}, {one.source}, {one.as_of:%H.%M}" for row in rows for one in row.evidence}


CASE_SYSTEM, FORM = "Ärendesystemet, hushållet, 08.14", "Ansökan i e-tjänsten, 08.14"


def test_a_childs_row_tells_its_age_days_and_lunch_with_where_they_come_from() -> None:
    three_years = child(1, date(2023, 2, 1), lunch_away=True, days=15)
    told = evidence(Case(members=(adult(), three_years)), "Barn 3 år")
    del told["Barn 3 år"]
    assert told == {
        "Barn 1, ålder i november 2026": f"3 år, {CASE_SYSTEM}",
        "Barn 1, dagar i hemmet": f"15, {FORM}",
        "Barn 1, uppges äta lunch borta fem dagar i veckan": f"ja, {FORM}",
    }


def test_a_childs_row_tells_no_days_and_no_lunch_where_none_decides() -> None:
    told = evidence(Case(members=(adult(), child(1, TWELVE_YEARS))), "Barn 11–14 år")
    assert list(told) == ["Barn 1, ålder i november 2026", "Barn 11–14 år"]
    at_home = evidence(Case(members=(adult(), child(1, date(2023, 2, 1)))), "Barn 3 år")
    assert at_home["Barn 1, uppges äta lunch borta fem dagar i veckan"] == f"nej, {FORM}"


def test_an_age_that_counts_from_the_month_after_says_which_age_counts() -> None:
    later = replace(rules(), age_band_switch=AgeBandSwitch.MONTH_AFTER)
    told = evidence(Case(members=(adult(), child(1, date(2015, 11, 20))), rules=later), "Barn 7–10 år")
    assert told["Barn 1, ålder i november 2026"] == f"11 år, räknas som 10 år, {CASE_SYSTEM}"


def test_children_of_one_band_are_told_apart_and_a_child_alone_in_its_band_is_not_numbered() -> None:
    members = (
        adult(),
        child(1, date(2009, 5, 4)),
        child(2, TWELVE_YEARS),
        child(3, date(2014, 3, 1), days=7),
    )
    rows = [row for row in laid(Case(members=members)).rows if row.label.startswith("Barn")]
    assert [(row.label, row.note) for row in rows] == [
        ("Barn 15–18 år", ""),
        ("Barn 11–14 år", "barn 2"),
        ("Barn 11–14 år", "barn 3, 7 dagar i hemmet, hel månad är 4 390 kr"),
    ]
    assert [row.evidence[0].what for row in rows] == [
        f"Barn {number}, ålder i november 2026" for number in (1, 2, 3)
    ]


def test_the_shared_costs_tell_how_many_persons_and_where_that_is_known_from() -> None:
    told = evidence(Case(members=(adult(), child(1, TWELVE_YEARS))), "2 personer")
    assert told["Personer i hushållet"] == f"2, {CASE_SYSTEM}"
    assert "Personer i bostaden" not in told


def test_the_shared_costs_of_a_shared_dwelling_tell_how_many_live_there() -> None:
    shared = replace(rules(), others_in_dwelling=OthersInDwelling.SHARE)
    told = evidence(Case(housing={"persons": 4}, rules=shared), "4 personer, hushållets del 1 av 4")
    assert told["Personer i hushållet"] == f"1, {CASE_SYSTEM}"
    assert told["Personer i bostaden"] == f"4, {FORM}"


def test_children_who_are_no_heads_are_said_to_be_left_out() -> None:
    chosen = replace(rules(), part_time_child_is_a_head=False)
    members = (adult(), child(1, TWELVE_YEARS, days=15))
    told = evidence(Case(members=members, rules=chosen), "1 person")
    assert told["Personer i hushållet, utom barn en del av månaden"] == f"1, {CASE_SYSTEM}"


def test_the_adults_row_tells_how_many_they_are() -> None:
    members = (adult(), adult(CO_APPLICANT))
    assert evidence(Case(members=members), "Makar")["Vuxna i hushållet"] == f"2, {CASE_SYSTEM}"


def test_without_a_history_the_household_has_the_applications_time_and_without_that_none() -> None:
    silent = Case(other={"history": missing()})
    assert evidence(silent, "Ensamstående")["Vuxna i hushållet"] == f"1, {CASE_SYSTEM}"
    deaf = Case(
        other={"history": missing(), "statement": missing()}, members=(adult(), child(1, TWELVE_YEARS))
    )
    rows = laid(deaf).rows
    times = {one.as_of for row in rows for one in row.evidence if one.source == "Ärendesystemet, hushållet"}
    assert times == {None}
    assert "Barn 1, dagar i hemmet" not in {one.what for row in rows for one in row.evidence}


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
def test_a_month_without_a_table_leaves_no_calculation_and_says_whom_to_ask(month: Period) -> None:
    assessment = Case(period=month).assessed()
    assert (assessment.amount, assessment.calculation) == (None, None)
    said = f"Riksnormen saknas för {month.in_words}. Be IT lägga in tabellen."
    assert reasons(assessment, Weight.OPEN) == said


def test_a_child_who_has_grown_out_of_the_table_hides_no_younger_one() -> None:
    grown, younger = child(1, date(2004, 1, 1)), child(2, TWELVE_YEARS)
    both, alone = (
        riksnorm_personal.answer(case.question())
        for case in (Case(members=(adult(), grown, younger)), Case(members=(adult(), younger)))
    )
    assert [row.amount for row in both.rows] == [row.amount for row in alone.rows]
