"""Assess one application: ask every rule, add the rows up, map the outcome.

The rules stand in reading order, and any order gives the same answers: a rule that needs to know what another
would say asks it anew on the same facts. Only a refusal that rests on an income nobody has taken a stand on
is changed after all have answered (see `refusal`).
"""

from datetime import date

from flows.eligibility.answer import Rule, Speaker
from flows.eligibility.assessment import Assessment, Calculation, Finding
from flows.eligibility.case import CaseFacts
from flows.eligibility.closed_warnings import without_closed
from flows.eligibility.municipality import MunicipalityRules
from flows.eligibility.outcome import outcome
from flows.eligibility.parameters import NoTable, Parameters
from flows.eligibility.question import Question
from flows.eligibility.refusal import questioned
from flows.eligibility.rules import (
    activity_requirement,
    advance_on_benefit,
    after_pause,
    agency_silence,
    assets,
    benefit_changes,
    benefit_plausibility,
    benefits,
    benefits_stated,
    child_incomes,
    child_means,
    claims,
    cost_changes,
    costs,
    doctors_certificate,
    duplicated_incomes,
    dwelling,
    earlier_incomes,
    housing,
    job_stimulus_recorded,
    job_stimulus_unrecorded,
    late_payments,
    members,
    message,
    moved,
    norm_changes,
    norm_last_month,
    parental_benefit,
    plan,
    repayment,
    riksnorm_personal,
    riksnorm_shared,
    salary,
    salary_changes,
    salary_incomplete,
    salary_stated,
    stated_incomes,
    statement,
    surplus,
    table_source,
    young_adult_wage,
)
from flows.eligibility.warning_kinds import WarningKind

RULES: tuple[Rule, ...] = (
    statement.RULE,
    members.RULE,
    moved.RULE,
    riksnorm_personal.RULE,
    riksnorm_shared.RULE,
    table_source.RULE,
    norm_changes.RULE,
    norm_last_month.RULE,
    salary.RULE,
    job_stimulus_recorded.RULE,
    job_stimulus_unrecorded.RULE,
    salary_stated.RULE,
    salary_incomplete.RULE,
    young_adult_wage.RULE,
    child_incomes.RULE,
    benefits.RULE,
    stated_incomes.RULE,
    surplus.RULE,
    benefits_stated.RULE,
    salary_changes.RULE,
    benefit_changes.RULE,
    late_payments.RULE,
    after_pause.RULE,
    duplicated_incomes.RULE,
    earlier_incomes.RULE,
    child_means.RULE,
    benefit_plausibility.RULE,
    parental_benefit.RULE,
    dwelling.RULE,
    housing.RULE,
    costs.RULE,
    cost_changes.RULE,
    claims.RULE,
    advance_on_benefit.RULE,
    repayment.RULE,
    assets.RULE,
    plan.RULE,
    activity_requirement.RULE,
    doctors_certificate.RULE,
    agency_silence.RULE,
    message.RULE,
)


def assess(
    facts: CaseFacts,
    parameters: Parameters,
    rules: MunicipalityRules,
    *,
    today: date,
    waiting_since: date | None = None,
) -> Assessment:
    """The assessment of one application on one day; the same input gives the same answer for ever.

    `waiting_since` is the first day the application waited; without it patience counts from its arrival.
    Never raises on a missing fact or table: both become open questions.
    """
    question = Question(
        facts=facts, parameters=parameters, rules=rules, today=today, waiting_since=waiting_since
    )
    try:
        parameters.riksnorm(facts.period)
        return _ask_all(question)
    except NoTable as missing:
        unknown = Speaker(riksnorm_personal.RULE.name).open(
            missing.for_caseworker, reference="", warns=WarningKind.TABLE_MISSING, about="riksnorm"
        )
        return _conclude(question, None, (unknown,))


def _ask_all(question: Question) -> Assessment:
    answers = [rule.answer(question) for rule in RULES]
    rows = tuple(row for one in answers for row in one.rows)
    findings = tuple(finding for one in answers for finding in one.findings)
    calculation = Calculation(rows=rows)
    return _conclude(question, calculation, questioned(calculation, findings, question.rules))


def _conclude(
    question: Question, calculation: Calculation | None, findings: tuple[Finding, ...]
) -> Assessment:
    result = outcome(calculation, findings, question.rules)
    return Assessment(
        case_ref=question.facts.case_ref,
        period=str(question.period),
        proposal=result.proposal,
        amount=result.amount,
        calculation=calculation,
        findings=without_closed(findings, question.history, question.period),
        wait_until=result.wait_until,
    )
