"""Files of dated values: what each must say, and how the values of one parameter follow upon each other.

History is kept: a new year is a new file or a new entry, and two entries never hold for the same day.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Generic, Self, TypeVar

from pydantic import Field, model_validator

from adapters.config_files.fields import Day, Reference, Strict, Words
from adapters.config_files.yaml_file import Place, YamlFile
from flows.eligibility.parameters import CheckedAgainst, Dated

Value = TypeVar("Value")
Turned = TypeVar("Turned")
ONE_DAY = timedelta(days=1)
LONGEST_AHEAD = timedelta(days=366)
"""A value is decided and checked within the year before it starts; an earlier check is a slip of the pen."""
UNITS = {
    "riksnorm": "kronor per månad",
    "prisbasbelopp": "kronor per år",
    "formansbelopp": "kronor per månad",
    "jobbstimulans": "andel av lönen efter skatt, månader",
    "aterkrav": "månader",
    "inkomster": "inkomstslag",
    "lagrum": "lagrum",
    "reformer": "reform",
}
"""Every parameter, and the one unit its file must say."""
OF_ONE_YEAR = frozenset({"riksnorm", "prisbasbelopp"})
"""Those that are decided for one calendar year at a time: an older one never answers for a newer year."""
HINTS = {
    "reference": "write the act and the paragraph that the value is read in",
    "last_checked": "write the day somebody last held the value against its source, such as 2026-04-02",
    "checked_against": f"write what it was held against: {', '.join(CheckedAgainst)}",
    "starts": "write the first day the value holds, such as 2026-01-01",
    "ends": "write the last day the value holds, or null while it still does",
    "unit": f"write the parameter's unit ({'; '.join(f'{name}: {unit}' for name, unit in UNITS.items())})",
    "values": "write the dated values, each with starts, ends, reference, last_checked and value",
}


class EntryModel(Strict, Generic[Value]):
    """One dated value; `ends` is its last day, null while it still holds.

    `gap_before` says why the days before it have no value, when an earlier value ended sooner.
    """

    starts: Day
    ends: Day | None
    reference: Reference
    last_checked: Day
    checked_against: CheckedAgainst
    remark: str = ""
    gap_before: Words | None = None
    value: Value

    @model_validator(mode="after")
    def _days_in_order(self) -> Self:
        if self.ends is not None and self.ends < self.starts:
            raise ValueError("ends is before starts: correct one of them")
        if self.last_checked < self.starts - LONGEST_AHEAD:
            raise ValueError(
                "last_checked is more than a year before starts: check the value and write the day"
            )
        return self


class ParameterModel(Strict, Generic[Value]):
    """One file: the parameter's name, its unit and its dated values."""

    parameter: Words
    unit: Words
    values: tuple[EntryModel[Value], ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed(Generic[Turned]):
    """A dated value and where it stands."""

    file: YamlFile
    place: Place
    gap_before: str | None
    dated: Dated[Turned]


def placed_values(
    file: YamlFile, model: type[ParameterModel[Value]], turn: Callable[[Value], Turned]
) -> Iterator[Placed[Turned]]:
    """The values of one file. Raises ConfigTrouble for a wrong name, unit or value."""
    checked = file.checked(model, HINTS)
    kind = parameter_of(file.path)
    if checked.parameter != kind:
        raise file.trouble(("parameter",), "the file's name and its parameter differ: correct one of them")
    if checked.unit != UNITS[kind]:
        raise file.trouble(("unit",), f"the unit of {kind} is not {checked.unit}: write unit: {UNITS[kind]}")
    for number, entry in enumerate(checked.values):
        place = ("values", number)
        try:
            value = turn(entry.value)
        except ValueError as error:
            raise file.trouble((*place, "value"), str(error)) from None
        _check_within_the_year(file, place, kind, entry=entry)
        dated = _dated(checked.unit, entry, value)
        yield Placed(file=file, place=place, gap_before=entry.gap_before, dated=dated)


def parameter_of(path: Path) -> str:
    """The parameter by the file's name: `riksnorm-2026.yaml` belongs to `riksnorm`."""
    return path.stem.partition("-")[0]


def check_not_ahead(file: YamlFile, place: Place, last_checked: date, *, today: date | None) -> None:
    """Raises ConfigTrouble when the value at `place` is said to be checked after `today`."""
    if today is not None and last_checked > today:
        advice = f"last_checked is after today, {today}: write the day somebody checked the value"
        raise file.trouble((*place, "last_checked"), advice)


def in_order(values: Sequence[Placed[Turned]], series: Callable[[Turned], str]) -> tuple[Placed[Turned], ...]:
    """Series by series, oldest first. Raises ConfigTrouble for a day that is covered twice, or left out."""
    placed = sorted(values, key=lambda one: (series(one.dated.value), one.dated.starts))
    for earlier, later in pairwise([None, *placed]):
        if later is not None:
            same = earlier is not None and series(earlier.dated.value) == series(later.dated.value)
            _check_follows(earlier if same else None, later)
    return tuple(placed)


def _check_within_the_year(file: YamlFile, place: Place, kind: str, *, entry: EntryModel[Value]) -> None:
    year = entry.starts.year
    if kind in OF_ONE_YEAR and (entry.ends is None or entry.ends.year != year):
        advice = (
            f"{kind} is decided for one calendar year at a time: write starts and ends of the same year,"
            f" such as ends: {year}-12-31, and an entry of its own for each other year"
        )
        raise file.trouble((*place, "ends"), advice)


def _check_follows(earlier: Placed[Turned] | None, later: Placed[Turned]) -> None:
    starts = later.dated.starts
    if earlier is not None and earlier.dated.covers(starts):
        advice = f"{starts} is already covered by {earlier.dated.reference}: mend the dates"
        raise later.file.trouble((*later.place, "starts"), advice)
    bare = earlier.dated.ends + ONE_DAY if earlier is not None and earlier.dated.ends is not None else starts
    if bare < starts and later.gap_before is None:
        advice = (
            f"nothing holds from {bare} to {starts - ONE_DAY}: add the missing value,"
            " or write gap_before with the reason"
        )
        raise later.file.trouble((*later.place, "starts"), advice)
    if bare == starts and later.gap_before is not None:
        raise later.file.trouble(
            (*later.place, "gap_before"), "there is no gap before this value: take it away"
        )


def _dated(unit: str, entry: EntryModel[Value], value: Turned) -> Dated[Turned]:
    return Dated(
        value=value,
        unit=unit,
        reference=entry.reference,
        starts=entry.starts,
        ends=entry.ends,
        last_checked=entry.last_checked,
        checked_against=entry.checked_against,
        remark=entry.remark,
    )
