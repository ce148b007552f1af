"""The login page, and what it answers."""

from playwright.async_api import Page

from bots.eplatform.weather import SYSTEM
from bots.kit.errors import AccountLocked, LoginRefused
from bots.kit.landmark import Root, heading
from bots.kit.screen import Screen
from bots.kit.secret import Account
from bots.kit.translation import translated
from bots.kit.waiting import new_document

_LOCKED = "spärrat"


class LoginPage(Screen):
    """The login page."""

    system = SYSTEM
    name = "inloggning"
    landmark = heading("Logga in som handläggare")
    labels = ("Användarnamn", "Lösenord")

    def __init__(self, page: Page, root: Root) -> None:
        super().__init__(page, root)
        self.user_name = self.field("Användarnamn")
        self.password = self.field("Lösenord")
        self.log_in_button = root.get_by_role("button", name="Logga in", exact=True)
        self.message = root.get_by_role("alert")

    async def give(self, account: Account) -> None:
        """Try once. Raises `LoginRefused` or `AccountLocked` when the login page comes back."""
        if account.password is None:
            secret = f"{SYSTEM}.{account.name}.password"
            raise self._refused(account, secret, "the secret is not there, so nobody has tried to log in")
        with translated(SYSTEM, self.name):
            await self.user_name.fill(account.name)
            await self.password.fill(account.password.reveal())
            async with new_document(self.root):
                await self.log_in_button.click()
            if await self.landmark.within(self.root).count():
                said = " ".join(await self.message.all_inner_texts())
                if _LOCKED in said:
                    raise AccountLocked(SYSTEM, self.name, account=account.name)
                raise self._refused(account, account.password.name)

    def _refused(self, account: Account, secret_name: str, detail: str = "") -> LoginRefused:
        return LoginRefused(SYSTEM, self.name, account=account.name, secret_name=secret_name, detail=detail)
