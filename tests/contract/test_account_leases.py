"""Account leases in our tables, minute by minute: the dead lose them, those who wait get theirs, in turn."""

from datetime import UTC, datetime, timedelta

import pytest

from adapters.persistence.account_rules import TENURE, TURN, WISH, Refusal
from adapters.persistence.accounts import Borrower, SqlAccounts, Turn
from adapters.persistence.engine import Database
from flows.errors import Code
from flows.work import LEASE

NOW = datetime(2026, 11, 18, 22, tzinfo=UTC)
MOMENT = timedelta(seconds=1)
NAMES = ("utkast-01", "utkast-02", "utkast-03")
ONE, TWO, THREE = NAMES
TOWN, ALMANDA = "exempelstad", "Almanda"


def borrower(worker: str, mark: str = "right", **changes: str) -> Borrower:
    where = {"municipality": TOWN, "system": ALMANDA, **changes}
    return Borrower(worker=worker, marks=dict.fromkeys(NAMES, mark), **where)


A, B, C = map(borrower, "abc")


@pytest.fixture
def accounts(ours: Database) -> SqlAccounts:
    return SqlAccounts(ours)


async def wanted_of(accounts: SqlAccounts, who: Borrower, now: datetime, *names: str) -> list[str]:
    """Which of these accounts the worker is told that another waits for."""
    held = {(ALMANDA, name): False for name in names}
    told = await accounts.renew(TOWN, who.worker, held, now=now)
    return [account for (_, account), wanted in told.items() if wanted]


async def test_a_dead_workers_account_is_free_after_its_lease_and_not_before(accounts: SqlAccounts) -> None:
    assert await accounts.borrow(A, [ONE], NOW) == ONE
    assert await accounts.borrow(B, [ONE], NOW + LEASE - MOMENT) is None
    assert await accounts.borrow(B, [ONE], NOW + LEASE + MOMENT) == ONE


async def test_a_lease_that_is_renewed_goes_on(accounts: SqlAccounts) -> None:
    assert await accounts.borrow(A, [ONE], NOW) == ONE
    assert await accounts.renew(TOWN, "a", {(ALMANDA, ONE): False}, now=NOW + MOMENT) == {
        (ALMANDA, ONE): False
    }
    assert await accounts.borrow(B, [ONE], NOW + LEASE) is None


async def test_a_lease_that_ran_out_is_still_ones_own_until_another_takes_it(accounts: SqlAccounts) -> None:
    held = {(ALMANDA, ONE): False}
    assert await accounts.borrow(A, [ONE], NOW) == ONE
    assert list(await accounts.renew(TOWN, "a", held, now=NOW + 2 * LEASE)) == [(ALMANDA, ONE)]
    assert await accounts.borrow(B, [ONE], NOW + 4 * LEASE) == ONE
    assert await accounts.renew(TOWN, "a", held, now=NOW + 4 * LEASE) == {}
    await accounts.give_back(A, ONE)
    assert await accounts.borrow(C, [ONE], NOW + 4 * LEASE) is None


async def test_only_what_a_worker_says_it_has_is_renewed(accounts: SqlAccounts) -> None:
    assert await accounts.borrow(A, [ONE], NOW) == ONE
    assert await accounts.borrow(A, [TWO], NOW) == TWO
    await accounts.renew(TOWN, "a", {(ALMANDA, ONE): False}, now=NOW + LEASE - MOMENT)
    assert await accounts.borrow(B, NAMES[:2], NOW + LEASE + MOMENT) == TWO


async def test_systems_and_municipalities_have_accounts_of_their_own(accounts: SqlAccounts) -> None:
    for who in (A, borrower("b", system="Skatteverket"), borrower("b", municipality="annanstad")):
        assert await accounts.borrow(who, [ONE], NOW) == ONE


async def test_one_account_is_asked_of_the_worker_that_has_most(accounts: SqlAccounts) -> None:
    assert [await accounts.borrow(A, [name], NOW) for name in (ONE, TWO)] == [ONE, TWO]
    assert await accounts.borrow(B, [THREE], NOW) == THREE
    assert await accounts.borrow(C, NAMES, NOW) is None
    assert await wanted_of(accounts, B, NOW, THREE) == []
    assert await wanted_of(accounts, A, NOW, ONE, TWO) == [ONE]


async def test_those_who_wait_ask_for_one_account_each(accounts: SqlAccounts) -> None:
    for name in NAMES:
        assert await accounts.borrow(A, [name], NOW) == name
    for who in (B, B, C):
        assert await accounts.borrow(who, NAMES, NOW) is None
    assert await wanted_of(accounts, A, NOW, *NAMES) == [ONE, TWO]


async def test_nobody_asks_for_more_than_an_even_share(accounts: SqlAccounts) -> None:
    assert [await accounts.borrow(A, [name], NOW) for name in (ONE, TWO)] == [ONE, TWO]
    assert await accounts.borrow(B, [THREE], NOW) == THREE
    assert await accounts.borrow(B, [ONE, TWO], NOW + 2 * TENURE) is None
    assert await wanted_of(accounts, A, NOW + 2 * TENURE, ONE, TWO) == []


