"""Normöverskott of earlier months that may be carried over as an income (HFD 2017 ref. 51).

How long a surplus may be held against a household is a local setting, as a rule three months at most.
Whether it is reasonable, also when the money is already used, is always a person's question.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from flows.eligibility.answer import Answer, Rule, Speaker, seen
from flows.eligibility.assessment import Row, Section
from flows.eligibility.case import EarlierCalculation, History
from flows.eligibility.facts import Fact
from flows.eligibility.parameters import Law
from flows.eligibility.question import Question
from flows.eligibility.warning_kinds import WarningKind
from flows.eligibility.wording import kronor

SAY = Speaker("överskott")
SURPLUS_KIND = "overskott"


def answer(question: Question) -> Answer:
    """A row and a deviation when something is left of an earlier surplus."""
    fact = question.facts.history
    if not isinstance(fact, Fact):
        return Answer()
    kind = question.catalogue.named(SURPLUS_KIND)
    balances = _unspent([_own_balance(one, kind.label) for one in _recent(question, fact.value)])
    if not balances:
        return Answer()
    left, law = sum(balances, Decimal(0)), question.law(Law.SURPLUS)
    evidence = (seen(kind.label, kronor(left), fact.source, fact.fetched_at),)
    row = Row(
        section=Section.INCOME,
        label=kind.label,
        amount=question.rules.row_amount(left),
        formula=_formula(balances),
        reference=law,
        evidence=evidence,
    )
    reason = f"Överskott från tidigare månad, {kronor(left)}, räknas som inkomst. Är det skäligt?"
    finding = SAY.deviation(
        f"{reason} {_longer(question)}".rstrip(),
        law,
        evidence,
        at_stake=row.amount,
        warns=WarningKind.SURPLUS_CARRIED,
        about="hushåll/överskott",
    )
    return Answer(rows=(row,), findings=(finding,))


def _recent(question: Question, history: History) -> Iterator[EarlierCalculation]:
    for months in range(question.rules.surplus_carry_over_months, 0, -1):
        earlier = history.calculation_for(question.period.shifted(-months))
        if earlier is not None:
            yield earlier


def _own_balance(earlier: EarlierCalculation, label: str) -> Decimal:
    """The month's balance without what it had itself carried over, which an earlier month already shows."""
    return earlier.balance - sum((row.amount for row in earlier.incomes if row.label == label), Decimal(0))


def _unspent(balances: Sequence[Decimal]) -> list[Decimal]:
    """The balances that make up what is left, oldest first; a month that uses it all up begins anew."""
    kept: list[Decimal] = []
    for balance in balances:
        kept = [*kept, balance] if sum(kept, balance) > 0 else []
    return kept


def _formula(balances: Sequence[Decimal]) -> str:
    """`2 000 kr − 500 kr`, when more than one month makes up what is left."""
    first, *others = (one for one in balances if one)
    if not others:
        return ""
    return "".join([kronor(first), *(f" {'−' if one < 0 else '+'} {kronor(abs(one))}" for one in others)])


def _longer(question: Question) -> str:
    """Why the municipality carries a surplus for longer than the main rule, if it does."""
    reason = question.rules.surplus_carry_over_reason
    return f"Kommunens skäl att räkna längre tillbaka: {reason}" if reason else ""


RULE = Rule(
    name=SAY.rule,
    asks="Finns det ett överskott från tidigare månader som räknas som inkomst?",
    facts=("ärendesystemet: tidigare beräkningar",),
    does="För över det som är kvar av ett överskott och visar det som en avvikelse.",
    leaves=(
        "Om det är skäligt, också när pengarna redan är använda, bedömer handläggaren. När ansökan skulle"
        " avslås bara på grund av överskottet blir det en öppen fråga."
    ),
    laws=(Law.SURPLUS,),
    settings=("surplus_carry_over_months", "surplus_carry_over_reason", "rounding_point"),
    warns=(WarningKind.SURPLUS_CARRIED,),
    answer=answer,
)
