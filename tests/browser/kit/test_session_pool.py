"""Accounts are leased, logged in once, and never tried again after a refusal."""

import asyncio
from typing import Any

import pytest
from playwright.async_api import Browser, Page
from structlog.testing import capture_logs

from bots.kit.errors import (
    AccountLocked,
    BrowserGone,
    LoginRefused,
    NoSuchRow,
    RecordLocked,
    ScreenError,
    SessionLost,
    SystemUnreachable,
    UnreadableValue,
)
from bots.kit.session_pool import SessionPool
from tests.browser.kit.doors import FakeDoor, pool_of, who


async def test_a_session_is_logged_in_when_needed_and_kept(browser: Browser, door: FakeDoor) -> None:
    async with pool_of(browser, door, "a") as pool:
        assert door.tried == []
        pages = []
        for _ in range(3):
            async with pool.lease() as session:
                assert await who(session.page) == session.account_name == "a"
                pages.append(session.page)
        assert door.tried == ["a"]
        assert pages[0] is pages[1] is pages[2]
        assert (pool.tally.logins, pool.tally.leases) == (1, 3)


async def test_a_cold_account_waits_while_a_warm_one_is_free(browser: Browser, door: FakeDoor) -> None:
    async with pool_of(browser, door, "a", "b") as pool:
        for _ in range(3):
            async with pool.lease():
                pass
        assert door.tried == ["a"]


async def test_two_leases_have_two_accounts_and_a_third_waits(browser: Browser, door: FakeDoor) -> None:
    async with pool_of(browser, door, "a", "b") as pool:
        async with pool.lease() as one, pool.lease() as two:
            assert {one.account_name, two.account_name} == {"a", "b"}
            assert one.context is not two.context
            third = asyncio.create_task(pool.run(who))
            done, _ = await asyncio.wait({third}, timeout=0.2)
            assert not done
        assert await third in {"a", "b"}


async def test_logins_are_made_one_at_a_time(browser: Browser, door: FakeDoor) -> None:
    async with pool_of(browser, door, "a", "b", "c") as pool:
        async with pool.lease(), pool.lease(), pool.lease():
            pass
        together = asyncio.Barrier(3)

        async def meet(page: Page) -> None:
            await together.wait()

        await asyncio.gather(*(pool.run(meet) for _ in range(3)))
        assert door.most_at_once == 1


async def test_after_one_refusal_no_account_is_tried_again(browser: Browser, door: FakeDoor) -> None:
    door.wrong = {"a", "b", "c"}
    async with pool_of(browser, door, "a", "b", "c") as pool:
        told = await asyncio.gather(*(pool.run(who) for _ in range(6)), return_exceptions=True)
        assert [type(one) for one in told] == [LoginRefused] * 6
        assert {one.secret_name for one in told if isinstance(one, LoginRefused)} == {"a_PASSWORD"}
        with pytest.raises(LoginRefused, match="a_PASSWORD"):
            async with pool.lease():
                pass
        assert door.tried == ["a"]
        assert isinstance(pool.stopped, LoginRefused)


async def test_a_refusal_is_not_told_with_the_password(browser: Browser, door: FakeDoor) -> None:
    door.wrong = {"a"}
    with capture_logs() as logged:
        async with pool_of(browser, door, "a") as pool:
            with pytest.raises(LoginRefused) as told:
                await pool.run(who)
    assert "'pw'" not in f"{logged} {told.value} {told.value!r}"
    assert "pool.stopped" in {line["event"] for line in logged}


async def test_a_locked_account_stops_the_pool_too(browser: Browser, door: FakeDoor) -> None:
    door.locked = {"a"}
    async with pool_of(browser, door, "a", "b") as pool:
        for _ in range(2):
            with pytest.raises(AccountLocked):
                await pool.run(who)
        assert door.tried == ["a"]


async def test_a_refusal_stops_the_warm_sessions_too(browser: Browser, door: FakeDoor) -> None:
    door.wrong = {"b"}
    async with pool_of(browser, door, "a", "b") as pool:
        async with pool.lease():
            with pytest.raises(LoginRefused):
                await pool.run(who)
        with pytest.raises(LoginRefused):
            await pool.run(who)
        assert door.tried == ["a", "b"]


async def test_a_system_that_is_down_does_not_stop_the_pool(browser: Browser, door: FakeDoor) -> None:
    right, door.base_url = door.base_url, "http://127.0.0.1:9/"
    async with pool_of(browser, door, "a") as pool:
        with pytest.raises(SystemUnreachable):
            await pool.run(who)
        door.base_url = right
        assert await pool.run(who) == "a"


