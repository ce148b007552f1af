"""A table of housing caps as it is written in YAML; refuses one where two lines fit the same household."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise, product
from typing import Annotated, Protocol, Self

from pydantic import Field, model_validator

from adapters.config_files.fields import Amount, Strict, Words
from flows.eligibility.housing_caps import CapHousehold, CapKey, CapLine, CapTable

Count = Annotated[int, Field(ge=0, le=30)]
COLUMNS = {
    CapKey.HOUSEHOLD_SIZE: ("persons", {"persons"}),
    CapKey.HOUSEHOLD_TYPE: ("children", {"adults", "children"}),
    CapKey.ROOMS: ("rooms", {"rooms", "adults", "children"}),
}
"""The column that each key needs, and those it may have."""
ADULTS, CHILDREN, ROOMS = (1, 2), range(31), range(1, 31)


class Entry(Protocol):
    """What holds from a day to a day."""

    @property
    def starts(self) -> date: ...

    @property
    def ends(self) -> date | None: ...


class CapLineModel(Strict):
    """One line."""

    amount: Amount
    persons: Annotated[int, Field(ge=1, le=30)] | None = None
    adults: Annotated[int, Field(ge=1, le=2)] | None = None
    children: Count | None = None
    rooms: Annotated[int, Field(ge=1, le=30)] | None = None
    or_more: bool = False
    each_further: Amount = Decimal(0)
    below_age: Annotated[int, Field(ge=18, le=100)] | None = None
    standard: str = ""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.each_further and not self.or_more:
            raise ValueError("each_further needs or_more: true")
        return self


class CapTableModel(Strict):
    """One table."""

    key: CapKey
    starts: date
    ends: date | None
    source: Words
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


def in_order(entries: Sequence[Entry]) -> None:
    """Check entries of one setting: oldest first, no overlap, no gap. Raises ValueError with advice."""
    for one in entries:
        if one.ends is not None and one.ends < one.starts:
            raise ValueError(f"ends {one.ends} is before starts {one.starts}")
    for one, following in pairwise(entries):
        if one.ends is None or one.ends + timedelta(days=1) != following.starts:
            day_before = following.starts - timedelta(days=1)
            raise ValueError(
                f"the entry that starts {one.starts} must end {day_before}: write the oldest first"
            )


def _given(line: CapLineModel, name: str) -> bool:
    return getattr(line, name) is not None


def _unambiguous(table: CapTable) -> None:
    rooms = ROOMS if table.key is CapKey.ROOMS else (None,)
    ages = sorted({age - 1 for line in table.lines if (age := line.below_age)} | {100})
    for adults, children, room, age in product(ADULTS, CHILDREN, rooms, ages):
        home = CapHousehold(adults=adults, children=children, rooms=room, eldest_adult=age)
        if len(table.fitting(home)) > 1:
            raise ValueError(f"two lines fit {adults} adults and {children} children: keep one")
