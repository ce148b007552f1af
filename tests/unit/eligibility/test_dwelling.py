"""A dwelling shared with others: the household's part, to the exact fraction, and nothing counted twice."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from flows.eligibility.assessment import Section, Weight
from flows.eligibility.case import EarlierRow
from flows.eligibility.day_share import daily_rate
from flows.eligibility.household import Share
from flows.eligibility.incomes import Counted, IncomeCatalogue
from flows.eligibility.municipality import OthersInDwelling
from flows.eligibility.parameters import Parameters
from flows.eligibility.warning_kinds import WarningKind
from tests.cases.local_rules import with_choices
from tests.household_facts import (
    CO_APPLICANT,
    NOVEMBER,
    Case,
    adult,
    child,
    cost,
    krona,
    parameters,
    reasons,
    rules,
    stated,
)

SHARE = replace(rules(), others_in_dwelling=OthersInDwelling.SHARE)
SHARE_ALL = replace(rules(), others_in_dwelling=OthersInDwelling.SHARE_ALL)
COUPLE = (adult(), adult(CO_APPLICANT))


@pytest.mark.parametrize(
    ("share", "whole", "part", "formula"),
    [
        (Share(heads=1, everybody=5), 1710, "342", "1 710 kr / 5"),
        (Share(heads=2, everybody=4), 2030, "1015", "2 030 kr × 2 / 4"),
        (Share(heads=2, everybody=4), 2031, "1015.5", "2 031 kr × 2 / 4"),
        (Share(heads=3, everybody=3), 9000, "9000", "9 000 kr × 3 / 3"),
    ],
)
def test_a_part_is_by_heads_and_exact(share: Share, whole: int, part: str, formula: str) -> None:
    assert share.of(krona(whole)) == Decimal(part)
    assert share.formula(krona(whole)) == formula


@pytest.mark.parametrize(("monthly", "daily"), [(4390, 144), (2195, 72), (1855, 61), (1840, 60), (0, 0)])
def test_the_daily_rate_is_whole_kronor_of_twelve_months_by_365_days(monthly: int, daily: int) -> None:
    assert daily_rate(krona(monthly)) == daily


def counting_rent_from_children() -> Parameters:
    """The parameters, had the catalogue counted rent that a child pays."""
    newest = parameters().income_catalogues[-1]
    kinds = (
        replace(one, counted=Counted.YES) if "RENT_SHARE_FROM_CHILD" in one.stated_as else one
        for one in newest.value.kinds
    )
    catalogue = replace(newest, value=IncomeCatalogue(kinds=tuple(kinds)))
    return replace(parameters(), income_catalogues=(catalogue,))


@pytest.mark.parametrize(("setting", "asked"), [("per_head", True), ("none", False)])
def test_rent_that_counts_as_income_does_not_lower_the_rent_as_well(
    monkeypatch: pytest.MonkeyPatch, setting: str, asked: bool
) -> None:
    monkeypatch.setattr("tests.household_facts.parameters", counting_rent_from_children)
    case = Case(
        rules=with_choices({"others_in_dwelling": "share", "rent_share_of_others": setting}),
        housing={"persons": 2},
        costs=(cost("RENT", 6000),),
        incomes=(stated("RENT_SHARE_FROM_CHILD", 2000),),
    )
    said = reasons(case.assessed(), Weight.OPEN)
    assert ("Räkna pengarna som inkomst eller dela hyran, inte båda." in said) is asked


def test_the_draft_says_nothing_of_a_rent_that_is_not_sought() -> None:
    said = reasons(Case(rules=SHARE, housing={"persons": 2}).assessed(), Weight.DEVIATION)
    assert "1 av 2, av de gemensamma kostnaderna. Stämmer antalet och delningen?" in said


def test_a_couple_is_asked_about_unless_the_municipality_shares_for_couples_too() -> None:
    one_more = {"persons": 3}
    asked = Case(members=COUPLE, housing=one_more, rules=SHARE).assessed()
    assert [one.about for one in asked.weighing(Weight.OPEN)] == ["bostad/andra"]
    assert asked.calculation is not None
    assert asked.calculation.total(Section.SHARED) == 1410
    shared = Case(members=COUPLE, housing=one_more, rules=SHARE_ALL).assessed()
    assert not shared.weighing(Weight.OPEN)
    assert shared.calculation is not None
    assert round(shared.calculation.total(Section.SHARED), 2) == Decimal("1193.33")
    assert "för ett par är den kommunens val" in reasons(shared, Weight.DEVIATION)


def test_the_rent_of_a_couple_is_not_shared_either_while_the_dwelling_is_asked_about() -> None:
    case = Case(members=COUPLE, housing={"persons": 3}, costs=(cost("RENT", 6000),), rules=SHARE)
    calculation = case.assessed().calculation
    assert calculation is not None
    assert calculation.total(Section.COST) == 6000


def test_a_couple_where_everybody_is_asked_about_is_told_nothing_of_a_choice() -> None:
    said = reasons(Case(members=COUPLE, housing={"persons": 3}).assessed(), Weight.OPEN)
    assert said.endswith("Delas hyran och de gemensamma kostnaderna med andra?")


def test_one_adult_is_told_nothing_of_couples() -> None:
    for chosen in (SHARE, SHARE_ALL):
        said = reasons(Case(housing={"persons": 2}, rules=chosen).assessed(), Weight.DEVIATION)
        assert said.endswith("Stämmer antalet och delningen?")


def test_a_household_without_heads_has_no_part() -> None:
    alone = replace(SHARE, part_time_child_is_a_head=False)
    members = (child(1, date(2014, 2, 1), days=10),)
    case = Case(members=members, rules=alone, housing={"persons": 3})
    calculation = case.assessed().calculation
    assert calculation is not None
    assert calculation.total(Section.SHARED) == 0


def test_the_norm_of_last_month_is_not_compared_while_the_dwelling_is_asked_about() -> None:
    case = Case(housing={"persons": 2})
    history = {"calculations": (case.last_month(norm_total=krona(4645)),)}
    assert not replace(case, history=history).assessed().weighing(Weight.DEVIATION)


def test_the_norm_of_last_month_is_not_compared_where_last_month_has_no_amount_for_a_child() -> None:
    # In December 2024 the amount without lunch is unknown; in January 2025 it stands in the act.
    members = (adult(), child(1, date(2020, 3, 1), lunch_away=True))
    case = Case(period=replace(NOVEMBER, year=2025, month=1), members=members)
    history = {"calculations": (case.last_month(norm_total=krona(1)),)}
    kinds = {one.warns for one in replace(case, history=history).assessed().findings}
    assert WarningKind.NORM_CHANGE in kinds
    assert "Normen var" not in reasons(replace(case, history=history).assessed(), Weight.DEVIATION)


def test_a_lower_rent_last_month_says_nothing_of_notice() -> None:
    case = Case(costs=(cost("RENT", 7200),), rules=with_choices({"housing": {"accept_during_notice": True}}))
    unapplied = EarlierRow(label="Hyra", amount=krona(6400))
    history = {"calculations": (case.last_month(costs=(unapplied,)),)}
    assert "rådrum, månad 1 av 3" in reasons(replace(case, history=history).assessed(), Weight.DEVIATION)


def test_a_sub_type_without_a_rule_goes_under_the_wider_kind() -> None:
    case = Case(costs=(cost("OTHER:SOMETHING", 300), cost("OTHER", 200)))
    assert "Övrig kostnad: 500 kr söks" in reasons(case.assessed(), Weight.OPEN)
    assert not case.assessed().weighing(Weight.CHANGE)


def test_every_finding_that_a_caseworker_sees_says_what_it_warns_of_and_about_what() -> None:
    case = Case(
        members=(adult(), child(1, date(2019, 11, 3), days=12)),
        housing={"persons": 5, "changed": True, "form": "SUBLET"},
        costs=(cost("RENT", 9000), cost("INTERNET", 299), cost("MEDICINE", 900), cost("OTHER", 50)),
        statement={"message": "Hej", "attachments": 1},
        rules=SHARE,
    )
    history = {"calculations": (case.last_month(members=1, costs=(), norm="Matnorm"),)}
    findings = replace(case, history=history).assessed().findings
    seen = [one for one in findings if one.weight is not Weight.NOTE]
    assert len(seen) > 10
    assert all(one.warns and one.about for one in seen), [one.rule for one in seen if not one.about]
