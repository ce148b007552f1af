"""Which stated incomes belong to the month whose incomes count. Answers no legal question of its own."""

from flows.eligibility.case import StatedIncome
from flows.eligibility.question import Question


def stated_in_income_month(question: Question) -> tuple[StatedIncome, ...]:
    """The stated incomes paid in the income month; one without a payment day is taken to be."""
    return tuple(one for one in _stated(question) if one.paid_on is None or _in_month(question, one))


def stated_outside_income_month(question: Question) -> tuple[StatedIncome, ...]:
    """The stated incomes paid in another month."""
    return tuple(one for one in _stated(question) if one.paid_on is not None and not _in_month(question, one))


def _in_month(question: Question, income: StatedIncome) -> bool:
    return income.paid_on is not None and question.income_month.contains(income.paid_on)


def _stated(question: Question) -> list[StatedIncome]:
    incomes = question.statement.incomes if question.statement else ()
    return sorted(incomes, key=lambda one: (one.person, one.kind, one.amount, one.payer))
