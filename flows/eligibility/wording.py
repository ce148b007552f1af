"""Amounts, days and numbers as a Swedish caseworker writes them. Knows nothing of what they mean."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from flows.eligibility.period import MONTH_NAMES

ORE = Decimal("0.01")
_NUMERALS = ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")
_INNER = str.maketrans(dict.fromkeys('”“„‟"«»″‶', "'"))
"""What could be taken for the end of a quotation within it."""


def amount(value: Decimal) -> str:
    """Kronor with öre, as in a table: `11 334,00`."""
    exact = value.quantize(ORE, ROUND_HALF_UP)
    return f"{exact:,.2f}".replace(",", " ").replace(".", ",")


def kronor(value: Decimal) -> str:
    """Kronor in running text: `11 334 kr`, with öre only when there are any."""
    return f"{amount(value).removesuffix(',00')} kr"


def percent(share: Decimal) -> str:
    """A percentage: `25 %`, `12,5 %`."""
    return f"{share.normalize():f} %".replace(".", ",")


def day(value: date) -> str:
    """A day in running text: `27 november 2026`."""
    return f"{value.day} {MONTH_NAMES[value.month - 1]} {value.year}"


def moment(value: datetime | date) -> str:
    """A time in a list: `2026-11-18 kl. 08.14`; a day alone: `2026-11-18`."""
    return f"{value:%Y-%m-%d kl. %H.%M}" if isinstance(value, datetime) else value.isoformat()


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun: `en fråga`, `två frågor`, `13 frågor`; `one` brings its own article."""
    if number == 1:
        return one
    return f"{_NUMERALS[number] if number < len(_NUMERALS) else number} {many}"


def in_days(number: int) -> str:
    """A time as it stands in a calculation, in digits."""
    return "1 dag" if number == 1 else f"{number} dagar"


def quoted(words: str) -> str:
    """Words that somebody outside chose, such as an employer's name: read as a name, whatever they say."""
    return f"”{words.translate(_INNER)}”"


def sentence(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]
