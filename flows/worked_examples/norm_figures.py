"""The figures of the norm: personal and shared costs, for the household, its parts and the whole dwelling."""

from dataclasses import replace
from decimal import Decimal

from flows.eligibility import household
from flows.eligibility.assessment import Section
from flows.eligibility.municipality import RoundingPoint
from flows.eligibility.period import Period
from flows.worked_examples.household import everybody, moved_to
from flows.worked_examples.premises import Premises
from flows.worked_examples.workings import Workings, summed, with_settings


def personal(workings: Workings) -> Decimal:
    """Personal costs of everybody in the case."""
    workings.ask_whole_household()
    return workings.total(Section.FAMILY)


def personal_adults(workings: Workings) -> Decimal:
    """Personal costs of the adults, as if there were no children."""
    workings.ask_adults()
    return workings.total(Section.FAMILY, change=_adults_alone)


def personal_children(workings: Workings) -> Decimal:
    """What the children add to the personal costs."""
    workings.ask_ages()
    return workings.total(Section.FAMILY) - workings.total(Section.FAMILY, change=_adults_alone)


def _adults_alone(premises: Premises) -> Premises:
    adults = household.adults(premises.members)
    return replace(premises, members=adults, persons=len(adults), costs=(), incomes=())


def shared(workings: Workings) -> Decimal:
    """The household's own part of the shared costs."""
    return workings.total(Section.SHARED)


def shared_full(workings: Workings) -> Decimal:
    """What all who live there would have as one household: the amount that is shared."""
    return workings.total(Section.SHARED, change=_one_household)


def _one_household(premises: Premises) -> Premises:
    members = everybody(premises.members, premises.persons, premises.period)
    return replace(premises, members=members, costs=(), incomes=())


def norm_total(workings: Workings) -> Decimal:
    """Personal and shared costs together, exact."""
    workings.ask_whole_household()
    return summed(one.norm for one in workings.calculations())


def shared_rounded(workings: Workings) -> Decimal:
    """The household's part of the shared costs in a municipality that rounds each row."""
    return workings.total(Section.SHARED, change=_rounded)


def total_rounded(workings: Workings) -> Decimal:
    """The norm in a municipality that rounds each row."""
    workings.ask_whole_household()
    return summed(one.norm for one in workings.calculations(_rounded))


def _rounded(premises: Premises) -> Premises:
    return with_settings(premises, rounding_point=RoundingPoint.EACH_ROW)


def norm_total_in(workings: Workings, year: int) -> Decimal:
    """The norm of the same household, at the same ages, in another year. Raises NoTable."""
    workings.parameters.riksnorm(Period(year, workings.only_month.period.month))
    premises = replace(workings.only_month, costs=(), incomes=())
    return workings.calculation(moved_to(premises, Period(year, premises.period.month))).norm
