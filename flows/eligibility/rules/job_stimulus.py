"""What jobbstimulans disregards of a wage (SoL 12 kap. 8 §). Answers no legal question of its own.

Income from a business of one's own is no income from employment: declared wages alone are asked about.
The law does not say whether its days are held against the month of the wage or the month applied for.
"""

from dataclasses import dataclass
from decimal import Decimal

from flows.eligibility.answer import seen
from flows.eligibility.assessment import Evidence
from flows.eligibility.case import JobStimulus, PersonKey
from flows.eligibility.facts import Fact
from flows.eligibility.municipality import StimulusMonth
from flows.eligibility.parameters import JobStimulusTerms
from flows.eligibility.period import Period
from flows.eligibility.question import Question
from flows.eligibility.rules.wages import declared_in, net_of
from flows.eligibility.wording import day, kronor, percent


@dataclass(frozen=True, slots=True, kw_only=True)
class Stimulus:
    """What is disregarded of a wage, kronor exact, with the words, formula and facts that explain it."""

    disregarded: Decimal = Decimal(0)
    note: str = ""
    formula: str = ""
    evidence: tuple[Evidence, ...] = ()


def stimulus(question: Question, person: PersonKey, wage: Decimal) -> Stimulus:
    """The share of `wage`, the person's net wage of the income month, that does not count."""
    month = month_tried(question)
    held = [one for one in touching(question, person) if covers(one, month)]
    terms = terms_of(question)
    if terms is None or not held:
        return Stimulus()
    disregarded, share = wage * terms.share, percent(terms.share * 100)
    return Stimulus(
        disregarded=disregarded,
        note=f"jobbstimulans: {share} av {kronor(wage)} räknas inte ({kronor(disregarded)})",
        formula=f"{kronor(wage)} − {share}",
        evidence=_evidence(question, held[0], share),
    )


def _evidence(question: Question, window: JobStimulus, share: str) -> tuple[Evidence, ...]:
    """The recorded days, and the share with the act and the day it holds from."""
    fact, table = question.facts.history, question.parameters.job_stimulus(question.period)
    days = f"{day(window.valid_from)}–{day(window.valid_to)}"
    source, at = (fact.source, fact.fetched_at) if isinstance(fact, Fact) else ("", None)
    return (
        seen("Jobbstimulans", days, source, as_of=at),
        seen("Del av lönen som inte räknas", share, table.reference, as_of=table.starts),
    )


def terms_of(question: Question) -> JobStimulusTerms | None:
    """The terms for the month applied for; None before there was any jobbstimulans."""
    return question.parameters.job_stimulus(question.period).value


def month_tried(question: Question) -> Period:
    """The month that the days of jobbstimulans are held against: the municipality's choice."""
    by_wage = question.rules.job_stimulus_month is StimulusMonth.INCOME_MONTH
    return question.income_month if by_wage else question.period


def other_month(question: Question) -> Period:
    """The month that another municipality might hold them against."""
    return question.period if month_tried(question) == question.income_month else question.income_month


def wage_of(question: Question, person: PersonKey) -> Decimal:
    """The person's declared net wage of the income month, kronor."""
    return net_of(declared_in(question, person, question.income_month))


def about_stimulus(person: PersonKey) -> str:
    """The key of a warning about the person's jobbstimulans."""
    return f"{person}/jobbstimulans"


def windows(question: Question, person: PersonKey) -> list[JobStimulus]:
    """The jobbstimulans that a person has recorded in the case system, oldest first."""
    recorded = question.history.job_stimuli if question.history else ()
    own = (one for one in recorded if one.person == person)
    return sorted(own, key=lambda one: (one.valid_from, one.valid_to))


def touching(question: Question, person: PersonKey, month: Period | None = None) -> list[JobStimulus]:
    """Those that hold on some day of `month`, or of the month that the days are held against."""
    held = month or month_tried(question)
    return [
        one
        for one in windows(question, person)
        if one.valid_from <= held.last_day and one.valid_to >= held.first_day
    ]


def covers(window: JobStimulus, month: Period) -> bool:
    """Whether it holds on every day of the month."""
    return window.valid_from <= month.first_day and window.valid_to >= month.last_day
