"""Incomes that authorities show: benefits, unemployment benefit, student aid, the tax account.

They count net in the month they are paid out, also when they concern earlier months (retroactive payments).
What the catalogue does not know is an open question, never skipped.
"""

from collections.abc import Iterable
from decimal import Decimal
from itertools import groupby

from flows.eligibility.answer import Answer, Rule, Speaker
from flows.eligibility.assessment import Finding, Row, Section
from flows.eligibility.incomes import Counted, IncomeKind
from flows.eligibility.law import Law
from flows.eligibility.period import Period
from flows.eligibility.question import Question
from flows.eligibility.rules.shown_incomes import ShownIncome, shown_incomes
from flows.eligibility.warning_kinds import WarningKind
from flows.eligibility.wording import day, kronor, sentence

SAY = Speaker("inkomster från myndigheter")


def answer(question: Question) -> Answer:
    """One row for each person and kind that counts."""
    shown = [one for one in shown_incomes(question, question.income_month) if one.net != 0]
    counted = [one for one in shown if counts(question, one.kind) and one.net > 0]
    return Answer(
        rows=tuple(_rows(question, counted)),
        findings=tuple(finding for one in shown for finding in _findings(question, one)),
    )


def counts(question: Question, kind: IncomeKind | None) -> bool:
    """Whether the kind counts, the municipality's own choice included."""
    if kind is None:
        return False
    if kind.counted is Counted.LOCAL:
        return question.rules.local_incomes.get(kind.key, False)
    return kind.counted is Counted.YES


def _rows(question: Question, counted: Iterable[ShownIncome]) -> Iterable[Row]:
    by_row = sorted(counted, key=lambda one: (one.person, one.name))
    for (person, name), group in groupby(by_row, key=lambda one: (one.person, one.name)):
        payments = list(group)
        yield Row(
            section=Section.INCOME,
            label=name,
            amount=sum((one.net for one in payments), Decimal(0)),
            note=whose(question, person),
            formula=" + ".join(kronor(one.net) for one in payments) if len(payments) > 1 else "",
            reference=payments[0].kind.reference if payments[0].kind else "",
            evidence=tuple(one.evidence for one in payments),
        )


def whose(question: Question, person: str) -> str:
    """Whose income a row is, unless it is the applicant's."""
    words = question.person(person)
    return "" if words == "den sökande" else words


def _findings(question: Question, shown: ShownIncome) -> Iterable[Finding]:
    reference, evidence = question.law(Law.INCOMES), (shown.evidence,)
    who = sentence(question.person(shown.person))
    paid = f"{who} har fått {shown.name}, {kronor(shown.net)}, {day(shown.paid_on)}"
    doubt = _doubt(question, shown)
    if doubt:
        kind = WarningKind.INCOME_REVIEW if shown.kind else WarningKind.UNHANDLED_INCOME
        asks = _what_it_is(question, shown)
        yield SAY.open(f"{paid}. {doubt}", reference, evidence, warns=kind, about=shown.about, asks=asks)
    elif not counts(question, shown.kind):
        yield SAY.note(
            f"{paid}. Inkomsten räknas inte.", shown.kind.reference if shown.kind else "", evidence
        )
    elif is_retroactive(shown):
        law, kind = question.law(Law.ADVANCE_ON_BENEFIT), WarningKind.INCOME_REVIEW
        time = f"tid före {_month_before(shown).in_words}"
        reason = f"{paid}. Den avser {time} och räknas när den betalades ut."
        yield SAY.deviation(reason, law, evidence, warns=kind, about=shown.about)


def _doubt(question: Question, shown: ShownIncome) -> str:
    if shown.net < 0:
        return "Beloppet är negativt."
    if shown.kind is None:
        return "Inkomsten finns inte i kommunens inkomstkatalog. Ska den räknas?"
    if shown.kind.counted is Counted.ASK:
        return shown.kind.remark
    if shown.kind.counted is Counted.LOCAL and shown.kind.key not in question.rules.local_incomes:
        return "Kommunen har inte bestämt om inkomsten ska räknas."
    return ""


def _what_it_is(question: Question, shown: ShownIncome) -> str:
    """A decision says what it is for; what a municipality has not decided, no applicant can answer."""
    if shown.net < 0 or shown.kind is None or shown.kind.counted is not Counted.ASK:
        return ""
    what = f"{shown.name}, {kronor(shown.net)}{question.for_person(shown.person)}"
    return f"beslut eller specifikation som visar vad det gäller: {what}"


def is_retroactive(shown: ShownIncome) -> bool:
    """Paid for time before the month that precedes the payment: more than ordinary payment in arrears."""
    return shown.period_from is not None and shown.period_from < _month_before(shown).first_day


def _month_before(shown: ShownIncome) -> Period:
    return Period.of(shown.paid_on).shifted(-1)


RULE = Rule(
    name=SAY.rule,
    asks="Vilka inkomster visar myndigheterna, och räknas de?",
    facts=(
        "Försäkringskassan, Pensionsmyndigheten, CSN och a-kassorna: utbetalningar",
        "Skatteverket: skattekontot",
    ),
    does=(
        "Räknar varje utbetalning i den månad den betalades ut, efter skatt, om inkomstkatalogen säger "
        "att den räknas."
    ),
    leaves="När inkomsten inte står i katalogen, är negativ eller ska bedömas av handläggaren.",
    laws=(Law.INCOMES, Law.ADVANCE_ON_BENEFIT),
    numbers=("inkomster",),
    settings=("local_incomes", "income_month"),
    warns=(WarningKind.UNHANDLED_INCOME, WarningKind.INCOME_REVIEW),
    answer=answer,
)
