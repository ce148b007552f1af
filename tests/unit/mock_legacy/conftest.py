"""Worlds made for the tests of the mock systems."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete

from mock_legacy.platform.accounts import ensure_accounts, unlock_accounts
from mock_legacy.platform.context import Platform
from mock_legacy.world import World, open_world
from mock_legacy.world.generator import Recipe, generate
from mock_legacy.world.models import Draft, DraftGridRow, DraftOpening, DraftSave, DraftWarning


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


@pytest.fixture(scope="module")
def small_town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A world of six applications with accounts, for one module's tests."""
    world = open_world(tmp_path_factory.mktemp("town"))
    ensure_accounts(world)
    generate(world, Recipe(applications=6))
    yield world
    world.close()


@pytest.fixture
def town(small_town: World) -> Platform:
    """The small town with no fault in force, every account open and no draft."""
    unlock_accounts(small_town)
    with small_town.session() as session:
        session.execute(delete(DraftSave))
        session.execute(delete(DraftWarning))
        session.execute(delete(DraftOpening))
        session.execute(delete(DraftGridRow))
        session.execute(delete(Draft))
    return Platform(world=small_town)
