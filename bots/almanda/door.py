"""The way in and out of Almanda: one account, one password, one session.

A refused password is never tried again, because three refusals lock the account.
"""

from playwright.async_api import Page

from bots.almanda.start_page import StartPage
from bots.almanda.weather import SYSTEM
from bots.kit.errors import AccountLocked, LoginRefused
from bots.kit.landmark import heading
from bots.kit.screen import Screen
from bots.kit.secret import Account, Secret
from bots.kit.translation import translated

_LOCKED = "Kontot är låst"


class LoginPage(Screen):
    """The login form."""

    system = SYSTEM
    name = "login"
    landmark = heading("Logga in")
    labels = ("Användarnamn", "Lösenord")

    async def give(self, account: str, password: Secret) -> None:
        """Type user name and password and send them, once."""
        with translated(SYSTEM, self.name):
            await self.field("Användarnamn").fill(account)
            await self.field("Lösenord").fill(password.reveal())
            send = self.root.get_by_role("button", name="Logga in", exact=True)
            async with self.page.expect_navigation(wait_until="domcontentloaded"):
                await send.evaluate("button => button.click()")

    async def refusal(self) -> str | None:
        """What the system says when it lets nobody in."""
        with translated(SYSTEM, self.name):
            if not await self.landmark.within(self.root).count():
                return None
            said = await self.root.get_by_role("alert").all_inner_texts()
        return " ".join(said) or "the login form stands there again"


class LoggedOut(Screen):
    """The login form, saying good-bye."""

    system = SYSTEM
    name = "logged out"
    landmark = heading("Logga in")


class Door:
    """The `SystemDoor` of Almanda."""

    system = SYSTEM

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url.rstrip("/")

    async def log_in(self, page: Page, account: Account) -> None:
        """Log in once and stand at the start page, past a notice.  Raises `LoginRefused`, `AccountLocked`."""
        password = _password_of(account)
        login = await LoginPage.open(page, f"{self.base_url}/Login.aspx")
        await login.give(account.name, password)
        said = await login.refusal()
        if said is not None and said.startswith(_LOCKED):
            raise AccountLocked(SYSTEM, LoginPage.name, account=account.name)
        if said is not None:
            raise LoginRefused(SYSTEM, LoginPage.name, account=account.name, secret_name=password.name)
        await StartPage.at(page)

    async def log_out(self, page: Page) -> None:
        """End the session in the system, so that the account is free."""
        await LoggedOut.open(page, f"{self.base_url}/LoggaUt.aspx")


def _password_of(account: Account) -> Secret:
    if account.password is None:
        raise LoginRefused(
            SYSTEM,
            LoginPage.name,
            account=account.name,
            secret_name=f"{SYSTEM}.{account.name}.password",
            detail="the secret is not there, so nobody has tried to log in",
        )
    return account.password
