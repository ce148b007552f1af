"""One browser for all browser tests, and a fresh context for each.

The names replace pytest-playwright's fixtures of the same name: those are synchronous and cannot stand beside
async tests.
"""

from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Browser, Page

from bots.kit.browser import BrowserChoice, ContextOptions, open_browser
from tests.browser.sessions import opened_context


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(browser_choice: BrowserChoice) -> AsyncIterator[Browser]:
    async with open_browser(browser_choice) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser) -> AsyncIterator[Page]:
    async with opened_context(browser, ContextOptions(default_timeout_seconds=15)) as context:
        yield await context.new_page()
