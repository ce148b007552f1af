"""One town and one browser for the bad habits; hands that are kept warm, and hands of a test's own.

A fault that a test orders and that never strikes fails the test: it would have shown nothing.
"""

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import pytest_asyncio
from playwright.async_api import Browser

from tests.browser.bad_habits.hands import ROBOTS, TOWN, Hands, at_hand

if TYPE_CHECKING:
    from mock_legacy.platform.run import RunningMocks


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def town(mocks: "RunningMocks") -> "RunningMocks":
    """The four systems, with a few households behind them."""
    mocks.reset(TOWN)
    return mocks


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def warm(town: "RunningMocks", trusting: Browser) -> AsyncIterator[Hands]:
    """Hands that stay logged in from test to test."""
    async with at_hand(town, trusting, ROBOTS[0]) as hands:
        yield hands


@pytest_asyncio.fixture(loop_scope="session")
async def hands(warm: Hands) -> AsyncIterator[Hands]:
    """Warm hands in a town where nothing has gone wrong yet."""
    warm.start_over()
    yield warm
    require_that_all_struck(warm)


@pytest_asyncio.fixture(loop_scope="session")
async def cold(town: "RunningMocks", trusting: Browser) -> AsyncIterator[Hands]:
    """Hands that have not logged in anywhere."""
    async with at_hand(town, trusting, ROBOTS[1]) as hands:
        yield hands
        require_that_all_struck(hands)


def require_that_all_struck(hands: Hands) -> None:
    """No fault was ordered in vain."""
    assert [fault.kind for fault in hands.ordered if not fault.hits] == []
