"""The mock never complains: what it cannot read becomes 0, or nothing, or stays as it was typed."""

import datetime as dt

import pytest

from mock_legacy.almanda.grid import Line, padded, sums_of
from mock_legacy.almanda.typed import day, lines, month, ore
from mock_legacy.almanda.viewstate import is_sealed_for, seal


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("9 312,00", 931_200),
        ("9\u00a0312,50", 931_250),
        ("9\u202f312", 931_200),
        ("-1 250,5", -125_050),
        ("0,00", 0),
        ("", None),
        ("   ", None),
        ("12.345,5O", 0),
        ("9,312.00", 0),
        ("tolv", 0),
        ("1,234", 0),
        ("−5", 0),
    ],
)
def test_an_amount_is_read_or_becomes_nothing(typed: str, kept: int | None) -> None:
    assert ore(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("2026-11-27", dt.date(2026, 11, 27)), ("27/11", None), ("2026-02-30", None), ("", None)],
)
def test_a_day_is_read_or_dropped(typed: str, kept: dt.date | None) -> None:
    assert day(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"), [("202611", "2026-11"), ("202613", "202613"), ("november 2026", "novembe")]
)
def test_a_month_is_read_or_kept_as_typed(typed: str, kept: str) -> None:
    assert month(typed) == kept


def test_a_textareas_line_ends_become_line_feeds_and_nothing_else_changes() -> None:
    assert lines("\r\nett\r\n\r\n  två \r\n") == "\nett\n\n  två \n"


def test_a_state_is_good_for_one_page_one_subject_and_one_user() -> None:
    state = seal("/UtkastNytt.aspx", "K104233", "utkast-01")
    assert is_sealed_for("/UtkastNytt.aspx", "K104233", "utkast-01", given=state)
    assert not is_sealed_for("/UtkastNytt.aspx", "K104240", "utkast-01", given=state)
    assert not is_sealed_for("/FattaBeslut.aspx", "K104233", "utkast-01", given=state)
    assert not is_sealed_for("/UtkastNytt.aspx", "K104233", "utkast-02", given=state)


def test_sums_are_incomes_less_norm_and_costs() -> None:
    grid = [
        Line(section="PERSON", label="Vuxen", amount_ore=394_000),
        Line(section="SHARED", label="Gemensamt", amount_ore=128_000),
        Line(section="INCOME", label="Lön", amount_ore=300_000),
        Line(section="COST", label="Hyra", amount_ore=550_000),
        Line(section="SPECIAL_COST", label="Medicin", amount_ore=10_050),
    ]
    sums = sums_of(grid)
    assert (sums.norm, sums.balance) == (522_000, -782_050)


def test_a_form_never_has_fewer_rows_than_it_was_given_nor_more_than_it_can_hold() -> None:
    assert len(padded([], 0)) == 5
    assert len(padded([], 24)) == 24
    assert len(padded([], 5000)) == 60
