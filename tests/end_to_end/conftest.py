"""A municipality's installation against the running mock systems, made anew for each test module."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mock_legacy.world.world import WORLD_DATE
from tests.end_to_end.installation import Installation, installed

if TYPE_CHECKING:
    from mock_legacy.platform.run import RunningMocks


@pytest.fixture
def installation(
    mocks: "RunningMocks", tmp_path: Path, prefect_server: None, warm_browser: None
) -> Iterator[Installation]:
    """The robot's home, secrets and addresses; whatever a test does to the systems is lifted after it."""
    yield installed(mocks, tmp_path)
    mocks.platform.faults.clear()
    mocks.world.move_to(WORLD_DATE)
