"""The figures of housing: the household's share of a rent, and the highest cost a municipality has published.

The highest cost is asked for by applying for a dearer dwelling than any.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from flows.eligibility.assessment import Section
from flows.eligibility.housing_caps import CapTable
from flows.eligibility.period import Period
from flows.worked_examples.costs import fully_granted
from flows.worked_examples.household import moved_to
from flows.worked_examples.premises import Cost, NotExpressible
from flows.worked_examples.workings import Workings, summed

MONTHS = 12
DEARER_THAN_ANY = Cost(label="Boendekostnad", section=Section.COST, applied=Decimal(1_000_000), is_rent=True)


def housing_cap(workings: Workings) -> Decimal:
    """The cap in kronor a month: the example's own, else the one published.

    Raises NotExpressible when none is published for the municipality, or it changed in the year.
    """
    workings.ask_adults()
    own = [one for one in workings.only_month.costs if one.is_rent and one.highest and not one.by_person]
    if own:
        dear = replace(own[0], applied=DEARER_THAN_ANY.applied)
        return workings.calculation(replace(workings.only_month, costs=(dear,))).total(Section.COST)
    tables = _tables(workings)
    premises = replace(workings.only_month, costs=(DEARER_THAN_ANY,), incomes=(), cap_tables=tables)
    covered = [month for month in _months(workings) if any(table.covers(month.first_day) for table in tables)]
    if not covered:
        raise NotExpressible(f"ingen publicerad högsta boendekostnad finns för {premises.period.year}")
    caps = {workings.calculation(moved_to(premises, month)).total(Section.COST) for month in covered}
    if len(caps) > 1:
        amounts = ", ".join(str(cap) for cap in sorted(caps))
        raise NotExpressible(f"högsta boendekostnad ändrades under året ({amounts}): ange månad i period")
    return caps.pop()


def _rent(workings: Workings) -> tuple[Decimal, Decimal]:
    """The whole rent and the household's share of it."""
    rents = tuple(one for one in fully_granted(workings.only_month.costs) if one.is_rent)
    if not rents:
        raise NotExpressible("exemplet har ingen boendekostnad att dela")
    calculation = workings.calculation(replace(workings.only_month, costs=rents))
    return summed(one.applied for one in rents), calculation.total(Section.COST)


def _months(workings: Workings) -> list[Period]:
    """The stated month; else the year's first and last, and those in which a table takes over."""
    month = workings.only_month.period
    if workings.example.period is not None:
        return [month]
    starts = (table.starts for tables in workings.caps.values() for table in tables)
    taken_over = {Period.of(day) for day in starts if day.year == month.year}
    return sorted({Period(month.year, 1), Period(month.year, MONTHS), *taken_over})


def rent_of_case(workings: Workings) -> Decimal:
    """The household's share of the rent, before any cap."""
    return _rent(workings)[1]


def rent_of_outsider(workings: Workings) -> Decimal:
    """What the others in the dwelling answer for of the rent."""
    whole, own = _rent(workings)
    return whole - own


def _tables(workings: Workings) -> tuple[CapTable, ...]:
    example = workings.example
    named = example.municipality or f"{example.id} {example.source}"
    found = [name for name in workings.caps if any(word in _folded(named) for word in _words(name))]
    if len(found) != 1:
        known = ", ".join(sorted(workings.caps))
        raise NotExpressible(f"kommunens högsta boendekostnad är inte känd här (kända: {known})")
    return workings.caps[found[0]]


def _words(name: str) -> Iterator[str]:
    """A municipality in addresses: `Ängelholm` is `angelholm` or `engelholm`, `Halmstad (HFAB)` is both."""
    for word in re.findall(r"\w+", name):
        yield _folded(word)
        if word.startswith("Ä"):
            yield f"e{_folded(word)[1:]}"


def _folded(text: str) -> str:
    return text.casefold().translate(str.maketrans("åäö", "aao"))
