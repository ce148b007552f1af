"""The protocol AccountLender, kept by the fake and by our tables on SQLite and on PostgreSQL alike."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import replace

import pytest
import pytest_asyncio
from tenacity import AsyncRetrying, retry_if_result, stop_after_delay, wait_fixed

from adapters.lender import Lendable, SystemLender
from adapters.lending import Lending, LendingPace
from adapters.persistence.accounts import SqlAccounts
from adapters.persistence.engine import Database
from bots.kit.errors import AccountLocked, LoginRefused, NoFreeAccount, ScreenError, SystemSlow
from bots.kit.lender import AccountLender
from tests.fakes.lender import FakeAccounts, FakeLender

NAMES = ("utkast-01", "utkast-02", "utkast-03")
ONE, TWO, THREE = NAMES
PACE = LendingPace(beat=0.3, between_turns=0.02, to_note=0.2)
SHORT = replace(PACE, turn=0.3)

Hire = Callable[..., Awaitable[AccountLender]]


@pytest_asyncio.fixture
async def hire(ours_or_none: Database | None) -> AsyncIterator[Hire]:
    """A function that gives the lender of a new worker; `secrets` are those it would log in with."""
    async with AsyncExitStack() as stack:
        if ours_or_none is None:
            shared = FakeAccounts()

            async def new(name: str, secrets: str = "right", pace: LendingPace = PACE) -> AccountLender:
                return FakeLender(shared, name, secrets, turn_seconds=pace.turn)

        else:
            accounts = SqlAccounts(ours_or_none)

            async def new(name: str, secrets: str = "right", pace: LendingPace = PACE) -> AccountLender:
                lending = Lending(accounts, municipality="exempelstad", worker=name, pace=pace)
                await stack.enter_async_context(lending.renewed())
                marks = [Lendable(name=one, mark=secrets, secret_name=f"{one}_PASSWORD") for one in NAMES]
                return SystemLender(lending, "Almanda", marks)

        yield new


async def is_told(lender: AccountLender) -> list[str]:
    """The accounts that the lender says are wanted, when a beat has told it."""
    asked = AsyncRetrying(
        retry=retry_if_result(lambda names: not names), wait=wait_fixed(0.02), stop=stop_after_delay(20)
    )
    names: list[str] = await asked(_wanted, lender)
    return names


async def _wanted(lender: AccountLender) -> list[str]:
    return [name for name in NAMES if lender.is_wanted(name)]


async def refused(lender: AccountLender, account: str, error: ScreenError) -> None:
    with pytest.raises(type(error)):
        async with lender.login(account):
            raise error


WRONG = LoginRefused("Almanda", "login", account=ONE, secret_name=f"{ONE}_PASSWORD")
LOCKED = AccountLocked("Almanda", "login", account=ONE)


async def test_accounts_are_lent_in_order_and_each_to_one_worker(hire: Hire) -> None:
    a, b = await hire("a"), await hire("b")
    assert await a.borrow(NAMES) == ONE
    assert await b.borrow(NAMES) == TWO
    assert await a.borrow((TWO, THREE)) == THREE
    assert (a.keeps(ONE), a.keeps(TWO), a.keeps(THREE)) == (True, False, True)
    assert await b.borrow((ONE, THREE)) is None


async def test_many_who_ask_at_once_get_one_account_each(hire: Hire) -> None:
    workers = [await hire(f"worker-{number}") for number in range(5)]
    got = await asyncio.gather(*(one.borrow(NAMES) for one in workers))
    assert sorted(name for name in got if name) == list(NAMES)


async def test_what_is_given_back_is_anothers_to_borrow(hire: Hire) -> None:
    a, b = await hire("a"), await hire("b")
    assert await a.borrow((ONE,)) == ONE
    assert await b.borrow((ONE,)) is None
    await a.give_back(ONE)
    assert not a.keeps(ONE)
    assert await b.borrow((ONE,)) == ONE


async def test_one_who_has_none_is_heard_by_the_one_who_has_most(hire: Hire) -> None:
    a, b = await hire("a"), await hire("b")
    for names in (NAMES, NAMES[1:], NAMES[2:]):
        await a.borrow(names)
    assert not any(a.is_wanted(name) for name in NAMES)
    assert await b.borrow(NAMES) is None
    (wanted,) = await is_told(a)
    await a.give_back(wanted)
    assert await a.borrow((wanted,)) is None
    assert await b.borrow(NAMES) == wanted
    assert not b.is_wanted(wanted)


async def test_what_a_login_costs_is_used_before_another_has_the_account(hire: Hire) -> None:
    a, b = await hire("a"), await hire("b")
    for names in (NAMES, NAMES[1:], NAMES[2:]):
        await a.borrow(names)
    async with a.login(ONE):
        assert await b.borrow(NAMES) is None
        assert await is_told(a) == [ONE]
    assert not a.is_wanted(ONE)
    assert await b.borrow(NAMES) is None
    assert len(await is_told(a)) == 1


async def test_one_refused_secret_keeps_every_worker_from_every_account(hire: Hire) -> None:
    a, b = await hire("a"), await hire("b")
    assert (await a.borrow(NAMES), await b.borrow(NAMES)) == (ONE, TWO)
    await refused(a, ONE, WRONG)
    with pytest.raises(LoginRefused, match=f"{ONE}_PASSWORD"):
        async with b.login(TWO):
            pytest.fail("the other account was tried")
    await a.give_back(ONE)
    with pytest.raises(LoginRefused, match=f"{ONE}_PASSWORD"):
        await (await hire("c")).borrow(NAMES)


async def test_the_secret_that_was_refused_is_told_to_all_and_not_another_of_the_same_account(
    hire: Hire,
) -> None:
    a, b = await hire("a"), await hire("b")
    assert (await a.borrow(NAMES), await b.borrow(NAMES)) == (ONE, TWO)
    await refused(a, ONE, LoginRefused("Almanda", "login", account=ONE, secret_name=f"{ONE}_TOTP"))
    with pytest.raises(LoginRefused) as at_the_turn:
        async with b.login(TWO):
            pytest.fail("the other account was tried")
    with pytest.raises(LoginRefused) as at_the_loan:
        await (await hire("c")).borrow(NAMES)
    assert {at_the_turn.value.secret_name, at_the_loan.value.secret_name} == {f"{ONE}_TOTP"}


async def test_a_changed_secret_may_be_tried_and_the_refused_one_still_not(hire: Hire) -> None:
    a, mended, stale = await hire("a"), await hire("b", "mended"), await hire("c")
    assert await a.borrow(NAMES) == ONE
    await refused(a, ONE, WRONG)
    await a.give_back(ONE)
    assert await mended.borrow(NAMES) == ONE
    async with mended.login(ONE):
        pass
    await mended.give_back(ONE)
    with pytest.raises(LoginRefused):
        await stale.borrow(NAMES)


async def test_a_changed_secret_opens_no_locked_account(hire: Hire) -> None:
    a = await hire("a")
    assert await a.borrow(NAMES) == ONE
    await refused(a, ONE, LOCKED)
    with pytest.raises(AccountLocked):
        await (await hire("b", "mended")).borrow(NAMES)


async def test_any_other_trouble_at_the_login_is_no_refusal(hire: Hire) -> None:
    a = await hire("a")
    assert await a.borrow(NAMES) == ONE
    await refused(a, ONE, SystemSlow("Almanda", "login", "slow"))
    async with a.login(ONE):
        pass


async def test_workers_log_in_one_at_a_time(hire: Hire) -> None:
    workers = [await hire(name) for name in "abc"]
    inside: list[str] = []

    async def log_in(lender: AccountLender) -> None:
        account = await lender.borrow(NAMES)
        assert account is not None
        async with lender.login(account):
            inside.append(account)
            await asyncio.to_thread(inside.count, account)  # the others get every chance to come in
            assert inside == [account]
            inside.remove(account)

    await asyncio.gather(*(log_in(one) for one in workers))


async def test_a_turn_that_does_not_come_in_time_is_told(hire: Hire) -> None:
    a, b = await hire("a"), await hire("b", pace=SHORT)
    assert (await a.borrow(NAMES), await b.borrow(NAMES)) == (ONE, TWO)
    async with a.login(ONE):
        with pytest.raises(NoFreeAccount):
            async with b.login(TWO):
                pytest.fail("two were at the login")
    async with b.login(TWO):
        pass


async def test_nobody_logs_in_with_an_account_that_is_not_its_own(hire: Hire) -> None:
    a, b = await hire("a"), await hire("b")
    assert await a.borrow((ONE,)) == ONE
    with pytest.raises(NoFreeAccount):
        async with b.login(ONE):
            pytest.fail("an account was used by two")


async def test_a_cancelled_login_lets_the_others_in(hire: Hire) -> None:
    a, b = await hire("a"), await hire("b")
    assert (await a.borrow(NAMES), await b.borrow(NAMES)) == (ONE, TWO)
    at_it = asyncio.Event()

    async def hang() -> None:
        async with a.login(ONE):
            at_it.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(hang())
    await at_it.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with b.login(TWO):
        pass