async def test_a_read_only_step_is_repeated_once_in_a_fresh_session(browser: Browser, door: FakeDoor) -> None:
    contexts = []

    async def step(page: Page) -> str:
        contexts.append(page.context)
        if len(contexts) == 1:
            raise SessionLost("gammalt", "x", "gone")
        return await who(page)

    async with pool_of(browser, door, "a") as pool:
        assert await pool.run(step) == "a"
    assert door.tried == ["a", "a"]
    assert contexts[0] is not contexts[1]


async def test_what_cannot_be_read_is_looked_at_once_more_on_a_page_of_its_own(
    browser: Browser, door: FakeDoor
) -> None:
    pages = []

    async def step(page: Page) -> str:
        pages.append(page)
        if len(pages) == 1:
            raise UnreadableValue(label="Belopp", trouble="it is blank")
        return await who(page)

    async with pool_of(browser, door, "a") as pool:
        with capture_logs() as logged:
            assert await pool.run(step) == "a"
    (again,) = [line for line in logged if line["event"] == "step.repeated"]
    assert "Belopp" in again["why"]
    assert pages[0] is not pages[1]
    assert door.tried == ["a"]


async def test_what_cannot_be_read_twice_is_told(browser: Browser, door: FakeDoor) -> None:
    looks = []

    async def step(page: Page) -> None:
        looks.append(page)
        raise UnreadableValue(label="Belopp", trouble="it is blank")

    async with pool_of(browser, door, "a") as pool:
        with pytest.raises(UnreadableValue):
            await pool.run(step)
    assert len(looks) == 2


async def test_the_account_is_told_before_each_try_of_a_step(browser: Browser, door: FakeDoor) -> None:
    told: list[str] = []

    async def first(account: str) -> None:
        told.append(f"about to ask with {account}")

    async def step(_page: Page) -> str:
        told.append("asked")
        if len(told) < 3:
            raise SessionLost("test", "list")
        return "answer"

    async with pool_of(browser, door, "a") as pool:
        assert await pool.run(step, first=first) == "answer"
        async with pool.lease_at(step, first=first):
            told.append("working")
    about = "about to ask with a"
    assert told == [about, "asked", about, "asked", about, "asked", "working"]


async def test_a_step_is_not_taken_when_what_comes_first_fails(browser: Browser, door: FakeDoor) -> None:
    asked = []

    async def first(_account: str) -> None:
        raise OSError("nothing can be written down")

    async def step(page: Page) -> None:
        asked.append(page)

    async with pool_of(browser, door, "a") as pool:
        with pytest.raises(OSError, match="nothing can be written down"):
            await pool.run(step, first=first)
        with pytest.raises(OSError, match="nothing can be written down"):
            async with pool.lease_at(step, first=first):
                asked.append("working")
        assert asked == []
        assert await pool.run(who) == "a"


async def test_a_session_that_is_lost_twice_is_told(browser: Browser, door: FakeDoor) -> None:
    async def step(page: Page) -> str:
        raise SessionLost("gammalt", "x", "gone")

    async with pool_of(browser, door, "a") as pool:
        with pytest.raises(SessionLost):
            await pool.run(step)
        assert len(door.tried) == 2
        assert await pool.run(who) == "a"
        assert len(door.tried) == 3


async def test_a_lease_is_not_repeated_and_the_next_logs_in_afresh(browser: Browser, door: FakeDoor) -> None:
    async with pool_of(browser, door, "a") as pool:
        with pytest.raises(SessionLost):
            async with pool.lease():
                raise SessionLost("gammalt", "x", "gone")
        assert door.tried == ["a"]
        async with pool.lease() as session:
            assert await who(session.page) == "a"
        assert door.tried == ["a", "a"]
        assert door.left == []


async def test_a_failed_lease_never_hands_its_page_on(browser: Browser, door: FakeDoor) -> None:
    pages: list[Page] = []

    async def fail(page: Page) -> None:
        pages.append(page)
        raise KeyError

    async with pool_of(browser, door, "a") as pool:
        with pytest.raises(KeyError):
            await pool.run(fail)
        async with pool.lease() as session:
            assert session.page is not pages[0]
            assert pages[0].is_closed()
        assert door.tried == ["a"]


