"""Bad weather: a page that may stand where another was expected, modelled instead of caught.

Each system names its own signs and buttons; two kinds are the same everywhere and stand here.
It must not know any system, nor what was being done when the weather came.
"""

from typing import ClassVar, NoReturn

from playwright.async_api import Page

from bots.kit.errors import ForcedNotice, SessionLost
from bots.kit.form import Form
from bots.kit.landmark import Landmark, Root


class BadWeather:
    """A page that may stand where another was expected.  Each system has a class for each of its own."""

    sign: ClassVar[Landmark]

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
