"""Values of an example that are written another way and can mean one thing only: read, and never guessed.

`"5 000"` is 5000, `1.0` adult is one adult, `oktober 2026` is that month. What could mean two things, such as
`5.220`, is left as it stands, so that the form says what to write.
"""

import re
from collections.abc import Callable
from decimal import Decimal

from flows.eligibility.period import MONTH_NAMES

MOST_PERSONS = 30
_AMOUNT = re.compile(r"([-−]?)\s*(\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)(?:[.,](\d{1,2}))?\s*(?:kr(?:onor)?)?")
_MONTH_LETTERS = 3


def amount_in(value: object) -> object:
    """The number that a text such as `5 000,50 kr` writes; anything else as it is."""
    found = _AMOUNT.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        return value
    digits = "".join(found[2].split())
    return Decimal(f"{'-' if found[1] else ''}{digits}.{found[3] or 0}")


def amount(value: object) -> object:
    """An amount. Raises ValueError for what is none."""
    read = amount_in(value)
    if isinstance(read, bool) or not isinstance(read, int | Decimal):
        # A ValueError and no TypeError: pydantic tells the place of the first alone.
        raise ValueError("skriv ett belopp som ett tal")  # noqa: TRY004
    return read


def whole(value: object) -> object:
    """The whole number that `1.0` or `"1"` writes; anything else as it is."""
    read = amount_in(value)
    return int(read) if isinstance(read, Decimal) and read == read.to_integral_value() else read


def several(value: object) -> object:
    """A number of persons stands for that many of whom nothing more is said; one person for a list of one."""
    read = whole(value)
    if isinstance(read, dict):
        return [read]
    if isinstance(read, bool) or not isinstance(read, int):
        return read
    if not 0 <= read <= MOST_PERSONS:
        raise ValueError(f"skriv ett antal personer från 0 till {MOST_PERSONS}")
    return [{}] * read


def band(value: object) -> object:
    """An age band written as a number."""
    read = value if isinstance(value, str) else whole(value)
    return str(read) if isinstance(read, int) and not isinstance(read, bool) else read


def rows(amount_key: str) -> Callable[[object], object]:
    """Reads rows that are written as an object, `{"hyra": 5000}`, or as one row without its list."""

    def read(value: object) -> object:
        if not isinstance(value, dict):
            return value
        if "type" in value:
            return [value]
        return [
            {"type": name, **(said if isinstance(said, dict) else {amount_key: said})}
            for name, said in value.items()
        ]

    return read


def with_its_month(said: dict[str, object]) -> dict[str, object]:
    """An example whose month is written as text, as a number or in words: the period as the form has it."""
    year, period = whole(said.get("year")), said.get("period")
    if isinstance(period, dict) and "month" in period:
        year = whole(period.get("year", year))
        rest = {key: value for key, value in period.items() if key != "year"}
        return {**said, "period": {**rest, "month": _month(period["month"], year)}}
    if isinstance(period, str | int | Decimal) and not isinstance(period, bool):
        if re.fullmatch(r"\s*(?:19|20|21)\d\d\s*", str(period)):
            return {**said, "period": None, "year": said.get("year") or whole(period)}
        return {**said, "period": {"month": _month(period, year)}}
    return said


def _month(value: object, year: object) -> object:
    """`2026-10` for `2026-10-01`, `oktober 2026`, `okt` of a stated year or 10; anything else as it is."""
    text = str(value).strip().casefold()
    if found := re.fullmatch(r"(\d{4})-?(\d{2})(?:-01)?", text):
        return f"{found[1]}-{found[2]}"
    if found := re.fullmatch(r"([a-zåäö]+)\.?(?:\s+(\d{4}))?", text):
        number = _named(found[1])
        if number and (found[2] or isinstance(year, int)):
            return f"{found[2] or year}-{number:02}"
    if re.fullmatch(r"\d{1,2}", text) and isinstance(year, int):
        return f"{year}-{int(text):02}"
    return value


def _named(word: str) -> int | None:
    return next(
        (
            number
            for number, name in enumerate(MONTH_NAMES, start=1)
            if word == name or (len(word) >= _MONTH_LETTERS and name.startswith(word))
        ),
        None,
    )
