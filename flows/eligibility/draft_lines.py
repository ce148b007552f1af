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
_TOGETHER = re.compile(
    r"(?<=\d) (?=\d{3}\b)|(?<=\d) (?=kr\b|§|kap\.|%)|(?<=kap\.) (?=\d)|(?<=kl\.) (?=\d)|(?<=SFS) (?=\d)"
)
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


def table(calculation: Calculation, *, with_result: bool, proposed: Decimal | None = None) -> str:
    """The calculation section by section; sums and result only when everything is known.

    `proposed` is the amount in whole kronor; it has a line of its own when the result is not whole.
    """
    parts = [
        "\n".join([heading(section), *(line for row in rows for line in row_lines(row))])
        for section, rows in by_section(calculation)
    ]
    if with_result:
        parts.append("\n".join(result_lines(calculation, proposed)))
    return "\n\n".join(parts)


def by_section(calculation: Calculation) -> tuple[tuple[Section, tuple[Row, ...]], ...]:
    """The sections that have rows, in the case system's order."""
    every = ((one, tuple(row for row in calculation.rows if row.section is one)) for one in Section)
    return tuple((section, rows) for section, rows in every if rows)


def heading(section: Section) -> str:
    """The section's name, and what the columns of a cost say."""
    if section not in COST_SECTIONS:
        return section.value
    return f"{section.value:<{LABEL}}{'Sökt':>{COLUMN}}{'Godtaget':>{COLUMN}}"


def row_lines(row: Row) -> list[str]:
    """The row with its amounts; under it how the amount came about, and what there is to say of it."""
    applied = "" if row.applied is None else amount(row.applied)
    figures = f"{applied:>{COLUMN}}{amount(row.amount):>{COLUMN}}"
    below = [f"= {row.formula}"] if row.formula else []
    if row.note:
        below.append(row.note)
    return [*_labelled(row.label, figures), *(wrapped(one, first="    ", rest="    ") for one in below)]


def _labelled(label: str, figures: str) -> list[str]:
    """The label in lines of its column, the figures on the last of them."""
    *above, last = textwrap.wrap(label, LABEL - 2, subsequent_indent="  ") or [""]
    return [*(f"  {line}" for line in above), f"  {last:<{LABEL - 2}}{figures}"]


def result_lines(calculation: Calculation, proposed: Decimal | None) -> list[str]:
    """Result = incomes − norm − costs, and the amount proposed when that is not the very same."""
    costs = sum((calculation.total(section) for section in COST_SECTIONS), Decimal(0))
    result = calculation.result
    lines = [
        sum_line("Inkomster", calculation.total(Section.INCOME)),
        sum_line("Norm", calculation.norm),
        sum_line("Utgifter och övriga levnadskostnader", costs),
        sum_line("Underskott" if result < 0 else "Överskott", abs(result)),
    ]
    if proposed is not None and proposed != -result:
        lines.append(sum_line("Föreslaget belopp i hela kronor", proposed))
    return lines


def sum_line(what: str, value: Decimal) -> str:
    """A sum across the whole width."""
    return f"{what:<{WIDTH - COLUMN}}{amount(value):>{COLUMN}}"
