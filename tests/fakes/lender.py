"""Accounts shared by the workers of one test, without a database."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from copy import copy

from bots.kit.errors import AccountLocked, LoginRefused, NoFreeAccount


class FakeAccounts:
    """Who has which account, who waits, and which secrets were refused."""

    def __init__(self) -> None:
        self.holders: dict[str, str] = {}
        self.wanted: dict[str, str] = {}
        self.refused: dict[str, tuple[LoginRefused | AccountLocked, str]] = {}
        self.login = asyncio.Lock()

    def forgive(self) -> None:
        """A person has seen to every refusal."""
        self.refused.clear()


class FakeLender:
    """`AccountLender` for one worker, who would log in with `secrets`."""

    def __init__(
        self, shared: FakeAccounts, worker: str, secrets: str = "right", *, turn_seconds: float = 60.0
    ) -> None:
        self.shared = shared
        self.worker = worker
        self.secrets = secrets
        self.turn_seconds = turn_seconds
        self.given_back: list[str] = []
        self.has_given_back = asyncio.Event()

    async def borrow(self, accounts: Sequence[str]) -> str | None:
        self._raise_if_refused()
        holders, wanted = self.shared.holders, self.shared.wanted
        for name in accounts:
            kept_for = wanted.get(name, self.worker)
            if holders.get(name, self.worker) == self.worker and kept_for == self.worker:
                holders[name] = self.worker
                wanted.pop(name, None)
                return name
        self._ask_one_back(accounts)
        return None

    @asynccontextmanager
    async def login(self, account: str) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(self.turn_seconds):
                await self.shared.login.acquire()
        except TimeoutError:
            raise NoFreeAccount("gammalt", "login") from None
        try:
            self._raise_if_refused()
            if not self.keeps(account):
                raise NoFreeAccount("gammalt", "login")
            yield
        except (LoginRefused, AccountLocked) as refusal:
            self.shared.refused.setdefault(account, (refusal, self.secrets))
            raise
        finally:
            self.shared.wanted.pop(account, None)
            self.shared.login.release()

    def keeps(self, account: str) -> bool:
        return self.shared.holders.get(account) == self.worker

    def is_wanted(self, account: str) -> bool:
        return self.shared.wanted.get(account, self.worker) != self.worker

    async def give_back(self, account: str) -> None:
        self.given_back.append(account)
        if self.keeps(account):
            del self.shared.holders[account]
        self.has_given_back.set()

    def _ask_one_back(self, accounts: Sequence[str]) -> None:
        if self.worker in self.shared.wanted.values():
            return
        held = [self.shared.holders[name] for name in accounts if name in self.shared.holders]
        mine = list(self.shared.holders.values()).count(self.worker)
        for name in accounts:
            holder = self.shared.holders.get(name)
            if holder is not None and holder != self.worker and held.count(holder) > mine + 1:
                self.shared.wanted.setdefault(name, self.worker)
                return

    def _raise_if_refused(self) -> None:
        for refusal, secrets in self.shared.refused.values():
            if isinstance(refusal, AccountLocked) or secrets == self.secrets:
                raise copy(refusal)
