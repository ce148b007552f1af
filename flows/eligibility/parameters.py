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

from flows.eligibility.benefit_amounts import BenefitAmounts
from flows.eligibility.incomes import IncomeCatalogue
from flows.eligibility.law import Law
from flows.eligibility.period import Period
from flows.eligibility.reform import Reform, ReformName
from flows.eligibility.riksnorm import Riksnorm

__all__ = ["CheckedAgainst", "Dated", "JobStimulusTerms", "Law", "NoTable", "Parameters"]

T = TypeVar("T")
Held_co = TypeVar("Held_co", covariant=True)


class NoTable(LookupError):
    """No loaded table covers the month; the message says, in Swedish, which file to add or extend."""

    def __init__(self, name: str, period: Period, file: str) -> None:
        super().__init__(name, period, file)
        self.name = name
        self.period = period
        self.file = file

    def __str__(self) -> str:
        return f"{self._what}: lägg till tabellen i {self.file}."

    @property
    def for_caseworker(self) -> str:
        """The same in a draft, where no file is named: whom she asks."""
        return f"{self._what}. Be IT lägga in tabellen."

    @property
    def _what(self) -> str:
        return f"{self.name} saknas för {self.period.in_words}"


class CheckedAgainst(StrEnum):
    """What a person held the value against; anything but the act itself is said in the draft."""

    ACT = "författningen"
    PREPARATORY_WORKS = "förarbetena"
    AGENCY = "myndighetens sida"
    SECONDARY = "andrahandskälla"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated(Generic[Held_co]):
    """A value with its unit, source of law, first and last day, and the day a person last checked it.

    `checked_against` is what it was checked against, and `remark` what is uncertain about it, in Swedish.
    """

    value: Held_co
    unit: str
    reference: str
    starts: date
    ends: date | None
    last_checked: date
    checked_against: CheckedAgainst
    remark: str = ""

    @property
    def read_in_the_act(self) -> bool:
        """Whether the value was read in the act itself."""
        return self.checked_against is CheckedAgainst.ACT

    def covers(self, day: date) -> bool:
        """Whether the value holds on `day`; the last day is included."""
        return self.starts <= day and (self.ends is None or day <= self.ends)


@dataclass(frozen=True, slots=True, kw_only=True)
class JobStimulusTerms:
    """Jobbstimulans: the share (0 to 1) of a net wage that is disregarded, and its months.

    `months_before` in a row of försörjningsstöd qualify; it then holds for `months_it_lasts`.
    """

    share: Decimal
    months_before: int
    months_it_lasts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """Every national parameter that is loaded, oldest first; look-ups raise `NoTable` outside them."""

    riksnormer: tuple[Dated[Riksnorm], ...]
    price_base_amounts: tuple[Dated[Decimal], ...]
    job_stimulus_terms: tuple[Dated[JobStimulusTerms | None], ...]
    statutory_benefits: tuple[Dated[BenefitAmounts], ...]
    income_catalogues: tuple[Dated[IncomeCatalogue], ...]
    law_references: tuple[Dated[Mapping[Law, str]], ...]
    repayment_limits: tuple[Dated[int], ...]
    reforms: tuple[Dated[Reform], ...]

    def riksnorm(self, period: Period) -> Dated[Riksnorm]:
        """The riksnorm of the month, kronor a month."""
        return _covering(self.riksnormer, period, ("Riksnormen", f"riksnorm-{period.year}.yaml"))

    def price_base_amount(self, period: Period) -> Dated[Decimal]:
        """Prisbasbeloppet of the year that the month falls in, kronor."""
        return _covering(self.price_base_amounts, period, ("Prisbasbeloppet", "prisbasbelopp.yaml"))

    def job_stimulus(self, period: Period) -> Dated[JobStimulusTerms | None]:
        """The terms of jobbstimulans; None for the months before there was any."""
        return _covering(self.job_stimulus_terms, period, ("Jobbstimulansen", "jobbstimulans.yaml"))

    def repayment_limit(self, period: Period) -> Dated[int]:
        """The months within which bistånd can be claimed back."""
        return _covering(self.repayment_limits, period, ("Gränsen för återkrav", "aterkrav.yaml"))

    def benefit_amounts(self, period: Period) -> Dated[BenefitAmounts]:
        """What some benefits amount to by law, kronor a month; `knows_benefit_amounts` tells if known."""
        return _covering(self.statutory_benefits, period, ("Förmånsbeloppen", "formansbelopp.yaml"))

    def knows_benefit_amounts(self, period: Period) -> bool:
        """Whether `benefit_amounts` has an answer: a check of plausibility asks this first."""
        return any(one.covers(period.first_day) for one in self.statutory_benefits)

    def incomes(self, period: Period) -> Dated[IncomeCatalogue]:
        """The catalogue of incomes that the robot knows how to count."""
        return _covering(self.income_catalogues, period, ("Inkomstkatalogen", "inkomster.yaml"))

    def reform(self, name: ReformName, period: Period) -> Dated[Reform] | None:
        """The reform as it concerns support for the month, or None while it does not."""
        for one in self.reforms:
            if one.value.name is name and one.covers(period.first_day):
                return one
        return None

    def law(self, question: Law, period: Period) -> str:
        """The paragraph that answers `question` for the month.

        Raises `NoTable` when none did then: the rule must ask `has_law`, or for the reform, first.
        It names the newest paragraph that has answered, as it is cited.
        """
        references = _covering(self.law_references, period, ("Lagrummen", "lagrum.yaml")).value
        if question not in references:
            cited = (one.value[question] for one in reversed(self.law_references) if question in one.value)
            newest = next(cited, "som roboten behöver")
            raise NoTable(f"Lagrummet {newest}", period, "config/parameters/lagrum.yaml")
        return references[question]

    def has_law(self, question: Law, period: Period) -> bool:
        """Whether a paragraph answered `question` in the month."""
        return any(one.covers(period.first_day) and question in one.value for one in self.law_references)


def _covering(values: Sequence[Dated[T]], period: Period, named: tuple[str, str]) -> Dated[T]:
    for value in values:
        if value.covers(period.first_day):
            return value
    name, file = named
    raise NoTable(name, period, f"config/parameters/{file}")
