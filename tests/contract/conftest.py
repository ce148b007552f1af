"""One browser for all contract tests that need one, and our own tables behind three doors."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from bots.kit.browser import find_browser, open_browser
from tests.contract.our_tables import Tables, tables_in, tables_in_memory
from tests.databases import empty_postgresql, empty_sqlite, our_postgresql, our_sqlite


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with open_browser(find_browser(os.environ.get("UTKAST_BROWSER_PATH"))) as opened:
        yield opened


@pytest_asyncio.fixture(params=["sqlite", "postgresql"])
async def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return empty_sqlite(tmp_path)
    return await empty_postgresql(request.getfixturevalue("postgresql_folder"))


@pytest_asyncio.fixture(params=["fake", "sqlite", "postgresql"])
async def tables(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Tables]:
    if request.param == "fake":
        yield tables_in_memory()
        return
    folder = tmp_path if request.param == "sqlite" else request.getfixturevalue("postgresql_folder")
    url = await our_sqlite(folder) if request.param == "sqlite" else await our_postgresql(folder)
    async with tables_in(url) as opened:
        yield opened
