"""Fixtures that every kind of test may need."""

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory
from typing import TYPE_CHECKING

import certifi
import pytest
import pytest_asyncio
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.async_api import Browser

    from bots.kit.browser import BrowserChoice
    from mock_legacy.platform.run import RunningMocks


END_OF_ONE = "-----END CERTIFICATE-----\n"


def pytest_configure(config: pytest.Config) -> None:
    """Of the web's authorities the first alone: nobody of the web is asked.

    Each client of Prefect's reads them all anew, here and in each program that a test starts: measured 50 ms.
    A console keeps the width it finds when its module is read, and no test's depends on who began the tests.
    What hypothesis draws may take its time: on a busy machine a fifth of a second says nothing.
    """
    settings.register_profile("busy", deadline=None)
    settings.load_profile("busy")
    for name in ("COLUMNS", "LINES"):
        os.environ.pop(name, None)
    if "SSL_CERT_FILE" in os.environ:
        return
    one, end, _ = certifi.contents().partition(END_OF_ONE)
    with NamedTemporaryFile("w", encoding="ascii", suffix=".pem", delete=False) as file:
        file.write(one[one.index("-----BEGIN") :] + end)
    os.environ["SSL_CERT_FILE"] = file.name
    config.add_cleanup(Path(file.name).unlink)


@pytest.fixture(scope="session")
def postgresql_folder() -> Iterator[Path]:
    """A real PostgreSQL server on a socket of its own, for this run only."""
    from tests.databases import postgresql_server

    with TemporaryDirectory(prefix="utkast-postgresql-") as name, postgresql_server(Path(name)) as folder:
        yield folder


@pytest.fixture(scope="session")
def mocks(tmp_path_factory: pytest.TempPathFactory) -> Iterator["RunningMocks"]:
    """The four mock systems on free ports for the whole run; `mocks.reset(Recipe(…))` gives a new world."""
    from mock_legacy.platform.run import MockOptions, start_mocks

    with start_mocks(MockOptions(data_dir=tmp_path_factory.mktemp("mocks"))) as running:
        yield running


@pytest.fixture(scope="session")
def prefect_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Prefect's own server with a database of its own, once for every test that runs a flow."""
    from tests.shared_prefect import shared_prefect

    base, process = tmp_path_factory.getbasetemp(), os.environ.get("PYTEST_XDIST_WORKER")
    # A process of several has a folder of its own in that of the run.
    folder = base.parent if process else base
    with shared_prefect(folder, process or "alone", tmp_path_factory.mktemp("prefect")):
        yield


@pytest.fixture(scope="session")
def browser_choice() -> "BrowserChoice":
    from bots.kit.browser import find_browser

    return find_browser(os.environ.get("UTKAST_BROWSER_PATH"))


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def trusting(mocks: "RunningMocks", browser_choice: "BrowserChoice") -> "AsyncIterator[Browser]":
    """A browser that trusts the mock systems' authority."""
    from bots.kit.browser import open_browser

    async with open_browser(browser_choice, ca_files=[mocks.credentials_dir / "ca.pem"]) as opened:
        yield opened


@pytest.fixture
def warm_browser(trusting: "Browser", monkeypatch: pytest.MonkeyPatch) -> None:
    """Robots of the test get the run's browser instead of one each; what they open in it is their own."""

    @asynccontextmanager
    async def opened(choice: object, **more: object) -> "AsyncIterator[Browser]":
        yield trusting

    monkeypatch.setattr("adapters.desk.open_browser", opened)
