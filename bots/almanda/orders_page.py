"""What caseworkers have ordered of the robot: the list, and the page where an order's status is set.

It must not know what a status means, nor whether it has been set already.
"""

from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlencode

from playwright.async_api import Page

from bots.almanda.weather import SYSTEM, WEATHER
from bots.kit.errors import NotThatScreen
from bots.kit.fields import read_fields
from bots.kit.form import Form
from bots.kit.landmark import heading
from bots.kit.screen import Screen
from bots.kit.sent_once import sent_once
from bots.kit.table import read_table
from bots.kit.translation import translated

_NOTHING = "Inga uppgifter"
_COLUMNS = ("Nr", "Extern referens", "Beställd av", "Status")
_SAVE = "Spara status"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLine:
    """An order as listed: Almanda's number of it, and the signature of whoever ordered."""

    number: str
    reference: str
    by: str = field(repr=False)
    status: str


class OrdersPage(Screen):
    """Beställningar till roboten: those that are not done, for the whole of Almanda."""

    system = SYSTEM
    name = "orders"
    landmark = heading("Beställningar till roboten")
    labels = _COLUMNS
    weather = WEATHER

    @classmethod
    async def enter(cls, page: Page) -> Self:
        """Go to the list."""
        return await cls.open(page, "/Bestallningar.aspx")

    async def read(self) -> tuple[OrderLine, ...]:
        """Every row. Raises `UnreadableValue` if the list is empty and the page does not say so."""
        with translated(SYSTEM, self.name):
            # <table class="grid" id="dgBestallningar"><caption>Beställningar som inte är klara</caption>
            table = await read_table(self.root.locator("table#dgBestallningar"))
            table.require_headers(*_COLUMNS)
            table.require_statement_if_empty(_NOTHING)
            table.require_no_row_twice()
            return tuple(
                OrderLine(
                    number=row["Nr"],
                    reference=row["Extern referens"],
                    by=row["Beställd av"],
                    status=row["Status"],
                )
                for row in table
            )


class OrderPage(Screen):
    """One order, with the form that sets its status."""

    system = SYSTEM
    name = "order"
    landmark = heading("Beställning till roboten")
    labels = ("Nuvarande status", "Nuvarande besked", "Status", "Besked", _SAVE)
    weather = WEATHER

    @classmethod
    async def of(cls, page: Page, number: str) -> Self:
        """Go to the order of that number."""
        return await cls.open(page, f"/Bestallning.aspx?{urlencode({'nr': number})}")

    async def said(self, number: str) -> tuple[str, str]:
        """The status and the words that stand there. Raises `NotThatScreen` for another order's page."""
        with translated(SYSTEM, self.name):
            # <table class="uppgifter" id="tblBestallning"><tr><th>Nr</th><td>17</td></tr>…
            fields = await read_fields(self.root.locator("#tblBestallning"))
            if fields["Nr"] != number:
                raise NotThatScreen(detail="the page is another order's")
            return fields["Nuvarande status"], fields["Nuvarande besked"]

    async def say(self, status: str, words: str) -> "OrderPage":
        """Send the form once, and return the page that follows. Never repeated."""
        with translated(SYSTEM, self.name):
            async with sent_once(self.page):
                await Form(root=self.root, button=_SAVE).send({"Status": status, "Besked": words})
        return await OrderPage.at(self.page)
