"""Almanda's norm calculations of earlier months, as its caseworkers would have made them.

The law of these calculations is the mock world's own; the robot's is elsewhere and shares nothing with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mock_legacy.world.calendar_2026 import day_in, last_day, month_before
from mock_legacy.world.household import Cost, Household, Income, Wage
from mock_legacy.world.norm import COUPLE, SINGLE, child_norm, shared_norm

COST_LABELS = {"Hyra": "Boendekostnad", "Resor": "Arbetsresor", "Internet": "Bredband"}
FULL_TIME_DAYS = 30
SPECIAL_COSTS = {"Medicin", "Läkarvård", "Tandvård", "Övrigt"}
INCOME_LABELS = {
    "Lön": "Lön efter skatt",
    "Barnbidrag": "Barnbidrag/Flerbarnstillägg",
    "Swish/insättning": "Swish/Insättningar/Överföringar",
}


@dataclass(slots=True, kw_only=True)
class NormRow:
    """One row of a calculation, field by field as ``models.CalculationRow`` keeps it; amounts in öre."""

    section: str
    label: str
    personnummer: str = ""
    days: int | None = None
    applicant_ore: int | None = None
    co_applicant_ore: int | None = None
    applied_ore: int | None = None
    approved_ore: int | None = None
    on: date | None = None
    note: str = ""
    position: int = 0
    calculation_number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Calculated:
    """Sums in whole kronor and the rows behind them; ``balance`` below zero is a deficit."""

    norm: int
    shared: int
    incomes: int
    costs: int
    special_costs: int
    rows: list[NormRow]

    @property
    def balance(self) -> int:
        """Incomes less norm, costs and special costs."""
        return self.incomes - self.norm - self.costs - self.special_costs


def calculate(home: Household, month: str, number: int) -> Calculated:
    """Calculate a month on the incomes of the month before.

    ``number`` is the calculation the rows belong to.
    """
    persons = _person_rows(home, month)
    shared = shared_norm(len(persons))
    incomes = [row for income in home.incomes for row in _income_rows(home, income, month_before(month))]
    costs = [_cost_row(cost) for cost in home.costs]
    rows = [*persons, _row("SHARED", "Gemensamma hushållskostnader", applicant=shared), *incomes, *costs]
    for position, row in enumerate(rows, start=1):
        row.position, row.calculation_number = position, number
    return Calculated(
        norm=shared + _sum(persons),
        shared=shared,
        incomes=_sum(incomes),
        costs=_approved(costs, "COST"),
        special_costs=_approved(costs, "SPECIAL_COST"),
        rows=rows,
    )


def _person_rows(home: Household, month: str) -> list[NormRow]:
    adult_norm = SINGLE if len(home.adults) == 1 else COUPLE // 2
    rows = [
        _row("PERSON", adult.name, applicant=adult_norm, person=adult.personnummer) for adult in home.adults
    ]
    for child in home.children:
        if child.born <= last_day(month):
            norm = child_norm(child.age_in(month), eats_lunch_away=child.eats_lunch_away)
            rows.append(_row("PERSON", child.name, applicant=norm, person=child.personnummer))
    return rows


def _income_rows(home: Household, income: Income, month: str) -> list[NormRow]:
    amount = income.months.get(month)
    if amount is None:
        return []
    stimulated = home.case.jobbstimulans is not None and isinstance(income.source, Wage)
    counted = amount.net * 3 // 4 if stimulated else amount.net
    applicant = income.receiver is home.applicant
    return [
        NormRow(
            section="INCOME",
            label=INCOME_LABELS.get(income.kind, income.kind),
            applicant_ore=counted * 100 if applicant else None,
            co_applicant_ore=None if applicant else counted * 100,
            on=day_in(month, income.pay_day),
            note=f"Jobbstimulans: 25 % av {amount.net} kr räknas inte." if stimulated else "",
        )
    ]


def _cost_row(cost: Cost) -> NormRow:
    return NormRow(
        section="SPECIAL_COST" if cost.kind in SPECIAL_COSTS else "COST",
        label=COST_LABELS.get(cost.kind, cost.kind),
        applied_ore=cost.applied * 100,
        approved_ore=(cost.applied if cost.approved is None else cost.approved) * 100,
    )


def _row(section: str, label: str, *, applicant: int, person: str = "") -> NormRow:
    days = FULL_TIME_DAYS if section == "PERSON" else None
    return NormRow(
        section=section, label=label, personnummer=person, days=days, applicant_ore=applicant * 100
    )


def _sum(rows: list[NormRow]) -> int:
    return sum((row.applicant_ore or 0) + (row.co_applicant_ore or 0) for row in rows) // 100


def _approved(rows: list[NormRow], section: str) -> int:
    return sum(row.approved_ore or 0 for row in rows if row.section == section) // 100
