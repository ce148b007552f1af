"""The look-up form: on a page of its own, and beside every result for the next look-up.

A look-up says whom it is about, for what purpose, on what legal basis and for which case; it is a read, but
Skatteverket writes each one down.
"""

from dataclasses import dataclass
from typing import Self, TypeVar

from playwright.async_api import Page

from bots.kit.errors import NotListed
from bots.kit.form import Form
from bots.kit.landmark import heading
from bots.kit.screen import Screen
from bots.kit.translation import translated
from bots.skatteverket.income_page import IncomePage
from bots.skatteverket.person_shown import require_person
from bots.skatteverket.population_page import PopulationPage
from bots.skatteverket.weather import BEHIND_LOGIN, SYSTEM

Result = TypeVar("Result", bound=Screen)
ADDRESS = "/uppslag"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Query:
    """One look-up; `digits` is a personnummer of twelve digits."""

    digits: str
    purpose: str
    legal_basis: str
    reference: str

    @property
    def as_typed(self) -> dict[str, str]:
        """What is typed, by the form's labels."""
        return {
            "Personnummer": self.digits,
            "Ändamål": self.purpose,
            "Lagstöd": self.legal_basis,
            "Ärendereferens": self.reference,
        }


class LookupPage(Screen):
    """The page that holds the form and nothing else."""

    system = SYSTEM
    name = "look-up"
    landmark = heading("Uppslag på person")
    labels = ("Personnummer", "Ändamål", "Lagstöd", "Ärendereferens", "Visa")
    weather = BEHIND_LOGIN


class LookupForm:
    """The form itself, wherever it stands."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.form = Form(root=page, button="Slå upp")

    @classmethod
    async def ready(cls, page: Page) -> Self:
        """The form on the page at hand, or on its own page where the page at hand has none.

        The page's context knows the system's address.
        """
        lookup = cls(page)
        with translated(SYSTEM, LookupPage.name):
            stands = await lookup.form.stands()
        if not stands:
            await LookupPage.open(page, ADDRESS)
        return lookup

    async def population(self, query: Query) -> PopulationPage:
        """Folkbokföring of a person.  Raises `NotListed` when the register knows no such person."""
        return await self._look_up(query, "Folkbokföring", PopulationPage)

    async def incomes(self, query: Query) -> IncomePage:
        """Incomes of a person.  Raises `NotListed` when the register knows no such person."""
        return await self._look_up(query, "Samlad vy – inkomster", IncomePage)

    async def _look_up(self, query: Query, view: str, result: type[Result]) -> Result:
        with translated(SYSTEM, LookupPage.name):
            await self.form.send({**query.as_typed, "Visa": view})
        try:
            shown = await result.at(self.page)
        except NotListed:
            # "Finns inte" is an answer about a person too: it counts only if it is about this one.
            await require_person(self.page, query.digits, screen=result.name)
            raise
        await require_person(self.page, query.digits, screen=result.name)
        return shown
