"""The figures that examples expect, by name, each computed by putting the example to the law.

A figure that the law does not have is unknown here; a test shows that no figure is copied from the example.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import TypeAlias

from flows.eligibility import household
from flows.eligibility.assessment import Proposal, Section
from flows.eligibility.case import Role
from flows.eligibility.municipality import DayFormula, RentShare, RoundingPoint
from flows.worked_examples.costs import fully_granted
from flows.worked_examples.form import ExampleForm
from flows.worked_examples.household import everybody, read_household
from flows.worked_examples.housing_caps import housing_cap
from flows.worked_examples.incomes import SALARY
from flows.worked_examples.premises import NotExpressible, Premises
from flows.worked_examples.workings import Workings, summed, with_settings

Figure: TypeAlias = Decimal | str
COSTS = (Section.COST, Section.SPECIAL_COST)
OUTCOMES = {
    Proposal.BIFALL: "underskott",
    Proposal.DELAVSLAG: "underskott",
    Proposal.AVSLAG: "överskott",
}


def figure(name: str, workings: Workings) -> Figure:
    """The figure called `name` (`norm.total`, `counted[2]`). Raises NotExpressible."""
    bare = name.removeprefix("norm.")
    if bare in FIGURES:
        return FIGURES[bare](workings)
    if found := re.fullmatch(r"delta_vs_(\d{4})", bare):
        return _family_and_shared(workings) - _total_in(workings, int(found[1]))
    if found := re.fullmatch(r"(?:incomes)?\[?(\d*)\]?\.?counted(?:\[(\d+)\])?", bare):
        return _counted(workings, int(found[1] or found[2] or 0))
    if found := re.fullmatch(r"(special_)?costs\[(\d+)\]\.approved", bare):
        ordinary = len(workings.example.costs)
        return _approved(workings, int(found[2]) + (ordinary if found[1] else 0))
    if found := re.fullmatch(r"child_norm_by_method\[(.+)\]", bare):
        return _child_norm_by(workings, found[1])
    raise NotExpressible(f"beloppet {name} finns inte i beräkningen")


def _whole_household(workings: Workings) -> None:
    _adults_known(workings)
    _ages_known(workings)


def _adults_known(workings: Workings) -> None:
    if not workings.adults_stated:
        raise NotExpressible("exemplet säger inte vilka de vuxna är")


def _ages_known(workings: Workings) -> None:
    if not workings.ages_stated:
        raise NotExpressible("exemplet säger inte hur gamla barnen är")


def _personal(workings: Workings) -> Decimal:
    _whole_household(workings)
    return workings.total(Section.FAMILY)


def _personal_adults(workings: Workings) -> Decimal:
    _adults_known(workings)
    return workings.total(Section.FAMILY, change=_adults_alone)


def _personal_children(workings: Workings) -> Decimal:
    _ages_known(workings)
    return workings.total(Section.FAMILY) - workings.total(Section.FAMILY, change=_adults_alone)


def _adults_alone(premises: Premises) -> Premises:
    adults = household.adults(premises.members)
    return replace(premises, members=adults, persons=len(adults), costs=(), incomes=())


def _shared(workings: Workings) -> Decimal:
    return workings.total(Section.SHARED)


def _shared_full(workings: Workings) -> Decimal:
    """What all who live there would have as one household: the amount that is shared."""
    return workings.total(Section.SHARED, change=_one_household)


def _one_household(premises: Premises) -> Premises:
    members = everybody(premises.members, premises.persons, premises.period)
    return replace(premises, members=members, costs=(), incomes=())


def _family_and_shared(workings: Workings) -> Decimal:
    _whole_household(workings)
    return summed(one.norm for one in workings.calculations())


def _shared_rounded(workings: Workings) -> Decimal:
    return workings.total(Section.SHARED, change=_rounded)


def _total_rounded(workings: Workings) -> Decimal:
    _whole_household(workings)
    return summed(one.norm for one in workings.calculations(_rounded))


def _rounded(premises: Premises) -> Premises:
    return with_settings(premises, rounding_point=RoundingPoint.EACH_ROW)


def _total_in(workings: Workings, year: int) -> Decimal:
    premises = workings.only_month
    period = premises.period.shifted(12 * (year - premises.period.year))
    home = read_household(workings.example.household, period)
    then = replace(premises, period=period, members=home.members, costs=(), incomes=())
    return workings.calculation(then).norm


def _costs_total(workings: Workings) -> Decimal:
    """Both kinds of cost, unless the example sums levnadskostnader i övrigt apart."""
    apart = workings.example.expected.get("special_costs_total") is not None
    return workings.total(*(COSTS[:1] if apart else COSTS))


def _special_costs_total(workings: Workings) -> Decimal:
    return workings.total(Section.SPECIAL_COST)


def _incomes_total(workings: Workings) -> Decimal:
    return workings.total(Section.INCOME)


def _sum(workings: Workings) -> Decimal:
    """Lifecare's Summa: the result before levnadskostnader i övrigt."""
    return _result(workings) + workings.total(Section.SPECIAL_COST)


def _result(workings: Workings) -> Decimal:
    _whole_household(workings)
    return summed(one.result for one in workings.calculations())


def _deficit(workings: Workings) -> Decimal:
    return max(-_result(workings), Decimal(0))


def _surplus(workings: Workings) -> Decimal:
    return max(_result(workings), Decimal(0))


