"""Normöverskott of earlier months that may be carried over as an income (HFD 2017 ref. 51).

How long a surplus may be held against a household is a local setting, as a rule three months at most.
Whether it is reasonable, also when the money is already used, is always a person's question.
A month without a calculation says nothing of what was used in it: then how much is left is a question too.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from flows.eligibility.answer import Answer, Rule, Speaker, seen
from flows.eligibility.assessment import Evidence, Finding, Row, Section
from flows.eligibility.case import EarlierCalculation, History
from flows.eligibility.facts import Fact
from flows.eligibility.parameters import Law
from flows.eligibility.question import Question
from flows.eligibility.rules.support_months import listed
from flows.eligibility.rules.surplus_left import Left
from flows.eligibility.warning_kinds import WarningKind
from flows.eligibility.wording import kronor

SAY = Speaker("överskott")
SURPLUS_KIND = "overskott"
ABOUT = "hushåll/överskott"


def answer(question: Question) -> Answer:
    """A row when something is left of an earlier surplus, with a deviation, or open when it is not known."""
    fact = question.facts.history
    if not isinstance(fact, Fact):
        return Answer()
    kind, left = question.catalogue.named(SURPLUS_KIND), _left(question, fact.value)
    if not left.balances:
        return Answer()
    row = Row(
        section=Section.INCOME,
        label=kind.label,
        amount=question.rules.row_amount(left.amount),
        note=f"överskott från {listed(left.months)}",
        formula=_formula([balance for _, balance in left.balances]),
        reference=question.law(Law.SURPLUS),
        evidence=tuple(_evidence(left, fact)),
    )
    return Answer(rows=(row,), findings=(_finding(question, left, row),))


def _left(question: Question, history: History) -> Left:
    label, left = question.catalogue.named(SURPLUS_KIND).label, Left()
    for months in range(question.rules.surplus_carry_over_months, 0, -1):
        month = question.period.shifted(-months)
        earlier = history.calculation_for(month)
        left = left.after(month, None if earlier is None else _own_balance(earlier, label))
    return left


def _finding(question: Question, left: Left, row: Row) -> Finding:
    surplus, law = f"Överskott från {listed(left.months)}, {kronor(left.amount)},", row.reference
    if left.unknown:
        reason = (
            f"{surplus} är kvar enligt beräkningarna, men {listed(left.unknown)} har ingen beräkning."
            f" Hur mycket är kvar, och är det skäligt att räkna det? {_longer(question)}".rstrip()
        )
        return SAY.open(reason, law, row.evidence, warns=WarningKind.SURPLUS_CARRIED, about=ABOUT)
    return SAY.deviation(
        f"{surplus} räknas som inkomst. Är det skäligt? {_longer(question)}".rstrip(),
        law,
        row.evidence,
        at_stake=row.amount,
        warns=WarningKind.SURPLUS_CARRIED,
        about=ABOUT,
    )


def _evidence(left: Left, fact: Fact[History]) -> Iterator[Evidence]:
    for month, balance in left.balances:
        if balance:
            result = "Överskott" if balance > 0 else "Underskott"
            yield seen(
                f"{result}, {month.in_words}", kronor(abs(balance)), fact.source, as_of=fact.fetched_at
            )


def _own_balance(earlier: EarlierCalculation, label: str) -> Decimal:
    """The month's balance without what it had itself carried over, which an earlier month already shows."""
    return earlier.balance - sum((row.amount for row in earlier.incomes if row.label == label), Decimal(0))


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
    does="För över det som är kvar av ett överskott och visar det, med månaderna, som en avvikelse.",
    leaves=(
        "Om det är skäligt, också när pengarna redan är använda, bedömer handläggaren. Har en månad efter"
        " överskottet ingen beräkning, eller skulle ansökan avslås bara på grund av överskottet, blir det en"
        " öppen fråga."
    ),
    laws=(Law.SURPLUS,),
    settings=("surplus_carry_over_months", "surplus_carry_over_reason", "rounding_point"),
    warns=(WarningKind.SURPLUS_CARRIED,),
    answer=answer,
)
