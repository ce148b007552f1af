"""At the labour market's disposal, or excused: is there a plan that holds (SoL 12 kap. 3–5 §§)?

Whether the plan is followed is a person's finding; the robot sees only that it exists.
"""

from collections.abc import Iterator

from flows.eligibility import household
from flows.eligibility.answer import Answer, Rule, Speaker
from flows.eligibility.assessment import Finding
from flows.eligibility.case import Member, Plan
from flows.eligibility.facts import Fact
from flows.eligibility.parameters import Law
from flows.eligibility.question import Question
from flows.eligibility.warning_kinds import WarningKind
from flows.eligibility.wording import day, sentence

SAY = Speaker("planering")
JOB_SEEKING = "JOBSEEKING"


def answer(question: Question) -> Answer:
    """Open for an adult of working age without a plan; a deviation when it runs out this month."""
    if question.history is None:
        return Answer()
    below = question.rules.plan_required_below_age
    adults = [one for one in question.adults if household.age_in(one, question.period) < below]
    plans = [finding for adult in adults for finding in _adult(question, adult, question.history.plans)]
    return Answer(findings=(*plans, *_job_seeking(question)))


def _adult(question: Question, adult: Member, plans: tuple[Plan, ...]) -> Iterator[Finding]:
    who, law = sentence(question.person(adult.key)), question.law(Law.AT_DISPOSAL)
    valid = [one for one in plans if one.person in {"", adult.key} and is_valid(question, one)]
    review, about = WarningKind.PLANNING_REVIEW, f"{adult.key}/planering"
    if not valid:
        reason = f"{who} har ingen planering som gäller i {question.period.in_words}."
        yield SAY.open(f"{reason} Finns det godtagbara skäl?", law, warns=review, about=about)
        return
    last_days = [one.valid_to for one in valid]
    ends = max((one for one in last_days if one is not None), default=None)
    if ends is not None and None not in last_days and ends < question.period.last_day:
        yield SAY.deviation(f"{who} har en planering som går ut {day(ends)}.", law, warns=review, about=about)


def is_valid(question: Question, plan: Plan) -> bool:
    """Valid on the day of assessment, or from later in the month: a plan that has run out is no plan."""
    begins_in_time = plan.valid_from <= question.period.last_day
    needed_on = min(max(question.today, question.period.first_day), question.period.last_day)
    has_not_ended = plan.valid_to is None or plan.valid_to >= needed_on
    return plan.status in question.rules.active_plan_statuses and begins_in_time and has_not_ended


def _job_seeking(question: Question) -> Iterator[Finding]:
    if question.statement is None or JOB_SEEKING not in question.statement.plans:
        return
    keys = [adult.key for adult in question.adults if adult.key in question.facts.benefits]
    answers = [question.facts.benefits[key].af for key in keys]
    if answers and all(isinstance(one, Fact) and not one.value.registered for one in answers):
        reason = "Den sökande uppger arbetssökande men är inte inskriven hos Arbetsförmedlingen."
        yield SAY.deviation(
            reason,
            question.law(Law.AT_DISPOSAL),
            warns=WarningKind.PLANNING_REVIEW,
            about="hushåll/inskrivning",
        )


RULE = Rule(
    name=SAY.rule,
    asks="Står de vuxna till arbetsmarknadens förfogande, eller finns godtagbara skäl?",
    facts=("ärendesystemet: planering", "Arbetsförmedlingen: inskrivning", "ansökan: planering"),
    does="Ser att det finns en planering som gäller. Om den följs bedömer handläggaren.",
    leaves="När en vuxen saknar planering. Roboten sänker aldrig beloppet av det skälet.",
    laws=(Law.AT_DISPOSAL,),
    settings=("plan_required_below_age", "active_plan_statuses"),
    warns=(WarningKind.PLANNING_REVIEW,),
    answer=answer,
)
