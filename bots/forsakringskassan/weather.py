"""The pages that may stand where another was expected.

They know what they say, not what was being done when they came.
"""

from bots.kit.errors import (
    AccessDenied,
    ForcedNotice,
    MaintenancePage,
    ScreenError,
    SessionLost,
    UnreadableValue,
)
from bots.kit.landmark import css, heading
from bots.kit.screen import BadWeather
from bots.kit.waiting import new_document

SYSTEM = "forsakringskassan"
_READ = "Jag har läst meddelandet"
_SUBJECT = ("Personnummer", "Period")
_REASON = ("Syfte", "Lagtext", "Ärendeidentitet")


class LoginPage(BadWeather):
    """The login page where data was expected."""

    sign = heading("Logga in")

    async def face(self) -> None:
        raise SessionLost(self.system, self.screen, "the login page stands where data was expected")


class NoticePage(BadWeather):
    """A notice to be read; the portal goes on to the page that was asked for."""

    sign = heading("Meddelande från Försäkringskassan")

    async def face(self) -> None:
        button = self.root.get_by_role("button", name=_READ, exact=True)
        if not await button.count():
            raise ForcedNotice(self.system, self.screen, f"a notice without the button “{_READ}”")
        async with new_document(self.root):
            await button.click()


class ClosedPage(BadWeather):
    """The portal is closed for maintenance."""

    sign = heading("Tjänsten är stängd")

    async def face(self) -> None:
        raise MaintenancePage(self.system, self.screen, "the portal says that it is closed")


class QuestionGone(BadWeather):
    """The answer is no longer kept."""

    sign = heading("Frågan finns inte")

    async def face(self) -> None:
        raise SessionLost(self.system, self.screen, "the portal no longer has the question")


class QuestionRefused(BadWeather):
    """The form again, with what the portal wants corrected."""

    # <div class="fel" role="alert"><ul><li>Syfte måste anges.</li></ul></div>
    sign = css("div.fel:has(li)")

    async def face(self) -> None:
        """Raise `AccessDenied` when the reason for asking is wanting (a setting), else `UnreadableValue`."""
        said = " ".join(await self.root.locator("div.fel li").all_inner_texts())
        told = f"the portal refuses the question: {_named(said, _REASON + _SUBJECT) or 'no field named'}"
        if _named(said, _REASON):
            raise AccessDenied(self.system, self.screen, told)
        raise UnreadableValue(self.system, self.screen, label="Ny fråga", trouble=told)


def _named(said: str, labels: tuple[str, ...]) -> str:
    return ", ".join(label for label in labels if label in said)


class Refusal(ScreenError):
    """The login was refused; the door says whose. `locked` when the account itself is locked."""

    def __init__(self, system: str, screen: str, *, locked: bool) -> None:
        self.locked = locked
        super().__init__(system, screen, "the account is locked" if locked else "the login was refused")


class LoginRefusal(BadWeather):
    """The login page again, with the reason."""

    # <p class="fel" role="alert">Kontot är låst efter tre misslyckade inloggningar. …</p>
    sign = css("p.fel[role=alert]")

    async def face(self) -> None:
        said = await self.sign.within(self.root).first.inner_text()
        raise Refusal(self.system, self.screen, locked="låst" in said.lower())


EVERYWHERE: tuple[type[BadWeather], ...] = (LoginPage, NoticePage, ClosedPage)
