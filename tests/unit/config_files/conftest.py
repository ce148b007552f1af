"""What the tests of configuration files share."""

import shutil
from pathlib import Path

import pytest

from tests.household_facts import CONFIG


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A copy of the project's own configuration, to be spoilt."""
    shutil.copytree(CONFIG, tmp_path / "config")
    return tmp_path / "config"
