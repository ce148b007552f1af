"""A wage after six months in a row of försörjningsstöd, no jobbstimulans recorded: is there a right to it?

The decisions are the household's, and a co-applicant's months are counted from the day of moving in.
Only a person can grant it (SoL 12 kap. 8 §): the amount counts the wage in full until it is recorded.
"""

from datetime import date, timedelta

from flows.eligibility.answer import Answer, Rule, Speaker
from flows.eligibility.assessment import Finding
from flows.eligibility.case import Member, Role
from flows.eligibility.parameters import JobStimulusTerms, Law
from flows.eligibility.question import Question
from flows.eligibility.rules.job_stimulus import about_stimulus, terms_of, wage_of, windows
from flows.eligibility.rules.support_months import SupportMonths, listed, runs
from flows.eligibility.warning_kinds import WarningKind
from flows.eligibility.wording import counted, kronor, sentence

SAY = Speaker("jobbstimulans som inte är registrerad")


def answer(question: Question) -> Answer:
    """A deviation for each adult who may have a right that nobody has recorded."""
    terms = terms_of(question)
    if terms is None:
        return Answer()
    found = (_may_have_it(question, adult, terms) for adult in question.adults)
    return Answer(findings=tuple(one for one in found if one is not None))


def _may_have_it(question: Question, adult: Member, terms: JobStimulusTerms) -> Finding | None:
    wage = wage_of(question, adult.key)
    if wage <= 0 or _is_recorded(question, adult):
        return None
    qualifying = _qualifying(question, adult, terms)
    if qualifying is None:
        return None
    who = sentence(question.person(adult.key))
    months = counted(terms.months_before, "en månad", "månader")
    shown = listed(qualifying.months[-terms.months_before :])
    disregarded = wage * terms.share
    return SAY.deviation(
        f"{who} kan ha rätt till jobbstimulans: lön, och försörjningsstöd minst {months} i rad ({shown})."
        f" Ingen jobbstimulans är registrerad. Med den räknas {kronor(disregarded)} av lönen inte.",
        question.law(Law.JOB_STIMULUS),
        qualifying.evidence[-terms.months_before :],
        at_stake=disregarded,
        warns=WarningKind.SALARY_JOB_STIMULUS,
        about=about_stimulus(adult.key),
    )


def _is_recorded(question: Question, adult: Member) -> bool:
    """Whether a person has recorded one for the income month or later, and so has judged the question."""
    return any(one.valid_to >= question.income_month.first_day for one in windows(question, adult.key))


def _qualifying(question: Question, adult: Member, terms: JobStimulusTerms) -> SupportMonths | None:
    """The latest run that is long enough, begun after the last jobbstimulans, and not outlived."""
    found = runs(question, question.rules.job_stimulus_evidence, since=_counted_from(question, adult))
    long_enough = [one for one in found if len(one) >= terms.months_before]
    if not long_enough:
        return None
    latest = long_enough[-1]
    lasts_to = latest.months[-1].shifted(terms.months_it_lasts)
    return latest if question.income_month <= lasts_to else None


def _counted_from(question: Question, adult: Member) -> date | None:
    """The first day whose months count; the applicant's are the household's own."""
    ended = [one.valid_to + timedelta(days=1) for one in windows(question, adult.key)]
    moved_in = [adult.since] if adult.since and adult.role is Role.CO_APPLICANT else []
    return max((*ended, *moved_in), default=None)


RULE = Rule(
    name=SAY.rule,
    asks="Kan någon ha rätt till jobbstimulans som inte är registrerad?",
    facts=(
        "Skatteverket: inkomstuppgifter per månad",
        "ärendesystemet: beslut, jobbstimulans och när en person kom till hushållet",
    ),
    does=(
        "Ser efter om en vuxen med lön har haft försörjningsstöd sex månader i rad utan att jobbstimulans är"
        " registrerad, och visar månaderna. Efter en jobbstimulans som har gått ut räknas bara nya månader."
    ),
    leaves=(
        "Alltid: handläggaren registrerar jobbstimulansen. Till dess räknas hela lönen, och skulle ansökan"
        " avslås bara därför blir det en öppen fråga."
    ),
    laws=(Law.JOB_STIMULUS,),
    numbers=("jobbstimulans",),
    settings=("job_stimulus_evidence", "income_month"),
    warns=(WarningKind.SALARY_JOB_STIMULUS,),
    answer=answer,
)
