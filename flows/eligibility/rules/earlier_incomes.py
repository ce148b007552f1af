"""Incomes against last month's finished calculation in the case system: new, gone or another amount.

The registers are compared month by month elsewhere; what is said there is not said here.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from flows.eligibility.answer import Answer, Rule, Speaker
from flows.eligibility.assessment import Finding
from flows.eligibility.facts import Fact
from flows.eligibility.incomes import IncomeKind
from flows.eligibility.law import Law
from flows.eligibility.question import Question
from flows.eligibility.rules import benefit_changes, child_incomes, salary_changes, surplus
from flows.eligibility.rules.child_pension import PENSION_KIND, is_missed_from_last_month
from flows.eligibility.rules.earlier_rows import Income, counted_now, kind_of, plain, together
from flows.eligibility.rules.shown_incomes import answered
from flows.eligibility.rules.surplus import SURPLUS_KIND
from flows.eligibility.rules.wages import SALARY_KIND
from flows.eligibility.warning_kinds import WarningKind
from flows.eligibility.wording import kronor

SAY = Speaker("inkomster mot förra beräkningen")
ONE_KRONA = Decimal(1)


def answer(question: Question) -> Answer:
    """A change for each difference; an income that is gone and was not small is a deviation."""
    earlier = question.history.calculation_for(question.period.control) if question.history else None
    if earlier is None or question.statement is None:
        return Answer()
    before = together((row.label, row.amount) for row in earlier.incomes)
    now = counted_now(question)
    told = {plain(label) for label in _told(question)}
    return Answer(
        findings=tuple(
            finding
            for label in sorted(before.keys() | now.keys())
            if label not in told
            for finding in _compare(question, before, before.get(label), now=now.get(label))
        )
    )


def _told(question: Question) -> Iterator[str]:
    """The labels whose amounts, or whose difference between the months, other rules have told of already."""
    yield from benefit_changes.differing(question)
    if salary_changes.differs(question):
        yield question.catalogue.named(SALARY_KIND).label
    if is_missed_from_last_month(question):
        yield question.catalogue.named(PENSION_KIND).label
    for rule in (child_incomes, surplus):
        yield from (row.label for row in rule.answer(question).rows)


def _compare(
    question: Question, earlier: Mapping[str, Income], before: Income | None, *, now: Income | None
) -> Iterator[Finding]:
    law = question.law(Law.INCOMES)
    if before is None and now is not None:
        reason = f"Ny inkomst sedan förra beräkningen: {now.label} {kronor(now.amount)}."
        yield SAY.change(reason, law, warns=WarningKind.NEW_INCOME, about=_about(question, now))
    elif now is None and before is not None:
        yield from _gone(question, before, sum((one.amount for one in earlier.values()), Decimal(0)))
    elif before and now and abs(now.amount - before.amount) > ONE_KRONA:
        amounts = f"från {kronor(before.amount)} till {kronor(now.amount)}"
        reason = f"{now.label} har ändrats sedan förra beräkningen, {amounts}."
        yield SAY.change(reason, law, warns=WarningKind.INCOME_CHANGE, about=_about(question, now))


def _gone(question: Question, income: Income, all_incomes: Decimal) -> Iterator[Finding]:
    """The threshold is a share of all incomes of the earlier calculation."""
    kind = kind_of(question, income.label)
    if kind and not _was_answered(question, kind):
        return
    reason, law = f"Inkomst som inte finns längre: {_said(income, kind)}.", question.law(Law.INCOMES)
    large = abs(income.amount) * 100 > abs(all_incomes) * question.rules.change_percent
    warns, about = WarningKind.INCOME_MISSING_VS_PREVIOUS_CALCULATION, _about(question, income)
    if large and not _is_expected(question, kind):
        yield SAY.deviation(reason, law, warns=warns, about=about)
    else:
        yield SAY.change(reason, law, warns=warns, about=about)


def _about(question: Question, income: Income) -> str:
    kind = kind_of(question, income.label)
    return f"hushåll/{kind.key if kind else 'okänd inkomst'}"


def _is_expected(question: Question, kind: IncomeKind | None) -> bool:
    """A surplus is carried over once, and some incomes have months without payment."""
    if kind is None:
        return False
    return kind.key == SURPLUS_KIND or question.income_month.month in kind.pause_months


def _was_answered(question: Question, kind: IncomeKind) -> bool:
    if kind.key == SALARY_KIND:
        return all(isinstance(one.declarations, Fact) for one in question.facts.tax.values())
    return not kind.agency or answered(question, kind)


def _said(income: Income, kind: IncomeKind | None) -> str:
    """A label that is no kind's is somebody's own words, and may name a person: told is where it stands."""
    if kind:
        return f"{income.label} {kronor(income.amount)}"
    rows = " och ".join(f"{number}" for number in income.numbers)
    where = f"på inkomstrad {rows} i förra beräkningen, med en rubrik som roboten inte känner"
    return f"{kronor(income.amount)} {where}"


RULE = Rule(
    name=SAY.rule,
    asks="Skiljer sig inkomsterna från förra månadens färdiga beräkning?",
    facts=("ärendesystemet: förra månadens beräkning",),
    does="Visar nya, ändrade och borttagna inkomster. En stor inkomst som är borta är en avvikelse.",
    leaves="Aldrig: skillnaden visas.",
    laws=(Law.INCOMES,),
    settings=("change_percent", "income_month"),
    warns=(
        WarningKind.NEW_INCOME,
        WarningKind.INCOME_CHANGE,
        WarningKind.INCOME_MISSING_VS_PREVIOUS_CALCULATION,
    ),
    answer=answer,
)
