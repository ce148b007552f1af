"""Almanda's norm calculations of earlier months, as its caseworkers would have made them.

The law of these calculations is the mock world's own; the robot's is elsewhere and shares nothing with it.
"""

from __future__ import annotations

from dataclasses import dataclass

from mock_legacy.world.calendar_2026 import day_in, last_day, month_before
from mock_legacy.world.household import Cost, Household, Income, Wage
from mock_legacy.world.models import CalculationRow
from mock_legacy.world.norm import COUPLE, SINGLE, child_norm, shared_norm

COST_LABELS = {"Hyra": "Boendekostnad", "Resor": "Arbetsresor", "Internet": "Bredband"}
SPECIAL_COSTS = {"Medicin", "Läkarvård", "Tandvård", "Övrigt"}
INCOME_LABELS = {
    "Lön": "Lön efter skatt",
    "Barnbidrag": "Barnbidrag/Flerbarnstillägg",
    "Swish/insättning": "Swish/Insättningar/Överföringar",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Calculated:
    """Sums in whole kronor and the rows behind them; ``balance`` below zero is a deficit."""

    norm: int
    shared: int
    incomes: int
    costs: int
    special_costs: int
    rows: list[CalculationRow]

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


def _person_rows(home: Household, month: str) -> list[CalculationRow]:
    adult_norm = SINGLE if len(home.adults) == 1 else COUPLE // 2
    rows = [
        _row("PERSON", adult.name, applicant=adult_norm, person=adult.personnummer) for adult in home.adults
    ]
    for child in home.children:
        if child.born <= last_day(month):
            norm = child_norm(child.age_in(month), eats_lunch_away=child.eats_lunch_away)
            rows.append(_row("PERSON", child.name, applicant=norm, person=child.personnummer))
    return rows


def _income_rows(home: Household, income: Income, month: str) -> list[CalculationRow]:
    amount = income.months.get(month)
    if amount is None:
        return []
    stimulated = home.case.jobbstimulans is not None and isinstance(income.source, Wage)
    counted = amount.net * 3 // 4 if stimulated else amount.net
    row = _row("INCOME", INCOME_LABELS.get(income.kind, income.kind))
    if income.receiver is home.applicant:
        row.applicant_ore = counted * 100
    else:
        row.co_applicant_ore = counted * 100
    row.on = day_in(month, income.pay_day)
    row.note = f"Jobbstimulans: 25 % av {amount.net} kr räknas inte." if stimulated else ""
    return [row]


def _cost_row(cost: Cost) -> CalculationRow:
    row = _row(
        "SPECIAL_COST" if cost.kind in SPECIAL_COSTS else "COST", COST_LABELS.get(cost.kind, cost.kind)
    )
    row.applied_ore = cost.applied * 100
    row.approved_ore = (cost.applied if cost.approved is None else cost.approved) * 100
    return row


def _row(section: str, label: str, *, applicant: int | None = None, person: str = "") -> CalculationRow:
    return CalculationRow(
        position=0,
        section=section,
        label=label,
        personnummer=person,
        days=30 if section == "PERSON" else None,
        applicant_ore=None if applicant is None else applicant * 100,
    )


def _sum(rows: list[CalculationRow]) -> int:
    return sum((row.applicant_ore or 0) + (row.co_applicant_ore or 0) for row in rows) // 100


def _approved(rows: list[CalculationRow], section: str) -> int:
    return sum(row.approved_ore or 0 for row in rows if row.section == section) // 100
