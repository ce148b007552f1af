"""A page of a case file read whole in one go: whom it is about, its label and value pairs, its tables.

Each question to the browser costs as much as half a page, so a screen is asked once.
It must not know what anything on a page means.
"""

from dataclasses import dataclass
from typing import Any

from bots.almanda.person_shown import require_said
from bots.almanda.weather import SYSTEM
from bots.kit.asking import ask
from bots.kit.errors import NotThatScreen, UnreadableValue
from bots.kit.fields import Fields
from bots.kit.landmark import Root
from bots.kit.reading import READ_VALUE
from bots.kit.table import Row, Table
from bots.kit.translation import translated

NOTHING = "Inga uppgifter"

# <div class="avser">Avser: <b>ÅÅÅÅMMDD-NNNN</b> Namn <span>Akt K104233</span></div>
# <table class="uppgifter"><tr><th>Akt</th><td>K104233</td>…
# <table class="grid"><caption>Beslut</caption><thead><tr><th>…<tbody><tr><td>…
# … or <td colspan="8">Inga uppgifter</td>
_READ = (
    "() => {"
    + READ_VALUE
    + """
  const said = [...document.querySelectorAll('div.avser')].filter(visible).map(div => oneLine(div.innerText));
  const fields = [...document.querySelectorAll('table.uppgifter th')].filter(visible)
    .map(th => [bare(th.innerText), th.nextElementSibling ? valueOf(th.nextElementSibling) : '']);
  const grids = [...document.querySelectorAll('table')].filter(table => table.caption && visible(table))
    .map(table => ({
      caption: oneLine(table.caption.innerText),
      rows: [...table.rows].filter(visible).map(row => [...row.cells].map(cell => valueOf(cell))),
    }));
  return {said, fields, grids};
}"""
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What stands on a page about the right person; `grids` are captions with rows of cells."""

    fields: Fields
    grids: tuple[tuple[str, list[list[str]]], ...]

    def __repr__(self) -> str:
        return f"Sheet({[caption for caption, _ in self.grids]!r})"

    def table(self, caption: str, *headers: str, may_repeat: bool = False) -> Table:
        """The table with that caption and at least these columns.

        Raises `UnreadableValue` if it is empty and the page does not say that there is nothing, or if a row
        stands there twice. Where rows may be alike (`may_repeat`) the reader must see that it adds up.
        """
        found = [rows for name, rows in self.grids if name == caption]
        if len(found) != 1 or not found[0]:
            raise NotThatScreen(missing=(caption,), standing=[name for name, _ in self.grids])
        table = _table(caption, *found[0])
        table.require_headers(*headers)
        table.require_statement_if_empty(NOTHING)
        if not may_repeat:
            table.require_no_row_twice()
        return table


async def read_sheet(root: Root, digits: str, *, screen: str) -> Sheet:
    """The page, which must say that it is about the person with these twelve digits."""
    with translated(SYSTEM, screen):
        read: dict[str, Any] = await ask(root, _READ)
        require_said(read["said"], digits, screen=screen)
        return Sheet(
            fields=Fields(pairs=tuple((label, value) for label, value in read["fields"])),
            grids=tuple((grid["caption"], grid["rows"]) for grid in read["grids"]),
        )


def _table(caption: str, head: list[str], *body: list[str]) -> Table:
    """The first row heads; a row of one cell under several headings is a statement."""
    headers = tuple(" ".join(cell.split()) for cell in head)
    statements = [row for row in body if len(row) == 1 < len(headers)]
    if any(len(row) != len(headers) for row in body if row not in statements):
        raise UnreadableValue(label=caption, trouble="a row does not fit its headings")
    return Table(
        headers=headers,
        rows=tuple(Row(headers=headers, cells=tuple(row)) for row in body if row not in statements),
        statements=tuple(row[0] for row in statements),
        caption=caption,
    )
