"""Jobbstimulans: 25 per cent of income from employment is disregarded for two years (SoL 12 kap. 8 §).

Whether the six months of försörjningsstöd before it were met, a person has recorded in the case system.
"""

from dataclasses import dataclass
from decimal import Decimal

from flows.eligibility.answer import Speaker
from flows.eligibility.assessment import Finding
from flows.eligibility.case import JobStimulus, PersonKey
from flows.eligibility.parameters import Law
from flows.eligibility.question import Question
from flows.eligibility.wording import day, kronor, percent, sentence

SAY = Speaker("jobbstimulans")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stimulus:
    """What is disregarded of a wage, kronor exact, with the words that explain it."""

    disregarded: Decimal = Decimal(0)
    note: str = ""
    formula: str = ""
    findings: tuple[Finding, ...] = ()


def stimulus(question: Question, person: PersonKey, wage: Decimal) -> Stimulus:
    """The share of `wage` that does not count; a window over a part of the month only is an open question."""
    windows = [one for one in _windows(question) if one.person == person]
    touching = [one for one in windows if _touches(question, one)]
    if not touching or wage <= 0:
        return Stimulus()
    whole = [one for one in touching if _covers(question, one)]
    if not whole:
        return Stimulus(findings=(_partly(question, person, touching[0]),))
    terms = question.parameters.job_stimulus(question.period).value
    share = terms.share if terms else Decimal(0)
    disregarded = wage * share
    note = f"jobbstimulans: {percent(share * 100)} av {kronor(wage)} räknas inte ({kronor(disregarded)})"
    reason = f"Jobbstimulans gäller för {question.person(person)} till och med {day(whole[0].valid_to)}."
    return Stimulus(
        disregarded=disregarded,
        note=note,
        formula=f"{kronor(wage)} − {percent(share * 100)}",
        findings=(SAY.note(reason, question.law(Law.JOB_STIMULUS)),),
    )


def _windows(question: Question) -> tuple[JobStimulus, ...]:
    windows = question.history.job_stimuli if question.history else ()
    return tuple(sorted(windows, key=lambda one: (one.person, one.valid_from, one.valid_to)))


def _touches(question: Question, window: JobStimulus) -> bool:
    month = question.income_month
    return window.valid_from <= month.last_day and window.valid_to >= month.first_day


def _covers(question: Question, window: JobStimulus) -> bool:
    month = question.income_month
    return window.valid_from <= month.first_day and window.valid_to >= month.last_day


def _partly(question: Question, person: PersonKey, window: JobStimulus) -> Finding:
    who = sentence(question.person(person))
    reason = (
        f"{who} har jobbstimulans {day(window.valid_from)}–{day(window.valid_to)}, alltså en del av"
        f" {question.income_month.in_words}. Vilken lön gäller den?"
    )
    return SAY.open(reason, question.law(Law.JOB_STIMULUS))
