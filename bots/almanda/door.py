"""The way in and out of Almanda: one account, one password, one session.

A refused password is never tried again, because three refusals lock the account.
"""

from playwright.async_api import Page

from bots.almanda.start_page import StartPage
from bots.almanda.weather import AT_THE_DOOR, SYSTEM
from bots.kit.landmark import heading
from bots.kit.login import LoginScreen
from bots.kit.screen import Screen
from bots.kit.secret import Account


class LoginPage(LoginScreen):
    """The login form."""

    system = SYSTEM
    name = "login"
    landmark = heading("Logga in")
    labels = ("Användarnamn", "Lösenord")
    weather = AT_THE_DOOR
    button = "Logga in"
    locked = "Kontot är låst"
    ended = ("Du har loggats ut", "Din session har avslutats")


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
        password = account.need_password(SYSTEM)
        login = await LoginPage.open(page, f"{self.base_url}/Login.aspx")
        typed = {"Användarnamn": account.name, "Lösenord": password.reveal()}
        await login.give(typed, account=account.name, secret=password)
        await StartPage.at(page)

    async def log_out(self, page: Page) -> None:
        """End the session in the system, so that the account is free."""
        await LoggedOut.open(page, f"{self.base_url}/LoggaUt.aspx")
