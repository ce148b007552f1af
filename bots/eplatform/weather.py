"""The pages that may stand where another was expected, and the system's name.

They know what they say, not what was being done when they came.
"""

from bots.kit.errors import ForcedNotice, SessionLost
from bots.kit.landmark import heading
from bots.kit.screen import BadWeather
from bots.kit.waiting import new_document

SYSTEM = "inbox"
_READ = "Jag har läst, gå vidare"


class LoginPageStands(BadWeather):
    """The login page where data was expected."""

    sign = heading("Logga in som handläggare")

    async def face(self) -> None:
        raise SessionLost(self.system, self.screen, "the login page stands where data was expected")


class NoticePage(BadWeather):
    """A notice to be read; the platform goes on to the page that was asked for."""

    sign = heading("Driftinformation")

    async def face(self) -> None:
        button = self.root.get_by_role("button", name=_READ, exact=True)
        if not await button.count():
            raise ForcedNotice(self.system, self.screen, f"a notice without the button “{_READ}”")
        async with new_document(self.root):
            await button.click()


EVERYWHERE = (LoginPageStands, NoticePage)
