"""Incomes that are not paid in the summer: were they taken up again after it?

Studiehjälp is not paid in July and August: in October's application September lacks it, and so did August.
"""

from collections.abc import Iterator

from flows.eligibility.answer import Answer, Rule, Speaker
from flows.eligibility.assessment import Finding
from flows.eligibility.incomes import IncomeCatalogue, IncomeKind
from flows.eligibility.law import Law
from flows.eligibility.period import Period
from flows.eligibility.question import Question
from flows.eligibility.rules.benefits import counts
from flows.eligibility.rules.income_streams import Stream, streams
from flows.eligibility.warning_kinds import WarningKind
from flows.eligibility.wording import sentence

SAY = Speaker("ersättning efter uppehåll")


def answer(question: Question) -> Answer:
    """A deviation for each that was paid before the pause and not in the first month after it."""
    kinds = question.catalogue.kinds
    return Answer(findings=tuple(found for kind in kinds for found in _kind(question, kind)))


def months_before_pauses(catalogue: IncomeCatalogue, income_month: Period) -> frozenset[Period]:
    """The further months to ask the authorities about: June, when the income month is September."""
    found = (_before_pause(kind, income_month) for kind in catalogue.kinds)
    return frozenset(month for month in found if month is not None)


def _before_pause(kind: IncomeKind, month: Period) -> Period | None:
    """The last month with payment, when `month` is the first after a pause; else None."""
    if month.month in kind.pause_months or month.shifted(-1).month not in kind.pause_months:
        return None
    earlier = month.shifted(-1)
    while earlier.month in kind.pause_months:
        earlier = earlier.shifted(-1)
    return earlier


def _kind(question: Question, kind: IncomeKind) -> Iterator[Finding]:
    before = _before_pause(kind, question.income_month)
    if before is None or not counts(question, kind):
        return
    now = streams(question, question.income_month)
    for stream in streams(question, before):
        if stream.kind == kind and stream not in now:
            yield _gone(question, stream, before)


def _gone(question: Question, stream: Stream, before: Period) -> Finding:
    month = question.income_month.in_words
    reason = (
        f"{sentence(question.person(stream.person))}: {stream.kind.label} betalades ut i {before.in_words}"
        f" men inte i {month}, efter sommarens uppehåll. Fortsätter studierna?"
    )
    return SAY.deviation(
        reason,
        question.law(Law.INCOMES),
        warns=WarningKind.INCOME_MISSING_PREVIOUS_PERIOD,
        about=stream.about,
    )


RULE = Rule(
    name=SAY.rule,
    asks="Har en ersättning med sommaruppehåll börjat betalas igen?",
    facts=("CSN: utbetalningar i inkomstmånaden och i månaden före uppehållet",),
    does="Jämför september med juni. Saknas studiehjälpen visas det som en avvikelse.",
    leaves="Aldrig: handläggaren ser att ersättningen saknas.",
    laws=(Law.INCOMES,),
    numbers=("inkomster",),
    settings=("income_month",),
    warns=(WarningKind.INCOME_MISSING_PREVIOUS_PERIOD,),
    answer=answer,
)