async def test_workers_that_have_one_account_each_take_turns(accounts: SqlAccounts) -> None:
    assert await accounts.borrow(A, [ONE], NOW) == ONE
    assert await accounts.borrow(B, [ONE], NOW + TENURE - MOMENT) is None
    assert await wanted_of(accounts, A, NOW + TENURE - MOMENT, ONE) == []
    assert await accounts.borrow(B, [ONE], NOW + TENURE) is None
    assert await wanted_of(accounts, A, NOW + TENURE, ONE) == [ONE]


async def test_a_turn_begins_when_the_login_has_come_through(accounts: SqlAccounts) -> None:
    assert await accounts.borrow(A, [ONE], NOW) == ONE
    assert await accounts.begin_login(A, ONE, NOW) is Turn.GO_ON
    logged_in = NOW + 2 * TENURE  # the next one-time code had to be waited for
    assert await accounts.borrow(B, [ONE], logged_in - MOMENT) is None
    await accounts.end_login(A, ONE, logged_in)
    assert await wanted_of(accounts, A, logged_in, ONE) == []
    assert await accounts.borrow(B, [ONE], logged_in + TENURE - MOMENT) is None
    assert await wanted_of(accounts, A, logged_in + TENURE - MOMENT, ONE) == []
    assert await accounts.borrow(B, [ONE], logged_in + TENURE) is None
    assert await wanted_of(accounts, A, logged_in + TENURE, ONE) == [ONE]


async def test_what_is_handed_over_is_kept_for_the_one_who_asked_for_as_long_as_it_asks(
    accounts: SqlAccounts,
) -> None:
    for name in NAMES[:2]:
        assert await accounts.borrow(A, [name], NOW) == name
    assert await accounts.borrow(B, [ONE, TWO], NOW) is None
    await accounts.give_back(A, ONE)
    assert await accounts.borrow(A, [ONE], NOW + WISH - MOMENT) is None
    assert await accounts.borrow(A, [ONE], NOW + WISH + MOMENT) == ONE


async def test_a_worker_that_dies_at_the_login_keeps_the_others_waiting_for_a_moment(
    accounts: SqlAccounts,
) -> None:
    for who, name in ((A, ONE), (B, TWO)):
        assert await accounts.borrow(who, [name], NOW) == name
    assert await accounts.begin_login(A, ONE, NOW) is Turn.GO_ON
    assert await accounts.begin_login(B, TWO, NOW + TURN - MOMENT) is Turn.WAIT
    assert await accounts.begin_login(B, TWO, NOW + TURN + MOMENT) is Turn.GO_ON


async def test_a_slow_login_keeps_its_turn_and_one_that_has_ended_does_not(accounts: SqlAccounts) -> None:
    for who, name in ((A, ONE), (B, TWO)):
        assert await accounts.borrow(who, [name], NOW) == name
    assert await accounts.begin_login(A, ONE, NOW) is Turn.GO_ON
    later = NOW + TURN - MOMENT
    await accounts.renew(TOWN, "a", {(ALMANDA, ONE): True}, now=later)
    assert await accounts.begin_login(B, TWO, later + MOMENT) is Turn.WAIT
    await accounts.end_login(A, ONE, later)
    # A beat that was sent before the login ended, and came after.
    await accounts.renew(TOWN, "a", {(ALMANDA, ONE): True}, now=later + MOMENT)
    assert await accounts.begin_login(B, TWO, later + MOMENT) is Turn.GO_ON


@pytest.mark.parametrize("code", [Code.LOGIN_REFUSED, Code.ACCOUNT_LOCKED])
async def test_a_person_who_has_seen_to_a_refusal_lets_it_be_tried_again(
    accounts: SqlAccounts, code: Code
) -> None:
    refusal = Refusal(account=ONE, code=code)
    assert await accounts.borrow(A, NAMES, NOW) == ONE
    await accounts.note_refusal(A, refusal)
    assert await accounts.borrow(B, NAMES, NOW) == refusal
    assert await accounts.begin_login(A, ONE, NOW) == refusal
    await accounts.forgive(TOWN, "Skatteverket")
    assert await accounts.borrow(B, NAMES, NOW) == refusal
    await accounts.forgive(TOWN, ALMANDA)
    assert await accounts.borrow(B, NAMES, NOW) == TWO


async def test_a_refusal_of_an_account_that_is_no_longer_used_stops_nobody(accounts: SqlAccounts) -> None:
    assert await accounts.borrow(A, NAMES, NOW) == ONE
    await accounts.note_refusal(A, Refusal(account=ONE, code=Code.LOGIN_REFUSED))
    without = Borrower(municipality=TOWN, system=ALMANDA, worker="b", marks={TWO: "right"})
    assert await accounts.borrow(without, [TWO], NOW) == TWO


async def test_a_worker_that_ends_gives_all_its_accounts_back(accounts: SqlAccounts) -> None:
    for name in NAMES[:2]:
        await accounts.borrow(A, [name], NOW)
    await accounts.borrow(B, [THREE], NOW)
    await accounts.give_all_back(TOWN, "a")
    assert [await accounts.borrow(C, [name], NOW) for name in NAMES] == [ONE, TWO, None]
