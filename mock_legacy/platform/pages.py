"""Jinja pages for one system, from its own ``templates`` folder, with the few formats all of Sweden shares.

Each system has its own look; nothing visual lives here.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import jinja2
from starlette.templating import Jinja2Templates


def pages_in(folder: Path) -> Jinja2Templates:
    """Return the templates of ``folder``; autoescape always on, undefined names are errors."""
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters.update(
        kronor=format_kronor,
        hela_kronor=format_whole_kronor,
        datum=format_date,
        tid=format_time,
        pnr=format_pnr,
    )
    return Jinja2Templates(env=env)


def format_kronor(ore: int | None, thousands: str = " ") -> str:
    """Write öre as kronor with two decimals, ``9 312,00``; nothing for ``None``."""
    if ore is None:
        return ""
    sign = "-" if ore < 0 else ""
    whole, rest = divmod(abs(ore), 100)
    return f"{sign}{_group(whole, thousands)},{rest:02d}"


def format_whole_kronor(ore: int | None, thousands: str = " ") -> str:
    """Write öre as whole kronor, ``9 312``, cutting the öre off as old systems do; nothing for ``None``."""
    if ore is None:
        return ""
    return f"{'-' if ore < 0 else ''}{_group(abs(ore) // 100, thousands)}"


def format_date(day: date | None) -> str:
    """Write ``2026-11-18``; nothing for ``None``."""
    return "" if day is None else day.strftime("%Y-%m-%d")


def format_time(moment: datetime | None) -> str:
    """Write ``2026-11-18 08:14``; nothing for ``None``."""
    return "" if moment is None else moment.strftime("%Y-%m-%d %H:%M")


def format_pnr(personnummer: str) -> str:
    """Write ``19880209-2382`` with the hyphen that most pages show."""
    return f"{personnummer[:8]}-{personnummer[8:]}" if len(personnummer) == 12 else personnummer


def _group(whole: int, thousands: str) -> str:
    return f"{whole:,}".replace(",", thousands)
