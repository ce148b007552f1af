"""Worlds made for the tests of the mock systems."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mock_legacy.platform.accounts import ensure_accounts
from mock_legacy.platform.context import Platform
from mock_legacy.world import World, open_world
from mock_legacy.world.generator import Recipe, generate


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A world of forty applications, only read."""
    world = open_world(tmp_path_factory.mktemp("night"))
    generate(world, Recipe())
    yield world
    world.close()


@pytest.fixture
def platform(tmp_path: Path) -> Iterator[Platform]:
    """An empty world with accounts."""
    world = open_world(tmp_path)
    ensure_accounts(world)
    yield Platform(world=world)
    world.close()
