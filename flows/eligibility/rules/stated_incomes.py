"""Incomes that only the applicant can tell of: Swish, child support, private pension, rent from a child."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import groupby

from flows.eligibility.answer import Answer, Rule, Speaker, seen
from flows.eligibility.assessment import Evidence, Finding, Row, Section
from flows.eligibility.case import StatedIncome
from flows.eligibility.incomes import Counted, IncomeKind
from flows.eligibility.law import Law
from flows.eligibility.question import Question
from flows.eligibility.rules.benefits import counts, whose
from flows.eligibility.rules.stated_month import stated_in_income_month, stated_outside_income_month
from flows.eligibility.warning_kinds import WarningKind
from flows.eligibility.wording import day, kronor, sentence

SAY = Speaker("uppgivna inkomster")
LEISURE_CARD_KIND = "fritidskort"


def answer(question: Question) -> Answer:
    """One row for each person and kind that counts; what authorities show is counted elsewhere."""
    incomes = [one for one in stated_in_income_month(question) if one.amount != 0]
    own = [(question.catalogue.stated(one.kind), one) for one in incomes]
    counted = [(kind, one) for kind, one in own if kind and _counts_here(question, kind, one)]
    findings = [finding for kind, one in own for finding in _findings(question, kind, one)]
    return Answer(
        rows=tuple(_rows(question, counted)),
        findings=(*findings, *(_elsewhere(question, one) for one in stated_outside_income_month(question))),
    )


def _counts_here(question: Question, kind: IncomeKind, income: StatedIncome) -> bool:
    return not kind.agency and counts(question, kind) and income.amount > 0


def _rows(question: Question, counted: Iterable[tuple[IncomeKind, StatedIncome]]) -> Iterator[Row]:
    by_row = sorted(counted, key=lambda one: (one[1].person, one[0].label, one[1].amount))
    for (person, label), group in groupby(by_row, key=lambda one: (one[1].person, one[0].label)):
        pairs = list(group)
        yield Row(
            section=Section.INCOME,
            label=label,
            amount=sum((income.amount for _, income in pairs), Decimal(0)),
            note=whose(question, person),
            formula=" + ".join(kronor(one.amount) for _, one in pairs) if len(pairs) > 1 else "",
            reference=pairs[0][0].reference,
            evidence=tuple(_evidence(question, kind, income) for kind, income in pairs),
        )


def _evidence(question: Question, kind: IncomeKind, income: StatedIncome) -> Evidence:
    fact = question.facts.statement
    return seen(kind.label, kronor(income.amount), fact.source, as_of=fact.fetched_at)


def _findings(question: Question, kind: IncomeKind | None, income: StatedIncome) -> Iterator[Finding]:
    law, who = question.law(Law.INCOMES), sentence(question.person(income.person))
    amount, about = kronor(income.amount), _about(income, kind)
    if kind is None:
        reason = f"{who} uppger en inkomst på {amount} som saknas i inkomstkatalogen. Ska den räknas?"
        asks = f"underlag som visar vad inkomsten på {amount} är och vem som betalade den"
        yield SAY.open(reason, law, warns=WarningKind.UNHANDLED_INCOME, about=about, asks=asks)
    elif kind.agency:
        return
    elif income.amount < 0:
        reason = f"{who} uppger {kind.label} med ett minusbelopp."
        asks = f"underlag som visar rätt belopp: {kind.label}"
        yield SAY.open(reason, law, warns=WarningKind.INCOME_REVIEW, about=about, asks=asks)
    elif kind.counted is Counted.ASK or _undecided(question, kind):
        doubt = kind.remark or "Kommunen har inte bestämt om inkomsten ska räknas."
        reason = f"{who} uppger {kind.label}, {amount}. {doubt}"
        asks = _what_it_is(question, kind, income)
        yield SAY.open(reason, law, warns=WarningKind.INCOME_REVIEW, about=about, asks=asks)
    elif kind.key == LEISURE_CARD_KIND and not question.parameters.has_law(Law.LEISURE_CARD, question.period):
        reason = (
            f"{who} uppger {kind.label}, {amount}. Lagen om att fritidskortet inte räknas gällde inte hela"
            f" {question.period.in_words}. Ska det räknas?"
        )
        yield SAY.open(reason, law, warns=WarningKind.INCOME_REVIEW, about=about)
    elif not counts(question, kind):
        yield SAY.note(f"{who} uppger {kind.label}, {amount}. Inkomsten räknas inte.", kind.reference)
    elif kind.remark:
        reason = f"{who} uppger {kind.label}, {amount}. {kind.remark}"
        yield SAY.deviation(reason, law, at_stake=income.amount, warns=WarningKind.INCOME_REVIEW, about=about)


def _what_it_is(question: Question, kind: IncomeKind, income: StatedIncome) -> str:
    """What a municipality has not decided, no applicant can answer."""
    if kind.counted is not Counted.ASK:
        return ""
    what = f"{kind.label}, {kronor(income.amount)}{question.for_person(income.person)}"
    return f"underlag som visar vad det gäller: {what}"


def _about(income: StatedIncome, kind: IncomeKind | None) -> str:
    return f"{income.person}/{kind.key if kind else income.kind}"


def _undecided(question: Question, kind: IncomeKind) -> bool:
    return kind.counted is Counted.LOCAL and kind.key not in question.rules.local_incomes


def _elsewhere(question: Question, income: StatedIncome) -> Finding:
    paid = day(income.paid_on) if income.paid_on else ""
    month = question.income_month.in_words
    reason = f"En uppgiven inkomst på {kronor(income.amount)} betalades {paid} och räknas inte för {month}."
    return SAY.deviation(
        reason,
        question.law(Law.INCOMES),
        warns=WarningKind.INCOME_TRANSFERRED_LATE,
        about=_about(income, question.catalogue.stated(income.kind)),
    )


RULE = Rule(
    name=SAY.rule,
    asks="Vilka inkomster kan bara den sökande berätta om?",
    facts=("ansökan: inkomster",),
    does="Räknar insättningar, underhållsbidrag och andra inkomster som ingen myndighet visar.",
    leaves=(
        "När inkomsten saknas i katalogen, är negativ eller ska bedömas av handläggaren, och när ett"
        " fritidskort uppges för en månad före oktober 2025."
    ),
    laws=(Law.INCOMES, Law.LEISURE_CARD),
    numbers=("inkomster",),
    settings=("local_incomes", "income_month"),
    warns=(
        WarningKind.UNHANDLED_INCOME,
        WarningKind.INCOME_REVIEW,
        WarningKind.INCOME_TRANSFERRED_LATE,
    ),
    answer=answer,
)
