"""Pensions of children whom no agency was asked about. Answers no legal question of its own.

Look-ups are kept few: only children who have turned 16 are looked up. A younger child's barnpension is seen
where the application or last month's calculation tells of it.
"""

from collections.abc import Collection, Iterable
from decimal import Decimal

from flows.eligibility.case import PersonKey, StatedIncome
from flows.eligibility.incomes import IncomeKind
from flows.eligibility.period import Period
from flows.eligibility.question import Question
from flows.eligibility.rules.benefits_stated import asked_about
from flows.eligibility.rules.earlier_rows import plain
from flows.eligibility.rules.shown_incomes import answered, shown_incomes
from flows.eligibility.rules.stated_month import stated_in_income_month
from flows.eligibility.wording import kronor

PENSION_KIND = "pension"
CHILDS_WORD = "BENEFIT:Barnpension"
ONE_KRONA = Decimal(1)


def unasked_children(question: Question) -> frozenset[PersonKey]:
    """The children whom no agency was asked about."""
    return frozenset(one.key for one in question.children) - question.facts.benefits.keys()


def traces(question: Question) -> tuple[str, ...]:
    """What tells of a pension that may be such a child's, in words; none when another rule asks about it."""
    kind = question.catalogue.named(PENSION_KIND)
    if not unasked_children(question) or kind.key in asked_about(question):
        return ()
    return tuple(words for words in (_in_application(question, kind), _last_month(question, kind)) if words)


def is_missed_from_last_month(question: Question) -> bool:
    """Whether last month's calculation has a pension that is asked about here."""
    kind = question.catalogue.named(PENSION_KIND)
    return bool(traces(question) and _last_month(question, kind))


def _in_application(question: Question, kind: IncomeKind) -> str:
    """Stated for the child, or stated as barnpension and not shown for a child that was asked about."""
    pensions = [one for one in stated_in_income_month(question) if one.kind in kind.stated_as]
    unasked = unasked_children(question)
    asked = {one.key for one in question.children} - unasked
    own = _sum(one for one in pensions if one.person in unasked)
    others = _sum(one for one in pensions if one.person not in unasked and one.kind == CHILDS_WORD)
    if others - _shown(question, kind, question.income_month, persons=asked) > ONE_KRONA:
        own += others
    return f"ansökan uppger {kronor(own)}" if own > 0 else ""


def _last_month(question: Question, kind: IncomeKind) -> str:
    """A pension in last month's calculation that those who were asked about did not get."""
    earlier = question.last_calculation
    if earlier is None or not answered(question, kind):
        return ""
    labels = {plain(kind.label), CHILDS_WORD.partition(":")[2].casefold()}
    counted = sum((one.amount for one in earlier.incomes if plain(one.label) in labels), Decimal(0))
    month = question.rules.income_month_of(earlier.period)
    unexplained = counted - _shown(question, kind, month, persons=question.facts.benefits)
    if unexplained <= ONE_KRONA:
        return ""
    return f"förra månadens beräkning har {kronor(unexplained)} som ingen tillfrågad fick i {month.in_words}"


def _shown(question: Question, kind: IncomeKind, month: Period, *, persons: Collection[PersonKey]) -> Decimal:
    payments = (one for one in shown_incomes(question, month) if one.kind == kind)
    return sum((one.net for one in payments if one.person in persons), Decimal(0))


def _sum(incomes: Iterable[StatedIncome]) -> Decimal:
    return sum((one.amount for one in incomes), Decimal(0))
