"""What has changed in the costs since last month's calculation, for the caseworker to see at a glance."""

from collections.abc import Sequence
from decimal import Decimal

from flows.eligibility.answer import Answer, Rule, Speaker
from flows.eligibility.assessment import Finding
from flows.eligibility.case import EarlierCalculation, EarlierRow
from flows.eligibility.parameters import Law
from flows.eligibility.question import Question
from flows.eligibility.rules.housing import RENT
from flows.eligibility.wording import kronor

SAY = Speaker("ändrade kostnader")


def answer(question: Question) -> Answer:
    """A change above the municipality's threshold is a deviation, a smaller one is only listed."""
    if question.statement is None or question.history is None:
        return Answer()
    earlier = question.history.calculation_for(question.period.control)
    if not question.history.calculations:
        reason = "Ingen tidigare beräkning finns att jämföra med."
        return Answer(findings=(SAY.deviation(reason, question.law(Law.INVESTIGATION)),))
    if earlier is None:
        reason = (
            f"Ärendesystemet har ingen färdig beräkning för {question.period.control.in_words}"
            " att jämföra kostnaderna med."
        )
        return Answer(findings=(SAY.change(reason, question.law(Law.INVESTIGATION)),))
    housing = question.rules.housing
    names = [(RENT, (housing.label, *housing.also_called))]
    names += [(rule.kind, (rule.label, *rule.also_called)) for rule in question.rules.costs]
    return Answer(
        findings=tuple(f for kind, known in names for f in _compare(question, earlier, kind, known))
    )


def _compare(
    question: Question, earlier: EarlierCalculation, kind: str, names: Sequence[str]
) -> tuple[Finding, ...]:
    costs = question.statement.costs if question.statement else ()
    now = sum((cost.amount for cost in costs if cost.kind == kind), Decimal(0))
    before = sum((_applied(row) for row in earlier.costs if row.label in names), Decimal(0))
    if now == before:
        return ()
    reference = question.law(Law.SUPPORT_POSTS)
    if before == 0:
        return (SAY.change(f"{names[0]} är en ny kostnad: {kronor(now)}.", reference),)
    if now == 0:
        return (SAY.change(f"{names[0]} söks inte längre (förra månaden {kronor(before)}).", reference),)
    reason = f"{names[0]} har ändrats från {kronor(before)} till {kronor(now)}."
    large = abs(now - before) * 100 > before * question.rules.change_percent
    return (SAY.deviation(reason, reference) if large else SAY.change(reason, reference),)


def _applied(row: EarlierRow) -> Decimal:
    return row.amount if row.applied is None else row.applied


RULE = Rule(
    name=SAY.rule,
    asks="Har kostnaderna ändrats sedan förra månaden?",
    facts=("ansökan: kostnader", "ärendesystemet: förra månadens beräkning"),
    does="Visar nya, ändrade och borttagna kostnader. En ändring över kommunens gräns är en avvikelse.",
    leaves="Aldrig: ändringen visas.",
    laws=(Law.SUPPORT_POSTS,),
    settings=("change_percent",),
    answer=answer,
)
