"""Pages of Skatteverket's service that may stand where another was expected, and the system's name."""

from typing import NoReturn

from bots.kit.asking import texts
from bots.kit.errors import AccessDenied, NotListed
from bots.kit.landmark import heading, text
from bots.kit.weather import (
    BadWeather,
    ClosedForMaintenance,
    NoticeToRead,
    PasswordToChange,
    SessionEnded,
)

SYSTEM = "skatteverket"


class LoginInstead(SessionEnded):
    """The login page: the session has ended."""

    sign = heading("Logga in")


class CodeInstead(SessionEnded):
    """The code page: the session was never opened, or has fallen back to half a login."""

    sign = heading("Ange engångskod")
    told = "the code page stands where data was expected"


class ImportantNotice(NoticeToRead):
    """A notice to be read first; its button leads on to the page that it stood in front of."""

    sign = heading("Viktigt meddelande")
    button = "Jag har läst meddelandet"


class Maintenance(ClosedForMaintenance):
    """The service is closed."""

    sign = heading("Planerat underhåll")


class NewPassword(PasswordToChange):
    """The account's password has run out."""

    sign = heading("Byt lösenord")


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
        complaints = await texts(self.page.get_by_role("alert").get_by_role("listitem"))
        raise AccessDenied(self.system, self.screen, f"the look-up was refused: {' '.join(complaints)}")


AT_THE_DOOR = (Maintenance,)
BEHIND_LOGIN = (LoginInstead, CodeInstead, ImportantNotice, Maintenance, NewPassword)
AFTER_LOOKUP = (*BEHIND_LOGIN, PersonUnknown, LookupRefused)
