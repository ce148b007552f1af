"""The list of drafts in a case file."""

from dataclasses import dataclass
from typing import Self

from playwright.async_api import Page

from bots.almanda.address import in_case_file
from bots.almanda.sheet import read_sheet
from bots.almanda.weather import SYSTEM, WEATHER
from bots.kit.landmark import heading
from bots.kit.screen import Screen
from bots.kit.translation import translated


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLine:
    """A draft as listed: Almanda's number of it, and the reference its writer gave it."""

    number: str
    reference: str


class DraftsPage(Screen):
    """The tab Utkast, as a page of its own."""

    system = SYSTEM
    name = "drafts"
    landmark = heading("Utkast till beslut")
    labels = ("Utkast", "Extern referens")
    weather = WEATHER

    @classmethod
    async def of(cls, page: Page, key: str) -> Self:
        """Go to the drafts of the case file with that key."""
        return await cls.open(page, in_case_file("Utkast", key))

    async def read(self, digits: str) -> tuple[DraftLine, ...]:
        """The drafts, of the person with these digits only."""
        sheet = await read_sheet(self.root, digits, screen=self.name)
        with translated(SYSTEM, self.name):
            table = sheet.table("Utkast", "Utkast", "Extern referens")
            return tuple(DraftLine(number=row["Utkast"], reference=row["Extern referens"]) for row in table)
