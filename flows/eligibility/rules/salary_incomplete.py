"""Have the employers declared the income month yet? Until then an empty list proves nothing.

An employer declares a month in the next one.
"""

from collections.abc import Iterator

from flows.eligibility import household
from flows.eligibility.answer import Answer, Rule, Speaker
from flows.eligibility.assessment import Finding
from flows.eligibility.case import PersonKey
from flows.eligibility.law import Law
from flows.eligibility.question import Question
from flows.eligibility.rules.wages import SALARY_KIND, about_wage, is_incomplete, stated_wages
from flows.eligibility.warning_kinds import WarningKind
from flows.eligibility.wording import sentence

SAY = Speaker("arbetsgivarnas uppgifter")


def answer(question: Question) -> Answer:
    """Each person whose wage must be known: the adults, and children who have turned 16."""
    persons = household.income_persons(question.facts.members, question.period)
    return Answer(findings=tuple(found for person in persons for found in _person(question, person)))


def _person(question: Question, person: PersonKey) -> Iterator[Finding]:
    answers = question.facts.tax.get(person)
    if answers is None:
        return
    if is_incomplete(answers.declarations):
        yield _not_complete(question, person)
    elif question.income_month >= question.period:
        yield _not_ended(question, person)


def _not_complete(question: Question, person: PersonKey) -> Finding:
    law, month, about = question.law(Law.INCOMES), question.income_month.in_words, about_wage(person)
    expected = ", och lön väntas" if _is_expected(question, person) else ""
    who, kind = sentence(question.person(person)), WarningKind.SOURCE_UNREAD
    reason = f"{who}: arbetsgivarnas uppgifter för {month} är inte kompletta{expected}."
    retry_on = question.retry_on()
    if retry_on:
        return SAY.wait(reason, law, retry_on, warns=kind, about=about)
    return SAY.open(reason, law, warns=kind, about=about)


def _not_ended(question: Question, person: PersonKey) -> Finding:
    """Asked for a month that has not ended nobody could answer, so the wage of the month is unknown."""
    who, month = sentence(question.person(person)), question.income_month.in_words
    reason = (
        f"{who}: lönen för {month} är inte deklarerad än."
        " Arbetsgivarna deklarerar efter månadens slut. Har personen fått lön?"
    )
    return SAY.open(
        reason,
        question.law(Law.INCOMES),
        warns=WarningKind.SOURCE_UNREAD,
        about=about_wage(person),
        asks=f"lönespecifikation för {month}{question.for_person(person)}, eller besked om att ingen lön kom",
    )


def _is_expected(question: Question, person: PersonKey) -> bool:
    return bool(stated_wages(question, person)) or _earned_before(question)


def _earned_before(question: Question) -> bool:
    label = question.catalogue.named(SALARY_KIND).label
    calculations = question.history.calculations if question.history else ()
    return any(row.label == label and row.amount > 0 for one in calculations for row in one.incomes)


RULE = Rule(
    name=SAY.rule,
    asks="Har arbetsgivarna deklarerat inkomstmånaden?",
    facts=("Skatteverket: inkomstuppgifter per månad",),
    does="Väntar och frågar igen. Arbetsgivarna deklarerar en månad under månaden efter.",
    leaves=(
        "När uppgifterna fortfarande saknas efter kommunens tålamod, och när kommunen räknar en månad som"
        " inte har tagit slut."
    ),
    laws=(Law.INCOMES,),
    settings=("income_month", "silence_patience_nights"),
    warns=(WarningKind.SOURCE_UNREAD,),
    answer=answer,
)
