"""The seats of a session pool: which accounts this worker has at the moment, who waits, and what is let go.

A warm seat is used before another account is borrowed.  An account goes back when nobody here has used it for
a while, or at once when another worker waits for it: so a busy worker starves nobody, and no session is left
standing when a system closes for the night.
It must not know how a system is logged in to or out of.
"""

import asyncio
import contextvars
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

import structlog

from bots.kit.errors import NoFreeAccount
from bots.kit.lender import AccountLender
from bots.kit.seat import Seat
from bots.kit.secret import Account

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long a step waits for an account or for its turn with one, how often the lender is asked meanwhile,
    and how long a session stands unused before its account goes back (seconds).

    A minute unused: short enough for every session to be logged out before a system closes, whose last two
    minutes begin nothing new; long enough for a login to serve more than one application.
    """

    for_an_account: float = 60.0
    between_asking: float = 1.0
    idle: float = 60.0


class Seating:
    """Seats are taken and put back; `leave` ends a seat's session, if it has one."""

    def __init__(
        self,
        system: str,
        accounts: Sequence[Account],
        *,
        lender: AccountLender,
        leave: Callable[[Seat], Awaitable[None]],
        patience: Patience,
    ) -> None:
        self._system = system
        self._accounts = {account.name: account for account in accounts}
        self._lender = lender
        self._leave = leave
        self._patience = patience
        self._seats: dict[str, Seat] = {}
        self._free: list[Seat] = []
        self._leaving: list[Seat] = []
        # One waits at the head of the line, the others behind it in the order they came.
        self._line = asyncio.Lock()
        self._news = asyncio.Event()
        self._wake = asyncio.Event()
        self._keeper: asyncio.Task[None] | None = None
        self._closed = False

    async def take(self, allowed: Callable[[], None]) -> Seat:
        """A seat with an account of this worker's own: a warm one, else one more, else the first put back.

        `allowed` is asked at every look, and what it raises ends the wait.  Raises `NoFreeAccount` when the
        patience is over, also while this worker has accounts in use: who has waited long no longer knows
        whether the system may be asked.
        """
        asked = time.monotonic()
        async with self._line:
            while True:
                self._news.clear()
                allowed()
                seat = self._warm() or await self._borrowed()
                if seat is not None:
                    return seat
                left = asked + self._patience.for_an_account - time.monotonic()
                if left <= 0:
                    raise NoFreeAccount(self._system)
                await self._wait_for_news(left)

    def put(self, seat: Seat) -> None:
        """Give a seat back to the pool: the next step's, or another worker's."""
        seat.free_since = time.monotonic()
        if seat.session is None or seat.lost or self._lender.is_wanted(seat.account.name):
            self._leaving.append(seat)
            self._wake.set()
        else:
            self._free.append(seat)
        self._news.set()

    async def aclose(self) -> None:
        """End every session and give every account back; call it when all seats are put back."""
        self._closed = True
        self._wake.set()
        try:
            if self._keeper is not None:
                await self._keeper
        finally:
            await asyncio.gather(*(self._let_go(seat) for seat in tuple(self._seats.values())))

    def _warm(self) -> Seat | None:
        while self._free:
            seat = self._free.pop()  # last in, first out: few sessions in use rather than many half used
            if self._lender.keeps(seat.account.name):
                return seat
            self._has_lost(seat)
        return None

    def _has_lost(self, seat: Seat) -> None:
        """Our lease ran out: another worker may have logged in, and then our session is gone."""
        log.warning("account.not_ours_any_more", system=self._system, account=seat.account.name)
        seat.lost = True
        self._leaving.append(seat)
        self._wake.set()

    async def _borrowed(self) -> Seat | None:
        """A seat with one more account, if the lender has one."""
        if self._keeper is not None and self._keeper.done():
            self._keeper.result()  # what ended it is a fault in Utkast, and must not be waited out
        others = [name for name in self._accounts if name not in self._seats]
        name = await self._lender.borrow(others) if others else None
        if name is None:
            return None
        seat = self._seats[name] = Seat(self._accounts[name])
        self._wake.set()
        if self._keeper is None:
            # In no step's context: what it logs is about no application.
            self._keeper = asyncio.create_task(self._keep(), context=contextvars.Context())
        return seat

    async def _wait_for_news(self, left: float) -> None:
        """Until a seat is put back, until it is time to ask the lender again, or for `left` seconds."""
        lender_may_have = len(self._seats) < len(self._accounts)
        with suppress(TimeoutError):
            async with asyncio.timeout(min(left, self._patience.between_asking) if lender_may_have else left):
                await self._news.wait()

    async def _keep(self) -> None:
        """Until the pool is closed: end what has been lost, what others wait for, and what nobody uses."""
        while not self._closed:
            self._wake.clear()
            self._sort_out()
            leaving, self._leaving = self._leaving, []
            await asyncio.gather(*(self._let_go(seat) for seat in leaving))
            with suppress(TimeoutError):
                async with asyncio.timeout(self._next_look()):
                    await self._wake.wait()

    def _sort_out(self) -> None:
        """Free seats that are to be left are moved to those."""
        idle_since = time.monotonic() - self._patience.idle
        for seat in tuple(self._free):
            if seat.free_since <= idle_since or self._lender.is_wanted(seat.account.name):
                self._free.remove(seat)
                self._leaving.append(seat)

    def _next_look(self) -> float | None:
        """Seconds; None while this worker has no account."""
        return min(self._patience.between_asking, self._patience.idle) if self._seats else None

    async def _let_go(self, seat: Seat) -> None:
        await self._leave(seat)
        await self._lender.give_back(seat.account.name)
        del self._seats[seat.account.name]
        self._news.set()
