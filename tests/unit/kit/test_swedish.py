"""Swedish formats: read exactly, or not at all."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.kit import swedish
from bots.kit.errors import UnreadableValue

NBSP, NARROW, MINUS = "\u00a0", "\u202f", "\u2212"

KRONOR = st.decimals(
    min_value=Decimal("-99999999.99"), max_value=Decimal("99999999.99"), places=2, allow_nan=False
)


@pytest.mark.parametrize(
    ("text", "kronor"),
    [
        ("9 312,00", "9312.00"),
        (f"9{NBSP}312,00", "9312.00"),
        (f"9{NARROW}312,00", "9312.00"),
        ("9312,00", "9312.00"),
        ("1 234 567", "1234567"),
        ("0,50", "0.50"),
        ("0", "0"),
        ("12,5", "12.5"),
        ("-450,00", "-450.00"),
        (f"{MINUS}450", "-450"),
        ("- 450", "-450"),
        (" 1 200 kr ", "1200"),
        (f"1{NBSP}200,00{NBSP}kr", "1200.00"),
        ("1200kr", "1200"),
    ],
)
def test_an_amount_is_read_as_it_stands(text: str, kronor: str) -> None:
    read = swedish.amount(text)
    assert read == Decimal(kronor)
    assert str(read) == kronor


@pytest.mark.parametrize(
    "text",
    [
        "12.345,5O",
        "12.345,50",
        "1,234.00",
        "1,234",
        "",
        "   ",
        "-",
        MINUS,
        "kr",
        ",50",
        "12,",
        "12,345",
        "1 23",
        "12 34",
        "1  234",
        "1234 567",
        "1 234567",
        "007",
        "0 123",
        "--5",
        "5-",
        "+5",
        "5 SEK",
        "ca 500",
        "500:-",
        "1e3",
        "NaN",
        "Infinity",
        "1_000",
        "٣٤",
        "５00",
        "1 200 kr kr",
        "1\n200",
        "450,00 -",
    ],
)
def test_what_is_not_plainly_an_amount_is_refused(text: str) -> None:
    with pytest.raises(UnreadableValue):
        swedish.amount(text, "Belopp")


def test_the_refusal_names_the_label_and_never_the_value() -> None:
    with pytest.raises(UnreadableValue) as told:
        swedish.amount("Storgatan 12", "Belopp")
    assert told.value.label == "Belopp"
    assert "Storgatan" not in f"{told.value} {told.value!r} {told.value.__cause__} {told.value.__context__}"


@given(KRONOR)
def test_every_written_amount_is_read_back(kronor: Decimal) -> None:
    assert swedish.amount(swedish.format_amount(kronor)) == kronor


@given(
    KRONOR, st.sampled_from([" ", NBSP, NARROW]), st.sampled_from(["-", MINUS]), st.sampled_from(["", " kr"])
)
def test_every_way_of_writing_an_amount_is_read_alike(
    kronor: Decimal, space: str, minus: str, unit: str
) -> None:
    written = swedish.format_amount(kronor).replace(NBSP, space).replace("-", minus) + unit
    assert swedish.amount(written) == kronor


@given(st.text(alphabet="0123456789 ,.-−\u00a0kroO'", max_size=14))
def test_garbage_is_never_read_as_another_amount(text: str) -> None:
    try:
        read = swedish.amount(text)
    except UnreadableValue:
        return
    digits = "".join(sign for sign in text if sign in "0123456789,")
    assert digits == f"{abs(read)}".replace(".", ",")
    assert read == 0 or read.is_signed() == any(sign in "-−" for sign in text)
    assert not set(text) & set(".oO'")


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused_and_never_crashes(text: str) -> None:
    for reader in (swedish.amount, swedish.date, swedish.timestamp, swedish.month):
        try:
            reader(text)
        except UnreadableValue:
            continue


@pytest.mark.parametrize(
    ("kronor", "text"),
    [("9312", "9 312,00"), ("-450.5", "-450,50"), ("0", "0,00"), ("1234567.89", "1 234 567,89")],
)
def test_an_amount_is_written_as_screens_write_it(kronor: str, text: str) -> None:
    assert swedish.format_amount(Decimal(kronor)) == text.replace(" ", NBSP)


@pytest.mark.parametrize("kronor", ["0.005", "NaN", "Infinity"])
def test_an_amount_that_was_never_rounded_is_not_written(kronor: str) -> None:
    with pytest.raises(ValueError, match="two decimals"):
        swedish.format_amount(Decimal(kronor))


@pytest.mark.parametrize("text", ["2026-11-18", "20261118", " 2026-11-18\u00a0"])
def test_a_date_is_read(text: str) -> None:
    assert swedish.date(text) == dt.date(2026, 11, 18)


@pytest.mark.parametrize(
    "text",
    ["", "2026-02-30", "2026-13-01", "18-11-2026", "2026/11/18", "26-11-18", "2026-11-18+01:00", "2026-1-8",
     "0001-01-01", "2026-1118", "2O26-11-18", "00000000"],
)  # fmt: skip
def test_what_is_not_plainly_a_date_is_refused(text: str) -> None:
    with pytest.raises(UnreadableValue):
        swedish.date(text, "Datum")


@given(st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2099, 12, 31)))
def test_every_written_date_and_month_is_read_back(day: dt.date) -> None:
    assert swedish.date(swedish.format_date(day)) == day
    assert swedish.month(swedish.format_month(day.year, day.month)) == (day.year, day.month)


@pytest.mark.parametrize("text", ["2026-10", "202610", "oktober 2026", "Oktober 2026", "oktober\u00a02026"])
def test_a_month_is_read_in_each_of_its_forms(text: str) -> None:
    assert swedish.month(text) == (2026, 10)


@pytest.mark.parametrize(
    "text", ["", "2026-13", "2026-00", "okt 2026", "october 2026", "10-2026", "2026", "10"]
)
def test_what_is_not_plainly_a_month_is_refused(text: str) -> None:
    with pytest.raises(UnreadableValue):
        swedish.month(text)


def test_a_time_is_stockholm_time() -> None:
    winter, summer = swedish.timestamp("2026-11-18 08:14"), swedish.timestamp("2026-07-01T08:14:30")
    assert winter.isoformat() == "2026-11-18T08:14:00+01:00"
    assert summer.isoformat() == "2026-07-01T08:14:30+02:00"


@pytest.mark.parametrize(
    "text", ["2026-11-18", "2026-11-18 24:00", "2026-11-18 08:60", "2026-11-18 8:14", "08:14"]
)
def test_what_is_not_plainly_a_time_is_refused(text: str) -> None:
    with pytest.raises(UnreadableValue):
        swedish.timestamp(text)


def test_the_hour_that_summer_time_takes_away_does_not_exist() -> None:
    with pytest.raises(UnreadableValue):
        swedish.timestamp("2026-03-29 02:30")


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Systemet är stängt för planerat underhåll till 2026-11-18 kl. 09.30.", (18, 9, 30)),
        ("Stängt från 2026-11-18 kl. 06.00 till 2026-11-19 kl. 07:15", (19, 7, 15)),
        ("Stängt 2026-11-18 06.00–09.00", (18, 9, 0)),
        ("Öppnar 2026-11-18 10:00", (18, 10, 0)),
    ],
)
def test_the_end_of_a_closing_is_read_from_running_text(text: str, ends: tuple[int, int, int]) -> None:
    day, hour, minute = ends
    told = swedish.last_time_told(text)
    assert told == dt.datetime(2026, 11, day, hour, minute, tzinfo=swedish.STOCKHOLM)


@pytest.mark.parametrize(
    "text", ["", "Vi återkommer snart.", "Stängt 2026-11-18", "till kl. 09.30", "2026-11-18 kl. 29.30"]
)
def test_a_closing_without_a_certain_end_has_none(text: str) -> None:
    assert swedish.last_time_told(text) is None
