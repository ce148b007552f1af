"""The figures of housing: the household's share of a rent, and the highest cost a municipality has published.

The highest cost is asked for by applying for a dearer dwelling than any.
"""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from flows.eligibility.assessment import Section
from flows.worked_examples.costs import fully_granted, is_rent
from flows.worked_examples.named_caps import named
from flows.worked_examples.premises import Cost, NotExpressible
from flows.worked_examples.workings import Workings, summed

DEARER_THAN_ANY = Cost(label="Boendekostnad", section=Section.COST, applied=Decimal(1_000_000), is_rent=True)


def housing_cap(workings: Workings) -> Decimal:
    """The cap in kronor a month: the one published, else the example's own.

    Raises NotExpressible when there is neither, or the table does not reach the household.
    """
    workings.ask_adults()
    premises = replace(workings.only_month, costs=(DEARER_THAN_ANY,), incomes=())
    if workings.published is not None:
        premises = replace(premises, cap_tables=(workings.published,))
        return workings.calculation(premises).total(Section.COST)
    own = [one for one in workings.only_month.costs if one.is_rent and one.highest and not one.by_person]
    if own:
        dear = replace(own[0], applied=DEARER_THAN_ANY.applied)
        return workings.calculation(replace(premises, costs=(dear,))).total(Section.COST)
    if named(workings.example, workings.caps):
        time = premises.period.in_words if workings.example.period else premises.period.year
        raise NotExpressible(f"ingen publicerad högsta boendekostnad finns för {time}")
    known = ", ".join(sorted(workings.caps))
    raise NotExpressible(f"kommunens högsta boendekostnad är inte känd här (kända: {known})")


def own_caps(workings: Workings) -> Mapping[str, Decimal]:
    """What the example itself calls the cap on a rent, where a published table says what it is."""
    if not any(one.cap_tables for one in workings.months):
        return {}
    return {
        f"costs[{number}].cap": cost.cap
        for number, cost in enumerate(workings.example.costs)
        if cost.cap is not None and workings.months[0].costs[number : number + 1] and is_rent(cost)
    }


def _rent(workings: Workings) -> tuple[Decimal, Decimal]:
    """The whole rent and the household's share of it."""
    rents = tuple(one for one in fully_granted(workings.only_month.costs) if one.is_rent)
    if not rents:
        raise NotExpressible("exemplet har ingen boendekostnad att dela")
    calculation = workings.calculation(replace(workings.only_month, costs=rents, cap_tables=()))
    return summed(one.applied for one in rents), calculation.total(Section.COST)


def rent_of_case(workings: Workings) -> Decimal:
    """The household's share of the rent, before any cap."""
    return _rent(workings)[1]


def rent_of_outsider(workings: Workings) -> Decimal:
    """What the others in the dwelling answer for of the rent."""
    whole, own = _rent(workings)
    return whole - own
