"""The tour of Försäkringskassan's portal: the form, and a test person's answer in both its shapes.

Each shape is a question of its own, with purpose and legal basis as any other.
"""

from playwright.async_api import Page

from bots.forsakringskassan.lookup_form import LookupForm
from bots.forsakringskassan.paged_payments import PagedPayments
from bots.forsakringskassan.print_view import PrintView
from bots.forsakringskassan.question import Question
from bots.forsakringskassan.records import NoHit
from bots.forsakringskassan.weather import SYSTEM
from bots.kit.errors import NotListed
from bots.kit.tour import Stop


class ForsakringskassanTour:
    """One way through the portal; `question` is about the test person."""

    def __init__(self, question: Question) -> None:
        self._question = question
        self._known = True

    def stops(self) -> tuple[Stop, ...]:
        """Every screen, each after the one that leads there."""
        return (
            Stop(screen=LookupForm, visit=LookupForm.reach),
            Stop(screen=PrintView, visit=self._print_view, after=LookupForm, person=True),
            Stop(screen=PagedPayments, visit=self._tab, after=LookupForm, person=True),
        )

    async def _print_view(self, page: Page) -> None:
        view = await (await LookupForm.reach(page)).ask(self._question)
        self._known = not isinstance(await view.answer(self._question), NoHit)
        self._require_known(PrintView.name)

    async def _tab(self, page: Page) -> None:
        tab = await (await LookupForm.reach(page)).ask_for_tabs(self._question)
        self._require_known(PagedPayments.name)
        await tab.payments(self._question)

    def _require_known(self, screen: str) -> None:
        if not self._known:
            raise NotListed(SYSTEM, screen, "the portal does not know the test person")
