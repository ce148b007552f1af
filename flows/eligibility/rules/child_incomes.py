"""A child's or pupil's own income from work: not counted up to one prisbasbelopp a year (SoL 12 kap. 9 §).

The registers show a month or two and the exemption is counted by the year, so a person looks at it.
"""

from collections.abc import Iterator

from flows.eligibility.answer import Answer, Rule, Speaker
from flows.eligibility.assessment import Finding
from flows.eligibility.case import Member
from flows.eligibility.parameters import Law
from flows.eligibility.question import Question
from flows.eligibility.rules.salary import SALARY, declared_in
from flows.eligibility.rules.stated_month import stated_in_income_month
from flows.eligibility.wording import kronor, sentence

SAY = Speaker("barns inkomster")


def answer(question: Question) -> Answer:
    """Open for each child with a wage of its own, declared or stated."""
    return Answer(findings=tuple(f for child in question.children for f in _child(question, child)))


def _child(question: Question, child: Member) -> Iterator[Finding]:
    declared = [one.net for one in declared_in(question, child.key, question.income_month)]
    stated = [
        one.amount
        for one in stated_in_income_month(question)
        if one.person == child.key and one.kind == SALARY
    ]
    wages = declared or stated
    if not wages:
        return
    limit = question.parameters.price_base_amount(question.period)
    reason = (
        f"{sentence(question.person(child.key))} har egen lön, {kronor(sum(wages[1:], wages[0]))}."
        f" Lön upp till ett prisbasbelopp, {kronor(limit.value)}, per kalenderår räknas inte."
        " Hur mycket har barnet tjänat under året?"
    )
    yield SAY.open(reason, f"{question.law(Law.CHILD_INCOME)}; {limit.reference}")


RULE = Rule(
    name=SAY.rule,
    asks="Har ett barn egen lön, och hur mycket av den räknas?",
    facts=("Skatteverket: inkomstuppgifter per månad", "ansökan: inkomster"),
    does="Lön upp till ett prisbasbelopp per kalenderår räknas inte.",
    leaves="När barnets lön under året inte är känd.",
    laws=(Law.CHILD_INCOME,),
    numbers=("prisbasbelopp",),
    answer=answer,
)
