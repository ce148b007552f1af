"""The pages that may stand where another was expected, and the system's name.

They know what they say, not what was being done when they came.
"""

from bots.kit.landmark import heading
from bots.kit.weather import ClosedForMaintenance, NoticeToRead, PasswordToChange, SessionEnded

SYSTEM = "inbox"


class LoginPageStands(SessionEnded):
    """The login page where data was expected."""

    sign = heading("Logga in som handläggare")


class NoticePage(NoticeToRead):
    """A notice to be read; the platform goes on to the page that was asked for."""

    sign = heading("Driftinformation")
    button = "Jag har läst, gå vidare"


class Maintenance(ClosedForMaintenance):
    """The platform is closed."""

    sign = heading("Planerat underhåll")


class NewPassword(PasswordToChange):
    """The account's password has run out."""

    sign = heading("Byt lösenord")


AT_THE_DOOR = (Maintenance,)
EVERYWHERE = (LoginPageStands, NoticePage, Maintenance, NewPassword)
