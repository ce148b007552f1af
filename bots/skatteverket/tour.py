"""The tour of Skatteverket: the look-up form, and a test person's two pages behind it.

Each is a look-up that Skatteverket writes down, with purpose, legal basis and reference as any other.
"""

from playwright.async_api import Page

from bots.kit.tour import Stop
from bots.skatteverket.income_page import IncomePage
from bots.skatteverket.lookup_form import ADDRESS, LookupForm, LookupPage, Query
from bots.skatteverket.population_page import PopulationPage


class SkatteverketTour:
    """One way through the service; `query` asks about the test person."""

    def __init__(self, query: Query) -> None:
        self._query = query

    def stops(self) -> tuple[Stop, ...]:
        """Every screen, each after the one that leads there."""
        form = LookupPage
        return (
            Stop(screen=LookupPage, visit=lambda page: LookupPage.open(page, ADDRESS)),
            Stop(screen=PopulationPage, visit=self._population, after=form, person=True),
            Stop(screen=IncomePage, visit=self._incomes, after=form, person=True),
        )

    async def _population(self, page: Page) -> None:
        await (await (await LookupForm.ready(page)).population(self._query)).read()

    async def _incomes(self, page: Page) -> None:
        await (await (await LookupForm.ready(page)).incomes(self._query)).read()
