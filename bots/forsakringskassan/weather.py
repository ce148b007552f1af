"""The pages that may stand where another was expected.

They know what they say, not what was being done when they came.
"""

from bots.kit.asking import texts
from bots.kit.errors import AccessDenied, UnreadableValue
from bots.kit.landmark import css, heading
from bots.kit.weather import BadWeather, ClosedForMaintenance, NoticeToRead, SessionEnded

SYSTEM = "forsakringskassan"
_SUBJECT = ("Personnummer", "Period")
_REASON = ("Syfte", "Lagtext", "Ärendeidentitet")


class LoginPageStands(SessionEnded):
    """The login page where data was expected."""

    sign = heading("Logga in")


class NoticePage(NoticeToRead):
    """A notice to be read; the portal goes on to the page that was asked for."""

    sign = heading("Meddelande från Försäkringskassan")
    button = "Jag har läst meddelandet"


class ClosedPage(ClosedForMaintenance):
    """The portal is closed for maintenance."""

    sign = heading("Planerat underhåll")


class QuestionGone(SessionEnded):
    """The answer is no longer kept: the portal forgets it with the session that asked."""

    sign = heading("Frågan finns inte")
    told = "the portal no longer has the question"


class QuestionRefused(BadWeather):
    """The form again, with what the portal wants corrected."""

    # <div class="fel" role="alert"><ul><li>Syfte måste anges.</li></ul></div>
    sign = css("div.fel:has(li)")

    async def face(self) -> None:
        """Raise `AccessDenied` when the reason for asking is wanting (a setting), else `UnreadableValue`."""
        said = " ".join(await texts(self.root.locator("div.fel li")))
        told = f"the portal refuses the question: {_named(said, _REASON + _SUBJECT) or 'no field named'}"
        if _named(said, _REASON):
            raise AccessDenied(self.system, self.screen, told)
        raise UnreadableValue(self.system, self.screen, label="Ny fråga", trouble=told)


def _named(said: str, labels: tuple[str, ...]) -> str:
    return ", ".join(label for label in labels if label in said)


EVERYWHERE: tuple[type[BadWeather], ...] = (LoginPageStands, NoticePage, ClosedPage)
