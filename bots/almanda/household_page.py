"""The household of a case file, with what others have begun in it."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Self

from playwright.async_api import Page

from bots.almanda.address import in_case_file
from bots.almanda.person_shown import bare_number
from bots.almanda.sheet import read_sheet
from bots.almanda.values import optional_date
from bots.almanda.weather import SYSTEM, WEATHER
from bots.kit.landmark import heading
from bots.kit.screen import Screen
from bots.kit.swedish import date
from bots.kit.table import Table
from bots.kit.translation import translated

NOBODY = "Ingen"


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLine:
    """A member as listed; `until` is the last day in the household, if there is one.

    `name` is blank where the list has no names.
    """

    personal_number: str
    name: str = field(default="", repr=False)
    role: str
    since: dt.date
    until: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BegunLine:
    """Work begun in the case file: its kind (Beräkning, Utkast), its month as shown, who began it."""

    kind: str
    period: str
    begun_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdSheet:
    """The page as read.  `taken_by` is None when nobody holds the case file."""

    key: str
    personal_number: str
    protected: str
    street: str
    postal_code: str
    city: str
    taken_by: str | None
    members: tuple[MemberLine, ...]
    begun: tuple[BegunLine, ...]

    def __repr__(self) -> str:
        return "HouseholdSheet(…)"


class HouseholdPage(Screen):
    """The tab Hushåll, inside the case file's frame."""

    system = SYSTEM
    name = "household"
    landmark = heading("Hushåll")
    frames = ("innehall",)
    labels = ("Skyddad identitet", "Akten är tagen av", "Roll", "Slag")
    weather = WEATHER

    @classmethod
    async def of(cls, page: Page, key: str) -> Self:
        """Go to the case file with that key."""
        return await cls.open(page, in_case_file("Akt", key))

    async def read(self, digits: str) -> HouseholdSheet:
        """Everything on the page, which must be about the person with these digits."""
        sheet = await read_sheet(self.root, digits, screen=self.name)
        fields = sheet.fields
        with translated(SYSTEM, self.name):
            members = sheet.table("Hushållsmedlemmar", "Personnummer", "Roll", "Fr.o.m.", "T.o.m.")
            begun = sheet.table("Påbörjat arbete", "Slag", "Period", "Upprättat av")
            taken_by = fields["Akten är tagen av"]
            return HouseholdSheet(
                key=fields["Akt"],
                personal_number=bare_number(fields["Personnummer"], "Personnummer"),
                protected=fields["Skyddad identitet"],
                street=fields["Gatuadress"],
                postal_code=fields["Postnummer"],
                city=fields["Postort"],
                taken_by=None if taken_by == NOBODY else taken_by.partition(",")[0],
                members=_members(members),
                begun=_begun(begun),
            )


def _members(table: Table) -> tuple[MemberLine, ...]:
    return tuple(
        MemberLine(
            personal_number=bare_number(row["Personnummer"], "Personnummer"),
            name=row["Namn"] if "Namn" in row.headers else "",
            role=row["Roll"],
            since=date(row["Fr.o.m."], "Fr.o.m."),
            until=optional_date(row["T.o.m."], "T.o.m."),
        )
        for row in table
    )


def _begun(table: Table) -> tuple[BegunLine, ...]:
    return tuple(
        BegunLine(kind=row["Slag"], period=row["Period"], begun_by=row["Upprättat av"]) for row in table
    )
