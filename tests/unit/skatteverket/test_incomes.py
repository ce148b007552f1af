"""What the collected view of incomes means, and what makes it worth nothing."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from adapters.skatteverket.incomes import tax_answers
from bots.kit.errors import NotThatScreen, UnreadableValue
from bots.kit.table import Row, Table
from bots.skatteverket.income_page import CapitalLine, IncomeSheet, MonthLine, PayoutLine, months_of
from flows.eligibility.facts import Fact, Missing
from flows.eligibility.period import Period
from flows.swedish_time import SWEDEN
from mock_legacy.skatteverket.incomes import declarations_due

NOW = datetime(2026, 11, 18, 8, 14, tzinfo=SWEDEN)
OCTOBER, SEPTEMBER = Period(2026, 10), Period(2026, 9)
HEADERS = (
    "Månad",
    "Arbetsgivare",
    "Organisationsnummer",
    "Kontant bruttolön",
    "Avdragen preliminärskatt",
    "Anmärkning",
)
WAGE = ("Oktober 2026", "Kommunen", "212000-0001", "18\u00a0450,50", "4\u00a0021,00", "")
NONE = ("Oktober 2026", "", "", "", "", "Inga uppgifter")
INCOMPLETE = ("Oktober 2026", "", "", "", "", "Uppgifter för månaden är inte kompletta")


def table(*rows: tuple[str, ...], headers: tuple[str, ...] = HEADERS) -> Table:
    return Table(headers=headers, rows=tuple(Row(headers=headers, cells=cells) for cells in rows))


def test_a_declaration_is_read_to_the_ore() -> None:
    (line,) = months_of(table(WAGE))
    assert line.declared is not None
    assert (line.declared.gross, line.declared.tax) == (Decimal("18450.50"), Decimal("4021.00"))


def test_a_month_that_is_not_complete_may_show_some_employers() -> None:
    assert [line.incomplete for line in months_of(table(WAGE, INCOMPLETE))] == [False, True]


@pytest.mark.parametrize(
    "rows",
    [
        (WAGE, NONE),
        (WAGE, WAGE),
        ((*WAGE[:3], "12.345,5O", "0,00", ""),),
        ((*WAGE[:5], "Rättad"),),
        ((*WAGE[:5], "Inga uppgifter"),),
        (("Smörmånad 2026", *WAGE[1:]),),
        (("Oktober 2026", "", "", "", "", ""),),
        (),
    ],
)
def test_what_cannot_be_read_for_certain_is_an_error(rows: tuple[tuple[str, ...], ...]) -> None:
    with pytest.raises(UnreadableValue):
        months_of(table(*rows))


def test_a_column_that_is_gone_is_told() -> None:
    renamed = (*HEADERS[:3], "Bruttolön", *HEADERS[4:])
    with pytest.raises(NotThatScreen) as told:
        months_of(table(WAGE, headers=renamed))
    assert told.value.missing == ("Kontant bruttolön",)


def sheet(*months: MonthLine) -> IncomeSheet:
    return IncomeSheet(
        withheld=False,
        months=months,
        payouts=(
            PayoutLine(booked=date(2026, 10, 8), text="Utbetalning", amount=Decimal(3214)),
            PayoutLine(booked=date(2026, 8, 31), text="Utbetalning", amount=Decimal(1)),
        ),
        capital=(CapitalLine(year=2025, amount=Decimal(0)),),
    )


def test_a_month_the_page_does_not_show_is_missing_and_not_nothing() -> None:
    answers = tax_answers(sheet(MonthLine(year=2026, month=10)), (SEPTEMBER, OCTOBER), NOW)
    assert isinstance(answers.declarations, Missing)
    assert answers.declarations.detail == "Skatteverket visar inte inkomstuppgifter för september 2026"


def test_a_month_with_nothing_declared_is_known_to_be_empty() -> None:
    answers = tax_answers(sheet(MonthLine(year=2026, month=10)), (OCTOBER,), NOW)
    assert isinstance(answers.declarations, Fact)
    assert answers.declarations.value == ()


def test_a_zero_of_capital_is_kept_as_shown() -> None:
    answers = tax_answers(sheet(MonthLine(year=2026, month=10)), (OCTOBER,), NOW)
    assert isinstance(answers.capital, Fact)
    assert [(one.year, one.amount) for one in answers.capital.value] == [(2025, Decimal(0))]


def test_payouts_outside_the_months_are_left_out() -> None:
    answers = tax_answers(sheet(MonthLine(year=2026, month=10)), (OCTOBER,), NOW)
    assert isinstance(answers.payouts, Fact)
    assert [one.amount for one in answers.payouts.value] == [Decimal(3214)]


@pytest.mark.parametrize(
    ("month", "due"),
    [
        ("2026-10", date(2026, 11, 12)),
        ("2026-12", date(2027, 1, 17)),
        ("2026-07", date(2026, 8, 17)),
        ("2026-11", date(2026, 12, 12)),
    ],
)
def test_the_mocks_employers_declare_by_the_twelfth_or_seventeenth(month: str, due: date) -> None:
    assert declarations_due(month) == due
