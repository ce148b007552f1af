"""Pages of Almanda that may stand where another was expected, in the page or in its frame."""

from typing import NoReturn

from bots.kit.errors import AccessDenied, ForcedNotice, HttpFault, RecordLocked, SessionLost
from bots.kit.landmark import heading
from bots.kit.screen import BadWeather

SYSTEM = "almanda"
_SERVER_ERROR = 500


class SessionEnded(BadWeather):
    """The login page: the session has run out, or the account has logged in somewhere else."""

    sign = heading("Logga in")

    async def face(self) -> NoReturn:
        raise SessionLost(self.system, self.screen, "the login page stands where data was expected")


class Notice(BadWeather):
    """Notices about operations, shown until read; the button leads on to the page behind."""

    sign = heading("Driftinformation")

    async def face(self) -> None:
        """Press the button that says that the notice has been read."""
        read = self.root.get_by_role("button", name="Jag har läst", exact=True)
        if await read.count() != 1:
            raise ForcedNotice(self.system, self.screen, "the notice has no button to pass it by")
        # A page in a frame moves by itself, so the old sign must be gone before the screen is looked for.
        await read.evaluate("button => button.click()")
        await self.sign.within(self.root).first.wait_for(state="detached")


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


WEATHER = (SessionEnded, Notice, LockedRecord, NotAllowed, ErrorPage)
