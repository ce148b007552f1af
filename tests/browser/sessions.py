"""A context of its own, for a test or for all of a module."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, BrowserContext

from bots.kit.browser import ContextOptions, new_context


@asynccontextmanager
async def opened_context(browser: Browser, options: ContextOptions) -> AsyncIterator[BrowserContext]:
    """Closed when the block ends."""
    context = await new_context(browser, options)
    try:
        yield context
    finally:
        await context.close()
