"""The list of applications, page by page.

Only the columns asked for leave the page: the applicants' names stay there.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from playwright.async_api import Page

from bots.eplatform.delivery import COMPLETIONS, counted
from bots.eplatform.weather import EVERYWHERE, SYSTEM
from bots.kit import swedish
from bots.kit.asking import ask
from bots.kit.errors import NotThatScreen, UnreadableValue
from bots.kit.landmark import heading
from bots.kit.screen import Screen
from bots.kit.translation import translated

_COLUMNS = ("Ärende", "Status", "Inskickat", COMPLETIONS, "Externt id", "E-tjänst")
_NOTHING = "Inga ärenden matchar filtret."
_SPAN = re.compile(r"Visar (\d+)–(\d+) av (\d+) ärenden")
_TURN = re.compile(r"Sida (\d+) av (\d+)")

# <div class="sidor"><span>Sida 1 av 3</span> … <span class="antal">Visar 1–25 av 60 ärenden</span></div>
# <select id="etjanst"> and <input type="checkbox" name="levererade"> are the filter as the page holds it.
_READ = """([main], columns) => {
  const tidy = text => text.replace(/\\s+/g, ' ').trim();
  const shown = selector => [...main.querySelectorAll(selector)].filter(e => e.checkVisibility())
    .map(e => tidy(e.innerText));
  const headers = shown('table th');
  const wanted = columns.map(column => headers.indexOf(column));
  const rows = [...main.querySelectorAll('tbody tr')].filter(row => row.checkVisibility())
    .map(row => wanted.map(at => at < 0 || !row.cells[at] ? null : tidy(row.cells[at].innerText)));
  return {headers, rows, said: shown('p, .sidor span'), service: main.querySelector('#etjanst')?.value ?? '',
          named: tidy(main.querySelector('#etjanst')?.selectedOptions[0]?.text ?? ''),
          delivered: main.querySelector('[name=levererade]')?.checked ?? null};
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxRow:
    """One application in the list; the time is Stockholm's, on a 24-hour clock, to the minute."""

    number: str
    status: str
    submitted_at: datetime
    completions: int
    external_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """One page of the list, and how many pages and applications the page says that there are."""

    rows: tuple[InboxRow, ...]
    pages: int
    total: int


class InboxList(Screen):
    """The list, filtered by e-service, without what is delivered."""

    system = SYSTEM
    name = "ärendelista"
    landmark = heading("Ärenden")
    weather = EVERYWHERE

    @classmethod
    async def turn_to(cls, page: Page, *, service: int, number: int) -> ListPage:
        """Open page `number` (from 1) of the undelivered applications of one e-service, and read it."""
        query = urlencode({"etjanst": service, "sida": number})
        shown = await cls.open(page, f"/arenden?{query}")
        return await shown.read(service=service, number=number)

    async def read(self, *, service: int, number: int) -> ListPage:
        """What the page shows, in one evaluate.

        Raises `NotThatScreen` if the filter or page asked for is not the one shown, `UnreadableValue` if
        the rows are not as many as the page says.
        """
        with translated(SYSTEM, self.name):
            read: dict[str, Any] = await ask(self.root.locator("main"), _READ, _COLUMNS)
            _check_filter(read, service)
            if not read["rows"]:
                return _empty(read["said"])
            missing = [column for column in _COLUMNS if column not in read["headers"]]
            if missing:
                raise NotThatScreen(missing=missing, standing=read["headers"])
            _check_rows(read)
            return _page(read, number)


def _check_filter(read: dict[str, Any], service: int) -> None:
    if read["service"] not in {str(service), ""} or read["delivered"] is not False:
        raise NotThatScreen(detail="the list is filtered otherwise than was asked for")
    if read["service"] == "" and read["rows"]:
        raise NotThatScreen(detail="the list does not know the e-service, and shows applications")


def _check_rows(read: dict[str, Any]) -> None:
    """Old lists show the rows of the filter before: each must be such as was asked for."""
    for *_, delivered_as, service in read["rows"]:
        if delivered_as or service != read["named"]:
            raise UnreadableValue(label="Externt id", trouble="a row is none that the filter lets through")


def _empty(said: list[str]) -> ListPage:
    if _NOTHING not in said:
        raise UnreadableValue(label=_NOTHING, trouble="the list is empty and the page does not say so")
    return ListPage(rows=(), pages=1, total=0)


def _page(read: dict[str, Any], number: int) -> ListPage:
    first, last, total = _numbers(_SPAN, read["said"], "Visar … av … ärenden")
    shown, pages = _numbers(_TURN, read["said"], "Sida … av …")
    rows = tuple(_row(cells) for *cells, _service in read["rows"])
    if shown != min(number, pages) or len(rows) != last - first + 1:
        raise UnreadableValue(label="Sida … av …", trouble="the rows are not those the page speaks of")
    return ListPage(rows=rows, pages=pages, total=total)


def _numbers(pattern: re.Pattern[str], said: list[str], label: str) -> tuple[int, ...]:
    found = [match for text in said if (match := pattern.fullmatch(text))]
    if len(found) != 1:
        raise UnreadableValue(label=label, trouble="the page does not say it once")
    return tuple(int(group) for group in found[0].groups())


def _row(cells: Sequence[str]) -> InboxRow:
    number, status, submitted, completions, external_id = cells
    if not (number.isascii() and number.isdigit()):
        raise UnreadableValue(label="Ärende", trouble="not a number")
    return InboxRow(
        number=number,
        status=status,
        submitted_at=swedish.timestamp(submitted, "Inskickat"),
        completions=counted(completions),
        external_id=external_id,
    )
