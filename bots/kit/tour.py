"""A tour: every screen of one system visited once, to see whether it stands as the robot knows it.

A visit reads and forgets: nothing is typed but a look-up, nothing is saved, and no value leaves the page.
It must not know any system, nor what becomes of a screen that does not fit.
"""

import ast
import asyncio
import inspect
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass

from playwright.async_api import Page

from bots.kit.errors import (
    AccountLocked,
    ForcedNotice,
    LoginRefused,
    MaintenancePage,
    NoFreeAccount,
    NotListed,
    OutsideHours,
    ScreenError,
    SessionLost,
    SystemSlow,
    SystemUnreachable,
)
from bots.kit.screen import Screen
from bots.kit.session_pool import Noting, SessionPool

LOGIN = "login"
ONE_ACCOUNT_SECONDS = 150.0
"""To wait for one account and log in with it: twice what other workers hold one, or a one-time code takes."""
_AWAY = (
    AccountLocked,
    ForcedNotice,
    LoginRefused,
    MaintenancePage,
    OutsideHours,
    SessionLost,
    SystemUnreachable,
)
"""After one of these nothing more is asked: the other screens would say the same."""


class NothingThere(NotListed):
    """There is nothing that the screen could show, as a draft in a case file without drafts; no fault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One screen of a tour.  `visit` goes there and reads it, and may be repeated after a new login.

    `after` is the screen that leads here, `person` whether a test person is needed.
    """

    screen: type[Screen]
    visit: Callable[[Page], Awaitable[object]]
    after: type[Screen] | None = None
    person: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Visited:
    """What became of one screen: it fits, it raised `error`, or nobody went there.

    Nobody went because `hindrance`, the name of another screen, did not fit or ended the tour, because there
    is no test person, or because the tour was `interrupted`.  `words` are all that the screen's own module
    may look for.
    """

    screen: str
    words: frozenset[str] = frozenset()
    error: ScreenError | None = None
    hindrance: str = ""
    lacks_person: bool = False
    interrupted: bool = False

    @property
    def fits(self) -> bool:
        kept_out = self.hindrance or self.lacks_person or self.interrupted
        return self.error is None and not kept_out


class Tour:
    """One walk past all `stops`.

    `accounts` is how many sessions are logged in to before the first stop; `stopped` is asked before each,
    and `first` told of it.
    """

    def __init__(
        self,
        pool: SessionPool,
        stops: Sequence[Stop],
        *,
        accounts: int,
        with_person: bool,
        stopped: Callable[[], Awaitable[bool]],
        first: Noting | None = None,
    ) -> None:
        self._stopped = stopped
        self._first = first
        self._pool = pool
        self._stops = stops
        self._accounts = accounts
        self._with_person = with_person
        self._words = {stop.screen.name: _words_of(stop.screen) for stop in stops}
        self._seen: dict[str, Visited] = {}
        self._ended_at = ""
        self._was_slow = False
        self.ended_by: ScreenError | None = None
        """What ended the walk before its last stop, if anything did."""

    async def walk(self) -> tuple[Visited, ...]:
        """Log in, visit every screen that can be reached, and tell of them all in order.

        Raises nothing that a screen said: that is in the answer.
        """
        await self._log_in()
        for stop in self._stops:
            await self._visit(stop)
        return tuple(self._seen[name] for name in (LOGIN, *self._words))

    async def _log_in(self) -> None:
        """Every account at once, so that none is logged in to twice; the first refusal ends the tour.

        An account that other workers do not let go is told of, and the tour goes on with the others.
        """
        held, failure = 0, None
        async with AsyncExitStack() as sessions:
            try:
                while held < self._accounts and not await self._stopped():
                    await self._hold_one_more(sessions)
                    held += 1
            except ScreenError as told:
                failure = told
        self._note(LOGIN, failure)
        if failure is None and held < self._accounts:
            self._seen[LOGIN] = Visited(screen=LOGIN, interrupted=True)
        if failure is not None and not (held and isinstance(failure, NoFreeAccount)):
            self._end(LOGIN, failure)

    async def _hold_one_more(self, sessions: AsyncExitStack) -> None:
        try:
            async with asyncio.timeout(ONE_ACCOUNT_SECONDS):
                await sessions.enter_async_context(self._pool.lease())
        except TimeoutError as late:
            raise NoFreeAccount(self._pool.system, LOGIN) from late

    async def _visit(self, stop: Stop) -> None:
        name = stop.screen.name
        if (kept_out := await self._kept_out(stop)) is not None:
            self._seen.setdefault(name, kept_out)
            return
        try:
            await self._pool.run(stop.visit, first=self._first)
        except ScreenError as told:
            self._note(name, told)
            if self._ends(told):
                self._end(name, told)
        else:
            self._note(name, None)
            self._was_slow = False

    async def _kept_out(self, stop: Stop) -> Visited | None:
        name = stop.screen.name
        if self._ended_at:
            return Visited(screen=name, hindrance=self._ended_at)
        if await self._stopped():
            return Visited(screen=name, interrupted=True)
        if stop.person and not self._with_person:
            return Visited(screen=name, lacks_person=True)
        if stop.after is not None and not self._seen[stop.after.name].fits:
            return Visited(screen=name, hindrance=stop.after.name)
        return None

    def _note(self, name: str, error: ScreenError | None) -> None:
        """What was met on the way to a screen is told of the screen where it was met."""
        at = self._where(name, error)
        self._seen[at] = Visited(screen=at, words=self._words.get(at, frozenset()), error=error)
        if at != name:
            self._seen[name] = Visited(screen=name, hindrance=at)

    def _end(self, name: str, error: ScreenError) -> None:
        self._ended_at, self.ended_by = self._where(name, error), error

    def _where(self, name: str, error: ScreenError | None) -> str:
        return error.screen if error is not None and error.screen in self._words else name

    def _ends(self, error: ScreenError) -> bool:
        """One slow screen may be slow by itself; two in a row are the system."""
        slow_before, self._was_slow = self._was_slow, isinstance(error, SystemSlow)
        return slow_before if self._was_slow else isinstance(error, _AWAY)


def _words_of(screen: type[Screen]) -> frozenset[str]:
    """Its labels, and every text that stands in its module: column headings are named where they are read."""
    tree = ast.parse(inspect.getsource(inspect.getmodule(screen) or screen))
    texts = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return frozenset(screen.labels).union(text for text in texts if isinstance(text, str))
