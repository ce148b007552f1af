"""The two steps of the login: user and password, then the one-time code.

The system's own words tell a wrong secret, a used code and a locked account apart.
"""

from bots.kit.errors import AccountLocked, LoginRefused
from bots.kit.landmark import heading
from bots.kit.screen import Screen
from bots.kit.secret import Secret
from bots.skatteverket.submission import SYSTEM, Form

LOCKED = "Kontot är spärrat"
CODE_USED = "Koden är redan använd"


class _Refusing(Screen):
    """A login page: it stands there again, with an alert, when it refuses."""

    system = SYSTEM
    button: str

    def _form(self) -> Form:
        return Form(page=self.page, place=self.page.locator("form"), button=self.button, screen=self.name)

    async def _refusal(self) -> str:
        return " ".join(await self.page.get_by_role("alert").all_inner_texts())

    def _raise(self, refusal: str, account: str, secret: Secret) -> None:
        if LOCKED in refusal:
            raise AccountLocked(SYSTEM, self.name, account=account)
        if refusal:
            raise LoginRefused(SYSTEM, self.name, account=account, secret_name=secret.name)


class CodePage(_Refusing):
    """Step two."""

    name = "one-time code"
    landmark = heading("Ange engångskod")
    labels = ("Engångskod",)
    button = "Logga in"

    async def give(self, code: str, *, account: str, seed: Secret) -> bool:
        """Give a code; False when the system says that it is used already.

        Raises `LoginRefused` or `AccountLocked`.
        """
        form = self._form()
        await form.fill({"Engångskod": code})
        await form.send()
        refusal = await self._refusal()
        if CODE_USED in refusal:
            return False
        self._raise(refusal, account, seed)
        return True


class LoginPage(_Refusing):
    """Step one."""

    name = "login"
    landmark = heading("Logga in")
    labels = ("Användare", "Lösenord")
    button = "Fortsätt"

    async def give(self, account: str, password: Secret) -> CodePage:
        """Give user and password, once.  Raises `LoginRefused` or `AccountLocked`."""
        form = self._form()
        await form.fill({"Användare": account, "Lösenord": password.reveal()})
        await form.send()
        self._raise(await self._refusal(), account, password)
        return await CodePage.at(self.page)
