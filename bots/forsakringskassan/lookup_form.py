"""The form where a question is asked."""

from playwright.async_api import Page

from bots.forsakringskassan.handshake import handshake_told
from bots.forsakringskassan.paged_payments import PagedPayments
from bots.forsakringskassan.print_view import PrintView
from bots.forsakringskassan.question import Question
from bots.forsakringskassan.weather import EVERYWHERE, SYSTEM
from bots.kit.form import Form
from bots.kit.landmark import heading
from bots.kit.screen import Screen
from bots.kit.translation import translated

_PRINT_VIEW = "Utskriftsvy, alla flikar"
_TABS = "Flikar"
_ASK = "Ställ fråga"


class LookupForm(Screen):
    """The form "Ny fråga"."""

    system = SYSTEM
    name = "question"
    landmark = heading("Ny fråga")
    labels = (
        "Personnummer",
        "Period från och med",
        "Period till och med",
        "Syfte",
        "Lagtext",
        "Ärendeidentitet",
        _PRINT_VIEW,
        _TABS,
        _ASK,
    )
    weather = EVERYWHERE

    @classmethod
    async def reach(cls, page: Page) -> "LookupForm":
        """Go to the form; a handshake that fails is told as `HandshakeFailed`."""
        async with handshake_told(page):
            return await cls.open(page, "/")

    async def ask(self, question: Question) -> PrintView:
        """Ask, and have every source and every row on one page."""
        await self._send(question, _PRINT_VIEW)
        return await PrintView.at(self.page)

    async def ask_for_tabs(self, question: Question) -> PagedPayments:
        """Ask, and have one tab at a time; Försäkringskassan's own payments come first."""
        await self._send(question, _TABS)
        return await PagedPayments.at(self.page)

    async def log_out(self) -> None:
        """Send the form behind the button "Logga ut"."""
        with translated(SYSTEM, "logout"):
            await Form(root=self.root, button="Logga ut").send()

    async def _send(self, question: Question, shown: str) -> None:
        with translated(SYSTEM, self.name):
            await Form(root=self.root, button=_ASK).send({**question.as_typed, shown: True})
