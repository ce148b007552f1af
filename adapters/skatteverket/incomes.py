"""What the collected view of incomes means: declarations of the months asked for, payouts, capital income.

It must not know how the page is read, nor which incomes count.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bots.skatteverket import IncomeSheet, MonthLine
from flows.eligibility.case import CapitalIncome, EmployerDeclaration, TaxAnswers, TaxPayout
from flows.eligibility.facts import Fact, Known, Missing, Why
from flows.eligibility.period import Period

DECLARATIONS = "Skatteverket, Inkomstuppgifter per månad"
PAYOUTS = "Skatteverket, Skattekonto"
CAPITAL = "Skatteverket, Inkomst av kapital"


def no_answers(why: Why, detail: str, now: datetime) -> TaxAnswers:
    """Nothing known of any of the three, for one reason."""

    def missing(source: str) -> Missing:
        return Missing(why=why, source=source, detail=detail, fetched_at=now)

    return TaxAnswers(declarations=missing(DECLARATIONS), payouts=missing(PAYOUTS), capital=missing(CAPITAL))


def with_earlier(answers: TaxAnswers, earlier: Known[tuple[EmployerDeclaration, ...]] | None) -> TaxAnswers:
    """The answers with what the page says of earlier months, when they were asked for."""
    return answers if earlier is None else replace(answers, earlier_in_year=earlier)


def tax_answers(
    sheet: IncomeSheet, months: Sequence[Period], now: datetime, *, earlier: Sequence[Period] | None = None
) -> TaxAnswers:
    """What the page says about `months`.  Capital income is as shown: 0 proves nothing (see CapitalIncome).

    A withheld page is NOT_FETCHED with a neutral reason: the robot may not ask further.
    """
    if sheet.withheld:
        nothing = no_answers(Why.NOT_FETCHED, "Skatteverket lämnar inte ut uppgifterna i tjänsten", now)
        return with_earlier(nothing, None if earlier is None else nothing.declarations)
    answers = TaxAnswers(
        declarations=_declarations(sheet.months, months, now),
        payouts=Fact(value=_payouts(sheet, months), source=PAYOUTS, fetched_at=now),
        capital=Fact(value=_capital(sheet), source=CAPITAL, fetched_at=now),
    )
    return with_earlier(answers, None if earlier is None else _declarations(sheet.months, earlier, now))


def _declarations(
    lines: Sequence[MonthLine], months: Sequence[Period], now: datetime
) -> Known[tuple[EmployerDeclaration, ...]]:
    """One month that is not all there makes the answer missing: a sum of a part would be too low."""
    for asked in sorted(months):
        of_month = [line for line in lines if _period(line) == asked]
        if trouble := _trouble(of_month, asked):
            return Missing(why=Why.NOT_FOUND, source=DECLARATIONS, detail=trouble, fetched_at=now)
    declared = tuple(one for line in lines if _period(line) in months for one in _declaration(line))
    return Fact(value=declared, source=DECLARATIONS, fetched_at=now)


def _trouble(lines: Sequence[MonthLine], asked: Period) -> str:
    if not lines:
        return f"Skatteverket visar inte inkomstuppgifter för {asked.in_words}"
    if any(line.incomplete for line in lines):
        return f"arbetsgivardeklarationer för {asked.in_words} är inte kompletta än"
    return ""


def _declaration(line: MonthLine) -> tuple[EmployerDeclaration, ...]:
    if line.declared is None:
        return ()
    return (
        EmployerDeclaration(
            month=_period(line),
            employer=line.declared.employer,
            gross=line.declared.gross,
            tax=line.declared.tax,
        ),
    )


def _payouts(sheet: IncomeSheet, months: Sequence[Period]) -> tuple[TaxPayout, ...]:
    return tuple(
        TaxPayout(paid_on=line.booked, amount=line.amount)
        for line in sheet.payouts
        if Period.of(line.booked) in months
    )


def _capital(sheet: IncomeSheet) -> tuple[CapitalIncome, ...]:
    return tuple(CapitalIncome(year=line.year, amount=line.amount) for line in sheet.capital)


def _period(line: MonthLine) -> Period:
    return Period(line.year, line.month)
