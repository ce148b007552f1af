"""Sessions are replaced, logged out and closed, and nothing is waited for without an end."""

import asyncio
from typing import Any

import pytest
from playwright.async_api import Browser, Page
from structlog.testing import capture_logs

from bots.kit.errors import SessionLost, SystemSlow, UnreadableValue
from bots.kit.session_pool import PoolLimits
from tests.browser.kit.doors import FakeDoor, pool_of, who


async def test_a_context_is_recycled_after_its_uses(browser: Browser, door: FakeDoor) -> None:
    contexts = set()
    async with pool_of(browser, door, "a", limits=PoolLimits(uses_per_context=2)) as pool:
        for _ in range(4):
            async with pool.lease() as session:
                contexts.add(session.context)
        assert len(contexts) == 2
        assert door.tried == ["a", "a"]
        assert door.left == ["a"]


async def test_closing_logs_out_and_closes_every_context(browser: Browser, door: FakeDoor) -> None:
    before = len(browser.contexts)
    async with pool_of(browser, door, "a", "b", "c") as pool, pool.lease(), pool.lease():
        pass
    assert sorted(door.left) == ["a", "b"]
    assert len(browser.contexts) == before
    with pytest.raises(RuntimeError, match="closed"):
        await pool.run(who)


async def test_a_log_out_that_hangs_is_given_up_and_told(browser: Browser, door: FakeDoor, site: Any) -> None:
    async def hang(page: Page) -> None:
        await page.goto(site.serve("/hang", held=True))

    door.on_leave = hang
    before = len(browser.contexts)
    with capture_logs() as logged:
        async with pool_of(browser, door, "a", limits=PoolLimits(log_out_seconds=0.3)) as pool:
            await pool.run(who)
    assert "session.not_logged_out" in {line["event"] for line in logged}
    assert len(browser.contexts) == before


async def test_a_session_that_is_out_already_is_nothing_to_tell_of(browser: Browser, door: FakeDoor) -> None:
    """A case stopped while it logged in would else leave another trace than one stopped a moment later."""

    async def at_the_login_page(page: Page) -> None:
        raise SessionLost(door.system, "look-up", "the login page stands where data was expected")

    door.on_leave = at_the_login_page
    before = len(browser.contexts)
    with capture_logs() as logged:
        async with pool_of(browser, door, "a") as pool:
            await pool.run(who)
    assert "session.not_logged_out" not in {line["event"] for line in logged}
    assert len(browser.contexts) == before


async def test_a_page_that_never_lets_go_costs_its_session_and_holds_nobody_up(
    browser: Browser, door: FakeDoor
) -> None:
    """As seen with 24 processes waiting for two cores: Playwright's close waited for a quarter of an hour."""
    before = len(browser.contexts)
    with capture_logs() as logged:
        async with pool_of(browser, door, "a", limits=PoolLimits(page_seconds=5)) as pool:
            await pool.run(never_closing)
            with pytest.raises(UnreadableValue):
                await pool.run(not_reading)
            assert await pool.run(who) == "a"
    assert [line["event"] for line in logged].count("page.not_closed") == 1
    assert (door.tried, door.left) == (["a", "a"], ["a", "a"])
    assert len(browser.contexts) == before


async def never_closing(page: Page) -> None:
    async def close() -> None:
        await asyncio.Event().wait()

    page.close = close  # type: ignore[method-assign, assignment]


async def not_reading(page: Page) -> None:
    raise UnreadableValue(label="Belopp", trouble="it is blank")


async def test_a_step_that_waits_for_what_never_comes_is_given_up(browser: Browser, door: FakeDoor) -> None:
    async def wait(page: Page) -> None:
        await asyncio.Event().wait()

    async with pool_of(browser, door, "a", limits=PoolLimits(step_seconds=5)) as pool:
        await pool.run(who)
        with pytest.raises(SystemSlow, match="not done in"):
            await pool.run(wait)
        with pytest.raises(SystemSlow, match="not done in"):
            async with pool.lease():
                await asyncio.Event().wait()
        assert await pool.run(who) == "a"
    assert door.tried == ["a"]
