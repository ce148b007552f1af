"""Benefits paid in another month than usual: paid too late for the income month, or late into it.

A payment counts in the month of its payment day whichever month it concerns, so the amount is not changed.
Only payments whose periods an authority shows are looked at: without a period nothing is said.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flows.eligibility.answer import Answer, Rule, Speaker
from flows.eligibility.assessment import Finding
from flows.eligibility.law import Law
from flows.eligibility.period import Period
from flows.eligibility.question import Question
from flows.eligibility.rules.benefits import counts, is_retroactive
from flows.eligibility.rules.income_streams import Stream, streams
from flows.eligibility.rules.shown_incomes import ShownIncome
from flows.eligibility.warning_kinds import WarningKind
from flows.eligibility.wording import day, kronor, sentence

SAY = Speaker("sena utbetalningar")


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """A payment that came a month later than the stream's others; `counts` in the income month or not."""

    stream: Stream
    payment: ShownIncome
    concerns: Period
    counts: bool


def answer(question: Question) -> Answer:
    """A deviation for each: the caseworker sees why a month has two payments, or none."""
    return Answer(findings=tuple(_finding(question, one) for one in late(question)))


def late(question: Question) -> tuple[Late, ...]:
    """The late payments, by person and kind; nobody else needs to ask why the month differs."""
    month = question.income_month
    before, now, after = (streams(question, month.shifted(step)) for step in (-1, 0, 1))
    either = sorted({**before, **now}, key=lambda one: (one.person, one.kind.key))
    return tuple(
        found
        for stream in either
        if counts(question, stream.kind)
        for found in (
            *_too_late(stream, before.get(stream, ()), now.get(stream, ()), after=after.get(stream, ())),
            *_late_into(stream, before.get(stream, ()), now.get(stream, ())),
        )
    )


def _too_late(
    stream: Stream,
    before: Sequence[ShownIncome],
    now: Sequence[ShownIncome],
    *,
    after: Sequence[ShownIncome],
) -> Iterator[Late]:
    """Nothing in the income month, and what it should have been about was paid in the month after."""
    concerned = _concerned(before)
    if now or not concerned:
        return
    expected = max(concerned).shifted(1)
    for payment in after:
        if _concerned([payment]) == {expected}:
            yield Late(stream=stream, payment=payment, concerns=expected, counts=False)


def _late_into(stream: Stream, before: Sequence[ShownIncome], now: Sequence[ShownIncome]) -> Iterator[Late]:
    """Nothing in the month before, and the income month has that payment beside its own."""
    concerned = _concerned(now)
    if before or not concerned:
        return
    for payment in now:
        expected = max(concerned).shifted(-1)
        if _concerned([payment]) == {expected} and not is_retroactive(payment):
            yield Late(stream=stream, payment=payment, concerns=expected, counts=True)


def _concerned(payments: Sequence[ShownIncome]) -> set[Period]:
    return {Period.of(one.period_from) for one in payments if one.period_from is not None}


def _finding(question: Question, one: Late) -> Finding:
    how = "räknas" if one.counts else "räknas inte"
    reason = (
        f"{sentence(question.person(one.stream.person))}: {one.stream.kind.label} för"
        f" {one.concerns.in_words}, {kronor(one.payment.net)}, betalades först {day(one.payment.paid_on)}"
        f" och {how} för {question.income_month.in_words}."
    )
    return SAY.deviation(
        reason,
        question.law(Law.INCOMES),
        (one.payment.evidence,),
        warns=WarningKind.INCOME_TRANSFERRED_LATE,
        about=one.stream.about,
    )


RULE = Rule(
    name=SAY.rule,
    asks="Har en ersättning betalats en annan månad än den brukar?",
    facts=("myndigheterna: utbetalningar tre månader, med den tid de avser",),
    does="Räknar den i den månad den betalades ut och visar det som en avvikelse.",
    leaves="Aldrig: handläggaren ser vilken månad den avser.",
    laws=(Law.INCOMES,),
    numbers=("inkomster",),
    settings=("income_month",),
    warns=(WarningKind.INCOME_TRANSFERRED_LATE,),
    answer=answer,
)
