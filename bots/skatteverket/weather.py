"""Pages of Skatteverket's service that may stand where another was expected."""

from typing import NoReturn

from bots.kit.errors import AccessDenied, ForcedNotice, NotListed, SessionLost
from bots.kit.landmark import heading, text
from bots.kit.screen import BadWeather


class LoginInstead(BadWeather):
    """The login page: the session has ended."""

    sign = heading("Logga in")

    async def face(self) -> NoReturn:
        raise SessionLost(self.system, self.screen, "the login page stands where data was expected")


class CodeInstead(BadWeather):
    """The code page: the session was never opened, or has fallen back to half a login."""

    sign = heading("Ange engångskod")

    async def face(self) -> NoReturn:
        raise SessionLost(self.system, self.screen, "the code page stands where data was expected")


class ImportantNotice(BadWeather):
    """A notice to be read first; its button leads on to the page that it stood in front of."""

    sign = heading("Viktigt meddelande")

    async def face(self) -> None:
        read = self.page.get_by_role("button", name="Jag har läst meddelandet", exact=True)
        if await read.count() != 1:
            raise ForcedNotice(self.system, self.screen, "the notice has no button to pass it by")
        async with self.page.expect_navigation(wait_until="domcontentloaded"):
            await read.click()


class PersonUnknown(BadWeather):
    """The look-up form with the register's own words that it knows no such person."""

    sign = text("Personen finns inte.")

    async def face(self) -> NoReturn:
        raise NotListed(self.system, self.screen, "the register says that the person does not exist")


class LookupRefused(BadWeather):
    """The look-up form with its complaints: purpose, legal basis or reference is lacking."""

    sign = text("Uppslaget kan inte göras:")

    async def face(self) -> NoReturn:
        # The complaints are the form's own words about its labels; they never repeat what was typed.
        complaints = await self.page.get_by_role("alert").get_by_role("listitem").all_inner_texts()
        raise AccessDenied(self.system, self.screen, f"the look-up was refused: {' '.join(complaints)}")


BEHIND_LOGIN = (LoginInstead, CodeInstead, ImportantNotice)
AFTER_LOOKUP = (*BEHIND_LOGIN, PersonUnknown, LookupRefused)
