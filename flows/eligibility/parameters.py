"""National numbers and references, each with the dates it holds for.

The values come from `config/parameters/`; nothing here knows files.
Asking for a month that no loaded table covers raises `NoTable`: no amount is guessed from another year.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Generic, TypeVar

from flows.eligibility.incomes import IncomeCatalogue
from flows.eligibility.period import Period
from flows.eligibility.riksnorm import Riksnorm

T = TypeVar("T")


class NoTable(LookupError):
    """No loaded table covers the month; the message says, in Swedish, which file to add or extend."""

    def __init__(self, name: str, period: Period, file: str) -> None:
        super().__init__(name, period, file)
        self.name = name
        self.period = period
        self.file = file

    def __str__(self) -> str:
        return f"{self.name} saknas för {self.period.in_words}: lägg till tabellen i {self.file}."


class Law(StrEnum):
    """The legal questions that the rules refer to; the paragraphs themselves are dated parameters."""

    NORM = "norm"
    RIGHT = "right"
    AT_DISPOSAL = "at_disposal"
    SUPPORT_POSTS = "support_posts"
    OTHER_LIVING_COSTS = "other_living_costs"
    JOB_STIMULUS = "job_stimulus"
    CHILD_INCOME = "child_income"
    HOUSEHOLD = "household"
    INCOMES = "incomes"
    SURPLUS = "surplus"
    ADVANCE_ON_BENEFIT = "advance_on_benefit"
    INVESTIGATION = "investigation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated(Generic[T]):
    """A value with its unit, source of law, first and last day, and the day a person last checked it."""

    value: T
    unit: str
    reference: str
    starts: date
    ends: date | None
    last_checked: date

    def covers(self, day: date) -> bool:
        """Whether the value holds on `day`; the last day is included."""
        return self.starts <= day and (self.ends is None or day <= self.ends)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """Every national parameter that is loaded, oldest first; look-ups raise `NoTable` outside them."""

    riksnormer: tuple[Dated[Riksnorm], ...]
    price_base_amounts: tuple[Dated[Decimal], ...]
    job_stimulus_shares: tuple[Dated[Decimal], ...]
    income_catalogues: tuple[Dated[IncomeCatalogue], ...]
    law_references: tuple[Dated[Mapping[Law, str]], ...]

    def riksnorm(self, period: Period) -> Dated[Riksnorm]:
        """The riksnorm of the month, kronor a month."""
        return _covering(self.riksnormer, period, ("Riksnormen", f"riksnorm-{period.year}.yaml"))

    def price_base_amount(self, period: Period) -> Dated[Decimal]:
        """Prisbasbeloppet of the year that the month falls in, kronor."""
        return _covering(self.price_base_amounts, period, ("Prisbasbeloppet", "prisbasbelopp.yaml"))

    def job_stimulus_share(self, period: Period) -> Dated[Decimal]:
        """The share (0 to 1) of income from employment that jobbstimulans disregards."""
        return _covering(self.job_stimulus_shares, period, ("Jobbstimulansen", "jobbstimulans.yaml"))

    def incomes(self, period: Period) -> Dated[IncomeCatalogue]:
        """The catalogue of incomes that the robot knows how to count."""
        return _covering(self.income_catalogues, period, ("Inkomstkatalogen", "inkomster.yaml"))

    def law(self, question: Law, period: Period) -> str:
        """The paragraph that answers `question` for the month."""
        return _covering(self.law_references, period, ("Lagrummen", "lagrum.yaml")).value[question]


def _covering(values: Sequence[Dated[T]], period: Period, named: tuple[str, str]) -> Dated[T]:
    for value in values:
        if value.covers(period.first_day):
            return value
    name, file = named
    raise NoTable(name, period, f"config/parameters/{file}")
