"""Försäkringskassan's mock and a browser that trusts it, shared by the tests of this folder."""

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page

from bots.kit.browser import BrowserChoice, open_browser
from tests.browser.forsakringskassan.asking import options
from tests.browser.sessions import KeptPage, opened_context
from tests.contract.benefits_portal import Portal, open_portal


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    with open_portal(tmp_path_factory.mktemp("forsakringskassan")) as portal:
        yield portal


@pytest.fixture
def portal(running: Portal) -> Portal:
    running.start_over()
    return running


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def trusting(browser_choice: BrowserChoice, running: Portal) -> AsyncIterator[Browser]:
    """A browser whose driver trusts the portal's authority."""
    async with open_browser(browser_choice, ca_files=[running.authority.ca_file]) as opened:
        yield opened


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def kept_outside(trusting: Browser, running: Portal) -> AsyncIterator[KeptPage]:
    async with opened_context(trusting, options(running)) as context:
        yield KeptPage(context, options(running))


@pytest_asyncio.fixture(loop_scope="session")
async def page(kept_outside: KeptPage, portal: Portal) -> AsyncIterator[Page]:
    async with kept_outside.lent_to_a_stranger() as page:
        yield page


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def logged_in(trusting: Browser, running: Portal) -> AsyncIterator[BrowserContext]:
    async with opened_context(trusting, options(running)) as context:
        await running.door().log_in(await context.new_page(), running.account("utkast-03"))
        yield context


@pytest.fixture(scope="session")
def kept_inside(logged_in: BrowserContext, running: Portal) -> KeptPage:
    return KeptPage(logged_in, options(running))


@pytest_asyncio.fixture(loop_scope="session")
async def inside(kept_inside: KeptPage, portal: Portal) -> AsyncIterator[Page]:
    """A page in a session that other tests use too: never lose it."""
    async with kept_inside.lent() as page:
        yield page


@pytest_asyncio.fixture(loop_scope="session")
async def alone_inside(page: Page, portal: Portal) -> Page:
    """A page in a session of its own, to be lost."""
    await portal.door().log_in(page, portal.account())
    return page
