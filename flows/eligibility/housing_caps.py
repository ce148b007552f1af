"""Caps on housing cost, as municipalities publish them: by persons, by adults and children, or by rooms.

Knows no rule and no file; what a household outside the table may cost is nobody's guess.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class CapKey(StrEnum):
    """What a table is keyed by."""

    HOUSEHOLD_SIZE = "household_size"
    HOUSEHOLD_TYPE = "household_type"
    ROOMS = "rooms"


@dataclass(frozen=True, slots=True, kw_only=True)
class CapHousehold:
    """What a table may ask of a household: `rooms` as stated, `eldest_adult` in years; None when unknown."""

    adults: int
    children: int
    rooms: int | None = None
    eldest_adult: int | None = None

    @property
    def persons(self) -> int:
        """Adults and children."""
        return self.adults + self.children


@dataclass(frozen=True, slots=True, kw_only=True)
class CapLine:
    """One line of a table, kronor a month; a column that is None holds for any.

    `or_more` lets the line hold also above what its key counts (persons, children or rooms), and
    `each_further` is then added for each step.
    `below_age` limits the line to households whose adults are all younger; it then goes before the others.
    `standard` is the dwelling the municipality has in mind, such as `3 rum och kök`.
    """

    amount: Decimal
    persons: int | None = None
    adults: int | None = None
    children: int | None = None
    rooms: int | None = None
    or_more: bool = False
    each_further: Decimal = Decimal(0)
    below_age: int | None = None
    standard: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CapTable:
    """One table with its first and last day and the document it stands in (`source`)."""

    key: CapKey
    starts: date
    ends: date | None
    source: str
    lines: tuple[CapLine, ...]

    def covers(self, day: date) -> bool:
        """Whether the table holds on `day`; the last day is included."""
        return self.starts <= day and (self.ends is None or day <= self.ends)

    def fitting(self, household: CapHousehold) -> tuple[CapLine, ...]:
        """The lines that fit, those for young adults before the others; a sound table has one at most."""
        lines = tuple(line for line in self.lines if self._fits(line, household))
        young = tuple(line for line in lines if line.below_age is not None)
        return young or lines

    def line_for(self, household: CapHousehold) -> CapLine | None:
        """The line that fits, or None when the table does not reach the household."""
        return next(iter(self.fitting(household)), None)

    def cap_for(self, household: CapHousehold) -> Decimal | None:
        """The cap in kronor a month, or None when the table does not reach the household."""
        line = self.line_for(household)
        if line is None:
            return None
        counted, listed = self._counted(line, household)
        return line.amount + (counted - listed) * line.each_further

    def _fits(self, line: CapLine, household: CapHousehold) -> bool:
        counted, listed = self._counted(line, household)
        return (
            (counted >= listed if line.or_more else counted == listed)
            and line.adults in (None, household.adults)
            and (self.key is CapKey.HOUSEHOLD_TYPE or line.children in (None, household.children))
            and (line.below_age is None or _younger(household, line.below_age))
        )

    def _counted(self, line: CapLine, household: CapHousehold) -> tuple[int, int]:
        """How many the household has of what the table counts, and how many the line says."""
        match self.key:
            case CapKey.HOUSEHOLD_SIZE:
                return household.persons, line.persons or 0
            case CapKey.HOUSEHOLD_TYPE:
                return household.children, line.children or 0
            case CapKey.ROOMS:
                return household.rooms or 0, line.rooms or 0


def _younger(household: CapHousehold, age: int) -> bool:
    return household.eldest_adult is not None and household.eldest_adult < age
