"""Tables as records of text, read whole in one go.

A table of zero rows is a claim, not a fact: it counts only with the page's own words that there is nothing.
It must not know what any column means.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from playwright.async_api import Locator

from bots.kit.errors import NoSuchRow, NotThatScreen, UnreadableValue


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link in a row: its words, and its address as the page resolves it."""

    text: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row.  `cells` follow `headers`; None is a cell that another one covers (colspan)."""

    headers: tuple[str, ...]
    cells: tuple[str | None, ...]
    links: tuple[Link, ...] = ()
    position: int = 0
    """Which `tr` of the table this is, from 0: `locator.locator("tr").nth(position)`."""

    def __getitem__(self, header: str) -> str:
        """The text under a heading.  Raises `NotThatScreen` if there is not exactly one such column."""
        columns = [at for at, found in enumerate(self.headers) if found == header]
        if len(columns) != 1:
            told = "no such column" if not columns else "several columns of that name"
            stand = ", ".join(self.headers) or "none"
            raise NotThatScreen(
                missing=(header,), standing=self.headers, detail=f"{told}: “{header}”; there are {stand}"
            )
        cell = self.cells[columns[0]]
        if cell is None:
            raise UnreadableValue(label=header, trouble="the cell is covered by another one")
        return cell

    def link(self, text: str | None = None) -> Link:
        """The row's only link, or the only one with that text."""
        found = [link for link in self.links if text is None or link.text == text]
        if len(found) != 1:
            raise NotThatScreen(detail=f"expected one link in the row, found {len(found)}")
        return found[0]

    def __repr__(self) -> str:
        return f"Row({len(self.cells)} cells)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: headings, rows, footer rows, and statements (cells across the whole table)."""

    headers: tuple[str, ...]
    rows: tuple[Row, ...] = ()
    footer: tuple[Row, ...] = ()
    statements: tuple[str, ...] = ()
    caption: str = ""

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def require_headers(self, *wanted: str) -> None:
        """Raise `NotThatScreen` unless each of these columns stands there, also when the table is empty."""
        missing = [header for header in wanted if header not in self.headers]
        if missing:
            raise NotThatScreen(missing=missing, standing=self.headers)

    def require_statement_if_empty(self, statement: str) -> None:
        """Zero rows count only together with the page's own words, and rows only without them."""
        said = statement in self.statements
        if not self.rows and not said:
            raise UnreadableValue(label=statement, trouble="the table is empty and the page does not say so")
        if self.rows and said:
            raise UnreadableValue(label=statement, trouble="the page says there is nothing, and shows rows")

    def row_where(self, header: str, value: str) -> Row:
        """The only row with that text in that column; `NoSuchRow` if none, `UnreadableValue` if several."""
        found = [row for row in self.rows if row[header] == value]
        if not found:
            raise NoSuchRow(detail=f"no row with the wanted value under “{header}”")
        if len(found) > 1:
            raise UnreadableValue(label=header, trouble=f"{len(found)} rows with the same value")
        return found[0]

    def __repr__(self) -> str:
        return f"Table({len(self.rows)} rows under {self.headers!r})"


async def read_table(
    table: Locator, *, statement: Locator | None = None, first_row_heads: bool = False
) -> Table:
    """The table in one evaluate, hidden rows and cells left out.

    `statement` is where the page says that there is nothing, if that is beside the table or instead of it:
    then either is waited for.  `first_row_heads` is for tables whose headings are plain cells.
    """
    raise NotImplementedError
