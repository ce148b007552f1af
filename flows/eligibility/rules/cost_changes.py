"""What has changed in the costs since last month's calculation, for the caseworker to see at a glance."""

from collections.abc import Sequence
from decimal import Decimal

from flows.eligibility.answer import Answer, Rule, Speaker
from flows.eligibility.assessment import Finding
from flows.eligibility.case import EarlierCalculation, EarlierRow, StatedCost
from flows.eligibility.law import Law
from flows.eligibility.question import Question
from flows.eligibility.rules.dwelling import RENT
from flows.eligibility.warning_kinds import WarningKind
from flows.eligibility.wording import kronor

SAY = Speaker("ändrade kostnader")
NOTHING_EARLIER = "kostnader/förra månaden"


def answer(question: Question) -> Answer:
    """A change above the municipality's threshold is a deviation, a smaller one is only listed."""
    if question.statement is None or question.history is None:
        return Answer()
    earlier, law = question.last_calculation, question.law(Law.INVESTIGATION)
    if not question.history.calculations:
        reason = "Ingen tidigare beräkning finns att jämföra med."
        none = SAY.deviation(reason, law, warns=WarningKind.EXPENSE_REVIEW, about=NOTHING_EARLIER)
        return Answer(findings=(none,))
    if earlier is None:
        reason = (
            f"Ärendesystemet har ingen färdig beräkning för {question.period.control.in_words}"
            " att jämföra kostnaderna med."
        )
        missing = SAY.change(reason, law, warns=WarningKind.EXPENSE_REVIEW, about=NOTHING_EARLIER)
        return Answer(findings=(missing,))
    housing = question.rules.housing
    names = [(RENT, (housing.label, *housing.also_called))]
    names += [(rule.kind, (rule.label, *rule.also_called)) for rule in question.rules.costs]
    return Answer(
        findings=tuple(f for kind, known in names for f in _compare(question, earlier, kind, names=known))
    )


def _compare(
    question: Question, earlier: EarlierCalculation, kind: str, *, names: Sequence[str]
) -> tuple[Finding, ...]:
    now = sum((cost.amount for cost in question.stated_costs if _kind_of(question, cost) == kind), Decimal(0))
    before = sum((_applied(row) for row in earlier.costs if row.label in names), Decimal(0))
    if now == before:
        return ()
    changed = WarningKind.HOUSING_COST_CHANGE if kind == RENT else WarningKind.EXPENSE_CHANGE
    say, warns = SAY.change, changed
    if before == 0:
        reason, warns = f"{names[0]} är en ny kostnad: {kronor(now)}.", WarningKind.NEW_EXPENSE
    elif now == 0:
        reason = f"{names[0]} söks inte längre (förra månaden {kronor(before)})."
    else:
        reason = f"{names[0]} har ändrats från {kronor(before)} till {kronor(now)}."
        large = abs(now - before) * 100 > before * question.rules.change_percent
        say = SAY.deviation if large else SAY.change
    return (say(reason, question.law(Law.SUPPORT_POSTS), warns=warns, about=f"kostnad/{kind}"),)


def _kind_of(question: Question, cost: StatedCost) -> str:
    """The kind whose rule the cost goes under: a sub type may have none of its own."""
    rule = question.rules.cost(cost.kind)
    return rule.kind if rule else cost.kind


def _applied(row: EarlierRow) -> Decimal:
    return row.amount if row.applied is None else row.applied


RULE = Rule(
    name=SAY.rule,
    asks="Har kostnaderna ändrats sedan förra månaden?",
    facts=("ansökan: kostnader", "ärendesystemet: förra månadens beräkning"),
    does="Visar nya, ändrade och borttagna kostnader. En ändring över kommunens gräns är en avvikelse.",
    leaves="Aldrig: ändringen visas.",
    laws=(Law.SUPPORT_POSTS, Law.INVESTIGATION),
    settings=("change_percent",),
    warns=(
        WarningKind.NEW_EXPENSE,
        WarningKind.EXPENSE_CHANGE,
        WarningKind.HOUSING_COST_CHANGE,
        WarningKind.EXPENSE_REVIEW,
    ),
    answer=answer,
)
