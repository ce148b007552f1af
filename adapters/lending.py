"""One worker's hold on the accounts that it has borrowed, in all systems: renewed while the worker lives.

Leases go by the real time and not by the robot's clock, which may stand on a fixed date.
It must not know what a session is, nor how a refused login is told.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime

import structlog

from adapters.persistence.accounts import Key, SqlAccounts
from flows.errors import TablesAway
from flows.work import LEASE

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class LendingPace:
    """Seconds. `beat`: between renewals, which also tell who waits for an account.

    `turn` and `between_turns`: how long a turn to log in is waited for, and how often it is asked for.
    `to_note`: how long a database that is away is waited for when a refusal must be noted.
    `skew`: how much two machines' clocks may differ; a lease is not trusted so near its end.
    """

    beat: float = 5.0
    turn: float = 60.0
    between_turns: float = 0.2
    to_note: float = 30.0
    skew: float = 10.0


class Lending:
    """The borrowed accounts of one worker, by system and account."""

    def __init__(
        self, accounts: SqlAccounts, *, municipality: str, worker: str, pace: LendingPace | None = None
    ) -> None:
        self.accounts = accounts
        self.municipality = municipality
        self.worker = worker
        self.pace = pace or LendingPace()
        self._trusted_until: dict[Key, float] = {}
        self._at_login: set[Key] = set()
        self._wanted: frozenset[Key] = frozenset()
        self._over = asyncio.Event()

    @asynccontextmanager
    async def renewed(self) -> AsyncIterator[None]:
        """Renew what is borrowed until the block ends, and then give back what is left."""
        beating = asyncio.create_task(self._beat())
        try:
            yield
        finally:
            self._over.set()
            await beating
            await unless_away(self.accounts.give_all_back(self.municipality, self.worker))

    def hold(self, key: Key, since: float) -> None:
        """An account was lent or renewed, by a question that was sent at `since` (monotonic seconds)."""
        self._trusted_until[key] = since + LEASE.total_seconds() - self.pace.skew

    def let_go(self, key: Key) -> None:
        """Renew it no longer."""
        self._trusted_until.pop(key, None)

    def keeps(self, key: Key) -> bool:
        """Whether the lease surely still runs."""
        return self._trusted_until.get(key, 0.0) > time.monotonic()

    def is_wanted(self, key: Key) -> bool:
        """Whether another worker was waiting for it at the last beat."""
        return key in self._wanted

    @contextmanager
    def at_login(self, key: Key) -> Iterator[None]:
        """Keep the turn to log in too, for as long as the block lasts.

        Who has waited for the account meanwhile has to ask again: what a login costs is used first.
        """
        self._at_login.add(key)
        try:
            yield
        finally:
            self._at_login.discard(key)
            self._wanted -= {key}

    async def _beat(self) -> None:
        while not self._over.is_set():
            if self._trusted_until:
                await self._renew()
            with suppress(TimeoutError):
                async with asyncio.timeout(self.pace.beat):
                    await self._over.wait()

    async def _renew(self) -> None:
        asked, since = dict(self._trusted_until), time.monotonic()
        held = {key: key in self._at_login for key in asked}
        try:
            told = await self.accounts.renew(self.municipality, self.worker, held, now=real_time())
        except Exception as error:  # noqa: BLE001 - the next beat makes up for one that fails
            log.warning("accounts.not_renewed", kind=type(error).__name__)
            return
        self._wanted = frozenset(key for key, wanted in told.items() if wanted)
        for key, trusted in asked.items():
            # One that was given back, or borrowed anew, while the question was on its way is left as it is.
            if self._trusted_until.get(key) != trusted:
                continue
            if key in told:
                self.hold(key, since)
            else:
                self.let_go(key)
                log.warning("account.not_ours_any_more", system=key[0], account=key[1])


def real_time() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


async def unless_away(telling: Awaitable[None]) -> None:
    """What our tables could not be told runs out by itself."""
    try:
        await telling
    except TablesAway as away:
        log.warning("accounts.not_told", why=away.what)
