"""Waiting for an old page to change after something was done to it.

A postback that lands on the same screen looks, for a moment, like the old one: its landmark and its table are
still there.  So the old document, or the old part of it, is marked before the act and must be gone after it.
It must not know any screen.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Locator

from bots.kit.asking import answered
from bots.kit.landmark import Root

_MARK = "document.documentElement.dataset.utkastSeen = 'yes'"
_FRESH = "() => document.readyState !== 'loading' && !document.documentElement?.dataset.utkastSeen"
_MARK_PART = "part => { for (const child of part.children) child.dataset.utkastSeen = 'yes'; }"
_FRESH_PART = "part => ![...part.children].some(child => child.dataset.utkastSeen)"


@asynccontextmanager
async def new_document(root: Root) -> AsyncIterator[None]:
    """What is done in the block loads a new document into the page or frame; wait until it stands there.

    For postbacks and links whose next screen looks like this one.  Raises Playwright's timeout if nothing
    was loaded.
    """
    await answered(root, root.evaluate(_MARK))
    yield
    await root.wait_for_function(_FRESH)


@asynccontextmanager
async def new_content(part: Locator) -> AsyncIterator[None]:
    """What is done in the block replaces what is inside `part` without loading a document.

    Give the element that stays (the table, or the box around it) and whose children the page exchanges.
    """
    await answered(part, part.evaluate(_MARK_PART))
    yield
    handle = await part.element_handle()
    await part.page.wait_for_function(_FRESH_PART, arg=handle)