def _outcome(workings: Workings) -> str:
    _whole_household(workings)
    if len(workings.months) > 1:
        return "underskott" if _result(workings) < 0 else "överskott"
    return OUTCOMES[workings.assessed(workings.only_month).proposal]


def _stimulus_base(workings: Workings) -> Decimal:
    return workings.total(Section.INCOME, change=_wages_with_stimulus)


def _stimulus_deduction(workings: Workings) -> Decimal:
    return workings.total(Section.INCOME, change=_without_stimulus) - workings.total(Section.INCOME)


def _without_stimulus(premises: Premises) -> Premises:
    return replace(premises, stimulated=frozenset())


def _wages_with_stimulus(premises: Premises) -> Premises:
    """The wages that jobbstimulans concerns, counted in full."""
    wages = (one for one in premises.incomes if one.kind.key == SALARY and one.person in premises.stimulated)
    return replace(_without_stimulus(premises), incomes=tuple(wages))


def _counted(workings: Workings, number: int) -> Decimal:
    """What counts of one income: the sum of incomes were it the only one, if the parts make up the whole."""
    if number >= len(workings.only_month.incomes):
        raise NotExpressible(f"exemplet har ingen inkomst nummer {number + 1}")
    parts = [
        workings.total(Section.INCOME, change=lambda one, n=number: replace(one, incomes=(one.incomes[n],)))  # type: ignore[misc]
        for number in range(len(workings.only_month.incomes))
    ]
    if summed(parts) != workings.total(Section.INCOME):
        raise NotExpressible("inkomsterna räknas tillsammans, och inte var för sig")
    return parts[number]


def _approved(workings: Workings, number: int) -> Decimal:
    """What is granted of one cost."""
    return workings.total(*COSTS, change=lambda one: replace(one, costs=one.costs[number : number + 1]))


def _only_child(workings: Workings) -> Premises:
    _ages_known(workings)
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
    return _personal_children(replace(workings, months=(then,)))


def _monthly(workings: Workings) -> Decimal:
    return _child_in(workings, None, DayFormula.THIRTIETHS)


def _daily(workings: Workings) -> Decimal:
    """The one formula with a daily amount: twelve months through the days of the year, in whole kronor."""
    return _child_in(workings, 1, DayFormula.DAILY_RATE)


def _child_norm_by(workings: Workings, method: str) -> Decimal:
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


def _rent(workings: Workings) -> tuple[Decimal, Decimal]:
    """The whole rent and the household's share of it."""
    rents = tuple(one for one in fully_granted(workings.only_month.costs) if one.is_rent)
    if not rents:
        raise NotExpressible("exemplet har ingen boendekostnad att dela")
    shared = with_settings(workings.only_month, rent_share=RentShare.PER_HEAD)
    calculation = workings.calculation(replace(shared, costs=rents))
    return summed(one.applied for one in rents), calculation.total(Section.COST)


def _rent_of_case(workings: Workings) -> Decimal:
    return _rent(workings)[1]


def _rent_of_outsider(workings: Workings) -> Decimal:
    whole, own = _rent(workings)
    return whole - own


METHODS = {
    "monthly*days/30": DayFormula.THIRTIETHS,
    "round(monthly*12/365)*days": DayFormula.DAILY_RATE,
}
FIGURES: Mapping[str, Callable[[Workings], Figure]] = {
    "personal": _personal,
    "familyCost": _personal,
    "personal_adults": _personal_adults,
    "personal_children": _personal_children,
    "shared": _shared,
    "shared_share": _shared,
    "commonHouseholdCost": _shared,
    "shared_full": _shared_full,
    "shared_rounded": _shared_rounded,
    "total": _family_and_shared,
    "norm": _family_and_shared,
    "total_rounded": _total_rounded,
    "costs_total": _costs_total,
    "special_costs_total": _special_costs_total,
    "incomes_total": _incomes_total,
    "sum": _sum,
    "result": _result,
    "deficit": _deficit,
    "surplus": _surplus,
    "outcome": _outcome,
    "jobbstimulans_base": _stimulus_base,
    "jobbstimulans_deduction": _stimulus_deduction,
    "monthly": _monthly,
    "daily": _daily,
    "rent_share_of_case": _rent_of_case,
    "rent_share_outsider": _rent_of_outsider,
    "housing_cap": housing_cap,
}


def expected_figures(example: ExampleForm) -> Mapping[str, object]:
    """Every figure the example states, by name; text that only shows a formula is left."""
    stated: dict[str, object] = {}
    for key, said in example.expected.items():
        if key == "formula" or said is None:
            continue
        if isinstance(said, dict):
            names = {part: f"{key}.{part}" if key == "norm" else f"{key}[{part}]" for part in said}
            stated |= {names[part]: value for part, value in said.items() if value is not None}
        elif isinstance(said, list):
            stated |= {f"{key}[{number}]": value for number, value in enumerate(said)}
        else:
            stated[key] = said
    for number, income in enumerate(example.incomes):
        if income.counted is not None:
            stated[f"incomes[{number}].counted"] = income.counted
    for kind, costs in (("costs", example.costs), ("special_costs", example.special_costs)):
        for number, cost in enumerate(costs):
            if cost.approved is not None:
                stated[f"{kind}[{number}].approved"] = cost.approved
    return stated
