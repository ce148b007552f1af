"""A wage within two years of six months in a row of försörjningsstöd, and no jobbstimulans recorded: open.

It follows from the law and needs no decision of its own (SoL 12 kap. 8 §), so the amount depends on it.
The decisions are the household's, and a co-applicant's months are counted from the day of moving in.
"""

from datetime import date, timedelta

from flows.eligibility.answer import Answer, Rule, Speaker
from flows.eligibility.assessment import Finding
from flows.eligibility.case import Member, Role
from flows.eligibility.parameters import JobStimulusTerms, Law
from flows.eligibility.question import Question
from flows.eligibility.rules.job_stimulus import about_stimulus, terms_of, wage_of, windows
from flows.eligibility.rules.job_stimulus_earned import Earned, earned
from flows.eligibility.rules.support_months import listed, runs
from flows.eligibility.warning_kinds import WarningKind
from flows.eligibility.wording import counted, kronor, sentence

SAY = Speaker("jobbstimulans som inte är registrerad")


def answer(question: Question) -> Answer:
    """An open question for each adult whom the months give it; a note when the two years are over."""
    terms = terms_of(question)
    if terms is None:
        return Answer()
    found = (_of_adult(question, adult, terms) for adult in question.adults)
    return Answer(findings=tuple(one for one in found if one is not None))


def _of_adult(question: Question, adult: Member, terms: JobStimulusTerms) -> Finding | None:
    if wage_of(question, adult.key) <= 0 or _is_recorded(question, adult):
        return None
    shown = runs(question, question.rules.job_stimulus_evidence, since=_counted_from(question, adult))
    rights = list(earned(shown, terms))
    tried = (question.income_month, question.period)
    holding = [one for one in rights if any(one.holds_in(month) for month in tried)]
    if holding:
        return _holds(question, adult, terms, right=holding[-1])
    return _is_over(question, adult, terms, right=rights[-1]) if rights else None


def _holds(question: Question, adult: Member, terms: JobStimulusTerms, *, right: Earned) -> Finding:
    disregarded = wage_of(question, adult.key) * terms.share
    span = f"från {right.first.in_words} till och med {right.last.in_words}"
    return SAY.open(
        f"{sentence(question.person(adult.key))} har lön, och {_support(terms, right)}. Då gäller"
        f" jobbstimulans {span}, utan särskilt beslut, men ingen är registrerad. Ska {kronor(disregarded)}"
        " av lönen inte räknas? Registrera i så fall tiden.",
        question.law(Law.JOB_STIMULUS),
        right.by.evidence,
        warns=WarningKind.SALARY_JOB_STIMULUS,
        about=about_stimulus(adult.key),
    )


def _is_over(question: Question, adult: Member, terms: JobStimulusTerms, *, right: Earned) -> Finding:
    who, again = question.person(adult.key), counted(terms.months_before, "en ny månad", "nya månader")
    reason = (
        f"Så långt besluten visar gällde jobbstimulans för {who} till och med {right.last.in_words}:"
        f" {_support(terms, right)}. Därefter krävs {again} i rad."
    )
    return SAY.note(reason, question.law(Law.JOB_STIMULUS), right.by.evidence)


def _support(terms: JobStimulusTerms, right: Earned) -> str:
    months = counted(terms.months_before, "en månad", "månader")
    return f"hushållet har haft försörjningsstöd {months} i rad ({listed(right.by.months)})"


def _is_recorded(question: Question, adult: Member) -> bool:
    """Whether a person has recorded one for the income month or later, and so has judged the question."""
    return any(one.valid_to >= question.income_month.first_day for one in windows(question, adult.key))


def _counted_from(question: Question, adult: Member) -> date | None:
    """The first day whose months count; the applicant's are the household's own."""
    ended = [one.valid_to + timedelta(days=1) for one in windows(question, adult.key)]
    moved_in = [adult.since] if adult.since and adult.role is Role.CO_APPLICANT else []
    return max((*ended, *moved_in), default=None)


RULE = Rule(
    name=SAY.rule,
    asks="Gäller jobbstimulans utan att någon har registrerat den?",
    facts=(
        "Skatteverket: inkomstuppgifter per månad",
        "ärendesystemet: beslut, jobbstimulans och när en person kom till hushållet",
    ),
    does=(
        "Ser efter om en vuxen med lön har haft försörjningsstöd sex månader i rad. De två åren räknas från"
        " månaden efter de första sex månaderna. När de är slut krävs sex nya månader."
    ),
    leaves=(
        "När de två åren täcker inkomstmånaden eller månaden som ansökan gäller och ingen jobbstimulans är"
        " registrerad. Den gäller enligt lagen, utan särskilt beslut, och därför föreslås inget belopp."
    ),
    laws=(Law.JOB_STIMULUS,),
    numbers=("jobbstimulans",),
    settings=("job_stimulus_evidence", "income_month"),
    warns=(WarningKind.SALARY_JOB_STIMULUS,),
    answer=answer,
)
