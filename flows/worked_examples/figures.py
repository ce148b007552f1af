"""The figures that examples expect, by name, each computed by putting the example to the law.

A figure that the law does not have is not computed: the checker says so and never calls it equal.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TypeAlias

from flows.eligibility.assessment import Section
from flows.eligibility.wording import kronor
from flows.worked_examples.child_figures import child_alone, formulas
from flows.worked_examples.housing_figures import housing_cap, rent_of_case, rent_of_outsider
from flows.worked_examples.money_figures import (
    approved,
    costs_total,
    counted,
    deficit,
    incomes_total,
    outcome,
    result,
    special_costs_total,
    stated_sum,
    stimulus_base,
    stimulus_deduction,
    stimulus_percent,
    surplus,
)
from flows.worked_examples.norm_figures import (
    norm_total,
    norm_total_in,
    personal,
    personal_adults,
    personal_children,
    shared,
    shared_full,
    shared_rounded,
    total_rounded,
)
from flows.worked_examples.premises import NotExpressible
from flows.worked_examples.workings import Workings

Figure: TypeAlias = Decimal | str

FIGURES: Mapping[str, Callable[[Workings], Figure]] = {
    "personal": personal,
    "familyCost": personal,
    "personal_adults": personal_adults,
    "personal_children": personal_children,
    "shared": shared,
    "shared_share": shared,
    "commonHouseholdCost": shared,
    "shared_full": shared_full,
    "shared_rounded": shared_rounded,
    "total": norm_total,
    "norm": norm_total,
    "total_rounded": total_rounded,
    "costs_total": costs_total,
    "special_costs_total": special_costs_total,
    "incomes_total": incomes_total,
    "sum": stated_sum,
    "result": result,
    "deficit": deficit,
    "surplus": surplus,
    "outcome": outcome,
    "jobbstimulans_base": stimulus_base,
    "jobbstimulans_deduction": stimulus_deduction,
    "rent_share_of_case": rent_of_case,
    "rent_share_outsider": rent_of_outsider,
    "housing_cap": housing_cap,
}


DELTA = re.compile(r"delta_vs_((?:19|20)\d\d)")
APPROVED = re.compile(r"(special_)?costs\[(\d+)\]\.approved")
STIMULUS_PERCENT = re.compile(r"incomes\[\d+\]\.jobbstimulans_percent")
PATTERNS: tuple[tuple[re.Pattern[str], Callable[[Workings, re.Match[str]], Figure]], ...] = (
    (DELTA, lambda workings, found: norm_total(workings) - norm_total_in(workings, int(found[1]))),
    (
        re.compile(r"incomes\[(\d+)\]\.counted|counted\[(\d+)\]"),
        lambda workings, found: counted(workings, int(found[1] or found[2])),
    ),
    (APPROVED, lambda workings, found: approved(workings, _cost_number(workings, found))),
    (re.compile(r"costs\[\d+\]\.cap"), lambda workings, _: housing_cap(workings)),
    (STIMULUS_PERCENT, lambda workings, _: stimulus_percent(workings)),
)
"""Figures whose names hold a year or a row of the example."""


def formula(name: str, workings: Workings) -> str:
    """How a figure came about that no row of the example's own calculation shows; blank for the others."""
    child = child_alone(name, workings)
    if child is not None:
        return formulas(child)
    if found := DELTA.fullmatch(name):
        return f"{kronor(norm_total(workings))} − {kronor(norm_total_in(workings, int(found[1])))}"
    return ""


def figure(name: str, workings: Workings) -> Figure:
    """The figure called `name` (`norm.total`, `counted[2]`). Raises NotExpressible."""
    bare = name.removeprefix("norm.")
    if bare in FIGURES:
        return FIGURES[bare](workings)
    for pattern, computed in PATTERNS:
        if found := pattern.fullmatch(bare):
            return computed(workings, found)
    if child := child_alone(bare, workings):
        return personal_children(child)
    raise NotExpressible(f"beloppet {name} finns inte i beräkningen")


def is_premise(name: str, workings: Workings) -> bool:
    """Whether the law was given this amount by the example: its own cap, and what a person has decided."""
    if name == "housing_cap":
        return workings.published is None
    if found := APPROVED.fullmatch(name):
        cost = workings.months[0].costs[_cost_number(workings, found)]
        return cost.by_person or cost.section is Section.SPECIAL_COST
    return STIMULUS_PERCENT.fullmatch(name) is not None


def _cost_number(workings: Workings, found: re.Match[str]) -> int:
    """The special costs stand after the ordinary ones."""
    return int(found[2]) + (len(workings.example.costs) if found[1] else 0)
