"""Läkarintyg: who states sick leave must show a certificate, for support for July 2026 and later.

Sick leave that a plan in the case system already tells of has been looked at; then a note is enough.
"""

from flows.eligibility import household
from flows.eligibility.answer import Answer, Rule, Speaker
from flows.eligibility.case import Plan
from flows.eligibility.parameters import Law
from flows.eligibility.question import Question
from flows.eligibility.reform import ReformName
from flows.eligibility.rules.activity_requirement import unread
from flows.eligibility.rules.plan import is_valid
from flows.eligibility.warning_kinds import WarningKind

SAY = Speaker("läkarintyg")
SICK_LEAVE = "SICK_LEAVE"


def answer(question: Question) -> Answer:
    """A deviation that asks for the certificate when the sick leave is new to the case system."""
    reform = question.parameters.reform(ReformName.DOCTORS_CERTIFICATE, question.period)
    statement, below = question.statement, question.rules.plan_required_below_age
    of_age = any(household.age_in(one, question.period) < below for one in question.adults)
    if reform is None or statement is None or SICK_LEAVE not in statement.plans or not of_age:
        return Answer()
    if any(
        _tells_of_sick_leave(question, one) for one in (question.history.plans if question.history else ())
    ):
        reason = (
            "Ansökan uppger sjukskrivning, som finns i planeringen. Se att läkarintyget fortfarande gäller."
        )
        return Answer(findings=(SAY.note(reason, reform.reference),))
    where = (
        "Finns ett läkarintyg bland bilagorna?"
        if statement.attachments
        else "Ansökan har inga bilagor: begär in ett läkarintyg."
    )
    finding = SAY.deviation(
        f"Ansökan uppger sjukskrivning, men ingen gällande planering tar upp den. {where}{unread(reform)}",
        reform.reference,
        warns=WarningKind.PLANNING_REVIEW,
        about="hushåll/läkarintyg",
        asks="läkarintyg för sjukskrivningen" if question.lacks_attachments else "",
    )
    return Answer(findings=(finding,))


def _tells_of_sick_leave(question: Question, plan: Plan) -> bool:
    return plan.kind in question.rules.sick_leave_plan_kinds and is_valid(question, plan)


RULE = Rule(
    name=SAY.rule,
    asks="Behövs ett läkarintyg?",
    facts=("ansökan: planering och bilagor", "ärendesystemet: planering"),
    does="Frågar efter ett läkarintyg när ansökan uppger en sjukskrivning som ingen planering tar upp.",
    leaves="Alltid: handläggaren läser intyget. Roboten läser inga bilagor.",
    laws=(Law.DOCTORS_CERTIFICATE,),
    numbers=("reformer",),
    settings=("sick_leave_plan_kinds", "active_plan_statuses", "plan_required_below_age"),
    warns=(WarningKind.PLANNING_REVIEW,),
    reform=ReformName.DOCTORS_CERTIFICATE,
    answer=answer,
)
