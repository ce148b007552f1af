"""An answer page as text, read whole in one go: its head, and its sections with errors, facts and tables.

The markup, the same on tabs and print view:

    <h1>…</h1> <dl class="huvud"><dt>Personnummer</dt><dd>…</dd>…</dl> <p role="status">…</p>
    <h2>CSN</h2> <p role="alert">Fel från …</p>   or   <dl>…</dl> <p class="markering">…</p>
                 <h3>Utbetalningsplan</h3> <table>…</table> <p>Visar 3 av 3 rader</p>
                                      or   <p>Inga uppgifter</p>

It must not know what any section means.
"""

import re
from dataclasses import dataclass
from typing import TypedDict

from bots.kit.asking import ask
from bots.kit.errors import NotThatScreen, UnreadableValue
from bots.kit.fields import Fields
from bots.kit.landmark import Root
from bots.kit.table import Row, Table

NOTHING = "Inga uppgifter"
_COUNT = re.compile(r"Visar (?:(\d+)–(\d+)|(\d+)) av (\d+) rader")
_PAGE = re.compile(r"Sida (\d+) av (\d+)")

_READ = """() => {
  const tidy = text => text.replace(/\\s+/g, ' ').trim();
  const seen = element => element.checkVisibility({visibilityProperty: true});
  const head = {facts: [], notes: []}, sections = [];
  let section = null, part = null;
  const cells = row => [...row.cells].filter(seen).map(cell => tidy(cell.textContent));
  for (const element of document.querySelectorAll('h2, h3, dl, table, p, [role=alert]')) {
    if (!seen(element)) continue;
    const text = tidy(element.textContent);
    if (element.matches('h2')) {
      section = {title: text, alerts: [], facts: [], notes: [], parts: []};
      part = null;
      sections.push(section);
    }
    else if (element.matches('[role=alert]')) (section ? section.alerts : head.notes).push(text);
    else if (element.matches('h3')) {
      part = {caption: text, columns: [], rows: [], notes: []};
      section?.parts.push(part);
    }
    else if (element.matches('dl')) {
      const facts = (section ?? head).facts;
      for (const term of element.querySelectorAll('dt'))
        facts.push([tidy(term.textContent), tidy(term.nextElementSibling?.textContent ?? '')]);
    }
    else if (element.matches('table')) {
      const [first, ...rest] = [...element.rows].filter(seen);
      if (part && first) { part.columns = cells(first); part.rows.push(...rest.map(cells)); }
    }
    else (part ?? section ?? head).notes.push(text);
  }
  return {head, sections};
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One table under its caption. `first` and `last` are the numbers of the rows shown, of `total`."""

    caption: str
    table: Table
    first: int
    last: int
    total: int
    page: int
    pages: int

    def whole(self) -> Table:
        """The table; raises `UnreadableValue` when rows are left out."""
        if (self.first, self.last) != (min(1, self.total), self.total):
            raise UnreadableValue(label=self.caption, trouble="the page does not show every row")
        return self.table


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One source's part of the answer."""

    title: str
    alerts: tuple[str, ...]
    facts: Fields
    notes: tuple[str, ...]
    parts: tuple[Part, ...]

    def part(self, caption: str) -> Part:
        """The table under that caption. Raises `NotThatScreen` unless it is there exactly once."""
        found = [part for part in self.parts if part.caption == caption]
        if len(found) != 1:
            raise NotThatScreen(missing=(caption,), standing=tuple(part.caption for part in self.parts))
        return found[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A whole answer page."""

    facts: Fields
    notes: tuple[str, ...]
    sections: tuple[Section, ...]

    def section(self, title: str) -> Section:
        """The section with that heading. Raises `NotThatScreen` unless it is there exactly once."""
        found = [section for section in self.sections if section.title == title]
        if len(found) != 1:
            raise NotThatScreen(missing=(title,), standing=tuple(one.title for one in self.sections))
        return found[0]


class _PartRead(TypedDict):
    caption: str
    columns: list[str]
    rows: list[list[str]]
    notes: list[str]


class _SectionRead(TypedDict):
    title: str
    alerts: list[str]
    facts: list[list[str]]
    notes: list[str]
    parts: list[_PartRead]


async def read_sheet(root: Root) -> Sheet:
    """Read the page in one evaluate. Raises `UnreadableValue` for a table whose own count does not agree."""
    read = await ask(root, _READ)
    return Sheet(
        facts=_fields(read["head"]["facts"]),
        notes=tuple(read["head"]["notes"]),
        sections=tuple(_section(section) for section in read["sections"]),
    )


def _section(read: _SectionRead) -> Section:
    return Section(
        title=read["title"],
        alerts=tuple(read["alerts"]),
        facts=_fields(read["facts"]),
        notes=tuple(read["notes"]),
        parts=tuple(_part(part) for part in read["parts"]),
    )


def _part(read: _PartRead) -> Part:
    """A table with its count, or the page's own words that there is nothing; anything else is unreadable."""
    caption, notes = read["caption"], read["notes"]
    table = _table(read)
    first, last, total = _count(caption, notes)
    if len(table) != (last - first + 1 if total else 0):
        raise UnreadableValue(label=caption, trouble="the page shows another number of rows than it says")
    page = next((match for note in notes if (match := _PAGE.search(note))), None)
    return Part(
        caption=caption,
        table=table,
        first=first,
        last=last,
        total=total,
        page=int(page[1]) if page else 1,
        pages=int(page[2]) if page else 1,
    )


def _table(read: _PartRead) -> Table:
    headers = tuple(read["columns"])
    table = Table(
        headers=headers,
        rows=tuple(_row(headers, cells, read["caption"]) for cells in read["rows"]),
        statements=(NOTHING,) if NOTHING in read["notes"] else (),
        caption=read["caption"],
    )
    table.require_statement_if_empty(NOTHING)
    return table


def _count(caption: str, notes: list[str]) -> tuple[int, int, int]:
    """The numbers of the first and last row shown, and how many there are."""
    if NOTHING in notes:
        return 0, 0, 0
    counts = [match for note in notes if (match := _COUNT.search(note))]
    if len(counts) != 1:
        raise UnreadableValue(label=caption, trouble="the page does not say how many rows there are")
    return _counted(counts[0])


def _counted(count: re.Match[str]) -> tuple[int, int, int]:
    shown, total = count[3], int(count[4])
    return (1, int(shown), total) if shown else (int(count[1]), int(count[2]), total)


def _row(headers: tuple[str, ...], cells: list[str], caption: str) -> Row:
    if len(cells) != len(headers):
        raise UnreadableValue(label=caption, trouble=f"{len(cells)} cells under {len(headers)} headings")
    return Row(headers=headers, cells=tuple(cells))


def _fields(pairs: list[list[str]]) -> Fields:
    return Fields(pairs=tuple((label, value) for label, value in pairs))
