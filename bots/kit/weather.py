"""Bad weather: a page that may stand where another was expected, modelled instead of caught.

Each system names its own signs and buttons; the kinds that are the same everywhere stand here.
It must not know any system, nor what was being done when the weather came.
"""

from typing import ClassVar, NoReturn

from playwright.async_api import Page

from bots.kit.asking import ask
from bots.kit.errors import ForcedNotice, MaintenancePage, SessionLost
from bots.kit.form import Form
from bots.kit.landmark import Landmark, Root
from bots.kit.swedish import last_time_told


class BadWeather:
    """A page that may stand where another was expected.  Each system has a class for each of its own."""

    sign: ClassVar[Landmark]
    tells_more_than_status: ClassVar[bool] = False
    """Whether the page often comes with an HTTP error status, and says more than that."""

    def __init__(self, page: Page, root: Root, *, system: str, screen: str) -> None:
        self.page = page
        self.root = root
        self.system = system
        self.screen = screen

    async def face(self) -> None:
        """Pass it by, as a person would, and return; or raise what it says."""
        raise NotImplementedError


class SessionEnded(BadWeather):
    """A page that is shown to those who are not logged in; `told` says which, in English."""

    told: ClassVar[str] = "the login page stands where data was expected"

    async def face(self) -> NoReturn:
        raise SessionLost(self.system, self.screen, self.told)


class NoticeToRead(BadWeather):
    """A notice whose button says that it has been read, and leads on to the page behind it."""

    button: ClassVar[str]

    async def face(self) -> None:
        form = Form(root=self.root, button=self.button)
        if not await form.stands():
            raise ForcedNotice(self.system, self.screen, f"a notice without the button “{self.button}”")
        await form.send()


class ClosedForMaintenance(BadWeather):
    """The system is closed, and as a rule says until when."""

    tells_more_than_status = True

    async def face(self) -> NoReturn:
        said = str(await ask(self.root, "() => document.body.innerText"))
        raise MaintenancePage(self.system, self.screen, ends=last_time_told(said))


class PasswordToChange(BadWeather):
    """The account must have a new password: a person chooses it, so nothing is filled in."""

    async def face(self) -> NoReturn:
        raise ForcedNotice(self.system, self.screen, "the account must be given a new password")
