"""Two workers at Almanda with the same accounts: its own records show one session an account at any time."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from itertools import pairwise
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser
from sqlalchemy import select

from adapters.almanda import AlmandaCaseSystem
from adapters.lender import Lendable, SystemLender
from adapters.lending import Lending, LendingPace
from adapters.persistence.accounts import SqlAccounts
from adapters.persistence.engine import Database
from bots.almanda import Door
from bots.kit.browser import ContextOptions
from bots.kit.seating import Patience
from bots.kit.session_pool import PoolLimits, SessionPool
from flows.errors import Code, SystemBroken
from mock_legacy.world.models import LoginSession
from tests.contract.case_benches import files
from tests.contract.case_system import Almanda, open_almanda
from tests.databases import our_postgresql, our_sqlite
from tests.fakes.audit import audit_of
from tests.fakes.case_system import FETCHED
from tests.fakes.clock import FakeClock

pytestmark = [pytest.mark.slow, pytest.mark.campaign]
ACCOUNTS = ("utkast-01", "utkast-02")
FILE = files()[0]
REF = "UTK-9901-100234"


@pytest.fixture
def almanda(tmp_path: Path) -> Iterator[Almanda]:
    with open_almanda(tmp_path / "almanda") as running:
        yield running


@pytest_asyncio.fixture(params=["sqlite", "postgresql"])
async def accounts(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[SqlAccounts]:
    url = (
        await our_sqlite(tmp_path)
        if request.param == "sqlite"
        else await our_postgresql(request.getfixturevalue("postgresql_folder"))
    )
    async with Database.opened(url) as database:
        yield SqlAccounts(database)


class Workers:
    """Workers that share a browser here, and nothing else but our tables."""

    def __init__(
        self, browser: Browser, almanda: Almanda, accounts: SqlAccounts, stack: AsyncExitStack
    ) -> None:
        self._browser = browser
        self._almanda = almanda
        self._accounts = accounts
        self._stack = stack

    async def hired(
        self, name: str, *, among: tuple[str, ...] = ACCOUNTS, password: str | None = None
    ) -> AlmandaCaseSystem:
        """A worker's case system; its sessions are logged out at the test's end."""
        lending = Lending(self._accounts, municipality="exempelstad", worker=name, pace=LendingPace(beat=0.3))
        await self._stack.enter_async_context(lending.renewed())
        lendable = [
            Lendable(name=one, mark=password or "right", secret_name=f"almanda.{one}.password")
            for one in among
        ]
        pool = SessionPool(
            self._browser,
            Door(self._almanda.url),
            [self._almanda.account(one, password=password) for one in among],
            context=ContextOptions(base_url=self._almanda.url, default_timeout_seconds=20),
            limits=PoolLimits(patience=Patience(between_asking=0.1, idle=0.3)),
            lender=SystemLender(lending, "Almanda", lendable),
        )
        self._stack.push_async_callback(pool.aclose)
        return AlmandaCaseSystem(
            pool, clock=FakeClock(FETCHED), audit=audit_of("Almanda"), own_signatures=among
        )


@pytest_asyncio.fixture
async def workers(browser: Browser, almanda: Almanda, accounts: SqlAccounts) -> AsyncIterator[Workers]:
    async with AsyncExitStack() as stack:
        yield Workers(browser, almanda, accounts, stack)


def sessions(almanda: Almanda) -> list[LoginSession]:
    """Every session that Almanda has had, as it wrote them down."""
    with almanda.world.session() as session:
        return list(session.scalars(select(LoginSession).order_by(LoginSession.created_at)))


def require_one_session_an_account(almanda: Almanda) -> None:
    seen = sessions(almanda)
    assert {one.end_reason for one in seen} <= {"logout", ""}
    for account in {one.username for one in seen}:
        mine = [one for one in seen if one.username == account]
        for earlier, later in pairwise(mine):
            assert earlier.ended_at is not None
            assert earlier.ended_at <= later.created_at


async def opened_many_times(system: AlmandaCaseSystem) -> None:
    """Three at a time, as a night does."""
    await asyncio.gather(*(_opened_in_turn(system) for _ in range(3)))


async def _opened_in_turn(system: AlmandaCaseSystem) -> None:
    for _ in range(3):
        file = await system.open_case(FILE.applicant, REF)
        assert file is not None
        assert file.key == FILE.key


async def test_two_busy_workers_share_two_accounts(almanda: Almanda, workers: Workers) -> None:
    first, second = [await workers.hired(name) for name in ("first", "second")]
    await asyncio.gather(opened_many_times(first), opened_many_times(second))
    require_one_session_an_account(almanda)
    assert {one.username for one in sessions(almanda)} == set(ACCOUNTS)


async def test_two_workers_take_turns_with_the_only_account(almanda: Almanda, workers: Workers) -> None:
    first, second = [await workers.hired(name, among=ACCOUNTS[:1]) for name in ("first", "second")]
    await asyncio.gather(opened_many_times(first), opened_many_times(second))
    require_one_session_an_account(almanda)
    assert len(sessions(almanda)) >= 2


async def test_a_wrong_password_is_tried_once_by_two_workers_that_start_at_once(
    almanda: Almanda, workers: Workers
) -> None:
    first, second = [await workers.hired(name, password="fel") for name in ("first", "second")]
    told = await asyncio.gather(
        *(system.open_case(FILE.applicant, REF) for system in (first, second) for _ in range(3)),
        return_exceptions=True,
    )
    assert {(type(one), one.code) for one in told if isinstance(one, SystemBroken)} == {
        (SystemBroken, Code.LOGIN_REFUSED)
    }
    assert len([one for one in told if isinstance(one, SystemBroken)]) == 6
    assert [attempt for name in ACCOUNTS for attempt in almanda.attempts(name)] == ["wrong_password"]
    third = await workers.hired("third")
    assert await third.open_case(FILE.applicant, REF) is not None
