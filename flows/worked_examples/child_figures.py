"""The figures of one child's norm: by the month, by the day, and by each way to count days in the home."""

import re
from dataclasses import replace
from decimal import Decimal

from flows.eligibility import household
from flows.eligibility.case import Role
from flows.eligibility.municipality import DayFormula
from flows.worked_examples.norm_figures import personal_children
from flows.worked_examples.premises import NotExpressible, Premises
from flows.worked_examples.workings import Workings, with_settings

METHODS = {
    "monthly*days/30": DayFormula.THIRTIETHS,
    "round(monthly*12/365)*days": DayFormula.DAILY_RATE,
}


def _only_child(workings: Workings) -> Premises:
    workings.ask_ages()
    premises = workings.only_month
    if len(household.children(premises.members)) != 1:
        raise NotExpressible("beloppet gäller ett barn, och hushållet har inte ett")
    return premises


def _child_in(workings: Workings, days: int | None, formula: DayFormula) -> Decimal:
    members = tuple(
        replace(one, days_in_home=days) if one.role is Role.CHILD else one
        for one in _only_child(workings).members
    )
    then = replace(with_settings(workings.only_month, day_formula=formula), members=members, incomes=())
    return personal_children(replace(workings, months=(then,)))


def monthly(workings: Workings) -> Decimal:
    return _child_in(workings, None, DayFormula.THIRTIETHS)


def daily(workings: Workings) -> Decimal:
    """The one formula with a daily amount: twelve months through the days of the year, in whole kronor."""
    return _child_in(workings, 1, DayFormula.DAILY_RATE)


def child_norm_by(workings: Workings, method: str) -> Decimal:
    premises, plain = _only_child(workings), "".join(method.split())
    days = {one.days_in_home for one in household.children(premises.members)}.pop()
    if found := re.fullmatch(r"monthly\*days/days_in_month(?:\((\d+)\))?", plain):
        if found[1] and int(found[1]) != premises.period.days:
            raise NotExpressible(
                f"{premises.period.in_words} har {premises.period.days} dagar och inte {found[1]}"
            )
        return _child_in(workings, days, DayFormula.DAYS_OF_MONTH)
    if plain not in METHODS:
        raise NotExpressible(f"sättet att räkna dagar, {method}, är inget som kommunen kan välja")
    return _child_in(workings, days, METHODS[plain])
