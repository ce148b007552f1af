"""One browser for all browser tests, and one page for those that need no more.

The names replace pytest-playwright's fixtures of the same name: those are synchronous and cannot stand beside
async tests.
"""

from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Browser, Page

from bots.kit.browser import BrowserChoice, ContextOptions, open_browser
from tests.browser.sessions import KeptPage, opened_context


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(browser_choice: BrowserChoice) -> AsyncIterator[Browser]:
    async with open_browser(browser_choice) as opened:
        yield opened


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def kept(browser: Browser) -> AsyncIterator[KeptPage]:
    options = ContextOptions(default_timeout_seconds=15)
    async with opened_context(browser, options) as context:
        yield KeptPage(context, options)


@pytest_asyncio.fixture(loop_scope="session")
async def page(kept: KeptPage) -> AsyncIterator[Page]:
    async with kept.lent_to_a_stranger() as page:
        yield page
