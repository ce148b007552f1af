"""Was last month's norm the same? It is laid again on what is known today and compared.

A difference is the days or lunches of a child, or a norm that a person has raised or lowered (SoL 12 kap.
7 §): a robot must let neither pass unseen.
"""

from dataclasses import replace
from decimal import Decimal

from flows.eligibility.answer import Answer, Rule, Speaker
from flows.eligibility.assessment import Finding
from flows.eligibility.case import EarlierCalculation
from flows.eligibility.law import Law
from flows.eligibility.parameters import NoTable
from flows.eligibility.question import Question
from flows.eligibility.rules import riksnorm_personal, riksnorm_shared
from flows.eligibility.warning_kinds import WarningKind
from flows.eligibility.wording import in_days, kronor, sentence

SAY = Speaker("förra månadens norm")


def answer(question: Question) -> Answer:
    """A deviation when the norm or its amount was another, or nothing bears out a child's days."""
    earlier = question.last_calculation
    if earlier is None:
        return Answer(findings=_nothing_to_compare(question))
    if earlier.norm.removesuffix(f" {earlier.period.year}") not in question.rules.norm_names:
        reason = "Förra månadens beräkning är inte gjord med riksnormen. Ska en annan norm gälla?"
        other = SAY.deviation(
            reason, question.law(Law.HIGHER_NORM), warns=WarningKind.NORM_MISMATCH, about="norm"
        )
        return Answer(findings=(other,))
    return Answer(findings=_amount(question, earlier))


def _amount(question: Question, earlier: EarlierCalculation) -> tuple[Finding, ...]:
    """A rounded row may differ by a krona for each person without meaning anything."""
    again = _laid_again(question, earlier)
    if again is None or abs(again - earlier.norm_total) <= earlier.members:
        return ()
    reason = (
        f"Normen var {kronor(earlier.norm_total)} förra månaden. Med dagens uppgifter om hushållet skulle den"
        f" ha varit {kronor(again)}. {_why(question)}"
    )
    days = bool(question.part_time_children)
    warns = WarningKind.CHILDREN_RESIDENCE_CHANGED if days else WarningKind.NORM_CHANGE
    return (SAY.deviation(reason, question.law(Law.HIGHER_NORM), warns=warns, about="norm/belopp"),)


def _laid_again(question: Question, earlier: EarlierCalculation) -> Decimal | None:
    """Last month's norm on today's facts; None for another household, or when it cannot be laid."""
    asked_about = question.others_in_dwelling and not question.share
    if earlier.members != len(question.facts.members) or asked_about:
        return None
    last_month = replace(question, facts=replace(question.facts, period=question.period.control))
    try:
        answers = (riksnorm_personal.answer(last_month), riksnorm_shared.answer(last_month))
    except NoTable:
        return None
    if any(finding.warns is WarningKind.TABLE_MISSING for one in answers for finding in one.findings):
        return None
    return question.rules.whole_kronor(sum((row.amount for one in answers for row in one.rows), Decimal(0)))


def _why(question: Question) -> str:
    if question.children:
        return "Har barnens dagar eller luncher ändrats, eller har handläggaren höjt eller sänkt normen?"
    return "Har handläggaren höjt eller sänkt normen?"


def _nothing_to_compare(question: Question) -> tuple[Finding, ...]:
    """The days of a part-time child are the applicant's word; no month before bears them out."""
    return tuple(
        SAY.deviation(
            f"{sentence(question.person(child.key))} bor i hemmet {in_days(days)} i månaden, och"
            " det finns ingen beräkning för förra månaden att jämföra dagarna med.",
            question.law(Law.HOUSEHOLD),
            warns=WarningKind.CHILD_NOT_FULL_TIME,
            about=f"{child.key}/dagar",
        )
        for child in question.part_time_children
        if (days := child.days_in_home) is not None
    )


RULE = Rule(
    name=SAY.rule,
    asks="Var normen densamma förra månaden?",
    facts=(
        "ärendesystemet: förra månadens beräkning",
        "ärendesystemet: hushållet",
        "ansökan: barnens dagar och luncher",
    ),
    does=(
        "Räknar om förra månadens norm med dagens uppgifter om hushållet och säger till när den var en "
        "annan, till exempel för att barnens dagar har ändrats eller för att handläggaren har höjt normen."
    ),
    leaves="Aldrig: skillnaden är en avvikelse som handläggaren tar ställning till.",
    laws=(Law.HIGHER_NORM, Law.HOUSEHOLD),
    numbers=("riksnorm",),
    settings=("norm_names",),
    warns=(
        WarningKind.NORM_MISMATCH,
        WarningKind.NORM_CHANGE,
        WarningKind.CHILDREN_RESIDENCE_CHANGED,
        WarningKind.CHILD_NOT_FULL_TIME,
    ),
    answer=answer,
)
