"""Values that Almanda's pages may leave out: blank, or a dash."""

import datetime as dt
from decimal import Decimal

from bots.kit.swedish import amount, date

_NOTHING = ("", "–", "-")


def optional_amount(text: str, label: str) -> Decimal | None:
    """Kronor, or None where the page holds no amount.  Raises `UnreadableValue` for anything else."""
    return None if text.strip() in _NOTHING else amount(text, label)


def optional_date(text: str, label: str) -> dt.date | None:
    """A day, or None where the page holds none.  Raises `UnreadableValue` for anything else."""
    return None if text.strip() in _NOTHING else date(text, label)


def optional_words(text: str) -> str:
    """The words, blank where the page holds none."""
    return "" if text.strip() in _NOTHING else text.strip()
