"""Recorded jobbstimulans: does it hold for the month's wage, and can its days be right (SoL 12 kap. 8 §)?

Whether the six months of försörjningsstöd before it were met, the person who recorded it has judged.
Days that hold in one of the income month and the month applied for, and not in the other, are always told of.
"""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

from flows.eligibility.answer import Answer, Rule, Speaker
from flows.eligibility.assessment import Finding
from flows.eligibility.case import JobStimulus, PersonKey
from flows.eligibility.months import last_day_of_span, same_day_later
from flows.eligibility.parameters import JobStimulusTerms, Law
from flows.eligibility.question import Question
from flows.eligibility.rules.job_stimulus import (
    about_stimulus,
    covers,
    month_tried,
    other_month,
    terms_of,
    touching,
    wage_of,
    windows,
)
from flows.eligibility.warning_kinds import WarningKind
from flows.eligibility.wording import counted, day, kronor, percent, sentence

SAY = Speaker("jobbstimulans")


def answer(question: Question) -> Answer:
    """For each adult with a wage: a note when it holds, open when its days leave a doubt."""
    terms = terms_of(question)
    if terms is None:
        return Answer()
    earning = [one.key for one in question.adults if wage_of(question, one.key) > 0]
    return Answer(findings=tuple(one for person in earning for one in _of_person(question, person, terms)))


def _of_person(question: Question, person: PersonKey, terms: JobStimulusTerms) -> Iterator[Finding]:
    doubts = [*_too_long(question, person, terms), *_too_soon(question, person, terms)]
    held, month = touching(question, person), month_tried(question)
    whole = [one for one in held if covers(one, month)]
    other = [one for one in windows(question, person) if covers(one, other_month(question))]
    yield from doubts
    if held and not whole:
        part = f"alltså en del av {month.in_words}. Vilken lön gäller den?"
        yield _open(question, held[0], part)
    elif bool(whole) is not bool(other):
        yield _one_month_alone(question, (whole or other)[0], terms)
    elif whole and not doubts:
        reason = f"Jobbstimulans gäller för {question.person(person)} till och med {day(whole[0].valid_to)}."
        yield SAY.note(reason, question.law(Law.JOB_STIMULUS))


def _one_month_alone(question: Question, window: JobStimulus, terms: JobStimulusTerms) -> Finding:
    """It holds for the whole of one month and not of the other: the law does not say which is meant."""
    tried, other = month_tried(question), other_month(question)
    wage, share = wage_of(question, window.person), percent(terms.share * 100)
    relief = wage * terms.share
    counts = covers(window, tried)
    inside, outside = (tried, other) if counts else (other, tried)
    so = f"{share} av lönen räknas inte" if counts else "hela lönen räknas"
    return SAY.deviation(
        f"{_has(question, window)}, alltså hela {inside.in_words} men inte hela {outside.in_words}."
        f" Kommunen prövar dagarna mot {tried.in_words}, så {so}. Lagen säger inte vilken månad som gäller:"
        f" stämmer det här? Skillnaden är {kronor(relief)}.",
        question.law(Law.JOB_STIMULUS),
        at_stake=Decimal(0) if counts else relief,
        warns=WarningKind.SALARY_JOB_STIMULUS,
        about=about_stimulus(window.person),
    )


def _too_long(question: Question, person: PersonKey, terms: JobStimulusTerms) -> Iterator[Finding]:
    for window in touching(question, person):
        if window.valid_to > last_day_of_span(window.valid_from, terms.months_it_lasts):
            longest = counted(terms.months_it_lasts, "en månad", "månader")
            yield _open(question, window, f"alltså längre än {longest}. Vilka dagar gäller?")


def _too_soon(question: Question, person: PersonKey, terms: JobStimulusTerms) -> Iterator[Finding]:
    held = touching(question, person)
    for earlier, later in pairwise(windows(question, person)):
        again = same_day_later(earlier.valid_to + timedelta(days=1), terms.months_before)
        if later in held and later.valid_from < again:
            months = counted(terms.months_before, "en ny månad", "nya månader")
            ended = f"och en tidigare till och med {day(earlier.valid_to)}"
            yield _open(question, later, f"{ended}. Har {months} med försörjningsstöd gått däremellan?")


def _open(question: Question, window: JobStimulus, doubt: str) -> Finding:
    return SAY.open(
        f"{_has(question, window)}, {doubt}",
        question.law(Law.JOB_STIMULUS),
        warns=WarningKind.SALARY_JOB_STIMULUS,
        about=about_stimulus(window.person),
    )


def _has(question: Question, window: JobStimulus) -> str:
    who = sentence(question.person(window.person))
    return f"{who} har jobbstimulans {day(window.valid_from)}–{day(window.valid_to)}"


RULE = Rule(
    name=SAY.rule,
    asks="Gäller en registrerad jobbstimulans för månadens lön?",
    facts=("ärendesystemet: jobbstimulans", "Skatteverket: inkomstuppgifter per månad"),
    does=(
        "Räknar inte en fjärdedel av lönen efter skatt för den person som har en registrerad jobbstimulans"
        " hela den månad som kommunen prövar den mot. Varje vuxen i hushållet har sin egen tid. Inkomst av"
        " eget företag är inte lön. Täcker tiden bara den ena av inkomstmånaden och månaden som ansökan"
        " gäller visas det som en avvikelse, eftersom lagen inte säger vilken av dem som avses."
    ),
    leaves=(
        "När tiden bara täcker en del av månaden, är längre än två år, eller börjar innan sex nya månader har"
        " gått sedan den förra tiden."
    ),
    laws=(Law.JOB_STIMULUS,),
    numbers=("jobbstimulans",),
    settings=("job_stimulus_month", "income_month"),
    warns=(WarningKind.SALARY_JOB_STIMULUS,),
    answer=answer,
)
