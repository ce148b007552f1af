"""Decisions, plans, jobbstimulans, repayment claims and warnings of a case file on one page."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from playwright.async_api import Page

from bots.almanda.address import in_case_file
from bots.almanda.person_shown import bare_number
from bots.almanda.sheet import read_sheet
from bots.almanda.values import optional_amount, optional_date, optional_words
from bots.almanda.weather import SYSTEM, WEATHER
from bots.kit.landmark import heading
from bots.kit.screen import Screen
from bots.kit.swedish import amount, date, month
from bots.kit.table import Row
from bots.kit.translation import translated


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionLine:
    """A decision as listed; kronor, None where the page holds no amount, `condition` as it stands."""

    kind: str
    year: int
    month: int
    amount: Decimal | None
    decided_on: dt.date
    paragraph: str
    condition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """A plan as listed; `until` None is open-ended."""

    personal_number: str
    kind: str
    since: dt.date
    until: dt.date | None
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StimulusLine:
    """A period of jobbstimulans as listed."""

    personal_number: str
    since: dt.date
    until: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class RepaymentLine:
    """A repayment claim as listed; `year` and `month` are those of the support claimed back."""

    year: int
    month: int
    ground: str
    decided_on: dt.date
    amount: Decimal
    unpaid: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierWarningLine:
    """A warning beside an earlier draft as listed; `signature` is who set its status."""

    kind: str
    about: str
    text: str
    status: str
    year: int
    month: int
    signature: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewSheet:
    """The page as read."""

    decisions: tuple[DecisionLine, ...]
    plans: tuple[PlanLine, ...]
    stimuli: tuple[StimulusLine, ...]
    repayments: tuple[RepaymentLine, ...]
    warnings: tuple[EarlierWarningLine, ...]


class OverviewPage(Screen):
    """The tab Aktöversikt, as a page of its own."""

    system = SYSTEM
    name = "overview"
    landmark = heading("Aktöversikt")
    labels = ("Beslutsdatum", "Plan")
    weather = WEATHER

    @classmethod
    async def of(cls, page: Page, key: str) -> Self:
        """Go to the overview of the case file with that key."""
        return await cls.open(page, in_case_file("Aktoversikt", key))

    async def read(self, digits: str) -> OverviewSheet:
        """The five tables, of the person with these digits only."""
        sheet = await read_sheet(self.root, digits, screen=self.name)
        with translated(SYSTEM, self.name):
            return OverviewSheet(
                decisions=tuple(_decision(row) for row in sheet.table("Beslut", "Beslutsdatum", "Lagrum")),
                plans=tuple(_plan(row) for row in sheet.table("Genomförandeplan", "Plan")),
                stimuli=tuple(_stimulus(row) for row in sheet.table("Jobbstimulans", "Personnummer")),
                repayments=tuple(_repayment(row) for row in sheet.table("Återkrav", "Kvar att betala")),
                warnings=tuple(_warning(row) for row in sheet.table("Varningar", "Slag", "Status")),
            )


def _decision(row: Row) -> DecisionLine:
    year, in_year = month(row["Period"], "Period")
    return DecisionLine(
        kind=row["Beslut"],
        year=year,
        month=in_year,
        amount=optional_amount(row["Belopp"], "Belopp"),
        decided_on=date(row["Beslutsdatum"], "Beslutsdatum"),
        paragraph=optional_words(row["Lagrum"]),
        condition=optional_words(row["Villkor"]),
    )


def _plan(row: Row) -> PlanLine:
    return PlanLine(
        personal_number=bare_number(row["Personnummer"], "Personnummer"),
        kind=row["Plan"],
        since=date(row["Fr.o.m."], "Fr.o.m."),
        until=optional_date(row["T.o.m."], "T.o.m."),
        status=row["Status"],
    )


def _stimulus(row: Row) -> StimulusLine:
    return StimulusLine(
        personal_number=bare_number(row["Personnummer"], "Personnummer"),
        since=date(row["Fr.o.m."], "Fr.o.m."),
        until=date(row["T.o.m."], "T.o.m."),
    )


def _repayment(row: Row) -> RepaymentLine:
    year, in_year = month(row["Avser period"], "Avser period")
    return RepaymentLine(
        year=year,
        month=in_year,
        ground=row["Grund"],
        decided_on=date(row["Beslutsdatum"], "Beslutsdatum"),
        amount=amount(row["Belopp"], "Belopp"),
        unpaid=amount(row["Kvar att betala"], "Kvar att betala"),
    )


def _warning(row: Row) -> EarlierWarningLine:
    year, in_year = month(row["Period"], "Period")
    return EarlierWarningLine(
        kind=row["Slag"],
        about=row["Gäller"],
        text=row["Text"],
        status=row["Status"],
        year=year,
        month=in_year,
        signature=row["Signatur"],
    )
