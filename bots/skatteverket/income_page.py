"""The collected view of incomes: employer declarations per month, tax account payouts, capital income.

The page says of each month whether anything was declared and whether all of it has come in; a month that it
says nothing about is not on the page.
"""

import datetime as dt
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bots.kit.asking import stands
from bots.kit.errors import UnreadableValue
from bots.kit.landmark import heading
from bots.kit.screen import Screen
from bots.kit.swedish import amount, date, month
from bots.kit.table import Row, Table, read_tables
from bots.kit.translation import translated
from bots.skatteverket.population_page import NOTHING, WITHHELD
from bots.skatteverket.weather import AFTER_LOOKUP, SYSTEM

INCOMPLETE = "Uppgifter för månaden är inte kompletta"
_MONTHS = "Inkomstuppgifter per månad"
_PAYOUTS = "Utbetalningar från skattekontot"
_CAPITAL = "Inkomst av kapital"


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """One employer's declaration, kronor: gross pay in cash and preliminary tax withheld."""

    employer: str
    organisation: str
    gross: Decimal
    tax: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthLine:
    """One line of the month table: a declaration, or a remark (nothing declared, or not complete)."""

    year: int
    month: int
    declared: Declared | None = None
    incomplete: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutLine:
    """Money paid out from the tax account, kronor."""

    booked: dt.date
    text: str
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class CapitalLine:
    """Capital income of one income year, whole kronor, as shown."""

    year: int
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomeSheet:
    """What the page states.  `withheld` is true when it says that it gives nothing."""

    withheld: bool
    months: tuple[MonthLine, ...] = ()
    payouts: tuple[PayoutLine, ...] = ()
    capital: tuple[CapitalLine, ...] = ()


class IncomePage(Screen):
    """One person's incomes."""

    system = SYSTEM
    name = "incomes"
    landmark = heading("Samlad vy – inkomster")
    weather = AFTER_LOOKUP

    async def read(self) -> IncomeSheet:
        """The whole page.  Raises `NotThatScreen` when a column is gone, `UnreadableValue` for a value."""
        with translated(SYSTEM, self.name):
            if await stands(self.page.get_by_text(WITHHELD, exact=True)):
                return IncomeSheet(withheld=True)
            tables = await read_tables(self.page, _MONTHS, _PAYOUTS, _CAPITAL)
            return IncomeSheet(
                withheld=False,
                months=months_of(tables[_MONTHS]),
                payouts=_payouts(tables[_PAYOUTS]),
                capital=_capital(tables[_CAPITAL]),
            )


def months_of(table: Table) -> tuple[MonthLine, ...]:
    """The lines of the month table.  Raises `NotThatScreen` or `UnreadableValue`."""
    table.require_headers(
        "Månad",
        "Arbetsgivare",
        "Organisationsnummer",
        "Kontant bruttolön",
        "Avdragen preliminärskatt",
        "Anmärkning",
    )
    table.require_statement_if_empty(NOTHING)
    lines = tuple(_month(row) for row in table)
    _require_one_answer_per_month(lines)
    return lines


def _month(row: Row) -> MonthLine:
    year, number = month(row["Månad"], "Månad")
    remark = row["Anmärkning"]
    if not remark:
        return MonthLine(year=year, month=number, declared=_declared(row))
    if remark not in {INCOMPLETE, NOTHING} or row["Kontant bruttolön"]:
        raise UnreadableValue(label="Anmärkning", trouble="a remark that the robot does not know")
    return MonthLine(year=year, month=number, incomplete=remark == INCOMPLETE)


def _declared(row: Row) -> Declared:
    return Declared(
        employer=row["Arbetsgivare"],
        organisation=row["Organisationsnummer"],
        gross=amount(row["Kontant bruttolön"], "Kontant bruttolön"),
        tax=amount(row["Avdragen preliminärskatt"], "Avdragen preliminärskatt"),
    )


def _require_one_answer_per_month(lines: tuple[MonthLine, ...]) -> None:
    """A month has declarations or “Inga uppgifter”, not both; and no line stands twice."""
    _require_no_line_twice(lines, _MONTHS)
    declared = {(line.year, line.month) for line in lines if line.declared}
    if any((line.year, line.month) in declared and _says_nothing(line) for line in lines):
        raise UnreadableValue(label=_MONTHS, trouble="a month has declarations and says that it has none")


def _require_no_line_twice(lines: Sequence[Hashable], table: str) -> None:
    """A page that repeats itself would count an income twice."""
    if len(set(lines)) != len(lines):
        raise UnreadableValue(label=table, trouble="the same line stands twice")


def _says_nothing(line: MonthLine) -> bool:
    return line.declared is None and not line.incomplete


def _payouts(table: Table) -> tuple[PayoutLine, ...]:
    table.require_headers("Bokföringsdag", "Text", "Belopp")
    table.require_statement_if_empty(NOTHING)
    lines = tuple(_payout(row) for row in table)
    _require_no_line_twice(lines, _PAYOUTS)
    return lines


def _payout(row: Row) -> PayoutLine:
    return PayoutLine(
        booked=date(row["Bokföringsdag"], "Bokföringsdag"),
        text=row["Text"],
        amount=amount(row["Belopp"], "Belopp"),
    )


def _capital(table: Table) -> tuple[CapitalLine, ...]:
    table.require_headers("Inkomstår", "Överskott av kapital")
    table.require_statement_if_empty(NOTHING)
    lines = tuple(_capital_line(row) for row in table)
    _require_no_line_twice([line.year for line in lines], _CAPITAL)
    return lines


def _capital_line(row: Row) -> CapitalLine:
    return CapitalLine(
        year=_year(row["Inkomstår"]), amount=amount(row["Överskott av kapital"], "Överskott av kapital")
    )


def _year(text: str) -> int:
    if not (len(text) == 4 and text.isdigit()):
        raise UnreadableValue(label="Inkomstår", trouble="not a year")
    return int(text)
