"""A table of housing caps as it is written in YAML; refuses one where two lines fit the same household."""

from decimal import Decimal
from itertools import product
from typing import Annotated, Self

from pydantic import Field, model_validator

from adapters.config_files.fields import Amount, Day, PositiveAmount, Reference, Strict, Whole
from flows.eligibility.housing_caps import CapHousehold, CapKey, CapLine, CapTable

Count = Annotated[Whole, Field(ge=0, le=30)]
COLUMNS = {
    CapKey.HOUSEHOLD_SIZE: ("persons", {"persons"}),
    CapKey.HOUSEHOLD_TYPE: ("children", {"adults", "children"}),
    CapKey.ROOMS: ("rooms", {"rooms", "adults", "children"}),
}
"""The column that each key needs, and those it may have."""
ADULTS, CHILDREN, ROOMS, OLD = (1, 2), range(31), range(1, 31), 100


class CapLineModel(Strict):
    """One line."""

    amount: PositiveAmount
    persons: Annotated[Whole, Field(ge=1, le=30)] | None = None
    adults: Annotated[Whole, Field(ge=1, le=2)] | None = None
    children: Count | None = None
    rooms: Annotated[Whole, Field(ge=1, le=30)] | None = None
    or_more: bool = False
    each_further: Amount = Decimal(0)
    below_age: Annotated[Whole, Field(ge=18, le=100)] | None = None
    standard: str = ""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.each_further and not self.or_more:
            raise ValueError("each_further needs or_more: true")
        return self


class CapTableModel(Strict):
    """One table."""

    key: CapKey
    starts: Day
    ends: Day | None
    source: Reference
    lines: Annotated[tuple[CapLineModel, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _fits(self) -> Self:
        needed, allowed = COLUMNS[self.key]
        for line in self.lines:
            written = {name for name in ("persons", "adults", "children", "rooms") if _given(line, name)}
            if needed not in written or not written <= allowed:
                others = ", ".join(sorted(allowed - {needed}))
                also = f" and may have {others}" if others else ""
                raise ValueError(f"every line of a table keyed by {self.key} needs {needed}{also}")
        _unambiguous(cap_table(self))
        return self


def cap_table(model: CapTableModel) -> CapTable:
    """The table."""
    return CapTable(
        key=model.key,
        starts=model.starts,
        ends=model.ends,
        source=model.source,
        lines=tuple(CapLine(**line.model_dump()) for line in model.lines),
    )


def left_out(table: CapTable) -> str:
    """The first household that no line reaches though larger ones have a line, or nothing.

    Above the last line a table may end: what such a dwelling may cost is then a question to a person.
    """
    match table.key:
        case CapKey.HOUSEHOLD_SIZE:
            largest = max(line.persons or 0 for line in table.lines)
            homes = [(f"{size} persons", _home(1, size - 1)) for size in range(1, largest + 1)]
        case CapKey.HOUSEHOLD_TYPE:
            homes = [
                (f"{adults} adults and {children} children", _home(adults, children))
                for adults in ADULTS
                for children in range(_most_children(table, adults) + 1)
            ]
        case CapKey.ROOMS:
            largest = max(line.rooms or 0 for line in table.lines)
            return next((f"{rooms} rooms" for rooms in range(1, largest) if not _reached(table, rooms)), "")
    return next((words for words, home in homes if not table.fitting(home)), "")


def _reached(table: CapTable, rooms: int) -> bool:
    """Whether some household of any age may have so many rooms; which one, the table itself says."""
    homes = (_home(adults, children, rooms) for adults, children in product(ADULTS, CHILDREN))
    return any(table.fitting(home) for home in homes)


def _home(adults: int, children: int, rooms: int | None = None) -> CapHousehold:
    return CapHousehold(adults=adults, children=children, rooms=rooms, eldest_adult=OLD)


def _most_children(table: CapTable, adults: int) -> int:
    return max((line.children or 0 for line in table.lines if line.adults in (None, adults)), default=0)


def _given(line: CapLineModel, name: str) -> bool:
    return getattr(line, name) is not None


def _unambiguous(table: CapTable) -> None:
    rooms = ROOMS if table.key is CapKey.ROOMS else (None,)
    ages = sorted({age - 1 for line in table.lines if (age := line.below_age)} | {OLD})
    for adults, children, room, age in product(ADULTS, CHILDREN, rooms, ages):
        home = CapHousehold(adults=adults, children=children, rooms=room, eldest_adult=age)
        if len(table.fitting(home)) > 1:
            raise ValueError(f"two lines fit {adults} adults and {children} children: keep one")
