"""The figures of costs and incomes, what they come to with the norm, and what jobbstimulans takes off."""

from dataclasses import replace
from decimal import Decimal

from flows.eligibility.assessment import Proposal, Section
from flows.worked_examples.incomes import SALARY
from flows.worked_examples.premises import NotExpressible, Premises
from flows.worked_examples.workings import Workings, summed

HUNDRED = Decimal(100)
COSTS = (Section.COST, Section.SPECIAL_COST)
OUTCOME_WORDS = {
    "underskott": "underskott",
    "normunderskott": "underskott",
    "deficit": "underskott",
    "överskott": "överskott",
    "overskott": "överskott",
    "normöverskott": "överskott",
    "surplus": "överskott",
}
OUTCOMES = {
    Proposal.BIFALL: "underskott",
    Proposal.DELAVSLAG: "underskott",
    Proposal.AVSLAG: "överskott",
}


def costs_total(workings: Workings) -> Decimal:
    """Both kinds of cost, unless the example sums levnadskostnader i övrigt apart."""
    apart = workings.example.expected.get("special_costs_total") is not None
    return workings.total(*(COSTS[:1] if apart else COSTS))


def special_costs_total(workings: Workings) -> Decimal:
    """Levnadskostnader i övrigt that are granted."""
    return workings.total(Section.SPECIAL_COST)


def incomes_total(workings: Workings) -> Decimal:
    """Incomes that count."""
    return workings.total(Section.INCOME)


def stated_sum(workings: Workings) -> Decimal:
    """Lifecare's Summa: the result before levnadskostnader i övrigt, or after them in its own data."""
    return _before_special(workings) if workings.sum_comes_first else _after_all(workings)


def result(workings: Workings) -> Decimal:
    """Incomes less norm and costs: negative is underskott."""
    return _after_all(workings) if workings.sum_comes_first else _before_special(workings)


def _before_special(workings: Workings) -> Decimal:
    return _after_all(workings) + workings.total(Section.SPECIAL_COST)


def _after_all(workings: Workings) -> Decimal:
    workings.ask_whole_household()
    return summed(one.result for one in workings.calculations())


def deficit(workings: Workings) -> Decimal:
    """What is lacking; 0 when nothing is."""
    return max(-_after_all(workings), Decimal(0))


def surplus(workings: Workings) -> Decimal:
    """What is left over; 0 when nothing is."""
    return max(_after_all(workings), Decimal(0))


def outcome(workings: Workings) -> str:
    """Underskott or överskott as the proposal says; the proposal itself where the example names one."""
    workings.ask_whole_household()
    named = str(workings.example.expected.get("outcome"))
    if named.upper() in set(Proposal):
        return workings.proposal(workings.only_month)
    word = OUTCOME_WORDS.get(named.casefold())
    if word is None:
        raise NotExpressible(f"utfallet {named} finns inte: skriv underskott eller överskott")
    found = _outcome_of(workings)
    return named if word == found else found


def _outcome_of(workings: Workings) -> str:
    if len(workings.months) > 1:
        return "underskott" if _after_all(workings) < 0 else "överskott"
    return OUTCOMES[workings.proposal(workings.only_month)]


def stimulus_base(workings: Workings) -> Decimal:
    """The wages that jobbstimulans concerns, before anything is taken off."""
    return workings.total(Section.INCOME, change=_wages_with_stimulus)


def stimulus_deduction(workings: Workings) -> Decimal:
    """What jobbstimulans takes off the incomes that count."""
    return workings.total(Section.INCOME, change=_without_stimulus) - workings.total(Section.INCOME)


def stimulus_percent(workings: Workings) -> Decimal:
    """How much of a wage jobbstimulans leaves out, in the first month. Raises NoTable."""
    terms = workings.parameters.job_stimulus(workings.months[0].period).value
    if terms is None:
        raise NotExpressible("jobbstimulans finns inte den månaden")
    return terms.share * HUNDRED


def _without_stimulus(premises: Premises) -> Premises:
    return replace(premises, stimulated=frozenset())


def _wages_with_stimulus(premises: Premises) -> Premises:
    """The wages that jobbstimulans concerns, counted in full."""
    wages = (one for one in premises.incomes if one.kind.key == SALARY and one.person in premises.stimulated)
    return replace(_without_stimulus(premises), incomes=tuple(wages))


def counted(workings: Workings, number: int) -> Decimal:
    """What counts of one income: the sum of incomes were it the only one, if the parts make up the whole."""
    premises = workings.months[0]
    if number >= len(premises.incomes):
        raise NotExpressible(f"exemplet har ingen inkomst nummer {number + 1}")
    parts = [
        workings.calculation(replace(premises, incomes=(one,))).total(Section.INCOME)
        for one in premises.incomes
    ]
    if summed(parts) != workings.calculation(premises).total(Section.INCOME):
        raise NotExpressible("inkomsterna räknas tillsammans, och inte var för sig")
    return parts[number]


def approved(workings: Workings, number: int) -> Decimal:
    """What is granted of one cost."""
    premises = workings.months[0]
    calculation = workings.calculation(replace(premises, costs=premises.costs[number : number + 1]))
    return summed(calculation.total(section) for section in COSTS)
