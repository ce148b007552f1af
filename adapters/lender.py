"""Lends one system's accounts to a session pool; implements `bots.kit.lender.AccountLender` on our tables."""

import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import structlog
from tenacity import (
    AsyncRetrying,
    RetryError,
    retry_if_exception_type,
    retry_if_result,
    stop_after_delay,
    wait_fixed,
)

from adapters.lending import Lending, real_time, unless_away
from adapters.persistence.account_rules import Refusal
from adapters.persistence.accounts import Borrower, Key, Turn
from bots.kit.errors import AccountLocked, LoginRefused, NoFreeAccount
from flows.errors import Code, TablesAway

log = structlog.get_logger(__name__)
LOGIN = "login"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lendable:
    """An account, the mark of its secrets, and the name of the first of them.

    That one is told of a refusal that does not say which secret it was for.
    """

    name: str
    mark: str
    secret_name: str


class SystemLender:
    """One system's accounts, in the order of use."""

    def __init__(self, lending: Lending, system: str, accounts: Sequence[Lendable]) -> None:
        self._lending = lending
        self._accounts = lending.accounts
        self._secret_names = {account.name: account.secret_name for account in accounts}
        self._who = Borrower(
            municipality=lending.municipality,
            system=system,
            worker=lending.worker,
            marks={account.name: account.mark for account in accounts},
        )

    async def borrow(self, accounts: Sequence[str]) -> str | None:
        """Raises TablesAway beside what the protocol says."""
        since = time.monotonic()
        told = await self._accounts.borrow(self._who, accounts, real_time())
        if isinstance(told, Refusal):
            raise self._refused_before(told)
        if told is not None:
            self._lending.hold(self._key(told), since)
        return told

    @asynccontextmanager
    async def login(self, account: str) -> AsyncIterator[None]:
        """Raises TablesAway beside what the protocol says."""
        await self._wait_for_the_turn(account)
        with self._lending.at_login(self._key(account)):
            try:
                yield
            except LoginRefused as refused:
                await self._note(
                    Refusal(account=account, code=Code.LOGIN_REFUSED, secret_name=refused.secret_name)
                )
                raise
            except AccountLocked:
                await self._note(Refusal(account=account, code=Code.ACCOUNT_LOCKED))
                raise
            finally:
                await unless_away(self._accounts.end_login(self._who, account, real_time()))

    def keeps(self, account: str) -> bool:
        return self._lending.keeps(self._key(account))

    def is_wanted(self, account: str) -> bool:
        return self._lending.is_wanted(self._key(account))

    async def give_back(self, account: str) -> None:
        self._lending.let_go(self._key(account))
        await unless_away(self._accounts.give_back(self._who, account))

    async def _wait_for_the_turn(self, account: str) -> None:
        pace = self._lending.pace
        asking = AsyncRetrying(
            retry=retry_if_result(lambda told: told is Turn.WAIT),
            wait=wait_fixed(pace.between_turns),
            stop=stop_after_delay(pace.turn),
        )
        try:
            told: Turn | Refusal = await asking(self._ask_for_the_turn, account)
        except RetryError as waited:
            raise NoFreeAccount(
                self._who.system, LOGIN, "another worker has been at the login all the time"
            ) from waited
        if isinstance(told, Refusal):
            raise self._refused_before(told)
        if told is Turn.NOT_YOURS:
            raise NoFreeAccount(
                self._who.system, LOGIN, f"another worker has taken over the account {account}"
            )

    async def _ask_for_the_turn(self, account: str) -> Turn | Refusal:
        return await self._accounts.begin_login(self._who, account, real_time())

    async def _note(self, refusal: Refusal) -> None:
        """Tell all workers, also when our tables are away for a moment: else another would try the same."""
        patiently = AsyncRetrying(
            retry=retry_if_exception_type(TablesAway),
            wait=wait_fixed(1.0),
            stop=stop_after_delay(self._lending.pace.to_note),
            reraise=True,
        )
        try:
            await patiently(self._accounts.note_refusal, self._who, refusal)
        except TablesAway as away:
            # What the system said must be told; the worker that said it asks no more.
            system, account = self._who.system, refusal.account
            log.error("refusal.not_noted", system=system, account=account, code=refusal.code, why=away.what)

    def _refused_before(self, refusal: Refusal) -> LoginRefused | AccountLocked:
        system, account = self._who.system, refusal.account
        if refusal.code == Code.ACCOUNT_LOCKED:
            return AccountLocked(system, LOGIN, account=account)
        told = "the login was refused before, and the secret is still the same"
        secret_name = refusal.secret_name or self._secret_names[account]
        return LoginRefused(system, LOGIN, account=account, secret_name=secret_name, detail=told)

    def _key(self, account: str) -> Key:
        return self._who.system, account
