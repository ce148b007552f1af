"""Does an example count on a table amount that no riksnorm has? Then it is no example of the law.

Software tests use amounts of their own. Such an example is held against the law once more with its own amount
in the table: only if everything else then agrees does that amount explain the difference.
"""

from dataclasses import replace
from decimal import Decimal

from flows.eligibility.parameters import Parameters
from flows.eligibility.riksnorm import Riksnorm
from flows.eligibility.wording import kronor
from flows.worked_examples.expected import expected_figures
from flows.worked_examples.premises import Premises
from flows.worked_examples.workings import Workings

SOFTWARE_TEST = "software_test"
SHARED_NAMES = ("shared_full", "norm.shared_full", "norm.commonHouseholdCost", "norm.shared")
"""The figures that state an amount of the table of shared household costs."""


def with_the_examples_own_table(workings: Workings) -> tuple[Workings, str] | None:
    """The workings with the example's own amount for shared costs, and the sentence that says so; or None.

    Asked only when a figure differs, so that the month has a table.
    """
    if SOFTWARE_TEST not in workings.example.provenance or len(workings.months) > 1:
        return None
    premises, amount = workings.months[0], _own_amount(workings)
    if amount is None:
        return None
    norm = workings.parameters.riksnorm(premises.period).value
    if amount in norm.shared or not 1 <= premises.persons <= len(norm.shared):
        return None
    listed = kronor(norm.shared_costs(premises.persons))
    why = (
        f"exemplets gemensamma kostnader för {_persons(premises)}, {kronor(amount)}, står inte i riksnormen"
        f" {premises.period.year} ({listed}); resten stämmer med det beloppet"
    )
    parameters = _with_shared(workings.parameters, premises, norm, amount=amount)
    return replace(workings, parameters=parameters, answers={}), why


def _own_amount(workings: Workings) -> Decimal | None:
    stated = expected_figures(workings.example)
    found = next((stated[name] for name in SHARED_NAMES if name in stated), None)
    return Decimal(found) if isinstance(found, int | Decimal) else None


def _persons(premises: Premises) -> str:
    return "1 person" if premises.persons == 1 else f"{premises.persons} personer"


def _with_shared(
    parameters: Parameters, premises: Premises, norm: Riksnorm, *, amount: Decimal
) -> Parameters:
    steps = list(norm.shared)
    steps[premises.persons - 1] = amount
    dated = parameters.riksnorm(premises.period)
    own = replace(dated, value=replace(norm, shared=tuple(steps)))
    return replace(
        parameters, riksnormer=tuple(own if one is dated else one for one in parameters.riksnormer)
    )
