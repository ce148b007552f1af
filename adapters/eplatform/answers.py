"""Single answers as typed: amounts, dates, numbers, yes and no, persons. Read for certain, or not at all.

It must not know which question an answer belongs to.
"""

import re
from collections.abc import Mapping
from datetime import MINYEAR, date
from decimal import Decimal
from typing import TypeVar

from adapters.eplatform.shape import Read
from adapters.eplatform.unreadable import Unreadable
from flows.eligibility.facts import Protection
from flows.eligibility.period import Period
from flows.identity import NotAPersonalNumber, PersonalNumber

T = TypeVar("T")

_SPACE = " \u00a0\u202f"
_AMOUNT = re.compile(rf"([0-9]+|[0-9]{{1,3}}(?:[{_SPACE}][0-9]{{3}})+)(?:,([0-9]{{1,2}}))?")
_MINUS = ("-", "\u2212")
_LARGEST_AMOUNT = Decimal(1_000_000)
_WHOLE_NUMBER = re.compile(r"[0-9]{1,2}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YES = "Ja"
_NO = "Nej"


def amount(field: Read) -> Decimal:
    """Kronor and öre as typed (`8500`, `8 500,00`). A point, a letter or a minus makes it unreadable."""
    if field.text.startswith(_MINUS):
        raise Unreadable(field.path, "är ett negativt belopp")
    match = _AMOUNT.fullmatch(field.text)
    if match is None:
        raise Unreadable(field.path, "är inte skrivet som ett belopp")
    kronor, oren = re.sub(rf"[{_SPACE}]", "", match[1]), match[2] or "0"
    read = Decimal(f"{kronor}.{oren}") if match[2] else Decimal(kronor)
    if read > _LARGEST_AMOUNT:
        raise Unreadable(field.path, "är ett orimligt stort belopp")
    return read


def whole_number(field: Read, *, smallest: int, largest: int) -> int:
    """A number of one or two digits within the bounds."""
    if not _WHOLE_NUMBER.fullmatch(field.text) or not smallest <= int(field.text) <= largest:
        raise Unreadable(field.path, f"är inte ett tal mellan {smallest} och {largest}")
    return int(field.text)


def day(field: Read) -> date | None:
    """A date written ÅÅÅÅ-MM-DD, or None where none was given."""
    if not field.text:
        return None
    try:
        return date.fromisoformat(field.text) if _DATE.fullmatch(field.text) else _no_day(field)
    except ValueError:
        return _no_day(field)


def month(year: Read, number: Read) -> Period:
    """The month applied for; any year with four digits, because the gate judges the year."""
    if not re.fullmatch(r"[0-9]{4}", year.text) or int(year.text) < MINYEAR:
        raise Unreadable(year.path, "är inte ett årtal")
    if not _WHOLE_NUMBER.fullmatch(number.text):
        raise Unreadable(number.path, "är inte en månad")
    try:
        return Period(int(year.text), int(number.text))
    except ValueError:
        raise Unreadable(number.path, "är inte en månad som finns") from None


def yes(field: Read) -> bool:
    """`Ja` or `Nej`."""
    if field.text not in {_YES, _NO}:
        raise Unreadable(field.path, "är varken Ja eller Nej")
    return field.text == _YES


def protection(field: Read) -> Protection:
    """Protected identity as answered: what is none of the form's two words is unknown, and never refused."""
    return {_YES: Protection.YES, _NO: Protection.NO}.get(field.text, Protection.UNKNOWN)


def word(field: Read, words: Mapping[str, T]) -> T:
    """What one of the form's words stands for."""
    if field.text not in words:
        raise Unreadable(field.path, "har ett svarsalternativ som är okänt")
    return words[field.text]


def person(field: Read) -> PersonalNumber:
    """A personnummer or samordningsnummer with twelve digits; interim numbers (T) are not accepted."""
    if not field.text.isascii():
        raise Unreadable(field.path, "är inte ett giltigt personnummer")
    try:
        return PersonalNumber.parse(field.text)
    except NotAPersonalNumber:
        raise Unreadable(field.path, "är inte ett giltigt personnummer") from None


def _no_day(field: Read) -> date:
    raise Unreadable(field.path, "är inte ett datum")
