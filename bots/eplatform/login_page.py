"""The login page, and what it answers."""

from playwright.async_api import Page

from bots.eplatform.weather import SYSTEM
from bots.kit.errors import AccountLocked, LoginRefused, ScreenError
from bots.kit.landmark import Root, heading
from bots.kit.screen import Screen
from bots.kit.secret import Secret
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

    async def give(self, user_name: str, password: Secret) -> None:
        """Try once. Raises `LoginRefused` or `AccountLocked` when the login page comes back."""
        with translated(SYSTEM, self.name):
            await self.user_name.fill(user_name)
            await self.password.fill(password.reveal())
            async with new_document(self.root):
                await self.log_in_button.click()
            if await self.landmark.within(self.root).count():
                said = " ".join(await self.message.all_inner_texts())
                raise _refusal(said, user_name, password)


def _refusal(said: str, user_name: str, password: Secret) -> ScreenError:
    if _LOCKED in said:
        return AccountLocked(SYSTEM, LoginPage.name, account=user_name)
    return LoginRefused(SYSTEM, LoginPage.name, account=user_name, secret_name=password.name)
