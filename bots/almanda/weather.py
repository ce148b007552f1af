"""Pages of Almanda that may stand where another was expected, in the page or in its frame."""

from typing import NoReturn

from bots.kit.errors import AccessDenied, HttpFault, RecordLocked
from bots.kit.landmark import heading
from bots.kit.weather import (
    BadWeather,
    ClosedForMaintenance,
    NoticeToRead,
    PasswordToChange,
    SessionEnded,
)

SYSTEM = "almanda"
_SERVER_ERROR = 500


class LoginInstead(SessionEnded):
    """The login page: the session has run out, or the account has logged in somewhere else."""

    sign = heading("Logga in")


class Notice(NoticeToRead):
    """Notices about operations, shown until read; the button leads on to the page behind."""

    sign = heading("Driftinformation")
    button = "Jag har läst"


class Maintenance(ClosedForMaintenance):
    """Almanda is closed."""

    sign = heading("Planerat underhåll")


class NewPassword(PasswordToChange):
    """The account's password has run out."""

    sign = heading("Byt lösenord")


class LockedRecord(BadWeather):
    """The page that says who has the case file open."""

    sign = heading("Posten är låst")

    async def face(self) -> NoReturn:
        said = await self.root.get_by_role("alert").first.inner_text()
        raise RecordLocked(self.system, self.screen, locked_by=said)


class NotAllowed(BadWeather):
    """The page that says that the account lacks the right."""

    sign = heading("Behörighet saknas")

    async def face(self) -> NoReturn:
        raise AccessDenied(self.system, self.screen, "the system says that the account lacks the right")


class ErrorPage(BadWeather):
    """Almanda's own error page."""

    sign = heading("Ett fel har inträffat")

    async def face(self) -> NoReturn:
        raise HttpFault(
            self.system, self.screen, status=_SERVER_ERROR, detail="the system shows its own error page"
        )


AT_THE_DOOR = (Maintenance,)
WEATHER = (LoginInstead, Notice, Maintenance, NewPassword, LockedRecord, NotAllowed, ErrorPage)
