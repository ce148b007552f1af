"""Swedish amounts, dates and times as screens write them, read strictly or not at all.

Anything that is not plainly an amount or a date raises `UnreadableValue`, which names the label and the
trouble and never the value.
It must not know what an amount is for.
"""

import datetime as dt
import re
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.numbers import format_decimal

from bots.kit.errors import UnreadableValue

STOCKHOLM = ZoneInfo("Europe/Stockholm")

_SPACE = " \u00a0\u202f"
_AMOUNT = re.compile(
    rf"(?P<minus>[-\u2212])?[{_SPACE}]?"
    rf"(?P<kronor>0|[1-9][0-9]*|[1-9][0-9]{{0,2}}(?:[{_SPACE}][0-9]{{3}})+)"
    rf"(?:,(?P<oren>[0-9]{{1,2}}))?"
    rf"(?:[{_SPACE}]?kr)?"
)
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})|([0-9]{4})([0-9]{2})([0-9]{2})")
_TIME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[ T]([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?")
_TOLD_TIME = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2}),? (?:kl\. ?)?([0-9]{2}[.:][0-9]{2})(?: ?[–-] ?([0-9]{2}[.:][0-9]{2}))?"
)
_MONTH = re.compile(r"([0-9]{4})-?([0-9]{2})")
_NAMED_MONTH = re.compile(rf"([a-zåäö]+)[{_SPACE}]([0-9]{{4}})")
_MONTHS = {name.lower(): number for number, name in Locale("sv").months["format"]["wide"].items()}
_YEARS = range(1900, 2100)


def amount(text: str, label: str = "amount") -> Decimal:
    """`9 312,00`, `−450`, `1 200 kr` as kronor, with the decimals that stood there.

    Spaces may be plain, no-break (U+00A0) or narrow (U+202F), only between groups of three.
    """
    match = _AMOUNT.fullmatch(_stripped(text, label))
    if match is None:
        raise UnreadableValue(label=label, trouble="not a Swedish amount")
    kronor = re.sub(rf"[{_SPACE}]", "", match["kronor"])
    read = Decimal(f"{kronor}.{match['oren']}" if match["oren"] else kronor)
    return -read if match["minus"] else read


def format_amount(kronor: Decimal) -> str:
    """As Swedish screens write it: `9 312,00`, with no-break spaces, two decimals and a plain minus.

    An amount with more than two decimals is an error: it should have been rounded where money is rounded.
    """
    if not kronor.is_finite() or kronor != kronor.quantize(Decimal("0.01")):
        raise ValueError("an amount on a screen has at most two decimals")
    return str(format_decimal(kronor, format="#,##0.00", locale="sv_SE")).replace("\u2212", "-")


def date(text: str, label: str = "date") -> dt.date:
    """`2026-11-18` or `20261118`."""
    match = _DATE.fullmatch(_stripped(text, label))
    if match is None:
        raise UnreadableValue(label=label, trouble="not a date of the form ÅÅÅÅ-MM-DD")
    year, month_, day = (int(part) for part in match.groups() if part is not None)
    return _date(year, month_, day, label=label)


def format_date(day: dt.date) -> str:
    """`2026-11-18`."""
    return day.isoformat()


def timestamp(text: str, label: str = "timestamp") -> dt.datetime:
    """`2026-11-18 08:14` or with seconds, as Stockholm time.

    In the hour that comes twice in October the first of the two is meant.
    """
    match = _TIME.fullmatch(_stripped(text, label))
    if match is None:
        raise UnreadableValue(label=label, trouble="not a time of the form ÅÅÅÅ-MM-DD TT:MM")
    day = date(match[1], label)
    try:
        read = dt.datetime(
            day.year, day.month, day.day, int(match[2]), int(match[3]), int(match[4] or 0), tzinfo=STOCKHOLM
        )
    except ValueError:
        raise UnreadableValue(label=label, trouble="no such time of day") from None
    if read.astimezone(dt.UTC).astimezone(STOCKHOLM).replace(tzinfo=None) != read.replace(tzinfo=None):
        raise UnreadableValue(label=label, trouble="the hour that summer time takes away")
    return read


def last_time_told(text: str) -> dt.datetime | None:
    """The latest of the times in running text such as `stängt till 2026-11-18 kl. 09.30`, as Stockholm time.

    None when the text tells no time that can be read for certain, a date without a time among them.
    """
    told = [(day, until or since) for day, since, until in _TOLD_TIME.findall(text)]
    try:
        return max((timestamp(f"{day} {at.replace('.', ':')}") for day, at in told), default=None)
    except UnreadableValue:
        return None


def month(text: str, label: str = "month") -> tuple[int, int]:
    """`2026-10`, `202610` or `oktober 2026` as (year, month)."""
    stripped = _stripped(text, label).lower()
    if match := _MONTH.fullmatch(stripped):
        year, number = int(match[1]), int(match[2])
    elif (match := _NAMED_MONTH.fullmatch(stripped)) and match[1] in _MONTHS:
        year, number = int(match[2]), _MONTHS[match[1]]
    else:
        raise UnreadableValue(label=label, trouble="not a month")
    first = _date(year, number, 1, label=label)
    return first.year, first.month


def format_month(year: int, number: int) -> str:
    """`2026-10`."""
    return f"{dt.date(year, number, 1):%Y-%m}"


def _date(year: int, number: int, day: int, *, label: str) -> dt.date:
    if year not in _YEARS:
        raise UnreadableValue(label=label, trouble="the year is out of range")
    try:
        return dt.date(year, number, day)
    except ValueError:
        raise UnreadableValue(label=label, trouble="no such day") from None


def _stripped(text: str, label: str) -> str:
    stripped = text.strip(_SPACE + "\t\r\n")
    if not stripped:
        raise UnreadableValue(label=label, trouble="empty")
    return stripped
