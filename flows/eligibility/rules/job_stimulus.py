"""What jobbstimulans disregards of a wage (SoL 12 kap. 8 §). Answers no legal question of its own.

Income from a business of one's own is no income from employment: declared wages alone are asked about.
"""

from dataclasses import dataclass
from decimal import Decimal

from flows.eligibility.case import JobStimulus, PersonKey
from flows.eligibility.parameters import JobStimulusTerms
from flows.eligibility.question import Question
from flows.eligibility.rules.wages import declared_in, net_of
from flows.eligibility.wording import kronor, percent


@dataclass(frozen=True, slots=True, kw_only=True)
class Stimulus:
    """What is disregarded of a wage, kronor exact, with the words and the formula that explain it."""

    disregarded: Decimal = Decimal(0)
    note: str = ""
    formula: str = ""


def stimulus(question: Question, person: PersonKey, wage: Decimal) -> Stimulus:
    """The share of `wage`, the person's net wage of the income month, that does not count."""
    terms = terms_of(question)
    if terms is None or not any(covers(question, one) for one in touching(question, person)):
        return Stimulus()
    disregarded, share = wage * terms.share, percent(terms.share * 100)
    return Stimulus(
        disregarded=disregarded,
        note=f"jobbstimulans: {share} av {kronor(wage)} räknas inte ({kronor(disregarded)})",
        formula=f"{kronor(wage)} − {share}",
    )


def terms_of(question: Question) -> JobStimulusTerms | None:
    """The terms for the month applied for; None before there was any jobbstimulans."""
    return question.parameters.job_stimulus(question.period).value


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


def touching(question: Question, person: PersonKey) -> list[JobStimulus]:
    """Those that hold on some day of the income month."""
    month = question.income_month
    return [
        one
        for one in windows(question, person)
        if one.valid_from <= month.last_day and one.valid_to >= month.first_day
    ]


def covers(question: Question, window: JobStimulus) -> bool:
    """Whether it holds on every day of the income month."""
    month = question.income_month
    return window.valid_from <= month.first_day and window.valid_to >= month.last_day