async def test_a_context_that_died_is_replaced_at_the_next_lease(browser: Browser, door: FakeDoor) -> None:
    async def die(page: Page) -> None:
        await page.context.close()
        await page.title()

    async with pool_of(browser, door, "a") as pool:
        with pytest.raises(BrowserGone):
            await pool.run(die)
        assert await pool.run(who) == "a"
        assert door.tried == ["a", "a"]


async def test_a_cancelled_lease_gives_its_account_back(browser: Browser, door: FakeDoor) -> None:
    async with pool_of(browser, door, "a") as pool:
        inside = asyncio.Event()

        async def hang(page: Page) -> None:
            inside.set()
            await asyncio.Event().wait()

        task = asyncio.create_task(pool.run(hang))
        await inside.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert await asyncio.wait_for(pool.run(who), 5) == "a"


async def test_a_lease_cut_off_while_its_page_waits_is_logged_out_from_another_page(
    browser: Browser, door: FakeDoor, site: Any
) -> None:
    waits = site.serve("/waits", held=True)
    left_from: list[str] = []

    async def note(page: Page) -> None:
        left_from.append(page.url)

    door.on_leave = note
    async with pool_of(browser, door, "a") as pool:
        task = asyncio.create_task(pool.run(lambda page: page.goto(waits)))
        while "/waits" not in site.asked:
            await asyncio.wait({task}, timeout=0.05)
        await cut_off(task)
    assert (door.left, left_from) == (["a"], ["about:blank"])


async def test_a_login_cut_off_when_it_had_been_let_in_is_logged_out(
    browser: Browser, door: FakeDoor
) -> None:
    inside = asyncio.Event()

    async def hang() -> None:
        inside.set()
        await asyncio.Event().wait()

    door.let_in = hang
    async with pool_of(browser, door, "a") as pool:
        task = asyncio.create_task(pool.run(who))
        await inside.wait()
        await cut_off(task)
    assert (door.tried, door.left) == (["a"], ["a"])


async def cut_off(task: "asyncio.Task[Any]") -> None:
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_the_witness_sees_the_page_as_it_failed(browser: Browser, door: FakeDoor) -> None:
    seen: list[tuple[str, str]] = []

    async def fail(page: Page) -> None:
        await page.set_content("<h1>Fel</h1>")
        raise ScreenError("gammalt", "x", "broken")

    async def witness(page: Page, error: ScreenError) -> None:
        seen.append((await page.locator("h1").inner_text(), str(error)))

    async with pool_of(browser, door, "a", witness=witness) as pool:
        with pytest.raises(ScreenError):
            await pool.run(fail)
    assert seen == [("Fel", "[gammalt / x] broken")]


async def test_the_witness_sees_a_login_that_failed(browser: Browser, door: FakeDoor) -> None:
    seen: list[str] = []

    async def witness(page: Page, error: ScreenError) -> None:
        seen.append(f"{page.url} {type(error).__name__}")

    door.wrong = {"a"}
    async with pool_of(browser, door, "a", witness=witness) as pool:
        with pytest.raises(LoginRefused):
            await pool.run(who)
    assert seen == [f"{door.base_url} LoginRefused"]


@pytest.mark.parametrize("error", [NoSuchRow(), RecordLocked(locked_by="Eva")])
async def test_an_ordinary_answer_needs_no_witness_and_keeps_its_page(
    browser: Browser, door: FakeDoor, error: ScreenError
) -> None:
    seen, pages = [], []

    async def witness(page: Page, error: ScreenError) -> None:
        seen.append(error)

    async def tell(page: Page) -> None:
        pages.append(page)
        raise error

    async with pool_of(browser, door, "a", witness=witness) as pool:
        for _ in range(2):
            with pytest.raises(type(error)):
                await pool.run(tell)
    assert seen == []
    assert pages[0] is pages[1]


async def test_a_witness_that_fails_does_not_hide_the_error(browser: Browser, door: FakeDoor) -> None:
    async def witness(page: Page, error: ScreenError) -> None:
        raise OSError("disk full")

    async with pool_of(browser, door, "a", witness=witness) as pool:
        with pytest.raises(ScreenError, match="broken"):
            async with pool.lease():
                raise ScreenError("gammalt", "x", "broken")


async def test_a_pool_without_accounts_is_told_at_once(browser: Browser, door: FakeDoor) -> None:
    with pytest.raises(ValueError, match="gammalt"):
        SessionPool(browser, door, [])
