"""Normöverskott of earlier months that may be carried over as an income (HFD 2017 ref. 51).

How long a surplus may be held against a household is a local setting, as a rule three months at most.
"""

from collections.abc import Iterator
from decimal import Decimal

from flows.eligibility.answer import Answer, Rule, Speaker, seen
from flows.eligibility.assessment import Row, Section
from flows.eligibility.case import EarlierCalculation, History
from flows.eligibility.facts import Fact
from flows.eligibility.parameters import Law
from flows.eligibility.question import Question
from flows.eligibility.wording import kronor

SAY = Speaker("överskott")
SURPLUS_KIND = "overskott"


def answer(question: Question) -> Answer:
    """A row and a deviation when something is left of an earlier surplus."""
    fact = question.facts.history
    if not isinstance(fact, Fact):
        return Answer()
    kind = question.catalogue.named(SURPLUS_KIND)
    left = Decimal(0)
    for earlier in _recent(question, fact.value):
        left = max(left + _own_balance(earlier, kind.label), Decimal(0))
    if left == 0:
        return Answer()
    evidence = (seen(kind.label, kronor(left), fact.source, fact.fetched_at),)
    row = Row(
        section=Section.INCOME,
        label=kind.label,
        amount=question.rules.row_amount(left),
        reference=question.law(Law.SURPLUS),
        evidence=evidence,
    )
    reason = f"Överskott från tidigare månad, {kronor(left)}, räknas som inkomst. Är det skäligt?"
    finding = SAY.deviation(reason, question.law(Law.SURPLUS), evidence, at_stake=row.amount)
    return Answer(rows=(row,), findings=(finding,))


def _recent(question: Question, history: History) -> Iterator[EarlierCalculation]:
    for months in range(question.rules.surplus_carry_over_months, 0, -1):
        earlier = history.calculation_for(question.period.shifted(-months))
        if earlier is not None:
            yield earlier


def _own_balance(earlier: EarlierCalculation, label: str) -> Decimal:
    """The month's balance without what it had itself carried over, which is already in `left`."""
    return earlier.balance - sum((row.amount for row in earlier.incomes if row.label == label), Decimal(0))


RULE = Rule(
    name=SAY.rule,
    asks="Finns det ett överskott från tidigare månader som räknas som inkomst?",
    facts=("ärendesystemet: tidigare beräkningar",),
    does="För över det som är kvar av ett överskott och visar det som en avvikelse.",
    leaves="När ansökan skulle avslås bara på grund av överskottet.",
    laws=(Law.SURPLUS,),
    settings=("surplus_carry_over_months", "rounding_point"),
    answer=answer,
)
