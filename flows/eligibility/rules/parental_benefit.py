"""Föräldrapenning: how many days a week does the municipality count? A reminder; nothing is recomputed."""

from flows.eligibility.answer import Answer, Rule, Speaker
from flows.eligibility.assessment import Finding
from flows.eligibility.law import Law
from flows.eligibility.question import Question
from flows.eligibility.rules.shown_incomes import ShownIncome, shown_incomes
from flows.eligibility.warning_kinds import WarningKind
from flows.eligibility.wording import kronor, sentence

SAY = Speaker("föräldrapenning")
PARENTAL_BENEFIT_KIND = "foraldrapenning"


def answer(question: Question) -> Answer:
    """A note for each payment: the number of days that was drawn is not in what the robot reads."""
    shown = shown_incomes(question, question.income_month)
    kind = question.catalogue.named(PARENTAL_BENEFIT_KIND)
    return Answer(findings=tuple(_note(question, one) for one in shown if one.kind == kind and one.net > 0))


def _note(question: Question, shown: ShownIncome) -> Finding:
    reason = (
        f"{sentence(question.person(shown.person))}: {shown.name}, {kronor(shown.net)}, räknas som den har"
        f" betalats ut. Kommunen utgår från {question.rules.parental_benefit_days} dagar i veckan."
    )
    return SAY.note(
        reason,
        question.law(Law.INCOMES),
        (shown.evidence,),
        warns=WarningKind.PARENTAL_BENEFIT_PERIOD_CHECK,
        about=shown.about,
    )


RULE = Rule(
    name=SAY.rule,
    asks="För hur många dagar i veckan räknar kommunen föräldrapenning?",
    facts=("Försäkringskassan: utbetalningar",),
    does="Räknar det belopp som har betalats ut och påminner om kommunens regel. Räknar aldrig om beloppet.",
    leaves="Aldrig: handläggaren kan räkna annorlunda.",
    laws=(Law.INCOMES,),
    numbers=("inkomster",),
    settings=("parental_benefit_days",),
    warns=(WarningKind.PARENTAL_BENEFIT_PERIOD_CHECK,),
    answer=answer,
)
