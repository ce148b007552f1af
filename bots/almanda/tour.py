"""The tour of Almanda: every screen, on a test person's case file; the form for a new draft stays empty.

It must not know whose case file it is, nor what its values mean.
"""

import datetime as dt

from playwright.async_api import Page

from bots.almanda.calculations_page import CalculationsPage
from bots.almanda.draft_form import DraftForm
from bots.almanda.draft_page import DraftPage
from bots.almanda.drafts_page import DraftsPage
from bots.almanda.follow_up_page import CLOSED, FollowUpPage
from bots.almanda.household_page import HouseholdPage
from bots.almanda.orders_page import OrdersPage
from bots.almanda.overview_page import OverviewPage
from bots.almanda.person_shown import require_person
from bots.almanda.search_page import SearchAnswer, SearchPage
from bots.almanda.start_page import StartPage
from bots.almanda.weather import SYSTEM
from bots.kit.errors import NotListed
from bots.kit.tour import NothingThere, Stop

_START = "/Start.aspx"
_APPLICANT = "Sökande"
_CALCULATIONS = 6
_LONG_AGO = dt.date(2000, 1, 1)
"""A day that no list of the follow-up has anything of."""


class AlmandaTour:
    """One way through Almanda; `digits` is the test person's personnummer of twelve digits."""

    def __init__(self, digits: str) -> None:
        self._digits = digits
        self._key = ""

    def stops(self) -> tuple[Stop, ...]:
        """Every screen, each after the one that leads there."""
        found = SearchAnswer
        return (
            Stop(screen=StartPage, visit=lambda page: StartPage.open(page, _START)),
            Stop(screen=OrdersPage, visit=self._orders),
            Stop(screen=FollowUpPage, visit=self._follow_up),
            Stop(screen=SearchPage, visit=SearchPage.enter),
            Stop(screen=SearchAnswer, visit=self._search, after=SearchPage, person=True),
            Stop(screen=HouseholdPage, visit=self._household, after=found, person=True),
            Stop(screen=CalculationsPage, visit=self._calculations, after=found, person=True),
            Stop(screen=OverviewPage, visit=self._overview, after=found, person=True),
            Stop(screen=DraftsPage, visit=self._drafts, after=found, person=True),
            Stop(screen=DraftPage, visit=self._draft, after=DraftsPage, person=True),
            Stop(screen=DraftForm, visit=self._form, after=found, person=True),
        )

    async def _orders(self, page: Page) -> None:
        await (await OrdersPage.enter(page)).read()

    async def _follow_up(self, page: Page) -> None:
        shown = await FollowUpPage.of(page, CLOSED, first=_LONG_AGO, last=_LONG_AGO)
        await shown.read(CLOSED)

    async def _search(self, page: Page) -> None:
        answer = await (await SearchPage.enter(page)).find(self._digits)
        keys = await answer.keys(_APPLICANT)
        if not keys:
            raise NotListed(SYSTEM, SearchAnswer.name, "the test person has no case file")
        self._key = keys[0]

    async def _household(self, page: Page) -> None:
        await (await HouseholdPage.of(page, self._key)).read(self._digits)

    async def _calculations(self, page: Page) -> None:
        await (await CalculationsPage.of(page, self._key, count=_CALCULATIONS)).read(self._digits)

    async def _overview(self, page: Page) -> None:
        await (await OverviewPage.of(page, self._key)).read(self._digits)

    async def _drafts(self, page: Page) -> None:
        await (await DraftsPage.of(page, self._key)).read(self._digits)

    async def _draft(self, page: Page) -> None:
        """The latest of the case file's drafts, whoever wrote it."""
        listed = await (await DraftsPage.of(page, self._key)).read(self._digits)
        if not listed:
            raise NothingThere(SYSTEM, DraftPage.name, "the case file has no draft")
        number = listed[0].number
        await (await DraftPage.of(page, self._key, number)).read(self._digits, number)

    async def _form(self, page: Page) -> None:
        """The form is opened, looked at, and left as it stood; Almanda takes no lock for that."""
        form = await DraftForm.of(page, self._key, rows=1)
        await require_person(form.root, self._digits, screen=DraftForm.name)
