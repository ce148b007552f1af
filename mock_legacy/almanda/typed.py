"""What Almanda makes of what is typed into it: it never complains.

An amount it cannot read becomes 0, a date it cannot read becomes no date. That is how the real one is.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

_AMOUNT = re.compile(r"^-?\d+(,\d{1,2})?$")
_BLANKS = str.maketrans("", "", " \u00a0\u202f")


def ore(text: str) -> int | None:
    """Read ``9 312,00`` as öre; blank is no amount, anything unreadable is 0."""
    bare = text.strip().translate(_BLANKS)
    if not bare:
        return None
    if not _AMOUNT.match(bare):
        return 0
    return int((Decimal(bare.replace(",", ".")) * 100).quantize(Decimal(1), ROUND_HALF_UP))


def day(text: str) -> date | None:
    """Read ``2026-11-27``; anything else is no date."""
    try:
        return datetime.strptime(text.strip(), "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None


def month(text: str) -> str:
    """Read ``202611`` as ``2026-11``; what cannot be read is kept as it was typed, cut to fit the column."""
    bare = text.strip()
    if re.fullmatch(r"\d{4}(0[1-9]|1[0-2])", bare):
        return f"{bare[:4]}-{bare[4:]}"
    return bare[:7]


def priority(text: str) -> int:
    """Read a priority, 1 to 5; blank is 3, anything else 0."""
    bare = text.strip() or "3"
    return int(bare) if bare in {"1", "2", "3", "4", "5"} else 0


def lines(text: str) -> str:
    """Keep a text as typed; the browser's CRLF becomes the column's line feed."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
