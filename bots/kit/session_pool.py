"""Logged-in sessions of one system, leased by account.

Old systems allow one session per account, so an account *is* a session and the pool leases accounts.
Several workers may share the accounts: the pool borrows one before it logs in, and gives it back when it has
logged out.  A session is logged in when first needed, and kept while it is used.
After one refused login the pool stops: the other accounts are never tried, because accounts lock.
It must not know how any system logs in: that is the system's `SystemDoor`.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from copy import copy
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

import structlog
from playwright.async_api import Browser, BrowserContext, Page
from playwright.async_api import Error as PlaywrightError
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type, stop_after_attempt

from bots.kit.browser import ContextOptions, new_context
from bots.kit.errors import (
    AccountLocked,
    BrowserGone,
    LoginRefused,
    NoFreeAccount,
    NotListed,
    OutsideHours,
    RecordLocked,
    ScreenError,
    SessionLost,
    SystemSlow,
    UnreadableValue,
)
from bots.kit.lender import AccountLender, OnlyWorker
from bots.kit.seat import Seat, Session, close
from bots.kit.seating import Patience, Seating
from bots.kit.secret import Account
from bots.kit.tracing import Recorder
from bots.kit.translation import translated

log = structlog.get_logger(__name__)
T = TypeVar("T")


class SystemDoor(Protocol):
    """How one system is entered and left; each system's bot has one."""

    @property
    def system(self) -> str:
        """The system's name in logs and errors."""

    @property
    def base_url(self) -> str: ...

    async def log_in(self, page: Page, account: Account) -> None:
        """Log in once.  Raises `LoginRefused` or `AccountLocked`; never tries twice."""

    async def log_out(self, page: Page) -> None:
        """End the session in the system, so that the account is free."""


Witness = Callable[[Page, ScreenError], Awaitable[None]]
"""Looks at the page while it still shows what went wrong (evidence)."""

