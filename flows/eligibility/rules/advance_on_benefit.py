"""Earlier support granted as an advance on a benefit (SoL 33 kap. 2 §), and the benefit that now is paid.

The same payment must not both be repaid to the municipality and count as an income: a person says which.
"""

from collections.abc import Iterator

from flows.eligibility.answer import Answer, Rule, Speaker
from flows.eligibility.assessment import Finding
from flows.eligibility.case import EarlierDecision, RepaymentGround
from flows.eligibility.months import same_day_later
from flows.eligibility.parameters import Law
from flows.eligibility.question import Question
from flows.eligibility.rules.benefits import counts
from flows.eligibility.rules.repayment import law_then
from flows.eligibility.rules.shown_incomes import TAX_AGENCY, ShownIncome, shown_incomes
from flows.eligibility.warning_kinds import WarningKind
from flows.eligibility.wording import day, kronor

SAY = Speaker("förskott på förmån")


def answer(question: Question) -> Answer:
    """One finding for each earlier decision that says that the support may be claimed back."""
    if question.history is None:
        return Answer()
    decisions = sorted(question.history.decisions, key=lambda one: (one.period, one.decided_on))
    found = (one for decision in decisions for one in _of_decision(question, decision))
    return Answer(findings=tuple(found))


def _of_decision(question: Question, decision: EarlierDecision) -> Iterator[Finding]:
    if decision.ground is RepaymentGround.NONE or decision.amount <= 0:
        return
    granted = f"Bistånd för {decision.period.in_words}, {kronor(decision.amount)}, beviljades med grunden"
    paid = _paid_for_the_month(question, decision)
    if decision.ground is RepaymentGround.ADVANCE_ON_BENEFIT and paid:
        named = _named(question, paid)
        yield _paid(question, decision, f"{granted} {decision.ground}. För samma tid: {named}", paid=paid)
    elif not _is_too_old(question, decision):
        yield _of_ground(question, decision, granted)


def _of_ground(question: Question, decision: EarlierDecision, granted: str) -> Finding:
    law = law_then(question, Law.ADVANCE_ON_BENEFIT, decision.decided_on)
    if decision.ground is RepaymentGround.UNKNOWN:
        month = decision.period.in_words
        reason = f"Beslutet för {month} har ett villkor om återbetalning som roboten inte känner igen."
        return SAY.deviation(
            reason, law, warns=WarningKind.PREVIOUS_DECISION_ADVANCE_ON_BENEFIT, about=_about(decision)
        )
    return SAY.note(f"{granted} {decision.ground} (beslut {day(decision.decided_on)}).", law)


def _named(question: Question, paid: list[ShownIncome]) -> str:
    return ", ".join(
        f"{question.person(one.person)} har fått {one.name}, {kronor(one.net)}, {day(one.paid_on)}"
        for one in paid
    )


def _paid(question: Question, decision: EarlierDecision, what: str, *, paid: list[ShownIncome]) -> Finding:
    weigh = SAY.open if any(counts(question, one.kind) for one in paid) else SAY.deviation
    return weigh(
        f"{what}. Ska ersättningen betalas tillbaka till kommunen eller räknas som inkomst?",
        law_then(question, Law.ADVANCE_ON_BENEFIT, decision.decided_on),
        [one.evidence for one in paid],
        warns=WarningKind.PREVIOUS_DECISION_ADVANCE_ON_BENEFIT,
        about=_about(decision),
    )


def _paid_for_the_month(question: Question, decision: EarlierDecision) -> list[ShownIncome]:
    """Benefits paid in the income month for a time that touches the decision's month."""
    first, last = decision.period.first_day, decision.period.last_day
    shown = (one for one in shown_incomes(question, question.income_month) if one.agency != TAX_AGENCY)
    return [
        one
        for one in shown
        if one.period_from is not None
        and one.net > 0
        and one.period_from <= last
        and (one.period_to or one.period_from) >= first
    ]


def _is_too_old(question: Question, decision: EarlierDecision) -> bool:
    limit = question.parameters.repayment_limit(question.period).value
    return question.today > same_day_later(decision.decided_on, limit)


def _about(decision: EarlierDecision) -> str:
    return f"hushåll/förskott-{decision.period}"


RULE = Rule(
    name=SAY.rule,
    asks="Har bistånd beviljats som förskott på en förmån som nu har betalats ut?",
    facts=("ärendesystemet: beslut", "Försäkringskassan och de andra myndigheterna: utbetalningar"),
    does=(
        "Visar beslut från de senaste 36 månaderna som säger att biståndet kan krävas tillbaka, och äldre"
        " beslut när en ersättning för samma tid har betalats ut. Lagen är den från dagen för beslutet."
    ),
    leaves=(
        "När en ersättning för samma tid har betalats ut: ska den betalas tillbaka eller är den inkomst? Om"
        " ett krav fortfarande går att driva bedömer handläggaren."
    ),
    laws=(Law.ADVANCE_ON_BENEFIT, Law.REPAYMENT_LIMIT),
    numbers=("aterkrav",),
    settings=("income_month",),
    warns=(WarningKind.PREVIOUS_DECISION_ADVANCE_ON_BENEFIT,),
    answer=answer,
)
