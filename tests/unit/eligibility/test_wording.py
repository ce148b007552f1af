"""Swedish amounts, days and numbers; months."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from flows.eligibility import wording
from flows.eligibility.period import Period


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("11334", "11 334 kr"),
        ("249.75", "249,75 kr"),
        ("0", "0 kr"),
        ("1250000", "1 250 000 kr"),
        ("0.005", "0,01 kr"),
    ],
)
def test_kronor_in_running_text(value: str, text: str) -> None:
    assert wording.kronor(Decimal(value)) == text


def test_other_words() -> None:
    assert wording.amount(Decimal(3940)) == "3 940,00"
    assert wording.percent(Decimal("12.5")) == "12,5 %"
    assert wording.percent(Decimal(100)) == "100 %"
    assert wording.day(date(2026, 11, 27)) == "27 november 2026"
    assert wording.moment(datetime(2026, 11, 18, 8, 5, tzinfo=UTC)) == "2026-11-18 kl. 08.05"
    assert wording.moment(date(2026, 1, 1)) == "2026-01-01"
    assert wording.counted(1, "en fråga", "frågor") == "en fråga"
    assert wording.counted(2, "en fråga", "frågor") == "två frågor"
    assert wording.counted(13, "en fråga", "frågor") == "13 frågor"
    assert wording.sentence("barn 7 år") == "Barn 7 år"


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "26-11", "2026/11", "2026-1", "", "0000-01"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="month"):
        Period.parse(text)


def test_months_around_a_new_year() -> None:
    january = Period.parse("2026-01")
    assert (str(january.control), str(january.comparison)) == ("2025-12", "2025-11")
    assert Period.of(date(2026, 1, 31)) == january
    assert (january.days, january.in_words) == (31, "januari 2026")
