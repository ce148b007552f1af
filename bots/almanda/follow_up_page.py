"""The lists of Uppföljning, read to their last page: decisions, supported households, closed case files.

No list has a name or a personnummer. It must not know what the words in a row mean.
"""

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Self
from urllib.parse import urlencode

from playwright.async_api import Page

from bots.almanda.sheet import NOTHING
from bots.almanda.values import optional_amount, optional_words
from bots.almanda.weather import SYSTEM, WEATHER
from bots.kit.errors import UnreadableValue
from bots.kit.landmark import heading
from bots.kit.screen import Screen
from bots.kit.swedish import STOCKHOLM, date, month, timestamp
from bots.kit.table import Row, Table, read_tables
from bots.kit.translation import translated

DECISIONS, HOUSEHOLDS, CLOSED = "Fattade beslut", "Hushåll med löpande bistånd", "Avslutade akter"
_LISTS = {DECISIONS: "beslut", HOUSEHOLDS: "hushall", CLOSED: "avslutade"}
_PAGES = re.compile(r"(\d+) av (\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionListed:
    """A decision as listed; kronor. `opened_at` None where who decided opened no draft."""

    number: str
    key: str
    reference: str
    year: int
    month: int
    kind: str
    amount: Decimal | None
    reason: str
    unit: str
    opened_at: dt.datetime | None
    decided_at: dt.datetime
    to_the_second: bool
    checked: str
    wrong_by: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdListed:
    """A household with running support."""

    key: str
    unit: str
    adults: int
    children: int
    months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedListed:
    """A closed case file."""

    key: str
    unit: str
    closed_on: dt.date
    code: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """One page of a list: its rows, how many the whole list has, and on how many pages."""

    table: Table
    found: int
    pages: int


class FollowUpPage(Screen):
    """Uppföljning."""

    system = SYSTEM
    name = "follow up"
    landmark = heading("Uppföljning")
    labels = ("Antal", "Sida")
    weather = WEATHER

    @classmethod
    async def of(cls, page: Page, listing: str, *, first: dt.date, last: dt.date, number: int = 1) -> Self:
        """Go to a page of one of the three lists."""
        asked = {"lista": _LISTS[listing], "from": first.isoformat(), "tom": last.isoformat(), "sida": number}
        return await cls.open(page, f"/Uppfoljning.aspx?{urlencode(asked)}")

    async def read(self, listing: str) -> ListPage:
        """The rows of this page. Raises `UnreadableValue` for an empty list that does not say so."""
        with translated(SYSTEM, self.name):
            table = (await read_tables(self.root, listing))[listing]
            table.require_statement_if_empty(NOTHING)
            table.require_no_row_twice()
            fields = self.root.locator("table.uppgifter")
            found = await fields.get_by_role("row", name="Antal").get_by_role("cell").last.inner_text()
            told = await fields.get_by_role("row", name="Sida").get_by_role("cell").last.inner_text()
            pages = _PAGES.fullmatch(told.strip())
            if pages is None:
                raise UnreadableValue(label="Sida", trouble="does not say which of how many")
            return ListPage(table=table, found=_count(found, "Antal"), pages=int(pages[2]))


async def whole_list(page: Page, listing: str, *, first: dt.date, last: dt.date) -> tuple[Row, ...]:
    """Every row of a list. Raises `UnreadableValue` when they are fewer or more than the list says."""
    rows: list[Row] = []
    number, pages, found = 1, 1, 0
    while number <= pages:
        shown = await FollowUpPage.of(page, listing, first=first, last=last, number=number)
        part = await shown.read(listing)
        rows += part.table
        number, pages, found = number + 1, part.pages, part.found
    with translated(SYSTEM, FollowUpPage.name):
        if len(rows) != found:
            raise UnreadableValue(label="Antal", trouble=f"{len(rows)} rows were listed, not as many as told")
    return tuple(rows)


def decision_listed(row: Row) -> DecisionListed:
    """A row of decisions. Raises `UnreadableValue`."""
    year, in_year = month(row["Period"], "Period")
    opened, made = optional_words(row["Utkast öppnat"]), row["Beslutat"].strip()
    has_time, to_the_second = len(made) > len("2026-11-18"), len(made) == len("2026-11-18 08:14:05")
    midnight = dt.time(tzinfo=STOCKHOLM)
    return DecisionListed(
        number=row["Nummer"],
        key=row["Akt"],
        reference=optional_words(row["Extern referens"]),
        year=year,
        month=in_year,
        kind=row["Beslut"].strip(),
        amount=optional_amount(row["Belopp"], "Belopp"),
        reason=optional_words(row["Orsak"]),
        unit=optional_words(row["Enhet"]),
        opened_at=timestamp(opened, "Utkast öppnat") if opened else None,
        decided_at=timestamp(made, "Beslutat")
        if has_time
        else dt.datetime.combine(date(made, "Beslutat"), midnight),
        to_the_second=to_the_second,
        checked=optional_words(row["Stickprovskontroll"]),
        wrong_by=optional_amount(row["Fel, kr"], "Fel, kr"),
    )


def household_listed(row: Row) -> HouseholdListed:
    """A row of households. Raises `UnreadableValue`."""
    return HouseholdListed(
        key=row["Akt"],
        unit=optional_words(row["Enhet"]),
        adults=_count(row["Vuxna"], "Vuxna"),
        children=_count(row["Barn"], "Barn"),
        months=_count(row["Månader"], "Månader"),
    )


def closed_listed(row: Row) -> ClosedListed:
    """A row of closed case files. Raises `UnreadableValue`."""
    return ClosedListed(
        key=row["Akt"],
        unit=optional_words(row["Enhet"]),
        closed_on=date(row["Avslutad"], "Avslutad"),
        code=optional_words(row["Orsakskod"]),
        words=optional_words(row["Avslutsorsak"]),
    )


def _count(text: str, label: str) -> int:
    if not text.strip().isdecimal():
        raise UnreadableValue(label=label, trouble="not a number")
    return int(text)
