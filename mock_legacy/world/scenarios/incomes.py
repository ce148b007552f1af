"""Applications whose incomes are known and settle the amount: same, changed, forgotten, above the norm.

A single adult's norm is 5 220 (3 940 + 1 280). Rents stay under the cap of 6 400 for one person.
"""

from __future__ import annotations

from datetime import date

from mock_legacy.world.household import (
    Amount,
    Benefit,
    Cost,
    Deposit,
    Household,
    Income,
    Months,
    TaxRefund,
    UnemploymentBenefit,
    steady,
)
from mock_legacy.world.scenarios.outcome import avslag, bifall
from mock_legacy.world.scenarios.reference import child_benefit, housing_benefit, maintenance_support
from mock_legacy.world.scenarios.registry import Story, scenario
from mock_legacy.world.town import Town


def activity_support(home: Household, months: Months, *, declared: bool = True) -> Income:
    """Aktivitetsstöd, paid by Försäkringskassan for the month before."""
    return Income(
        kind="Aktivitetsstöd",
        receiver=home.applicant,
        source=Benefit(code="AS", label="Aktivitetsstöd", in_arrears=True),
        months=months,
        pay_day=26,
        declared=declared,
    )


def unemployment_benefit(town: Town, home: Household, *, declared: bool = True) -> Income:
    """A-kassa of 6 900 net each month."""
    return Income(
        kind="A-kassa",
        receiver=home.applicant,
        source=UnemploymentBenefit(fund=town.fund()),
        months=steady(8415, 1515),
        pay_day=22,
        declared=declared,
    )


@scenario(weight=60)
def aktivitetsstod_unchanged(town: Town) -> Story:
    """5 220 + rent − 5 432."""
    home = town.single()
    rent = town.rent(4900, 6300)
    home.costs = [rent]
    home.incomes = [activity_support(home, steady(6512, 1080))]
    return home, bifall(5220 + rent.applied - 5432)


@scenario(weight=60)
def salary_part_time(town: Town) -> Story:
    """5 220 + rent − 6 630; last month's wage was 6 591."""
    home = town.single()
    rent = town.rent(4900, 6300)
    home.costs = [rent]
    months = steady(8450, 1859) | {"2026-10": Amount(gross=8500, tax=1870)}
    home.incomes = [Income(kind="Lön", receiver=home.applicant, source=town.employer(), months=months)]
    return home, bifall(5220 + rent.applied - 6630)


@scenario(weight=20)
def benefit_not_declared(town: Town) -> Story:
    """Bostadsbidrag 1 300 that the application forgets: 5 220 + rent − 1 300."""
    home = town.single(born=date(2001, 5, 14))
    rent = town.rent(4900, 6300)
    home.costs = [rent]
    home.incomes = [housing_benefit(home, 1300, declared=False)]
    return home, bifall(5220 + rent.applied - 1300)


@scenario(weight=20)
def income_changed(town: Town) -> Story:
    """Aktivitetsstöd fell from 6 004 to 4 795: 5 220 + rent − 4 795."""
    home = town.single()
    rent = town.rent(4900, 6300)
    home.costs = [rent]
    months = steady(7200, 1196) | {"2026-10": Amount(gross=5750, tax=955)}
    home.incomes = [activity_support(home, months)]
    return home, bifall(5220 + rent.applied - 4795)


@scenario(weight=4)
def child_turned_7(town: Town) -> Story:
    """The child is in band 7–10 from November: 3 940 + 3 820 + 1 410 + rent − 1 250 − 1 673."""
    home = town.lone_parent()
    child = town.child_born(home, date(2019, 11, 1), date(2019, 11, 30))
    child.eats_lunch_away = True
    home.children.append(child)
    rent = town.rent(6400, 7500)
    home.costs = [rent]
    home.incomes = [child_benefit(home, 1250), maintenance_support(home, 1673)]
    return home, bifall(9170 + rent.applied - 2923)


@scenario(weight=15)
def tax_refund(town: Town) -> Story:
    """The tax account paid 3 214 in October: 5 220 + rent − 3 214."""
    home = town.single()
    rent = town.rent(4900, 6300)
    home.costs = [rent]
    home.incomes = [
        Income(
            kind="Skatteåterbäring",
            receiver=home.applicant,
            source=TaxRefund(),
            months=steady(3214, since="2026-10"),
            pay_day=7,
        )
    ]
    return home, bifall(5220 + rent.applied - 3214)


@scenario(weight=40)
def akassa(town: Town) -> Story:
    """5 220 + rent + fee 170 − 6 900."""
    home = town.single()
    rent = town.rent(4900, 6300)
    home.costs = [rent, Cost(kind="A-kasseavgift", applied=170)]
    home.incomes = [unemployment_benefit(town, home)]
    return home, bifall(5220 + rent.applied + 170 - 6900)


@scenario(weight=20)
def swish_income(town: Town) -> Story:
    """Swish deposits of 1 850, declared: 5 220 + rent − 1 850."""
    home = town.single()
    rent = town.rent(4900, 6300)
    home.costs = [rent]
    home.incomes = [
        Income(
            kind="Swish/insättning",
            receiver=home.applicant,
            source=Deposit(),
            months=steady(1850, since="2026-10"),
            pay_day=15,
        )
    ]
    return home, bifall(5220 + rent.applied - 1850)


@scenario(weight=15)
def pension_from_pm(town: Town) -> Story:
    """Ålderspension from Pensionsmyndigheten, the payment's other shape: 5 220 + rent − 4 150."""
    home = town.single(born=date(1959, 3, 17))
    rent = town.rent(4900, 6300)
    home.costs = [rent]
    home.form.planning = "Jag är pensionär."
    home.incomes = [
        Income(
            kind="Ålderspension",
            receiver=home.applicant,
            source=Benefit(code="AP", label="Ålderspension", agency="PM"),
            months=steady(4980, 830),
            pay_day=19,
        )
    ]
    return home, bifall(5220 + rent.applied - 4150)


@scenario(weight=20)
def surplus_salary(town: Town) -> Story:
    """A wage of 15 400 net since September covers 5 220 + 5 600."""
    home = town.single()
    home.costs = [Cost(kind="Hyra", applied=5600)]
    home.incomes = [
        Income(
            kind="Lön",
            receiver=home.applicant,
            source=town.employer(),
            months=steady(19800, 4400, since="2026-09"),
        )
    ]
    return home, avslag()
