"""Catch an application's answer whole, alter its page, and send it on.

Knows no kind of fault.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

import lxml.html
from lxml.html import HtmlElement
from starlette.datastructures import MutableHeaders
from starlette.responses import HTMLResponse
from starlette.types import Message, Receive, Scope, Send

from mock_legacy.platform.fault_effects.struck import LOGIN_PATHS, Struck, played

Change = Callable[[HtmlElement], bool]


@dataclass(slots=True, kw_only=True)
class Answer:
    """One answer, kept back."""

    start: Message
    body: bytes

    @property
    def is_page(self) -> bool:
        """Whether it is a page that was asked for, and not a picture, a file or an error."""
        kind = MutableHeaders(raw=self.start["headers"]).get("content-type", "")
        return bool(self.start["status"] == HTTPStatus.OK) and kind.startswith("text/html")

    async def send_on(self, send: Send) -> None:
        """Send it after all."""
        MutableHeaders(raw=self.start["headers"])["content-length"] = str(len(self.body))
        await send(self.start)
        await send({"type": "http.response.body", "body": self.body})


class Unanswered(Exception):
    """Another fault has cut the line, and there is nothing to alter and nobody to send it to."""


async def caught(struck: Struck, scope: Scope, receive: Receive) -> Answer:
    """Let a request through and keep the answer. Raises Unanswered when there is none."""
    started: list[Message] = []
    chunks: list[bytes] = []

    async def keep(message: Message) -> None:
        if message["type"] == "http.response.start":
            started.append({**message, "headers": list(message["headers"])})
        else:
            chunks.append(message.get("body", b""))

    await struck.app(scope, receive, keep)
    if not started:
        raise Unanswered
    return Answer(start=started[0], body=b"".join(chunks))


async def own_page(struck: Struck, path: str, query: bytes = b"") -> Answer:
    """Ask the application for another of its pages, with the visitor's own session."""
    return await caught(struck, struck.asking_for(path, query), played(b"", struck.receive))


async def altered(struck: Struck, change: Change) -> None:
    """Let the request through, then alter the page; a page with nothing to alter is not struck."""
    answer = await caught(struck, struck.scope, struck.receive)
    if answer.is_page:
        page = parsed(answer.body)
        if change(page) and struck.counts():
            answer.body = written(page)
    await answer.send_on(struck.send)


async def dressed(struck: Struck, status: int, heading: str, *parts: HtmlElement) -> None:
    """Answer with a page of the system's own look: its login page with other things in place of the form."""
    answer = await own_page(struck, LOGIN_PATHS[struck.desk.system])
    page = parsed(answer.body)
    form = page.xpath("//form")[-1]
    place = form.getparent()
    box = element("div", class_=form.get("class", ""))
    for leftover in [*page.xpath("//h1|//h2"), *place.xpath("./p|./form|./div[@role]")]:
        leftover.drop_tree()
    for title in page.xpath("//title"):
        title.text = heading
    box.extend([element("h1", heading), *parts])
    place.append(box)
    response = HTMLResponse(written(page), status_code=status)
    await response(struck.scope, struck.receive, struck.send)


def parsed(body: bytes) -> HtmlElement:
    """Read a page."""
    return lxml.html.document_fromstring(body.decode("utf-8"))


def written(page: HtmlElement) -> bytes:
    """Write a page."""
    text: bytes = lxml.html.tostring(page, encoding="utf-8", doctype="<!DOCTYPE html>")
    return text


def element(tag: str, text: str = "", **attributes: str) -> HtmlElement:
    """Make one element; a trailing underscore in an attribute's name is left out, as in ``class_``."""
    made = lxml.html.Element(tag, {name.rstrip("_"): value for name, value in attributes.items()})
    made.text = text
    return made
