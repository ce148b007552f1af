"""A system's opening hours and times of maintenance, as a municipality's file states them.

It must not know what is done when a system is closed.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator, Field

from adapters.config_files.fields import Strict, Whole, Words
from adapters.config_files.yaml_file import Place, YamlFile
from flows.hours import DAY_MINUTES, Closing, OpeningHours, Span

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CLOSED = "closed"
_SPAN = re.compile(r"(\d\d):([0-5]\d)-(\d\d):([0-5]\d)", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d", re.ASCII)
SUCH_AS_HOURS = 'write hours such as "06:00-22:00" or "06:00-12:00, 13:00-22:00", or closed'
SUCH_AS_DAYS = "write days such as mon, mon-fri or sat-sun"
SUCH_AS_MOMENT = "write day and time such as 2026-12-12 20:00"


def _spans(value: Any) -> tuple[Span, ...]:
    """One day's hours from a text. Raises ValueError that says what to write."""
    if value == CLOSED:
        return ()
    spans = tuple(_span(part.strip()) for part in str(value).split(","))
    if any(later.opens <= earlier.closes for earlier, later in pairwise(spans)):
        raise ValueError(f"{value} overlaps or is out of order: write the hours in order, with time between")
    return spans


def _span(text: str) -> Span:
    written = _SPAN.fullmatch(text)
    if not written:
        raise ValueError(SUCH_AS_HOURS)
    from_hour, from_minute, to_hour, to_minute = map(int, written.groups())
    span = Span(opens=from_hour * 60 + from_minute, closes=to_hour * 60 + to_minute)
    if span.closes > DAY_MINUTES:
        raise ValueError(f"{text} ends after the day: write 24:00 at most")
    if span.opens >= span.closes:
        raise ValueError(f"{text} ends before it starts: write what is after midnight on the day after")
    return span


def _moment(value: Any) -> datetime:
    """A wall clock's time without zone; YAML itself makes one of a text with seconds."""
    if isinstance(value, datetime) and value.tzinfo is None:
        return value
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        raise ValueError(SUCH_AS_MOMENT)
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        raise ValueError(f"there is no time {value}: {SUCH_AS_MOMENT}") from None


Spans = Annotated[tuple[Span, ...], BeforeValidator(_spans)]
Moment = Annotated[datetime, BeforeValidator(_moment)]
Margin = Annotated[Whole, Field(ge=0, le=60)]
"""Whole minutes."""
Week: TypeAlias = Mapping[str, tuple[Span, ...]]
"""Hours by the day or days they are written for, such as `mon-fri`."""


class MaintenanceModel(Strict):
    """A time when the system's owner has said that it is closed."""

    starts: Moment
    ends: Moment
    why: Words


def check_hours(file: YamlFile, place: Place, week: Week | None, *, margin: int) -> None:
    """Raise ConfigTrouble unless every day has its hours once, and each time is longer than the margin."""
    if week is None:
        return
    written: dict[str, str] = {}
    for days, spans in week.items():
        here = (*place, "hours", days)
        if not (named := _days(days)):
            raise file.trouble(here, f"`{days}`: {SUCH_AS_DAYS}")
        for day in named:
            if day in written:
                raise file.trouble(here, f"{day} has hours in {written[day]} already: write each day once")
            written[day] = days
        if any(one.closes - one.opens <= margin for one in spans):
            raise file.trouble(here, f"write more than the {margin} minutes of closing_margin_minutes")
    if missing := [day for day in DAYS if day not in written]:
        raise file.trouble((*place, "hours"), f"write hours for {', '.join(missing)} too, or closed")
    if not any(week.values()):
        raise file.trouble((*place, "hours"), "a system that never opens cannot be used: write its hours")


def _days(written: str) -> Sequence[str]:
    """The days that `mon` or `mon-fri` names; none when it names no days."""
    first, dash, last = written.partition("-")
    ends = (first, last if dash else first)
    if not set(ends) <= set(DAYS):
        return ()
    return DAYS[DAYS.index(ends[0]) : DAYS.index(ends[1]) + 1]


def check_maintenance(file: YamlFile, place: Place, windows: Sequence[MaintenanceModel]) -> None:
    """Raise ConfigTrouble for a time that ends before it starts, and for two that overlap."""
    for number, one in enumerate(windows):
        here = (*place, "maintenance", number)
        if one.ends <= one.starts:
            raise file.trouble((*here, "ends"), "this is not after `starts`: correct one of them")
        if any(one.starts < other.ends and other.starts < one.ends for other in windows[:number]):
            raise file.trouble(here, "this overlaps one above it: make one of the two")


def opening_hours(week: Week | None, windows: Sequence[MaintenanceModel], margin: int) -> OpeningHours:
    """The hours, once they are checked; `margin` in minutes."""
    by_day = {day: spans for days, spans in (week or {}).items() for day in _days(days)}
    return OpeningHours(
        week=None if week is None else tuple(by_day[day] for day in DAYS),
        closings=tuple(Closing.by_the_clock(one.starts, one.ends, why=one.why) for one in windows),
        margin=timedelta(minutes=margin),
    )
