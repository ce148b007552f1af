"""Finding a case file by personnummer.

A single hit leads straight into the case file; several, or none, are listed.
"""

from urllib.parse import parse_qs, urlsplit

from playwright.async_api import Page

from bots.almanda.weather import SYSTEM, WEATHER
from bots.kit.form import Form
from bots.kit.landmark import css, heading
from bots.kit.screen import Screen
from bots.kit.table import read_table
from bots.kit.translation import translated

ADDRESS = "/Sok.aspx"
NOTHING_FOUND = "Ingen akt hittades"


class SearchAnswer(Screen):
    """What a search leads to: the frame of a case file, or the list of hits."""

    system = SYSTEM
    name = "search answer"
    # <iframe name="innehall" id="innehall">, or <table id="dgTraffar"><caption>Sökresultat</caption>
    landmark = css("iframe#innehall, table#dgTraffar")
    weather = WEATHER

    async def keys(self, role: str) -> tuple[str, ...]:
        """The keys of the case files found in which the person has that role.

        Raises `UnreadableValue` if the list is empty and the page does not say that nothing was found.
        """
        with translated(SYSTEM, self.name):
            address = urlsplit(self.page.url)
            if address.path == "/Akt.aspx":
                return tuple(parse_qs(address.query).get("akt", ()))
            hits = await read_table(self.root.locator("table#dgTraffar"))
            hits.require_headers("Akt", "Roll i akten")
            hits.require_statement_if_empty(NOTHING_FOUND)
            return tuple(row["Akt"] for row in hits if row["Roll i akten"] == role)

    @property
    def in_case_file(self) -> bool:
        """Whether the search led straight into a case file."""
        return urlsplit(self.page.url).path == "/Akt.aspx"


class SearchPage(Screen):
    """The search form."""

    system = SYSTEM
    name = "search"
    landmark = heading("Sök person")
    labels = ("Personnummer", "Sök")
    weather = WEATHER

    @classmethod
    async def enter(cls, page: Page) -> "SearchPage":
        """Go to the empty form."""
        return await cls.open(page, ADDRESS)

    async def find(self, digits: str) -> SearchAnswer:
        """Search for a personnummer of twelve digits; it goes in the form, never in the address."""
        with translated(SYSTEM, self.name):
            await Form(root=self.root, button="Sök").send({"Personnummer": digits})
        answer = SearchAnswer(self.page, self.page)
        return answer if answer.in_case_file else await SearchAnswer.at(self.page)
