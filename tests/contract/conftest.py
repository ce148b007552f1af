"""One browser for all contract tests that need one, and our own tables behind three doors."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from adapters.persistence.engine import Database
from bots.kit.browser import find_browser, open_browser
from tests.contract.our_tables import Tables, tables_in_memory, tables_of
from tests.databases import emptied, empty_postgresql, empty_sqlite, our_postgresql, our_sqlite


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with open_browser(find_browser(os.environ.get("UTKAST_BROWSER_PATH"))) as opened:
        yield opened


@pytest_asyncio.fixture(params=["sqlite", "postgresql"])
async def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return empty_sqlite(tmp_path)
    return await empty_postgresql(request.getfixturevalue("postgresql_folder"))


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def kept_sqlite(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Database]:
    async with Database.opened(await our_sqlite(tmp_path_factory.mktemp("ours"))) as database:
        yield database


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def kept_postgresql(postgresql_folder: Path) -> AsyncIterator[Database]:
    async with Database.opened(await our_postgresql(postgresql_folder)) as database:
        yield database


@pytest.fixture(params=["sqlite", "postgresql"])
def kept_of_one_kind(request: pytest.FixtureRequest) -> Database:
    kept: Database = request.getfixturevalue(f"kept_{request.param}")
    return kept


@pytest.fixture(params=["fake", "sqlite", "postgresql"])
def kept_or_none(request: pytest.FixtureRequest) -> Database | None:
    return None if request.param == "fake" else request.getfixturevalue(f"kept_{request.param}")


@pytest_asyncio.fixture
async def ours(kept_of_one_kind: Database) -> Database:
    """Our tables, all empty; for tests that leave the tables themselves, and how they are reached, alone."""
    return await emptied(kept_of_one_kind)


@pytest_asyncio.fixture
async def ours_or_none(kept_or_none: Database | None) -> Database | None:
    """The same, and None for the test of the fakes."""
    return kept_or_none and await emptied(kept_or_none)


@pytest.fixture
def tables(ours_or_none: Database | None) -> Tables:
    return tables_of(ours_or_none) if ours_or_none else tables_in_memory()
