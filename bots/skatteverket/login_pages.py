"""The two steps of the login: user and password, then the one-time code.

The system's own words tell a wrong secret, a used code and a locked account apart.
"""

from bots.kit.landmark import heading
from bots.kit.login import LoginScreen
from bots.kit.secret import Secret
from bots.skatteverket.weather import AT_THE_DOOR, SYSTEM

_LOCKED = "Kontot är spärrat"
_CODE_USED = "Koden är redan använd"


class LoginPage(LoginScreen):
    """Step one."""

    system = SYSTEM
    name = "login"
    landmark = heading("Logga in")
    labels = ("Användare", "Lösenord")
    weather = AT_THE_DOOR
    button = "Fortsätt"
    locked = _LOCKED


class CodePage(LoginScreen):
    """Step two; an account that it locks is sent back to step one."""

    system = SYSTEM
    name = "one-time code"
    landmark = heading("Ange engångskod")
    labels = ("Engångskod",)
    weather = AT_THE_DOOR
    button = "Logga in"
    locked = _LOCKED
    earlier = (LoginPage.landmark,)

    async def give_code(self, code: str, *, account: str, seed: Secret) -> bool:
        """Give a code; False when the system says that it is used already.

        Raises `LoginRefused` or `AccountLocked`.
        """
        refusal = await self.try_once({"Engångskod": code})
        if refusal is None:
            return True
        if _CODE_USED in refusal:
            return False
        raise self.refused(refusal, account=account, secret=seed)
