"""When a system may be asked: its opening hours, week by week, and dated times when it is closed.

Pure. Hours are Sweden's wall clock. Where the clock is put forward or back, an hour that never comes or
comes twice is read so that the system counts as open for the shorter time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from flows.swedish_time import SWEDEN

DAY_MINUTES = 24 * 60
DAYS_AHEAD = 17
"""How far the next opening is looked for, from yesterday: two weeks, because the one span of a week may fall
on the hour that the clock leaves out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Open from `opens` up to `closes`: minutes after midnight, 0 ≤ opens < closes ≤ 1440."""

    opens: int
    closes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """Closed from `starts` up to `ends` (aware), whatever the week says; `why` is for those who read logs."""

    starts: datetime
    ends: datetime
    why: str

    @classmethod
    def by_the_clock(cls, starts: datetime, ends: datetime, *, why: str) -> "Closing":
        """By Sweden's wall clock (naive times); an hour that comes twice is closed both times."""
        return cls(starts=min(_readings(starts)), ends=max(_readings(ends)), why=why)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Open:
    """One unbroken opening, in UTC."""

    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningHours:
    """One system's hours.

    `week` holds each day's spans in order, Monday first; None is open day and night. Nothing new is begun in
    the last `margin` before the system closes, so that what has begun has ended by then.
    """

    week: tuple[tuple[Span, ...], ...] | None = None
    closings: tuple[Closing, ...] = ()
    margin: timedelta = timedelta(minutes=2)

    def closed_until(self, at: datetime) -> datetime | None:
        """None when something new may be begun at `at` (aware); else when it may, Sweden's time.

        Raises ValueError when the week has no opening that is longer than the margin.
        """
        now = at.astimezone(UTC)
        if self._may_begin(now):
            return None
        opening = min(moment for moment in self._openings(now) if self._may_begin(moment))
        return opening.astimezone(SWEDEN)

    def closing(self, at: datetime) -> Closing | None:
        """The dated closing that stands at `at` (aware), or that is about to begin."""
        now = at.astimezone(UTC)  # two times of one zone are compared by the wall clock, in UTC by the moment
        standing = (
            one for one in self.closings if one.starts.astimezone(UTC) - self.margin <= now < one.ends
        )
        return next(standing, None)

    def _may_begin(self, now: datetime) -> bool:
        around = self._week_around(now, days=3)
        in_the_week = any(one.starts <= now < one.ends - self.margin for one in around)
        return in_the_week and self.closing(now) is None

    def _openings(self, now: datetime) -> Iterator[datetime]:
        """Every moment from `now` on at which it could open: a closing ends, or the week opens after that."""
        ended = [one.ends.astimezone(UTC) for one in self.closings if one.ends.astimezone(UTC) > now]
        for moment in (now, *ended):
            yield moment
            opened = self._week_around(moment, days=DAYS_AHEAD)
            yield from (one.starts for one in opened if one.starts >= moment)

    def _week_around(self, now: datetime, *, days: int) -> Iterator[_Open]:
        """The openings of so many days from yesterday; two that meet at midnight are one."""
        if self.week is None:
            yield _Open(starts=now - timedelta(days=1), ends=now + timedelta(days=days))
            return
        first = now.astimezone(SWEDEN).date() - timedelta(days=1)
        going: _Open | None = None
        for one in self._spans_from(first, days):
            if going is not None and going.ends == one.starts:
                going = _Open(starts=going.starts, ends=one.ends)
                continue
            if going is not None:
                yield going
            going = one
        if going is not None:
            yield going

    def _spans_from(self, first: date, days: int) -> Iterator[_Open]:
        for day in (first + timedelta(days=number) for number in range(days)):
            midnight = datetime.combine(day, time())
            for span in (self.week or ())[day.weekday()]:
                opens, closes = (midnight + timedelta(minutes=one) for one in (span.opens, span.closes))
                one = _Open(starts=max(_readings(opens)), ends=min(_readings(closes)))
                if one.starts < one.ends:
                    yield one


def _readings(clock: datetime) -> tuple[datetime, ...]:
    """The moments (UTC) that a wall clock's naive time may mean: two where the clock is changed."""
    return tuple(clock.replace(tzinfo=SWEDEN, fold=fold).astimezone(UTC) for fold in (0, 1))
