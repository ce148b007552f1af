"""What a follow-up says: shares with their numerators, tables, and findings. No pandas, and no person."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One part of a whole. `defined` says in Swedish what is counted, and of what.

    By its `key` a municipality may ask for it first.
    """

    name: str
    part: int
    whole: int
    defined: str
    key: str = ""

    @property
    def value(self) -> float | None:
        """Between 0 and 1; None of nothing."""
        return self.part / self.whole if self.whole else None


class Shown(StrEnum):
    """How a column's numbers are written."""

    WORDS = "words"
    COUNT = "count"
    SHARE = "share"
    MONEY = "money"
    SECONDS = "seconds"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its heading, how it is written, and whether its numbers can be summed."""

    name: str
    shown: Shown = Shown.WORDS
    summed: bool = False


Cell = str | int | float | None
"""Money is whole öre; None is a number that is suppressed or not there."""
NOT_KNOWN = "inte känt"
"""Where a case system does not keep its times to the second, nobody can tell who was hasty."""
OVER_TIME = ("Vecka", "Månad")
"""First columns of tables whose rows follow one another in time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under headings. `note` says in Swedish what is counted; `charted` draws the named columns."""

    key: str
    title: str
    note: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    charted: tuple[str, ...] = ()

    def column(self, name: str) -> list[Cell]:
        """The cells under a heading. Raises ValueError when there is none such."""
        at = [one.name for one in self.columns].index(name)
        return [row[at] for row in self.rows]

    def total(self, name: str) -> int | None:
        """The sum of a column's numbers; None where it has none."""
        numbers = [int(cell) for cell in self.column(name) if isinstance(cell, int | float)]
        return sum(numbers) if numbers else None

    @property
    def is_over_time(self) -> bool:
        """Whether a chart of it is a line: weeks or months, by its first heading and not by what is typed."""
        return self.columns[0].name in OVER_TIME


class Kind(StrEnum):
    """What a finding is about."""

    SPLIT = "Samma fakta, olika beslut"
    ONE_UNIT = "En enhet beslutar annorlunda på samma fakta"
    DRIFT = "En enhet glider ifrån de andra"
    LEVEL = "En enhet beslutar ofta annorlunda"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that is not by chance: `units` and `signature` say of whom and what, `p` how surely.

    `p` is corrected for how many comparisons were made. `references` are applications to look at.
    """

    kind: Kind
    words: str
    p: float
    units: tuple[str, ...] = ()
    signature: str = ""
    references: Sequence[str] = field(default_factory=tuple)