Noting = Callable[[str], Awaitable[None]]
"""Told of the account that a step is about to be taken with; what it raises stops the step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolLimits:
    """When a context is replaced, how long things may take (seconds), and the patience with accounts.

    A page lets go in milliseconds, and Playwright would wait for ever for one that hangs: after
    `page_seconds` its session is left. A step takes seconds, with every wait of its own at its end some
    minutes: after `step_seconds` it is given up, whatever it waits for, so that nothing holds up a night.
    """

    uses_per_context: int = 100
    log_out_seconds: float = 5.0
    page_seconds: float = 15.0
    step_seconds: float = 600.0
    patience: Patience = field(default_factory=Patience)


@dataclass(slots=True, kw_only=True)
class PoolTally:
    """What the pool has done so far; times in seconds."""

    leases: int = 0
    logins: int = 0
    login_seconds: float = 0.0
    lease_seconds: float = 0.0
    waiting_seconds: float = 0.0


class SessionPool:
    """The sessions of one system in one worker."""

    def __init__(
        self,
        browser: Browser,
        door: SystemDoor,
        accounts: Sequence[Account],
        *,
        context: ContextOptions | None = None,
        limits: PoolLimits | None = None,
        lender: AccountLender | None = None,
        witness: Witness | None = None,
        recorder: Recorder | None = None,
        require_open: Callable[[], None] = lambda: None,
    ) -> None:
        """`require_open` is asked before each step, login and logout, and raises what keeps them from it."""
        if not accounts:
            raise ValueError(f"{door.system}: a session pool needs at least one account")
        self.tally = PoolTally()
        self._browser = browser
        self._door = door
        self._context = context or ContextOptions(base_url=door.base_url)
        self._limits = limits or PoolLimits()
        self._witness = witness
        self._recorder = recorder or Recorder(wanted=False)
        self._require_open = require_open
        self._stopped: LoginRefused | AccountLocked | None = None
        self._closed = False
        # One login at a time: were two under way, a wrong password would be tried twice.
        self._login = asyncio.Lock()
        self._lender = lender or OnlyWorker()
        self._seating = Seating(
            door.system, accounts, lender=self._lender, leave=self._leave, patience=self._limits.patience
        )

    @property
    def system(self) -> str:
        return self._door.system

    @property
    def stopped(self) -> LoginRefused | AccountLocked | None:
        """The refusal that stopped the pool, if one did."""
        return self._stopped

    @asynccontextmanager
    async def lease(self) -> AsyncIterator[Session]:
        """A logged-in session for one piece of work.  Nothing in it is ever repeated: made for writes.

        `SessionLost` raised in the block makes the next lease of that account log in afresh.
        """
        async with self._seat() as seat:
            yield await self._use(seat)

    @asynccontextmanager
    async def lease_at(
        self, arrive: Callable[[Page], Awaitable[T]], *, first: Noting | None = None
    ) -> AsyncIterator[T]:
        """What a READ-ONLY `arrive` gives, such as a form, for one piece of work: made for writes.

        `arrive` is repeated once, as in `run`, and nothing in the block ever is. `first` is awaited before
        each try to arrive.
        """
        async with self._seat() as seat:
            yield await self._answer(seat, arrive, first)

    async def run(self, step: Callable[[Page], Awaitable[T]], *, first: Noting | None = None) -> T:
        """The answer of a READ-ONLY step.

        It is repeated once: logged in again if the session proves lost, on another page if something could
        not be read. `first` is awaited before each try, when it is known with which account.
        """
        async with self._seat() as seat:
            return await self._answer(seat, step, first)

    async def aclose(self) -> None:
        """Log every session out, in bounded time, and close its context; call it when all leases are back.

        Its account then goes back to the lender.
        """
        self._closed = True
        await self._seating.aclose()
        log.info("sessions.closed", system=self.system, leases=self.tally.leases, logins=self.tally.logins)

    @asynccontextmanager
    async def _seat(self) -> AsyncIterator[Seat]:
        asked = time.monotonic()
        seat = await self._seating.take(self._raise_unless_open)
        got = time.monotonic()
        self.tally.waiting_seconds += got - asked
        try:
            with translated(self.system, ""):
                async with self._in_time():
                    yield seat
        except ScreenError as error:
            # Not listed, locked by a person, nobody asked: there is nothing for IT to see.
            if not isinstance(error, NotListed | RecordLocked | NoFreeAccount | OutsideHours):
                seat.spoilt = True
                seat.lost = seat.lost or isinstance(error, SessionLost | BrowserGone)
                await self._testify(seat.page, error)
            raise
        except BaseException:
            # Cancelled or failed half-way: the page may stand anywhere, so the next lease gets another.
            seat.spoilt = True
            raise
        finally:
            self.tally.lease_seconds += time.monotonic() - got
            self._seating.put(seat)

    @asynccontextmanager
    async def _in_time(self) -> AsyncIterator[None]:
        most = self._limits.step_seconds
        limit = asyncio.timeout(most)
        try:
            async with limit:
                yield
        except TimeoutError as late:
            if not limit.expired():
                raise
            raise SystemSlow(self.system, "", f"a step was not done in {most:.0f} s") from late

    async def _answer(self, seat: Seat, step: Callable[[Page], Awaitable[T]], first: Noting | None) -> T:
        async for attempt in AsyncRetrying(
            stop=stop_after_attempt(2),
            retry=retry_if_exception_type((SessionLost, UnreadableValue)),
            before_sleep=self._tells_why,
            reraise=True,
        ):
            with attempt:
                session = await self._use(seat)
                if first is not None:
                    await first(session.account_name)
                try:
                    return await step(session.page)
                except SessionLost:
                    seat.lost = True
                    raise
                except UnreadableValue:
                    seat.spoilt = True
                    raise
        raise AssertionError("tenacity neither returned nor raised")

    def _tells_why(self, repeated: RetryCallState) -> None:
        error = repeated.outcome.exception() if repeated.outcome else None
        log.info("step.repeated", system=self.system, why=str(error))

    async def _use(self, seat: Seat) -> Session:
        self._raise_unless_open()
        if seat.session is not None and (seat.lost or seat.uses >= self._limits.uses_per_context):
            await self._leave(seat)
        session = seat.session or await self._enter(seat)
        if seat.spoilt or session.page.is_closed():
            session = await self._turned(seat, session)
        await self._recorder.begin(session.context)
        seat.uses += 1
        self.tally.leases += 1
        return session

    async def _turned(self, seat: Seat, session: Session) -> Session:
        """A new page in the same login; a new login where the old page does not let go."""
        try:
            async with asyncio.timeout(self._limits.page_seconds):
                return await seat.turn_page(session)
        except TimeoutError:
            log.warning("page.not_closed", system=self.system, account=seat.account.name)
            seat.spoilt = True
            await self._leave(seat)
            return await self._enter(seat)

    async def _enter(self, seat: Seat) -> Session:
        async with self._login, self._lender.login(seat.account.name):
            self._raise_unless_open()
            started = time.monotonic()
            context = await new_context(self._browser, self._context)
            try:
                page = await context.new_page()
                await self._log_in(page, seat.account)
            except BaseException as ended:
                if isinstance(ended, asyncio.CancelledError):
                    # It may have been let in already, and the account would stay taken in the system.
                    await self._log_out(context, seat.account.name, None)
                await close(context, self.system, within=self._limits.page_seconds)
                raise
            session = seat.begin(Session(account_name=seat.account.name, context=context, page=page))
            seconds = time.monotonic() - started
            self.tally.logins += 1
            self.tally.login_seconds += seconds
        log.info("session.logged_in", system=self.system, account=seat.account.name, seconds=seconds)
        return session

    def _raise_unless_open(self) -> None:
        if self._closed:
            raise RuntimeError(f"{self.system}: the session pool is closed")
        if self._stopped is not None:
            raise copy(self._stopped)
        self._require_open()

    async def _log_in(self, page: Page, account: Account) -> None:
        try:
            with translated(self.system, "login"):
                await self._door.log_in(page, account)
        except (LoginRefused, AccountLocked) as refusal:
            self._stopped = refusal
            log.warning("pool.stopped", system=self.system, account=account.name, why=str(refusal))
            await self._testify(page, refusal)
            raise
        except ScreenError as error:
            await self._testify(page, error)
            raise

    async def _leave(self, seat: Seat) -> None:
        session, lost, spoilt = seat.session, seat.lost, seat.spoilt
        seat.end()
        if session is None:
            return
        try:
            if not lost:
                page = None if spoilt else session.page
                await self._log_out(session.context, session.account_name, page)
        finally:
            await close(session.context, self.system, within=self._limits.page_seconds)

    async def _log_out(self, context: BrowserContext, account: str, page: Page | None) -> None:
        """From `page`, or from a new one when the old may stand anywhere, or wait for an answer.

        A system that is closed is not asked for that either: its own time limit ends the session.
        """
        try:
            self._require_open()
            async with asyncio.timeout(self._limits.log_out_seconds):
                with translated(self.system, "logout"):
                    await self._door.log_out(page or await context.new_page())
        except SessionLost:
            return  # The login page stands there: nobody is logged in, as after a login that was cut off.
        except (ScreenError, TimeoutError) as error:
            why = str(error) or "it took too long"
            log.warning("session.not_logged_out", system=self.system, account=account, why=why)

    async def _testify(self, page: Page | None, error: ScreenError) -> None:
        if self._witness is None or page is None or page.is_closed():
            return
        try:
            await self._witness(page, error)
        except (OSError, PlaywrightError) as trouble:
            # What went wrong first is what must be told, so failed evidence is only logged.
            log.warning("witness.failed", system=self.system, why=type(trouble).__name__)
