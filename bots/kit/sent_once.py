"""A form that must not be sent twice, carried to the system as exactly one request.

Chromium sends a request again by itself, a form too, when a connection that it has used before is cut before
any answer.  The driver never does, so for such a form the driver carries the request and the browser is
given the answer.  It uses the session's cookies and client certificates; of authorities it trusts its own
and those in `open_browser(ca_files=…)`, which may be others than the browser's.
It must not know what the form holds, nor what the answer means.
"""

import re
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager

import structlog
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page, Request, Route

from bots.kit.asking import answered, patience
from bots.kit.translation import summary

log = structlog.get_logger(__name__)

# Whatever an address may be sent to; scripts, styles and pictures need not come this way, which takes time.
_PAGES = re.compile(r"^(?!.*\.(css|js|png|gif|jpg|ico|svg|woff2?)(\?|$))")
_READING = ("GET", "HEAD")
_SENT_AGAIN = (307, 308)
"""Redirections that would have the browser send the form once more, to another address."""
_TOLD = (("ECONNREFUSED", "connectionrefused"), ("ECONNRESET", "connectionreset"), ("Timeout", "timedout"))


@asynccontextmanager
async def sent_once(page: Page) -> AsyncIterator[None]:
    """The form that the page sends in the block goes as one request; a second one is not let through.

    When no answer comes in the context's time the browser shows that the page could not be loaded; the
    system may have kept the form all the same.  After an error in the block the page sends no form again.
    """
    carrier = _Carrier(seconds=patience(page))
    await page.route(_PAGES, carrier.meet)
    try:
        yield
    finally:
        # Before the route is taken away: the browser would send by itself what is still held back.
        await carrier.let_go()
    await answered(page, page.unroute(_PAGES, carrier.meet))


class _Carrier:
    """Carries the first form it meets, and stops every other."""

    def __init__(self, *, seconds: float) -> None:
        self._milliseconds = seconds * 1000
        self._carried: Route | None = None
        self._answered = False

    async def meet(self, route: Route, request: Request) -> None:
        if request.method in _READING or not request.is_navigation_request():
            await _done(route.fallback())
        elif self._carried is not None:
            log.warning("form.second_sending_stopped")
            await _done(route.abort("blockedbyclient"))
        else:
            self._carried = route
            await self._carry(route)

    async def let_go(self) -> None:
        """Stop a form whose answer has not come; whatever was sent is sent."""
        if self._carried is not None and not self._answered:
            self._answered = True
            await _done(self._carried.abort("timedout"))

    async def _carry(self, route: Route) -> None:
        try:
            answer = await route.fetch(max_redirects=0, max_retries=0, timeout=self._milliseconds)
        except PlaywrightError as lost:
            await self._give(route.abort(_reason(lost)))
            return
        if answer.status in _SENT_AGAIN:
            await self._give(route.abort("blockedbyresponse"))
        else:
            await self._give(route.fulfill(response=answer))

    async def _give(self, answer: Awaitable[None]) -> None:
        self._answered = True
        await _done(answer)


def _reason(lost: PlaywrightError) -> str:
    return next((reason for words, reason in _TOLD if words in lost.message), "failed")


async def _done(act: Awaitable[None]) -> None:
    """What is raised inside a route breaks the whole connection to the driver; the page tells it anyway."""
    try:
        await act
    except PlaywrightError as error:
        log.info("form.route_gone", why=summary(error))
