"""Wages that cannot be counted as they stand: nothing left after tax, or an amount below zero.

Answers no legal question of its own. An employer who declares neither pay nor tax has paid no wage.
"""

from collections.abc import Iterator

from flows.eligibility.case import PersonKey
from flows.eligibility.facts import Fact
from flows.eligibility.question import Question
from flows.eligibility.rules.wages import stated_wages
from flows.eligibility.wording import kronor, quoted


def unusable_wages(question: Question, person: PersonKey) -> str:
    """What the caseworker must tell of a person's wages of the income month; blank when there is nothing."""
    found = [*_declared(question, person), *_stated(question, person)]
    if not found:
        return ""
    return f"En lön som är noll eller mindre går inte att räkna. {' '.join(found)} Vad är rätt?"


def _declared(question: Question, person: PersonKey) -> Iterator[str]:
    answers = question.facts.tax.get(person)
    declared = answers.declarations.value if answers and isinstance(answers.declarations, Fact) else ()
    for one in sorted(declared, key=lambda one: (one.employer, one.net)):
        if one.month == question.income_month and one.net <= 0 and (one.gross or one.tax):
            yield f"{quoted(one.employer)} har deklarerat {kronor(one.net)} efter skatt."


def _stated(question: Question, person: PersonKey) -> Iterator[str]:
    for one in stated_wages(question, person):
        if one.net < 0:
            yield f"I ansökan står {kronor(one.net)}."
