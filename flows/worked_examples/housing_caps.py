"""The highest housing cost that a municipality has published, asked by applying for a dearer dwelling."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from flows.eligibility.assessment import Section
from flows.eligibility.housing_caps import CapTable
from flows.worked_examples.premises import Cost, NotExpressible
from flows.worked_examples.workings import Workings

MONTHS = 12
DEARER_THAN_ANY = Cost(label="Boendekostnad", section=Section.COST, applied=Decimal(1_000_000), is_rent=True)


def housing_cap(workings: Workings) -> Decimal:
    """The cap in kronor a month. Raises NotExpressible when it is not published, or changed in the year."""
    tables = _tables(workings)
    premises = replace(workings.only_month, costs=(DEARER_THAN_ANY,), incomes=(), cap_tables=tables)
    first = premises.period
    stated = workings.example.period is not None
    months = [first] if stated else [first.shifted(n - first.month) for n in range(1, MONTHS + 1)]
    covered = [month for month in months if any(table.covers(month.first_day) for table in tables)]
    if not covered:
        raise NotExpressible(f"ingen publicerad högsta boendekostnad finns för {first.year}")
    caps = {workings.calculation(replace(premises, period=month)).total(Section.COST) for month in covered}
    if len(caps) > 1:
        amounts = ", ".join(str(cap) for cap in sorted(caps))
        raise NotExpressible(f"högsta boendekostnad ändrades under året ({amounts}): ange månad i period")
    return caps.pop()


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
