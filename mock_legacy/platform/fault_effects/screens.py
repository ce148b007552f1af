"""Screens that changed or are in the way: labels, fields and columns moved, overlays, dialogs.

They work on any system's rendered page; a new screen gets them for nothing. Knows no screen by name.
"""

from __future__ import annotations

import json

from lxml.html import HtmlElement

from mock_legacy.platform.fault_effects.answers import altered, element
from mock_legacy.platform.fault_effects.struck import Kind, Struck, inside

OVERLAY_MS = 3000
_NAMED = "//label|//th|//dt|//legend|//caption|//button|//h1|//h2|//h3"
_FIELDS = "//label|//dt"


async def renamed_label(struck: Struck) -> None:
    """Show ``new_text`` where the label, column, heading or button ``text`` stood; without it, any label."""
    await altered(struck, lambda page: _rename(page, struck))


async def moved_field(struck: Struck) -> None:
    """Move the field labelled ``text`` (any, without it) to the end of its form or list, or to its front."""
    await altered(struck, lambda page: _move(page, struck))


async def inserted_column(struck: Struck) -> None:
    """Put a column headed ``text`` (Löpnr) into every list, in front of another."""
    await altered(struck, lambda page: _insert_column(page, struck))


async def overlay(struck: Struck) -> None:
    """Lay something over the page that takes every click, for ``latency_ms`` or three seconds."""
    await altered(struck, lambda page: _overlay(page, struck))


async def unsaved_dialog(struck: Struck) -> None:
    """Ask at every link whether unsaved changes shall be left, though nothing was changed."""
    await altered(struck, lambda page: _dialog(page, struck))


def _rename(page: HtmlElement, struck: Struck) -> bool:
    old = struck.fault.text
    if not old:
        choice = [words for node in page.xpath("//label|//th|//dt") if (words := _words(node))]
        if not choice:
            return False
        old = choice[struck.fault.pick % len(choice)]
    new = struck.fault.new_text or f"{old} (ny)"
    named = [node for node in page.xpath(_NAMED) if _words(node) == old]
    for node in named:
        _retitle(node, old, new)
    for attribute in ("value", "aria-label"):
        sort = "//input[@type='submit' or @type='button']" if attribute == "value" else "//table"
        for node in page.xpath(sort):
            if node.get(attribute) == old:
                node.set(attribute, new)
                named.append(node)
    return bool(named)


def _words(node: HtmlElement) -> str:
    return " ".join(node.text_content().split())


def _retitle(node: HtmlElement, old: str, new: str) -> None:
    """Change the words alone: a box inside its label stays."""
    if (node.text or "").strip() == old:
        node.text = new
        return
    for child in node:
        if (child.tail or "").strip() == old:
            child.tail = f" {new}"
        elif _words(child) == old:
            _retitle(child, old, new)


def _move(page: HtmlElement, struck: Struck) -> bool:
    wanted = struck.fault.text
    choice = [node for node in page.xpath(_FIELDS) if not wanted or _words(node) == wanted]
    if not choice:
        return False
    label = choice[struck.fault.pick % len(choice)]
    block = _block_of(label)
    place = block[0].getparent()
    if place is None or len(place) == len(block):
        return False
    last = place[-1] is block[-1]
    for node in block:
        place.remove(node)
    if last:
        place[:0] = block
    else:
        place.extend(block)
    return True


def _block_of(label: HtmlElement) -> list[HtmlElement]:
    if label.tag == "dt":
        return [label, *label.itersiblings("dd")][:2]
    around = [node for node in label.iterancestors() if node.tag in {"tr", "div", "p"}]
    return around[:1]


def lists_in(page: HtmlElement) -> list[HtmlElement]:
    """Give the tables that list things: their first row is nothing but headings, two or more."""
    return [table for table in page.xpath("//table") if _is_list(table)]


def _is_list(table: HtmlElement) -> bool:
    rows = table.xpath("./tr|./thead/tr")
    return bool(rows) and len(rows[0]) > 1 and all(cell.tag == "th" for cell in rows[0])


def _insert_column(page: HtmlElement, struck: Struck) -> bool:
    tables = lists_in(page)
    for table in tables:
        head, *rows = table.xpath("./tr|./thead/tr|./tbody/tr")
        place = struck.fault.pick % len(head)
        head.insert(place, element("th", struck.fault.text or "Löpnr"))
        for number, row in enumerate(rows, start=1):
            if len(row) == 1:
                row[0].set("colspan", str(int(row[0].get("colspan", "1")) + 1))
            else:
                row.insert(place, element("td", str(number)))
    return bool(tables)


def _overlay(page: HtmlElement, struck: Struck) -> bool:
    cover = element("div", struck.fault.text or "Bearbetar…", id_="slojan", class_="sloja")
    look = "position:fixed;top:0;left:0;width:100%;height:100%;z-index:9999;background:rgba(255,255,255,.6)"
    cover.set("style", look)
    page.body.append(cover)
    wait = struck.fault.latency_ms or OVERLAY_MS
    gone = "document.getElementById('slojan').style.display='none'"
    page.body.append(element("script", f"setTimeout(function(){{{gone}}},{wait:.0f});"))
    return True


def _dialog(page: HtmlElement, struck: Struck) -> bool:
    question = json.dumps(struck.fault.text or "Du har osparade ändringar. Vill du lämna sidan?")
    page.body.append(
        element(
            "script",
            "document.addEventListener('click',function(e){"
            "var l=e.target.closest?e.target.closest('a'):null;"
            f"if(l&&!confirm({question})){{e.preventDefault();}}}},true);"
            "window.addEventListener('beforeunload',function(e){e.preventDefault();e.returnValue='';});",
        )
    )
    return True


KINDS = {
    "renamed_label": Kind(effect=renamed_label, counts_itself=True),
    "moved_field": Kind(effect=moved_field, counts_itself=True),
    "inserted_column": Kind(effect=inserted_column, counts_itself=True),
    "overlay": Kind(effect=overlay, counts_itself=True),
    "unsaved_dialog": Kind(effect=unsaved_dialog, suits=inside, counts_itself=True),
}
