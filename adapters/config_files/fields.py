"""Field types that configuration models share: exact amounts, whole numbers, days, and plain words."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints
from pydantic import Strict as StrictType

_DECIMAL = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_A_WORD = re.compile(r"[^\W\d_]{3}")
SHORTEST_REFERENCE = 8


class Strict(BaseModel):
    """A model that refuses keys it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _exact(value: Any) -> Decimal:
    """A whole number, or a decimal written as text: YAML's own fractions are binary and inexact."""
    exact = isinstance(value, int | str) and not isinstance(value, bool)
    if not exact or not _DECIMAL.fullmatch(str(value)):
        raise ValueError('write a whole number, or a decimal within quotes such as "0.25"')
    number = Decimal(value)
    if number < 0:
        raise ValueError("write zero or a positive number")
    return number


def _positive(number: Decimal) -> Decimal:
    if number == 0:
        raise ValueError("write a positive number")
    return number


def _share(number: Decimal) -> Decimal:
    if not 0 < number < 1:
        raise ValueError('write a share of the whole, above 0 and below 1, such as "0.25" for a quarter')
    return number


def _day(value: Any) -> date:
    """A day: never a moment, nor a number, which would be read as seconds since 1970."""
    if type(value) is date:
        return value
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise ValueError(f"there is no day {value}: write one such as 2026-01-31") from None
    raise ValueError("write a day such as 2026-01-31")


def _names_a_source(text: str) -> str:
    if len(text) < SHORTEST_REFERENCE or not _A_WORD.search(text):
        raise ValueError(
            "this names no source: write the act and the paragraph, or the document,"
            " so that another can find it"
        )
    return text


Amount = Annotated[Decimal, BeforeValidator(_exact)]
PositiveAmount = Annotated[Amount, AfterValidator(_positive)]
Share = Annotated[Amount, AfterValidator(_share)]
Day = Annotated[date, BeforeValidator(_day)]
Whole = Annotated[int, StrictType()]
"""A whole number and nothing that could be taken for one, such as true."""
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Reference = Annotated[Words, AfterValidator(_names_a_source)]
