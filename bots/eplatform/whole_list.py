"""Every page of the list, read until it held still.

Applications come and go while the pages are turned, so that a row may move from one page to another; and an
old list may show the rows of the filter before, until it is asked for again.
"""

import structlog
from playwright.async_api import Page

from bots.eplatform.inbox_list import InboxList, InboxRow
from bots.eplatform.weather import SYSTEM
from bots.kit.errors import UnreadableValue

log = structlog.get_logger(__name__)

_READINGS = 3


async def read_whole_list(page: Page, *, service: int) -> tuple[InboxRow, ...]:
    """The undelivered applications of one e-service, each once, in the page's order.

    When the list moves at every reading the last one is returned: what it missed is there the next time.
    Raises `UnreadableValue` when the last one contradicts itself.
    """
    rows: dict[str, InboxRow] = {}
    for reading in range(_READINGS):
        try:
            rows, whole = await _read_once(page, service)
        except UnreadableValue:
            if reading == _READINGS - 1:
                raise
            continue
        if whole:
            break
    else:
        log.warning("inbox.list_moves", system=SYSTEM, readings=_READINGS, rows=len(rows))
    return tuple(rows.values())


async def _read_once(page: Page, service: int) -> tuple[dict[str, InboxRow], bool]:
    """The rows by number, and whether they are as many as every page said."""
    rows: dict[str, InboxRow] = {}
    totals = set()
    number, pages = 1, 1
    while number <= pages:
        shown = await InboxList.turn_to(page, service=service, number=number)
        rows |= {row.number: row for row in shown.rows}
        totals.add(shown.total)
        number, pages = number + 1, shown.pages
    return rows, totals == {len(rows)}
