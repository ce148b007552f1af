"""A context of its own, for a test or for all of a module; and a page that goes from test to test."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, BrowserContext, Page
from playwright.async_api import Error as PlaywrightError

from bots.kit.browser import ContextOptions, new_context


@asynccontextmanager
async def opened_context(browser: Browser, options: ContextOptions) -> AsyncIterator[BrowserContext]:
    """Closed when the block ends."""
    context = await new_context(browser, options)
    try:
        yield context
    finally:
        await context.close()


class KeptPage:
    """One page of a context, handed from test to test as a robot's is from one application to the next.

    A new page is a new process of the browser's: measured 0.14 s of a core, where a visit takes 0.06 to 0.10.
    """

    def __init__(self, context: BrowserContext, options: ContextOptions) -> None:
        self._context = context
        self._milliseconds = options.default_timeout_seconds * 1000
        self._page: Page | None = None

    @asynccontextmanager
    async def lent_to_a_stranger(self) -> AsyncIterator[Page]:
        """The page for one test that nobody knows yet: whoever was logged in there is not."""
        async with self.lent() as page:
            await self._context.clear_cookies()
            yield page

    @asynccontextmanager
    async def lent(self) -> AsyncIterator[Page]:
        """The page for one test, blank; another one when the last test has closed it or left it under way."""
        if self._page is None or self._page.is_closed():
            self._page = await self._context.new_page()
        page = self._page
        yield page
        if not page.is_closed():
            await page.unroute_all(behavior="ignoreErrors")
            page.set_default_timeout(self._milliseconds)
            page.set_default_navigation_timeout(self._milliseconds)
            try:
                await page.goto("about:blank")
            except PlaywrightError:  # an answer that the test did not wait for came in between
                await page.close()
