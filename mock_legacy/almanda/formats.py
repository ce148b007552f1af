"""How Almanda writes what it holds: section names, months, flags.

Knows nothing of pages.
"""

from __future__ import annotations

from collections.abc import Callable

SECTIONS = {
    "PERSON": "Normberäkning familj",
    "SHARED": "Gemensamma hushållskostnader",
    "INCOME": "Inkomster",
    "COST": "Utgifter",
    "SPECIAL_COST": "Levnadskostnader i övrigt",
}
SECTION_CODES = {name: code for code, name in SECTIONS.items()}
PROPOSALS = {"BIFALL": "Bifall", "DELAVSLAG": "Delavslag", "AVSLAG": "Avslag", "UTREDNING": "Utredning"}
PROPOSAL_CODES = {name: code for code, name in PROPOSALS.items()}
TRACKS = ("Huvudflöde", "Individuellt flöde")
WARNING_STATUSES = ("Öppen", "Kvitterad", "Stängd")
DECISION_KINDS = ("Bifall", "Delvis bifall", "Avslag")
PROTECTION = {"none": "Nej", "flagged": "Ja", "unknown": ""}
_MONTHS = ["jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]


def format_month(month: str) -> str:
    """Write ``2026-11`` as Almanda does, ``202611``; what is no month stands as it was typed."""
    return month.replace("-", "") if len(month) == 7 else month


def format_month_short(month: str) -> str:
    """Write ``2026-11`` as ``nov 2026`` in headings."""
    year, dash, number = month.partition("-")
    known = dash and number.isdigit() and 1 <= int(number) <= 12
    return f"{_MONTHS[int(number) - 1]} {year}" if known else month


def format_section(code: str) -> str:
    """Write the name of a section; an unknown one stands as it was typed."""
    return SECTIONS.get(code, code)


def format_proposal(code: str) -> str:
    """Write a proposal in words; an unknown one stands as it was typed."""
    return PROPOSALS.get(code, code)


def format_dash(text: str) -> str:
    """Write a dash where nothing is held."""
    return text or "–"


FORMATS: dict[str, Callable[[str], str]] = {
    "manad": format_month,
    "manad_kort": format_month_short,
    "avdelning": format_section,
    "forslag": format_proposal,
    "streck": format_dash,
}
