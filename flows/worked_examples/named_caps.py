"""The municipality that an example names, and the highest housing cost it has published for the month.

Where there is such a table it decides, and not the amount that the example itself calls the cap.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from flows.eligibility import household as law
from flows.eligibility.case import Member
from flows.eligibility.housing_caps import CapHousehold, CapKey, CapTable
from flows.eligibility.period import Period
from flows.worked_examples.form import ExampleForm
from flows.worked_examples.premises import Cost

Caps = Mapping[str, tuple[CapTable, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CapChoice:
    """The table of each month, or None; the rooms to look under; and what the choice rests on, in Swedish."""

    tables: tuple[CapTable | None, ...]
    rooms: int | None
    said: tuple[str, ...] = ()


def named(example: ExampleForm, caps: Caps) -> tuple[CapTable, ...]:
    """The tables of the one municipality that the example names; none when it names none, or several."""
    sources = [str(one.model_extra.get("cap_source", "")) for one in example.costs if one.model_extra]
    text = _folded(example.municipality or " ".join((example.id, example.source, *sources)))
    found = [name for name in caps if any(word in text for word in _words(name))]
    return caps[found[0]] if len(found) == 1 else ()


def cap_choices(
    example: ExampleForm, caps: Caps, months: Sequence[Period], *, members: Sequence[Member]
) -> Iterator[CapChoice]:
    """The tables that may hold: of the stated month, else each of the year; by rooms, each that could fit."""
    rooms = example.household.rooms
    nothing = CapChoice(tables=(None,) * len(months), rooms=rooms)
    about_housing = "housing_cap" in example.expected or bool(example.costs)
    tables = named(example, caps) if about_housing else ()
    if not any(_of_year(table, month.year) for table in tables for month in months):
        yield nothing
        return
    for of_months in _tables_of(example, tables, months):
        first = next((table for table in of_months if table), None)
        fitting = _rooms(first, members) if first and first.key is CapKey.ROOMS and rooms is None else ()
        for room in fitting or (rooms,):
            said = [f"högsta boendekostnad enligt {first.source}"] if first else []
            said += [f"bostad med {room} rum"] if fitting else []
            yield CapChoice(tables=of_months, rooms=room, said=tuple(said))


def asked_of(
    table: CapTable, members: Sequence[Member], rooms: int | None, *, month: Period
) -> CapHousehold | None:
    """The household as the table asks for it, or None when no line of it fits."""
    adults = law.adults(members)
    asked = CapHousehold(
        adults=len(adults),
        children=len(law.children(members)),
        rooms=rooms,
        eldest_adult=max((law.age_in(one, month) for one in adults), default=None),
    )
    return asked if table.line_for(asked) else None


def under(table: CapTable, costs: Sequence[Cost], asked: CapHousehold) -> tuple[tuple[Cost, ...], bool]:
    """The costs with the table over the rent, unless it is below the cap and a person grants less of it."""
    cap = table.cap_for(asked)
    less = any(one.by_person and cap is not None and one.applied <= cap for one in costs if one.is_rent)
    if less:
        return tuple(costs), False
    return tuple(replace(one, highest=None, by_person=False) if one.is_rent else one for one in costs), True


def _tables_of(
    example: ExampleForm, tables: Sequence[CapTable], months: Sequence[Period]
) -> Iterator[tuple[CapTable | None, ...]]:
    stated = months if example.period is not None else _month_in(example.id, months[0])
    if stated:
        yield tuple(
            next((_for(table, month) for table in tables if table.covers(day.first_day)), None)
            for day, month in zip(stated, months, strict=True)
        )
        return
    for table in tables:
        if _of_year(table, months[0].year):
            yield (_for(table, months[0]),)


def _month_in(name: str, month: Period) -> Sequence[Period]:
    """`2021-05` in an id such as `hogsby-2021-05`, when it is of the example's year."""
    found = re.search(rf"(?<!\d){month.year}-(0[1-9]|1[0-2])(?!\d)", name)
    return (Period(month.year, int(found[1])),) if found else ()


def _for(table: CapTable, month: Period) -> CapTable:
    """The table in the month the example is put to the law."""
    return replace(table, starts=month.first_day, ends=month.last_day)


def _of_year(table: CapTable, year: int) -> bool:
    return table.starts.year <= year and (table.ends is None or year <= table.ends.year)


def _rooms(table: CapTable, members: Sequence[Member]) -> tuple[int, ...]:
    """The dwellings that the table has for a household of so many adults and children."""
    adults, children = len(law.adults(members)), len(law.children(members))
    fitting = (
        line.rooms
        for line in table.lines
        if line.rooms and line.children in (None, children) and line.adults in (None, adults)
    )
    return tuple(sorted(set(fitting)))


def _words(name: str) -> Iterator[str]:
    """A municipality in addresses: `Ängelholm` is `angelholm` or `engelholm`, `Halmstad (HFAB)` is both."""
    for word in re.findall(r"\w+", name):
        yield _folded(word)
        if word.startswith("Ä"):
            yield f"e{_folded(word)[1:]}"


def _folded(text: str) -> str:
    return text.casefold().translate(str.maketrans("åäö", "aao"))
