"""Two workers' pools share accounts: no account is used by both, none is hoarded, no refusal is repeated."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from playwright.async_api import Browser, Page
from structlog.testing import capture_logs

from bots.kit.errors import LoginRefused, NoFreeAccount, OutsideHours, SessionLost, SystemUnreachable
from bots.kit.seating import Patience
from bots.kit.session_pool import PoolLimits, SessionPool
from tests.browser.kit.doors import FakeDoor, accounts, who
from tests.fakes.lender import FakeAccounts, FakeLender

QUICK = Patience(for_an_account=10.0, between_asking=0.05, idle=60.0)
IDLE_AT_ONCE = Patience(for_an_account=10.0, between_asking=0.05, idle=0.1)
IMPATIENT = Patience(for_an_account=0.2, between_asking=0.05, idle=60.0)


@pytest.fixture
def shared() -> FakeAccounts:
    return FakeAccounts()


@contextlib.asynccontextmanager
async def worker(
    browser: Browser, door: FakeDoor, lender: FakeLender, *names: str, patience: Patience = QUICK
) -> AsyncIterator[SessionPool]:
    limits = PoolLimits(patience=patience)
    pool = SessionPool(browser, door, accounts(*names), limits=limits, lender=lender)
    try:
        yield pool
    finally:
        await pool.aclose()


async def test_two_workers_never_use_one_account(
    browser: Browser, door: FakeDoor, shared: FakeAccounts
) -> None:
    one, two = FakeLender(shared, "one"), FakeLender(shared, "two")
    async with (
        worker(browser, door, one, "a", "b") as first,
        worker(browser, door, two, "a", "b") as second,
        first.lease() as mine,
        second.lease() as yours,
    ):
        assert (mine.account_name, yours.account_name) == ("a", "b")
    assert door.tried == ["a", "b"]
    assert shared.holders == {}


async def test_an_account_that_nobody_uses_is_logged_out_and_another_worker_gets_it(
    browser: Browser, door: FakeDoor, shared: FakeAccounts
) -> None:
    one, two = FakeLender(shared, "one"), FakeLender(shared, "two")
    async with (
        worker(browser, door, one, "a", patience=IDLE_AT_ONCE) as first,
        worker(browser, door, two, "a") as second,
    ):
        assert await first.run(who) == "a"
        assert await second.run(who) == "a"
        assert door.left == ["a"]
        assert one.given_back == ["a"]
    assert door.tried == ["a", "a"]


async def test_a_busy_worker_hands_over_one_of_its_accounts(
    browser: Browser, door: FakeDoor, shared: FakeAccounts
) -> None:
    one, two = FakeLender(shared, "one"), FakeLender(shared, "two")
    async with worker(browser, door, one, "a", "b") as first, worker(browser, door, two, "a", "b") as second:
        over = asyncio.Event()

        async def keep_busy() -> None:
            while not over.is_set():
                await first.run(who)

        async with first.lease(), first.lease():
            pass
        busy = [asyncio.create_task(keep_busy()) for _ in range(3)]
        async with asyncio.timeout(20):
            handed_over = await second.run(who)
        over.set()
        await asyncio.gather(*busy)
        assert one.given_back == [handed_over]
        assert shared.holders[handed_over] == "two"


async def test_a_worker_without_any_account_waits_no_longer_than_its_patience(
    browser: Browser, door: FakeDoor, shared: FakeAccounts
) -> None:
    shared.holders["a"] = "another"
    async with worker(browser, door, FakeLender(shared, "one"), "a", patience=IMPATIENT) as pool:
        told = await asyncio.gather(*(pool.run(who) for _ in range(3)), return_exceptions=True)
        assert [type(one) for one in told] == [NoFreeAccount] * 3
        assert door.tried == []
        del shared.holders["a"]
        assert await pool.run(who) == "a"


async def test_a_worker_with_an_account_in_use_waits_for_that_one(
    browser: Browser, door: FakeDoor, shared: FakeAccounts
) -> None:
    shared.holders["b"] = "another"
    lender = FakeLender(shared, "one")
    async with worker(browser, door, lender, "a", "b") as pool:
        async with pool.lease():
            waiting = asyncio.create_task(pool.run(who))
            done, _ = await asyncio.wait({waiting}, timeout=3 * QUICK.between_asking)
            assert not done
        assert await waiting == "a"


@pytest.mark.parametrize("others_has", [True, False])
async def test_an_account_in_use_is_waited_for_no_longer_than_the_patience(
    browser: Browser, door: FakeDoor, shared: FakeAccounts, others_has: bool
) -> None:
    names = ("a", "b") if others_has else ("a",)
    shared.holders["b"] = "another"
    async with worker(browser, door, FakeLender(shared, "one"), *names, patience=IMPATIENT) as pool:
        async with pool.lease(), asyncio.timeout(20):
            told = await asyncio.gather(*(pool.run(who) for _ in range(8)), return_exceptions=True)
            assert [type(one) for one in told] == [NoFreeAccount] * 8
        assert await pool.run(who) == "a"
        assert door.tried == ["a"]


@dataclass(slots=True)
class Hours:
    """Opening hours that a test ends."""

    are_over: bool = False

    def require_open(self) -> None:
        if self.are_over:
            raise OutsideHours("fake")


async def test_a_system_that_closes_while_somebody_waits_is_not_asked(
    browser: Browser, door: FakeDoor, shared: FakeAccounts
) -> None:
    hours = Hours()
    lender = FakeLender(shared, "one")
    pool = SessionPool(browser, door, accounts("a"), lender=lender, require_open=hours.require_open)
    async with pool.lease() as held:
        waiting = asyncio.create_task(pool.run(who))
        await asyncio.wait({waiting}, timeout=0.1)
        hours.are_over = True
    with pytest.raises(OutsideHours):
        await waiting
    hours.are_over = False
    assert await pool.run(who) == "a"
    assert not held.page.is_closed(), "nobody had touched it"
    await pool.aclose()
    assert (door.tried, door.left) == (["a"], ["a"])


async def test_a_system_that_has_closed_is_not_asked_to_log_out(
    browser: Browser, door: FakeDoor, shared: FakeAccounts
) -> None:
    hours = Hours()
    before = len(browser.contexts)
    lender = FakeLender(shared, "one")
    pool = SessionPool(browser, door, accounts("a"), lender=lender, require_open=hours.require_open)
    assert await pool.run(who) == "a"
    hours.are_over = True
    with capture_logs() as logged:
        await pool.aclose()
    assert door.left == []
    told = [line["why"] for line in logged if line["event"] == "session.not_logged_out"]
    assert told == [str(OutsideHours("fake"))]
    assert len(browser.contexts) == before


async def test_a_system_that_closes_as_the_wait_ends_costs_no_session_its_page(
    browser: Browser, door: FakeDoor, shared: FakeAccounts
) -> None:
    looks = 0

    def require_open() -> None:
        nonlocal looks
        looks += 1
        if looks == closes_at:
            raise OutsideHours("fake")

    lender = FakeLender(shared, "one")
    pool = SessionPool(browser, door, accounts("a"), lender=lender, require_open=require_open)
    closes_at = 0
    async with pool.lease() as held:
        page = held.page
    closes_at = looks + 2  # let in by the first look, kept out by the one that follows
    with pytest.raises(OutsideHours):
        await pool.run(who)
    assert await pool.run(who) == "a"
    assert not page.is_closed()
    await pool.aclose()


async def test_a_system_that_closes_while_somebody_waits_to_log_in_is_not_logged_in_to(
    browser: Browser, door: FakeDoor, shared: FakeAccounts
) -> None:
    is_closed = False

    class Slow(FakeLender):
        @contextlib.asynccontextmanager
        async def login(self, account: str) -> AsyncIterator[None]:
            nonlocal is_closed
            is_closed = True
            yield

    def require_open() -> None:
        if is_closed:
            raise OutsideHours("fake")

    lender = Slow(shared, "one")
    pool = SessionPool(browser, door, accounts("a"), lender=lender, require_open=require_open)
    with pytest.raises(OutsideHours):
        await pool.run(who)
    assert is_closed
    assert door.tried == []
    await pool.aclose()


async def test_one_that_stops_waiting_lets_the_next_in_line_have_the_seat(
    browser: Browser, door: FakeDoor, shared: FakeAccounts
) -> None:
    async with worker(browser, door, FakeLender(shared, "one"), "a") as pool:
        async with pool.lease():
            gives_up, stays = (asyncio.create_task(pool.run(who)) for _ in range(2))
            await asyncio.wait({gives_up}, timeout=0.1)
            gives_up.cancel()
            with pytest.raises(asyncio.CancelledError):
                await gives_up
        assert await asyncio.wait_for(stays, 20) == "a"


async def test_an_account_whose_lease_ran_out_is_not_used_any_more(
    browser: Browser, door: FakeDoor, shared: FakeAccounts
) -> None:
    async with worker(browser, door, FakeLender(shared, "one"), "a", "b") as pool:
        assert await pool.run(who) == "a"
        shared.holders["a"] = "another"
        with capture_logs() as logged:
            assert await pool.run(who) == "b"
        assert "account.not_ours_any_more" in {line["event"] for line in logged}
    # The other's session must not be ended with ours.
    assert door.left == ["b"]
    assert shared.holders == {"a": "another"}


async def test_after_a_login_that_failed_the_account_is_free_for_others(
    browser: Browser, door: FakeDoor, shared: FakeAccounts
) -> None:
    door.base_url = "http://127.0.0.1:9/"
    lender = FakeLender(shared, "one")
    async with worker(browser, door, lender, "a") as pool:
        with pytest.raises(SystemUnreachable):
            await pool.run(who)
        async with asyncio.timeout(10):
            await lender.has_given_back.wait()
        assert shared.holders == {}


async def test_a_lost_session_is_begun_anew_with_the_same_account(
    browser: Browser, door: FakeDoor, shared: FakeAccounts
) -> None:
    seen: list[str] = []

    async def step(page: Page) -> str:
        seen.append(await who(page))
        if len(seen) == 1:
            raise SessionLost("gammalt", "x", "gone")
        return seen[-1]

    lender = FakeLender(shared, "one")
    async with worker(browser, door, lender, "a", "b") as pool:
        assert await pool.run(step) == "a"
        assert lender.given_back == []
    assert door.tried == ["a", "a"]


async def test_a_login_that_one_worker_had_refused_is_tried_by_no_other(
    browser: Browser, door: FakeDoor, shared: FakeAccounts
) -> None:
    door.wrong = {"a", "b"}
    one, two = FakeLender(shared, "one"), FakeLender(shared, "two")
    async with worker(browser, door, one, "a", "b") as first, worker(browser, door, two, "a", "b") as second:
        told = await asyncio.gather(
            *(pool.run(who) for pool in (first, second) for _ in range(3)), return_exceptions=True
        )
    assert [type(one) for one in told] == [LoginRefused] * 6
    assert len(door.tried) == 1
