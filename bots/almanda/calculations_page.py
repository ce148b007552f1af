"""Earlier calculations in full, several months on one page made for printing."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from playwright.async_api import Page

from bots.almanda.address import in_case_file
from bots.almanda.sheet import read_sheet
from bots.almanda.values import optional_amount
from bots.almanda.weather import SYSTEM, WEATHER
from bots.kit.errors import UnreadableValue
from bots.kit.landmark import heading
from bots.kit.screen import Screen
from bots.kit.swedish import amount, month
from bots.kit.table import Row, Table
from bots.kit.translation import translated

FINISHED = "Färdig"
BEGUN = "Påbörjad"
_BALANCE = "Underskott (-) / överskott"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalculationLine:
    """One row of a calculation, kronor; which amounts are there depends on the section."""

    section: str
    label: str
    applicant: Decimal | None
    co_applicant: Decimal | None
    applied: Decimal | None
    approved: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalculationSheet:
    """One calculation with its rows, kronor; `balance` below zero is underskott."""

    number: str
    year: int
    month: int
    norm: str
    members: int
    norm_total: Decimal
    balance: Decimal
    finished: bool
    lines: tuple[CalculationLine, ...]


class CalculationsPage(Screen):
    """Beräkningar, detalj: the case file's latest calculations, newest first."""

    system = SYSTEM
    name = "calculations"
    landmark = heading("Beräkningar, detalj")
    labels = ("Normsumma", _BALANCE, "Avdelning", "Godkänt")
    weather = WEATHER

    @classmethod
    async def of(cls, page: Page, key: str, *, count: int) -> Self:
        """Go to the latest `count` calculations of the case file with that key."""
        return await cls.open(page, in_case_file("BerakningarDetalj", key, antal=count))

    async def read(self, digits: str) -> tuple[CalculationSheet, ...]:
        """The calculations, of the person with these digits only."""
        sheet = await read_sheet(self.root, digits, screen=self.name)
        with translated(SYSTEM, self.name):
            lines = sheet.table("Rader", "Beräkning", may_repeat=True)
            return tuple(_sheet(row, lines) for row in sheet.table("Beräkningar", "Beräkning"))


def _sheet(row: Row, lines: Table) -> CalculationSheet:
    number = row["Beräkning"]
    year, in_year = month(row["Period"], "Period")
    return CalculationSheet(
        number=number,
        year=year,
        month=in_year,
        norm=row["Norm"],
        members=_count(row["Antal i hushållet"]),
        norm_total=amount(row["Normsumma"], "Normsumma"),
        balance=amount(row[_BALANCE], _BALANCE),
        finished=_finished(row["Status"]),
        lines=tuple(_line(line) for line in lines if line["Beräkning"] == number),
    )


def _line(row: Row) -> CalculationLine:
    return CalculationLine(
        section=row["Avdelning"],
        label=row["Benämning"],
        applicant=optional_amount(row["Sökande"], "Sökande"),
        co_applicant=optional_amount(row["Medsökande"], "Medsökande"),
        applied=optional_amount(row["Ansökt"], "Ansökt"),
        approved=optional_amount(row["Godkänt"], "Godkänt"),
    )


def _count(text: str) -> int:
    if not text.isdecimal():
        raise UnreadableValue(label="Antal i hushållet", trouble="not a number")
    return int(text)


def _finished(status: str) -> bool:
    if status not in {FINISHED, BEGUN}:
        raise UnreadableValue(label="Status", trouble="not a status of a calculation")
    return status == FINISHED
