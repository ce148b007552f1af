"""Tables as records of text, read whole in one go.

A table of zero rows is a claim, not a fact: it counts only with the page's own words that there is nothing.
It must not know what any column means.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypedDict

from playwright.async_api import Locator

from bots.kit.asking import ask, stands, texts
from bots.kit.errors import NoSuchRow, NotThatScreen, UnreadableValue
from bots.kit.landmark import Root
from bots.kit.reading import READ_VALUE


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

    def require_no_row_twice(self) -> None:
        """Raise `UnreadableValue` when two rows are alike: a page that repeats itself would count double."""
        if len({row.cells for row in self.rows}) != len(self.rows):
            raise UnreadableValue(label=self.caption or "row", trouble="the same row stands twice")

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


# A grid as the page lays it out: colspan and rowspan counted, hidden rows and cells gone.  A cell is
# {text, head} where it begins and null where it only reaches; a row that one cell fills is a statement.
_GRID_OF = (
    READ_VALUE
    + """
  const linksOf = row => [...row.querySelectorAll('a[href]')].filter(visible)
    .map(a => ({text: oneLine(a.innerText), href: a.href}));
  const rowsOf = element => {
    const reaching = [];
    return [...element.rows].map((row, position) => ({row, position}))
    .filter(({row}) => visible(row)).map(({row, position}) => {
      const cells = [];
      const fill = () => {
        while (reaching[cells.length]?.rows > 0) {
          const above = reaching[cells.length];
          above.rows -= 1;
          cells.push(above.cell);
        }
      };
      for (const td of [...row.cells].filter(visible)) {
        fill();
        const cell = {text: valueOf(td), head: td.tagName === 'TH'};
        for (let at = 0; at < td.colSpan; at += 1) {
          const put = at === 0 ? cell : null;
          reaching[cells.length] = {cell: put, rows: td.rowSpan - 1};
          cells.push(put);
        }
      }
      fill();
      return {position, cells, links: linksOf(row), part: row.parentElement.tagName};
    });
  };
  const gridOf = element => ({
    grid: rowsOf(element), caption: element.caption ? oneLine(element.caption.innerText) : '',
  });
