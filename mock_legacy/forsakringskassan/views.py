"""What an answer looks like before it is a page: sections (tabs), their facts, their tables, their errors.

Knows no source of information and no database.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

ROWS_A_PAGE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceError:
    """A source that did not answer; ``state`` is FELANDE or OTILLGANGLIG."""

    source: str
    state: str
    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of text. ``figures`` are the columns set to the right.

    ``detail`` tables belong to the table before them: their first column is that table's row number.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: frozenset[str] = frozenset()
    paged: bool = False
    detail: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A table as one page shows it: the rows from ``first`` on (0 when none), of ``total``."""

    table: Table
    rows: tuple[tuple[str, ...], ...]
    first: int
    number: int = 1
    pages: int = 1

    @property
    def total(self) -> int:
        """All rows of the table, shown or not."""
        return len(self.table.rows)

    @property
    def counted(self) -> str:
        """How many rows are shown of how many, as the page says it."""
        if len(self.rows) == self.total or self.table.detail:
            return f"Visar {len(self.rows)} av {self.total} rader"
        return f"Visar {self.first}–{self.first + len(self.rows) - 1} av {self.total} rader"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One tab. ``withheld`` shows the facts (the mark) and nothing else."""

    slug: str
    title: str
    errors: tuple[SourceError, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    tables: tuple[Table, ...] = ()
    withheld: bool = False

    def whole(self) -> list[Shown]:
        """Every table with all its rows."""
        return [Shown(table=table, rows=table.rows, first=min(1, len(table.rows))) for table in self.tables]

    def page(self, number: int) -> list[Shown]:
        """Every table as page ``number`` shows it."""
        shown: list[Shown] = []
        for table in self.tables:
            if table.detail and shown:
                keys = {row[0] for row in shown[-1].rows}
                rows = tuple(row for row in table.rows if row[0] in keys)
                shown.append(Shown(table=table, rows=rows, first=min(1, len(rows))))
            else:
                shown.append(_page_of(table, number if table.paged else 1))
        return shown


def _page_of(table: Table, number: int) -> Shown:
    if not table.paged:
        return Shown(table=table, rows=table.rows, first=min(1, len(table.rows)))
    pages = max(1, ceil(len(table.rows) / ROWS_A_PAGE))
    number = min(number, pages)
    start = (number - 1) * ROWS_A_PAGE
    rows = table.rows[start : start + ROWS_A_PAGE]
    return Shown(table=table, rows=rows, first=start + 1 if rows else 0, number=number, pages=pages)
