"""Accounts that several workers share: which of them a worker may use, and when it may log in.

An old system allows one session per account, so an account that one worker uses must not be logged in to by
another; and a password that one worker had refused must not be tried by another, for accounts lock.
It must not know where it is kept who has what, nor who the other workers are.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol


class AccountLender(Protocol):
    """Lends one system's accounts to one worker's session pool."""

    async def borrow(self, accounts: Sequence[str]) -> str | None:
        """One of these accounts, this worker's own until it gives it back; None when others have them all.

        To ask in vain tells the others that somebody waits.  Raises `LoginRefused` or `AccountLocked` when a
        login of this system was refused and nothing has been mended since.
        """

    def login(self, account: str) -> AbstractAsyncContextManager[None]:
        """The turn to log in with a borrowed account: nobody else logs in to the system within the block.

        Waits its turn.  `LoginRefused` or `AccountLocked` raised in the block is remembered for all workers;
        one that is remembered is raised before the block.  Raises `NoFreeAccount` when the turn does not
        come in time, or when the account is not this worker's any more. Who has asked for the account
        before the block ends must ask again: what a login costs is used first.
        """

    def keeps(self, account: str) -> bool:
        """Whether a borrowed account surely still is this worker's; no question is sent."""

    def is_wanted(self, account: str) -> bool:
        """Whether another worker waits for this account; no question is sent."""

    async def give_back(self, account: str) -> None:
        """Let others have it, once it is logged out.  Never fails: what cannot be given back runs out."""


class OnlyWorker:
    """The lender where nobody else uses the accounts, as in a test: it always says yes."""

    async def borrow(self, accounts: Sequence[str]) -> str | None:
        return accounts[0] if accounts else None

    @asynccontextmanager
    async def login(self, account: str) -> AsyncIterator[None]:
        yield

    def keeps(self, account: str) -> bool:
        return True

    def is_wanted(self, account: str) -> bool:
        return False

    async def give_back(self, account: str) -> None:
        """Nobody waits for it."""
