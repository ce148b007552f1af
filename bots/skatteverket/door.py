"""The way in and out of Skatteverket's service: one account, one password, one code nobody has used.

A refused password or code is never tried again, because three refusals lock the account.  A code that the
system says is *used* is another matter: it was right, it does not count towards the lock, and the next one
is given instead.
"""

import time
from collections.abc import Callable

from playwright.async_api import Page

from bots.kit.errors import LoginRefused
from bots.kit.form import Form
from bots.kit.landmark import heading
from bots.kit.screen import Screen
from bots.kit.secret import Account, Secret
from bots.kit.translation import translated
from bots.skatteverket.login_pages import CodePage, LoginPage
from bots.skatteverket.lookup_form import LookupPage
from bots.skatteverket.one_time_code import CodeBook, SeedUnreadable, code_of
from bots.skatteverket.weather import SYSTEM

CODES_GIVEN_AT_MOST = 4
"""This step, the next, and after a wait the one after that; one more for a process that does the same."""


class LoggedOut(Screen):
    """The page that says good-bye."""

    system = SYSTEM
    name = "logged out"
    landmark = heading("Du är utloggad")


class Door:
    """The `SystemDoor` of Skatteverket.  `now` is seconds since the epoch, for the one-time codes."""

    system = SYSTEM

    def __init__(self, base_url: str, *, now: Callable[[], float] = time.time) -> None:
        self.base_url = base_url.rstrip("/")
        self._codes = CodeBook(now)

    async def log_in(self, page: Page, account: Account) -> None:
        """Log in and stand at the look-up form.  Raises `LoginRefused` or `AccountLocked`.

        May take up to a minute when this account has logged in twice within the last thirty seconds.
        """
        password, seed = account.need_password(SYSTEM), account.need_totp(SYSTEM)
        login = await LoginPage.open(page, f"{self.base_url}/inloggning")
        typed = {"Användare": account.name, "Lösenord": password.reveal()}
        await login.give(typed, account=account.name, secret=password)
        await self._give_code(await CodePage.at(page), account.name, seed)
        await LookupPage.at(page)

    async def log_out(self, page: Page) -> None:
        """Press “Logga ut”; every page behind the login has it."""
        form = Form(root=page, button="Logga ut")
        with translated(SYSTEM, LoggedOut.name):
            if not await form.stands():
                await LookupPage.open(page, f"{self.base_url}/uppslag")
            await form.send()
        await LoggedOut.at(page)

    async def _give_code(self, page: CodePage, account: str, seed: Secret) -> None:
        for _ in range(CODES_GIVEN_AT_MOST):
            step = self._codes.take(account)
            await self._codes.accepted(step)
            if await page.give_code(self._code(seed, step, account), account=account, seed=seed):
                return
        raise LoginRefused(
            SYSTEM,
            CodePage.name,
            account=account,
            secret_name=seed.name,
            detail="every code of the last minute is used: somebody else logs in with this account",
        )

    def _code(self, seed: Secret, step: int, account: str) -> str:
        try:
            return code_of(seed, step)
        except SeedUnreadable as unreadable:
            raise LoginRefused(
                SYSTEM, CodePage.name, account=account, secret_name=seed.name, detail=str(unreadable)
            ) from None
