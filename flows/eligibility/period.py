"""The month applied for, and the two months before it.

`period` M is the month applied for, `control` M−1 (whose incomes count), `comparison` M−2.
"""

import calendar
from dataclasses import dataclass
from datetime import date

MONTH_NAMES = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A calendar month; written `2026-11` in data and `november 2026` to people.

    Raises ValueError for a month that does not exist.
    """

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (1 <= self.month <= 12 and 1900 <= self.year <= 2199):
            raise ValueError(f"{self.year}-{self.month} is not a calendar month")

    @classmethod
    def of(cls, day: date) -> "Period":
        """The month that `day` falls in."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read `2026-11`. Raises ValueError for anything else."""
        year, dash, month = text.partition("-")
        if not (dash and len(year) == 4 and len(month) == 2 and (year + month).isdigit()):
            raise ValueError(f"{text!r} is not a month written YYYY-MM")
        return cls(int(year), int(month))

    def shifted(self, months: int) -> "Period":
        """The month `months` later (earlier when negative)."""
        index = self.year * 12 + self.month - 1 + months
        return Period(index // 12, index % 12 + 1)

    @property
    def control(self) -> "Period":
        """Kontrollperiod, M−1: its incomes count."""
        return self.shifted(-1)

    @property
    def comparison(self) -> "Period":
        """Jämförelseperiod, M−2: what control is compared with."""
        return self.shifted(-2)

    @property
    def days(self) -> int:
        """Number of days in the month."""
        return calendar.monthrange(self.year, self.month)[1]

    @property
    def first_day(self) -> date:
        """The first day of the month."""
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        """The last day of the month."""
        return date(self.year, self.month, self.days)

    def contains(self, day: date) -> bool:
        """Whether `day` falls in this month."""
        return (day.year, day.month) == (self.year, self.month)

    @property
    def in_words(self) -> str:
        """The month as a caseworker writes it: `november 2026`."""
        return f"{MONTH_NAMES[self.month - 1]} {self.year}"

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"
