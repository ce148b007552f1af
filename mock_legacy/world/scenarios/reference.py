"""Published and derived calculations entered as applications; the amounts are the sources' own.

L01 is a capture from a case system, P04 the government's figure, D01–D06 are derived from SFS 2025:1046.
"""

from __future__ import annotations

from datetime import date

from mock_legacy.world.household import Benefit, Cost, Household, Income, steady
from mock_legacy.world.scenarios.outcome import bifall
from mock_legacy.world.scenarios.registry import Story, scenario
from mock_legacy.world.town import Town


@scenario(weight=40)
def unchanged_single_no_income(town: Town) -> Story:
    """L01 and P03: 3 940 + 1 280."""
    return town.single(born=date(1988, 2, 9)), bifall(5220)


@scenario(weight=10)
def single_with_costs(town: Town) -> Story:
    """D01: 5 220 + 5 800 + 400 + 120."""
    home = town.single()
    home.costs = [
        Cost(kind="Hyra", applied=5800),
        Cost(kind="Hushållsel", applied=400),
        Cost(kind="Hemförsäkring", applied=120),
    ]
    return home, bifall(11540)


@scenario(weight=10)
def couple_no_income(town: Town) -> Story:
    """P04: 7 100 + 1 410."""
    return town.couple(), bifall(8510)


@scenario(weight=60)
def single_parent(town: Town) -> Story:
    """D02: norm 12 270, costs 8 610, incomes 9 546."""
    home = town.lone_parent()
    home.form.rooms = 3
    town.child(home, "4-6", eats_lunch_away=True)
    town.child(home, "7-10")
    home.costs = [
        Cost(kind="Hyra", applied=7900),
        Cost(kind="Hushållsel", applied=550),
        Cost(kind="Hemförsäkring", applied=160),
    ]
    home.incomes = [
        child_benefit(home, 2500, 150),
        maintenance_support(home, 1673, 1823),
        housing_benefit(home, 3400),
    ]
    return home, bifall(11334)


@scenario(weight=10)
def large_family(town: Town) -> Story:
    """D04: eight persons, norm 31 310, costs 13 350, incomes 11 740."""
    home = town.couple()
    home.form.rooms = 5
    for band in ("1-2", "3", "4-6"):
        town.child(home, band, eats_lunch_away=True)
    for band in ("7-10", "11-14", "15"):
        town.child(home, band)
    home.costs = [Cost(kind="Hyra", applied=12400), Cost(kind="Hushållsel", applied=950)]
    home.incomes = [child_benefit(home, 7500, 4240)]
    return home, bifall(32920)


@scenario(weight=20)
def salary_jobbstimulans(town: Town) -> Story:
    """D06: 5 220 + 6 000 − 6 000, the last being three quarters of 8 000 net."""
    home = town.single()
    home.case.jobbstimulans = (date(2026, 3, 1), date(2028, 2, 29))
    home.costs = [Cost(kind="Hyra", applied=6000)]
    home.incomes = [
        Income(kind="Lön", receiver=home.applicant, source=town.employer(), months=steady(10140, 2140))
    ]
    return home, bifall(5220)


def child_benefit(home: Household, per_children: int, supplement: int = 0) -> Income:
    """Barnbidrag and flerbarnstillägg, one payment with two lines."""
    parts = (("Barnbidrag", per_children), *((("Flerbarnstillägg", supplement),) if supplement else ()))
    return Income(
        kind="Barnbidrag",
        receiver=home.applicant,
        source=Benefit(code="ABB", label="Barnbidrag", parts=parts),
        months=steady(per_children + supplement),
        pay_day=20,
    )


def maintenance_support(home: Household, *per_child: int) -> Income:
    """Underhållsstöd, one payment with a line per child."""
    parts = tuple(
        (f"Underhållsstöd barn {number}", kronor) for number, kronor in enumerate(per_child, start=1)
    )
    return Income(
        kind="Underhållsstöd",
        receiver=home.applicant,
        source=Benefit(code="US", label="Underhållsstöd", parts=parts),
        months=steady(sum(per_child)),
        pay_day=23,
    )


def housing_benefit(home: Household, kronor: int, *, declared: bool = True) -> Income:
    """Bostadsbidrag."""
    return Income(
        kind="Bostadsbidrag",
        receiver=home.applicant,
        source=Benefit(code="BOB", label="Bostadsbidrag"),
        months=steady(kronor),
        pay_day=19,
        declared=declared,
    )
