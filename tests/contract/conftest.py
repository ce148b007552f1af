"""One browser for all contract tests that need one."""

import os
from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Browser

from bots.kit.browser import find_browser, open_browser


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with open_browser(find_browser(os.environ.get("UTKAST_BROWSER_PATH"))) as opened:
        yield opened
