"""Benefits of the income month against the month before: changed, new, or gone without explanation."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from flows.eligibility.answer import Answer, Rule, Speaker
from flows.eligibility.assessment import Finding
from flows.eligibility.facts import Fact
from flows.eligibility.law import Law
from flows.eligibility.period import Period
from flows.eligibility.question import Question
from flows.eligibility.rules.benefits import counts
from flows.eligibility.rules.benefits_stated import asked_about
from flows.eligibility.rules.income_streams import Stream, streams
from flows.eligibility.rules.late_payments import late
from flows.eligibility.warning_kinds import WarningKind
from flows.eligibility.wording import kronor, percent, sentence

SAY = Speaker("ändrade inkomster")


def answer(question: Question) -> Answer:
    """Only what is paid every month is compared; a single payment has nothing to be compared with."""
    month, told = question.income_month, {one.stream for one in late(question)}
    now, before = _sums(question, month), _sums(question, month.shifted(-1))
    either = sorted(now.keys() | before.keys(), key=lambda one: (one.person, one.kind.key))
    return Answer(
        findings=tuple(
            finding
            for stream in either
            if stream not in told
            for finding in _compare(question, stream, before.get(stream), now=now.get(stream))
        )
    )


def differing(question: Question) -> frozenset[str]:
    """The labels of the incomes that this rule has something to say of."""
    month = question.income_month
    now, before = _sums(question, month), _sums(question, month.shifted(-1))
    either = now.keys() | before.keys()
    return frozenset(one.kind.label for one in either if before.get(one) != now.get(one))


def _sums(question: Question, month: Period) -> Mapping[Stream, Decimal]:
    return {
        stream: sum((one.net for one in payments), Decimal(0))
        for stream, payments in streams(question, month).items()
        if counts(question, stream.kind)
    }


def _compare(
    question: Question, stream: Stream, before: Decimal | None, *, now: Decimal | None
) -> Iterator[Finding]:
    if now is None and before is not None:
        yield from _gone(question, stream, before)
    elif before is None and now is not None:
        yield _new(question, stream, now)
    elif before is not None and now is not None and before != now:
        yield _changed(question, stream, before, now=now)


def _new(question: Question, stream: Stream, now: Decimal) -> Finding:
    reason = f"{_named(question, stream)} har tillkommit sedan {_months(question)[0]}: {kronor(now)}."
    law, kind = question.law(Law.INCOMES), WarningKind.NEW_INCOME
    if question.income_month.shifted(-1).month in stream.kind.pause_months:
        return SAY.change(reason, law, warns=kind, about=stream.about)
    return SAY.deviation(reason, law, warns=kind, about=stream.about)


def _gone(question: Question, stream: Stream, before: Decimal) -> Iterator[Finding]:
    earlier, later = _months(question)
    law, kind = question.law(Law.INCOMES), WarningKind.INCOME_MISSING_PREVIOUS_PERIOD
    reason = f"{_named(question, stream)} betalades ut i {earlier} ({kronor(before)}) men inte i {later}."
    if question.income_month.month in stream.kind.pause_months:
        yield SAY.change(f"{reason} Det är uppehåll den månaden.", law, warns=kind, about=stream.about)
    elif _is_claimed(question, stream):
        yield SAY.note(f"{reason} Ett anspråk handläggs.", law)
    elif stream.kind.key not in asked_about(question):
        asks = f"förklaring till att {stream.kind.label} inte betalades ut i {later}"
        yield SAY.open(f"{reason} Inget förklarar varför.", law, warns=kind, about=stream.about, asks=asks)


def _is_claimed(question: Question, stream: Stream) -> bool:
    answers = question.facts.benefits[stream.person]
    claims = answers.claims.value if isinstance(answers.claims, Fact) else ()
    return any(
        claim.code in stream.kind.codes and claim.status not in question.rules.finished_claim_statuses
        for claim in claims
    )


def _changed(question: Question, stream: Stream, before: Decimal, *, now: Decimal) -> Finding:
    own = stream.kind.change_percent
    threshold = question.rules.change_percent if own is None else own
    reason = f"{_named(question, stream)} har ändrats från {kronor(before)} till {kronor(now)}"
    law, kind = question.law(Law.INCOMES), WarningKind.INCOME_CHANGE
    if abs(now - before) * 100 > abs(before) * threshold:
        return SAY.deviation(f"{reason}, mer än {percent(threshold)}.", law, warns=kind, about=stream.about)
    return SAY.change(f"{reason}.", law, warns=kind, about=stream.about)


def _named(question: Question, stream: Stream) -> str:
    return f"{sentence(question.person(stream.person))}: {stream.kind.label}"


def _months(question: Question) -> tuple[str, str]:
    return question.income_month.shifted(-1).in_words, question.income_month.in_words


RULE = Rule(
    name=SAY.rule,
    asks="Har myndigheternas utbetalningar ändrats sedan månaden innan?",
    facts=("myndigheterna: utbetalningar två månader",),
    does="Jämför det som betalas varje månad. En ändring över kommunens gräns är en avvikelse.",
    leaves="När en inkomst har upphört utan förklaring.",
    laws=(Law.INCOMES,),
    numbers=("inkomster",),
    settings=("change_percent", "finished_claim_statuses", "income_month"),
    warns=(
        WarningKind.NEW_INCOME,
        WarningKind.INCOME_CHANGE,
        WarningKind.INCOME_MISSING_PREVIOUS_PERIOD,
    ),
    answer=answer,
)