"""
)
_READ_GRID = (
    "elements => {"
    + _GRID_OF
    + """
  const [element] = elements;
  if (elements.length !== 1)
    return {found: elements.length, told: `${elements.length} of them`};
  if (element.tagName !== 'TABLE') return {told: `<${element.tagName.toLowerCase()}>`};
  return gridOf(element);
}"""
)
_READ_NAMED = (
    "() => {"
    + _GRID_OF
    + """
  const nameOf = table => oneLine(table.getAttribute('aria-label') ?? table.caption?.innerText ?? '');
  return [...document.querySelectorAll('table')].filter(table => nameOf(table) && visible(table))
    .map(table => ({...gridOf(table), caption: nameOf(table)}));
}"""
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """The tables of a page that have a name, their own or their caption, by it."""

    found: tuple[Table, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(table.caption for table in self.found)

    def __getitem__(self, name: str) -> Table:
        """The table of that name.  Raises `NotThatScreen` if there is not exactly one."""
        found = [table for table in self.found if table.caption == name]
        if len(found) != 1:
            raise NotThatScreen(missing=(name,), standing=self.names)
        return found[0]


async def read_tables(root: Root, *wanted: str) -> Tables:
    """Every table of the page that has a name, in one evaluate; those `wanted` are waited for, once.

    Raises as `read_table` does.
    """
    tables = await _named(root)
    late = [name for name in wanted if name not in tables.names]
    if not late:
        return tables
    await root.get_by_role("table", name=late[0], exact=True).wait_for(state="attached")
    return await _named(root)


async def _named(root: Root) -> Tables:
    read: list[dict[str, Any]] = await ask(root, _READ_NAMED)
    return Tables(found=tuple(_table(one, first_row_heads=False, said=()) for one in read))


async def read_table(
    table: Locator, *, statement: Locator | None = None, first_row_heads: bool = False
) -> Table:
    """The table in one evaluate, hidden rows and cells left out.

    `statement` is where the page says that there is nothing, if that is beside the table or instead of it:
    then either is waited for.  `first_row_heads` is for tables whose headings are plain cells.
    Raises `UnreadableValue` if a row does not fit the headings.
    """
    if statement is None:
        return _table(await _grid(table), first_row_heads, said=())
    shown, said = table.filter(visible=True), statement.filter(visible=True)
    await shown.or_(said).first.wait_for()
    words = tuple(" ".join(text.split()) for text in await texts(said))
    if not await stands(shown):
        return Table(headers=(), statements=words)
    return _table(await _grid(shown), first_row_heads, said=words)


async def _grid(table: Locator) -> dict[str, Any]:
    """One call when the table stands there already, as it does on a screen that has arrived.

    `evaluate` would look for the element first and cost twice as much.
    """
    read: dict[str, Any] = await ask(table, _READ_GRID)
    if read.get("found") == 0:
        await table.wait_for(state="attached")
        read = await ask(table, _READ_GRID)
    return read


def _table(read: dict[str, Any], first_row_heads: bool, said: tuple[str, ...]) -> Table:
    if "grid" not in read:
        raise NotThatScreen(expected="a table", detail=f"expected a table, found {read['told']}")
    grid = [_GridRow(**row) for row in read["grid"]]
    at = _heading_row(grid, first_row_heads)
    headers = () if at is None else tuple(_heading(cell) for cell in grid[at].cells)
    body = grid if at is None else grid[at + 1 :]
    statements = [row for row in body if row.fills(len(headers))]
    data = [row for row in body if not row.fills(len(headers))]
    if data and all(row.lone for row in data) and len(headers) > 1:
        # Sloppy pages say “Inga uppgifter” in one short cell; beside real rows that would be a broken row.
        statements, data = statements + data, []
    return Table(
        headers=headers,
        rows=tuple(row.under(headers) for row in data if row.part != "TFOOT"),
        footer=tuple(row.under(headers) for row in data if row.part == "TFOOT"),
        statements=tuple(row.only_text for row in statements) + said,
        caption=str(read["caption"]),
    )


def _heading_row(grid: "list[_GridRow]", first_row_heads: bool) -> int | None:
    """The last of the rows at the top that hold nothing but headings."""
    if first_row_heads:
        return 0 if grid else None
    found = None
    for at, row in enumerate(grid):
        if not row.heads:
            break
        found = at
    return found


def _heading(cell: "_Cell | None") -> str:
    return " ".join(cell["text"].split()).rstrip(":* ") if cell else ""


class _Cell(TypedDict):
    text: str
    head: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _GridRow:
    """A row as it came from the page."""

    position: int
    cells: list[_Cell | None]
    links: list[dict[str, str]]
    part: str

    @property
    def heads(self) -> bool:
        """Nothing but headings, or headings and an empty corner."""
        there = [cell for cell in self.cells if cell]
        heads = [cell for cell in there if cell["head"]]
        empty = [cell for cell in there if not cell["head"] and not cell["text"]]
        return bool(heads) and (
            len(heads) == len(there) or (len(heads) > 1 and len(heads + empty) == len(there))
        )

    @property
    def only_text(self) -> str:
        return " ".join(cell["text"] for cell in self.cells if cell)

    @property
    def lone(self) -> bool:
        return sum(cell is not None for cell in self.cells) == 1

    def fills(self, width: int) -> bool:
        """One cell across a table of several columns is a sentence, not a record."""
        return width > 1 and len(self.cells) >= width and self.lone

    def under(self, headers: tuple[str, ...]) -> Row:
        if headers and len(self.cells) != len(headers):
            trouble = f"{len(self.cells)} cells under {len(headers)} headings"
            raise UnreadableValue(label=f"row {self.position}", trouble=trouble)
        return Row(
            headers=headers,
            cells=tuple(cell["text"] if cell else None for cell in self.cells),
            links=tuple(Link(**link) for link in self.links),
            position=self.position,
        )
