"""The figures of one child's norm: by the month, by the day, and by each way to count days in the home."""

import re
from dataclasses import replace

from flows.eligibility import household
from flows.eligibility.assessment import Section
from flows.eligibility.municipality import DayFormula
from flows.worked_examples.premises import NotExpressible, Premises
from flows.worked_examples.workings import Workings, with_settings

METHODS = {
    "monthly*days/30": DayFormula.THIRTIETHS,
    "round(monthly*12/365)*days": DayFormula.DAILY_RATE,
}
MONTHLY, DAILY = "monthly", "daily"


def child_alone(name: str, workings: Workings) -> Workings | None:
    """The household as `name` wants its only child counted, or None for a figure that is not the child's.

    `daily` is the one formula with a daily amount: twelve months through the days of the year, whole kronor.
    Raises NotExpressible.
    """
    if name == MONTHLY:
        return _with_days(workings, None, DayFormula.THIRTIETHS)
    if name == DAILY:
        return _with_days(workings, 1, DayFormula.DAILY_RATE)
    if found := re.fullmatch(r"child_norm_by_method\[(.+)\]", name):
        days = _days_in_home(workings)
        return _with_days(workings, days, _formula(_only_child(workings), found[1]))
    return None


def formulas(workings: Workings) -> str:
    """How the personal costs came about, where the law gives a formula."""
    rows = workings.calculation(workings.only_month).rows
    return "; ".join(row.formula for row in rows if row.section is Section.FAMILY and row.formula)


def _only_child(workings: Workings) -> Premises:
    premises = workings.only_month
    if len(household.children(premises.members)) != 1:
        raise NotExpressible("beloppet gäller ett barn, och hushållet har inte ett")
    return premises


def _days_in_home(workings: Workings) -> int:
    (child,) = household.children(_only_child(workings).members)
    if child.days_in_home is None:
        raise NotExpressible("exemplet säger inte hur många dagar barnet bor i hemmet")
    return child.days_in_home


def _with_days(workings: Workings, days: int | None, formula: DayFormula) -> Workings:
    premises = _only_child(workings)
    (child,) = household.children(premises.members)
    members = (*household.adults(premises.members), replace(child, days_in_home=days))
    then = replace(with_settings(premises, day_formula=formula), members=members, incomes=(), costs=())
    return replace(workings, months=(then,))


def _formula(premises: Premises, method: str) -> DayFormula:
    plain, period = "".join(method.split()), premises.period
    if found := re.fullmatch(r"monthly\*days/days_in_month(?:\((\d+)\))?", plain):
        if found[1] and int(found[1]) != period.days:
            raise NotExpressible(f"{period.in_words} har {period.days} dagar och inte {found[1]}")
        return DayFormula.DAYS_OF_MONTH
    if plain not in METHODS:
        raise NotExpressible(f"sättet att räkna dagar, {method}, är inget som kommunen kan välja")
    return METHODS[plain]
