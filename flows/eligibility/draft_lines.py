"""Narrow plain text for the case system's fields: wrapped lines, lists, and the calculation as a table.

Knows nothing of the law; every line fits the width of an old text field.
"""

import re
import textwrap
from collections.abc import Iterable
from decimal import Decimal

from flows.eligibility.assessment import Calculation, Row, Section
from flows.eligibility.wording import amount

WIDTH = 78
COLUMN = 13
LABEL = WIDTH - 2 * COLUMN
COST_SECTIONS = (Section.COST, Section.SPECIAL_COST)
_TOGETHER = re.compile(r"(?<=\d) (?=\d{3}\b)|(?<=\d) (?=kr\b|§|kap\.)|(?<=kap\.) (?=\d)")
_HARD_SPACE = "\N{NO-BREAK SPACE}"


def wrapped(text: str, *, first: str = "", rest: str = "") -> str:
    """The text in lines of the width; amounts and paragraphs are never broken in two."""
    lines = textwrap.wrap(
        _TOGETHER.sub(_HARD_SPACE, text),
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(lines).replace(_HARD_SPACE, " ")


def bullets(items: Iterable[str]) -> str:
    """One wrapped bullet for each item."""
    return "\n".join(wrapped(item, first="- ", rest="  ") for item in items)


def table(calculation: Calculation, *, with_result: bool) -> str:
    """The calculation section by section; sums and result only when everything is known."""
    present = [section for section in Section if any(row.section is section for row in calculation.rows)]
    parts = [_section(calculation, section) for section in present]
    if with_result:
        parts.append(_sums(calculation))
    return "\n\n".join(parts)


def _section(calculation: Calculation, section: Section) -> str:
    heading = section.value
    if section in COST_SECTIONS:
        heading = f"{heading:<{LABEL}}{'Sökt':>{COLUMN}}{'Godtaget':>{COLUMN}}"
    rows = (row for row in calculation.rows if row.section is section)
    return "\n".join([heading, *(line for row in rows for line in _row(row))])


def _row(row: Row) -> list[str]:
    applied = "" if row.applied is None else amount(row.applied)
    line = f"  {row.label:<{LABEL - 2}}{applied:>{COLUMN}}{amount(row.amount):>{COLUMN}}"
    return [line, wrapped(row.note, first="    ", rest="    ")] if row.note else [line]


def _sums(calculation: Calculation) -> str:
    costs = sum((calculation.total(section) for section in COST_SECTIONS), Decimal(0))
    result = calculation.result
    return "\n".join(
        (
            _sum("Inkomster", calculation.total(Section.INCOME)),
            _sum("Norm", calculation.norm),
            _sum("Utgifter och övriga levnadskostnader", costs),
            _sum("Underskott" if result < 0 else "Överskott", abs(result)),
        )
    )


def _sum(what: str, value: Decimal) -> str:
    return f"{what:<{WIDTH - COLUMN}}{amount(value):>{COLUMN}}"
