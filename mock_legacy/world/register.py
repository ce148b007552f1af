"""Write a household into Skatteverket's registers: folkbokföring, employer declarations, tax account.

Knows nothing of applications or case files.
"""

from __future__ import annotations

from datetime import date

from mock_legacy.world.calendar_2026 import day_in
from mock_legacy.world.household import Household, Income, Resident, TaxRefund, Wage
from mock_legacy.world.ledger import Ledger
from mock_legacy.world.models import CapitalIncome, EmployerDeclaration, Person, Relation, TaxAccountPayout

DECLARATION_DAY = 12


def write_register(ledger: Ledger, home: Household) -> None:
    """Write persons, family and incomes."""
    for resident in _everyone(home):
        ledger.add(_person(resident))
    _write_family(ledger, home)
    for income in home.incomes:
        write_income(ledger, income)
    for adult in home.adults:
        ledger.add(CapitalIncome(personnummer=adult.personnummer, year=2025, amount_ore=None))


def _everyone(home: Household) -> list[Resident]:
    extra = [resident for resident in (home.newborn, home.other_parent) if resident]
    return [*home.adults, *home.children, *extra]


def _person(resident: Resident) -> Person:
    return Person(
        personnummer=resident.personnummer,
        first_name=resident.first_name,
        last_name=resident.last_name,
        birth_date=resident.born,
        sex=resident.sex,
        street=resident.address.street,
        postal_code=resident.address.postal_code,
        postal_town=resident.address.postal_town,
        county_code=resident.address.municipality_code[:2],
        municipality_code=resident.address.municipality_code,
        registered_since=resident.registered_since,
        civil_status=resident.civil_status,
        civil_status_since=resident.civil_status_since or resident.born,
        protection=resident.protection,
        fk_protected="ja"
        if resident.protection in {"sekretessmarkering", "skyddad_folkbokforing"}
        else "nej",
    )


def _write_family(ledger: Ledger, home: Household) -> None:
    if len(home.adults) == 2:
        first, second = home.adults
        since = date(2015, 6, 6) if home.separated_on else first.civil_status_since or first.born
        for one, other in ((first, second), (second, first)):
            ledger.add(_relation(one, other, "M", since=since, until=home.separated_on))
    parents = [*home.adults, *([home.other_parent] if home.other_parent else [])]
    children = [*home.children, *([home.newborn] if home.newborn else [])]
    for child in children:
        for parent in parents:
            ledger.add(_relation(parent, child, "B", since=child.born))
            ledger.add(_relation(child, parent, "MO" if parent.sex == "K" else "FA", since=child.born))
            ledger.add(_relation(child, parent, "VF", since=child.born))


def _relation(
    one: Resident, other: Resident, kind: str, *, since: date, until: date | None = None
) -> Relation:
    return Relation(
        personnummer=one.personnummer, related=other.personnummer, kind=kind, since=since, until=until
    )


def write_income(ledger: Ledger, income: Income) -> None:
    """Write what an employer has declared, or the tax account has paid out, month by month."""
    person = income.receiver.personnummer
    for month, amount in income.months.items():
        paid_on = day_in(month, income.pay_day)
        match income.source:
            case Wage(employer=employer, org_number=org_number):
                ledger.add(
                    EmployerDeclaration(
                        personnummer=person,
                        month=month,
                        employer=employer,
                        org_number=org_number,
                        gross_ore=amount.gross * 100,
                        tax_ore=amount.tax * 100,
                        received_on=_declared_on(paid_on),
                    )
                )
            case TaxRefund():
                ledger.add(
                    TaxAccountPayout(
                        personnummer=person,
                        paid_on=paid_on,
                        text="Utbetalning till bankkonto",
                        amount_ore=amount.net * 100,
                    )
                )


def _declared_on(paid_on: date) -> date:
    """The employer declares on the twelfth of the month after."""
    month = paid_on.month % 12 + 1
    return date(paid_on.year + (month == 1), month, DECLARATION_DAY)
