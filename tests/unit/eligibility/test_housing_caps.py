"""Tables of caps on housing cost: which line fits, and that none is guessed."""

from datetime import date
from decimal import Decimal

import pytest

from flows.eligibility.housing_caps import CapHousehold, CapKey, CapLine, CapTable


def table(key: CapKey, *lines: CapLine) -> CapTable:
    return CapTable(
        key=key, starts=date(2026, 1, 1), ends=date(2026, 12, 31), source="Riktlinjer", lines=lines
    )


def home(adults: int, children: int = 0, *, rooms: int | None = None, age: int | None = None) -> CapHousehold:
    return CapHousehold(adults=adults, children=children, rooms=rooms, eldest_adult=age)


def line(amount: int, **columns: int | bool | Decimal) -> CapLine:
    return CapLine(amount=Decimal(amount), **columns)  # type: ignore[arg-type]


BY_SIZE = table(CapKey.HOUSEHOLD_SIZE, line(5000, persons=1), line(6000, persons=2, or_more=True))
BY_TYPE = table(
    CapKey.HOUSEHOLD_TYPE,
    line(5100, adults=1, children=0, below_age=25),
    line(5500, adults=1, children=0),
    line(7000, children=1),
    line(8000, children=2, or_more=True, each_further=Decimal(900)),
)
BY_ROOMS = table(
    CapKey.ROOMS, line(4700, rooms=1), line(6400, rooms=2, children=0), line(6900, rooms=2, children=1)
)


@pytest.mark.parametrize(
    ("caps", "household", "cap"),
    [
        (BY_SIZE, home(1), 5000),
        (BY_SIZE, home(2), 6000),
        (BY_SIZE, home(2, 5), 6000),
        (BY_SIZE, home(0), None),
        (BY_TYPE, home(1, age=24), 5100),
        (BY_TYPE, home(1, age=25), 5500),
        (BY_TYPE, home(1, age=None), 5500),
        (BY_TYPE, home(2, age=24), None),
        (BY_TYPE, home(2, 1, age=24), 7000),
        (BY_TYPE, home(1, 2), 8000),
        (BY_TYPE, home(1, 5), 10700),
        (BY_ROOMS, home(1, rooms=1), 4700),
        (BY_ROOMS, home(1, rooms=2), 6400),
        (BY_ROOMS, home(1, 1, rooms=2), 6900),
        (BY_ROOMS, home(1, 2, rooms=2), None),
        (BY_ROOMS, home(1, rooms=3), None),
        (BY_ROOMS, home(1, rooms=None), None),
    ],
)
def test_a_household_gets_the_cap_of_its_line_or_none(
    caps: CapTable, household: CapHousehold, cap: int | None
) -> None:
    assert caps.cap_for(household) == cap


def test_the_table_holds_from_its_first_to_its_last_day() -> None:
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1)]
    assert [BY_SIZE.covers(day) for day in days] == [False, True, True, False]
