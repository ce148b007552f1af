"""A doctor against the running mock systems, in a world of its own for each test."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mock_legacy.world.generator import Recipe
from tests.browser.doctor.examined import Practice, practice

if TYPE_CHECKING:
    from mock_legacy.platform.run import RunningMocks


@pytest.fixture
def here(mocks: "RunningMocks", tmp_path: Path, warm_browser: None) -> Iterator[Practice]:
    """The practice; whatever a test does to the systems is lifted after it."""
    yield practice(mocks, tmp_path)
    mocks.reset(Recipe())
