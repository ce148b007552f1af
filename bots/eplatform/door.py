"""The way in and out. A refused login is never tried again: three refusals lock the account."""

from playwright.async_api import Page

from bots.eplatform.inbox_list import InboxList
from bots.eplatform.login_page import LoginPage
from bots.eplatform.weather import SYSTEM
from bots.kit.secret import Account


class Door:
    """The `SystemDoor` of E-tjänster."""

    system = SYSTEM

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url.rstrip("/")

    async def log_in(self, page: Page, account: Account) -> None:
        """Log in and stand at the list. Raises `LoginRefused` or `AccountLocked`."""
        password = account.need_password(SYSTEM)
        login = await LoginPage.open(page, f"{self.base_url}/login")
        typed = {"Användarnamn": account.name, "Lösenord": password.reveal()}
        await login.give(typed, account=account.name, secret=password)
        await InboxList.at(page)

    async def log_out(self, page: Page) -> None:
        """End the session; the login page says that it is ended."""
        await LoginPage.open(page, f"{self.base_url}/logout")
