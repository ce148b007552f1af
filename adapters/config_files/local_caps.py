"""A municipality's caps: oldest first, without overlap or gap, and with one that holds today."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Protocol

from adapters.config_files.yaml_file import Place, YamlFile

ONE_DAY = timedelta(days=1)


class Entry(Protocol):
    """What holds from a day to a day."""

    @property
    def starts(self) -> date: ...

    @property
    def ends(self) -> date | None: ...


def check_dates(file: YamlFile, place: Place, entries: Sequence[Entry], *, today: date | None) -> None:
    """Check the caps at `place`; raises ConfigTrouble that points to the one to mend.

    With `today`, one of them must hold on that day: without it every cost would be left to a person.
    """
    for number, one in enumerate(entries):
        if one.ends is not None and one.ends < one.starts:
            advice = f"ends {one.ends} is before starts {one.starts}: correct one"
            raise file.trouble((*place, number, "ends"), advice)
    for number, (earlier, later) in enumerate(pairwise(entries), start=1):
        advice = _out_of_step(earlier, later)
        if advice:
            raise file.trouble((*place, number, "starts"), advice)
    if today is not None and not any(_covers(one, today) for one in entries):
        raise _none_today(file, place, entries, today=today)


def _out_of_step(earlier: Entry, later: Entry) -> str:
    """What is wrong between two neighbours, or nothing."""
    day_before = later.starts - ONE_DAY
    mended = f"let the entry that starts {earlier.starts} end {day_before}"
    if later.starts <= earlier.starts:
        return f"the entry above starts {earlier.starts}: write the oldest first, each day once"
    if earlier.ends is None or earlier.ends > day_before:
        return f"{later.starts} is covered by the entry above too: {mended}"
    if earlier.ends < day_before:
        return (
            f"nothing holds from {earlier.ends + ONE_DAY} to {day_before}: {mended}, or add those days' caps"
        )
    return ""


def _none_today(file: YamlFile, place: Place, entries: Sequence[Entry], *, today: date) -> Exception:
    last = len(entries) - 1
    ends = entries[last].ends
    if ends is not None and ends < today:
        advice = f"nothing holds after {ends}, and today is {today}: add the caps that hold now"
        return file.trouble((*place, last, "ends"), f"{advice}, or write ends: null if these still do")
    first = entries[0].starts
    advice = f"nothing holds before {first}, and today is {today}: add the caps that hold now above these"
    return file.trouble((*place, 0, "starts"), advice)


def _covers(one: Entry, day: date) -> bool:
    return one.starts <= day and (one.ends is None or day <= one.ends)
