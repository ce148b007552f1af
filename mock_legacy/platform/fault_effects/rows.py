"""Lists that mislead: rows twice, rows that come late, rows that belong to the filter before.

They work on any system's rendered page. Knows no screen by name but the two lists that have a filter.
"""

from __future__ import annotations

import copy

import lxml.html
from lxml.html import HtmlElement

from mock_legacy.platform.fault_effects.answers import altered, element, own_page, parsed
from mock_legacy.platform.fault_effects.screens import lists_in
from mock_legacy.platform.fault_effects.struck import Kind, Struck, Where

LATE_MS = 1500
_RESTORE = (
    "setTimeout(function(){{"
    "var k=document.querySelectorAll('template.sena'),t=document.querySelectorAll('table.vantar');"
    "for(var i=0;i<k.length;i++){{var b=t[i].tBodies[t[i].tBodies.length-1]||t[i].createTBody();"
    "while(b.rows.length>b.getElementsByClassName('rubrikrad').length){{b.deleteRow(-1);}}"
    "b.appendChild(k[i].content);}}"
    "}},{:.0f});"
)


async def duplicate_rows(struck: Struck) -> None:
    """Show one row twice in the list whose caption is ``text`` (any, without it)."""
    await altered(struck, lambda page: _double(page, struck))


async def slow_rows(struck: Struck) -> None:
    """Show every list empty at first; its rows come after ``latency_ms``, or a second and a half."""
    await altered(struck, lambda page: _delay(page, struck.fault.latency_ms or LATE_MS))


async def stale_table(struck: Struck) -> None:
    """Show the rows from before the filter was changed.

    With ``latency_ms`` the right ones come after a while, else not until the list is asked for again.
    """
    query = struck.scope["query_string"] if struck.where.step.posts else b""
    before = await own_page(struck, struck.where.step.path, query)
    await altered(struck, lambda page: _keep_old(page, parsed(before.body), struck.fault.latency_ms))


def rows_of(table: HtmlElement) -> list[HtmlElement]:
    """Give the rows of a list that are rows of something: not its headings, not "Inga uppgifter"."""
    return [row for row in table.xpath("./tr|./tbody/tr") if len(row.xpath("./td")) > 1]


def _body_of(table: HtmlElement) -> list[HtmlElement]:
    return [row for row in table.xpath("./tr|./tbody/tr") if row.xpath("./td")]


def _title_of(table: HtmlElement) -> str:
    captions = table.xpath("./caption")
    title: str = captions[0].text_content() if captions else table.get("aria-label", "")
    return title.strip()


def _double(page: HtmlElement, struck: Struck) -> bool:
    wanted = struck.fault.text
    tables = [
        table
        for table in lists_in(page)
        # A row of a form twice would be two rows in the post: that is another fault.
        if (not wanted or _title_of(table) == wanted) and rows_of(table) and not table.xpath(".//input")
    ]
    if not tables:
        return False
    rows = [row for table in tables for row in rows_of(table)]
    row = rows[struck.fault.pick % len(rows)]
    row.getparent().insert(row.getparent().index(row), copy.deepcopy(row))
    return True


def _delay(page: HtmlElement, milliseconds: float) -> bool:
    tables = [table for table in lists_in(page) if _body_of(table) and not table.xpath(".//input")]
    for table in tables:
        _set_aside(table, _body_of(table), page)
    if tables:
        page.body.append(element("script", _RESTORE.format(milliseconds)))
    return bool(tables)


def _keep_old(page: HtmlElement, before: HtmlElement, milliseconds: float) -> bool:
    pairs = [
        (new, old)
        for new, old in zip(lists_in(page), lists_in(before), strict=False)
        if _body_of(new) and _written(new) != _written(old)
    ]
    for new, old in pairs:
        place = _body_of(new)[0].getparent()
        fresh, stale = _body_of(new), _body_of(old)
        if milliseconds:
            _set_aside(new, fresh, page)
        else:
            for row in fresh:
                row.drop_tree()
        place.extend(stale)
    if pairs and milliseconds:
        page.body.append(element("script", _RESTORE.format(milliseconds)))
    return bool(pairs)


def _set_aside(table: HtmlElement, rows: list[HtmlElement], page: HtmlElement) -> None:
    table.set("class", f"{table.get('class', '')} vantar".strip())
    # A browser puts a table without a body into one whole, headings too: they must stay.
    for heading in table.xpath("./tr[th and not(td)]"):
        heading.set("class", "rubrikrad")
    late = element("template", class_="sena")
    late.extend(rows)
    page.body.append(late)


def _written(table: HtmlElement) -> list[bytes]:
    return [lxml.html.tostring(row, with_tail=False) for row in _body_of(table)]


def _filters(where: Where) -> bool:
    if where.step.screen == "instances":
        return bool({"status", "etjanst", "levererade"} & set(where.query))
    return where.step.screen == "calculations" and "btnVisa" in where.pressed


KINDS = {
    "duplicate_rows": Kind(effect=duplicate_rows, counts_itself=True),
    "slow_rows": Kind(effect=slow_rows, counts_itself=True),
    "stale_table": Kind(effect=stale_table, suits=_filters, counts_itself=True),
}
