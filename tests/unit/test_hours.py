"""A system is not asked while it is closed, closes for as long as it says, and opens again by itself."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.hours import SWEDEN, Closing, OpeningHours, Span

OFFICE = Span(opens=6 * 60, closes=22 * 60)
ROUND_THE_CLOCK = Span(opens=0, closes=24 * 60)
WEEKDAYS = (*((OFFICE,),) * 5, (), ())
MINUTE = timedelta(minutes=1)
WEDNESDAY = datetime(2026, 11, 18, 12, tzinfo=SWEDEN)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SWEDEN)


def closing(starts: str, ends: str) -> Closing:
    return Closing(starts=at(starts), ends=at(ends), why="Ny version")


def test_a_system_without_hours_is_always_open() -> None:
    assert OpeningHours().closed_until(WEDNESDAY) is None


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2026-11-18 05:59", "2026-11-18 06:00"),
        ("2026-11-18 06:00", None),
        ("2026-11-18 21:57", None),
        ("2026-11-18 21:58", "2026-11-19 06:00"),
        ("2026-11-20 23:00", "2026-11-23 06:00"),
    ],
)
def test_a_week_opens_and_closes_by_the_clock_with_a_margin(now: str, opens: str | None) -> None:
    told = OpeningHours(week=WEEKDAYS).closed_until(at(now))
    assert told == (at(opens) if opens else None)


def test_the_answer_is_told_in_swedens_time() -> None:
    told = OpeningHours(week=WEEKDAYS).closed_until(datetime(2026, 11, 18, 4, tzinfo=UTC))
    assert told is not None
    assert told.isoformat() == "2026-11-18T06:00:00+01:00"


def test_midnight_is_no_closing_where_both_days_are_open() -> None:
    hours = OpeningHours(week=((ROUND_THE_CLOCK,),) * 7)
    assert hours.closed_until(at("2026-11-18 23:59")) is None
    assert hours.closed_until(at("2026-11-19 00:00")) is None


def test_a_dated_closing_has_its_margin_and_ends_by_itself() -> None:
    hours = OpeningHours(closings=(closing("2026-11-18 20:00", "2026-11-20 04:00"),))
    assert hours.closed_until(at("2026-11-18 19:57")) is None
    assert hours.closed_until(at("2026-11-18 19:58")) == at("2026-11-20 04:00")
    assert hours.closed_until(at("2026-11-20 03:59")) == at("2026-11-20 04:00")
    assert hours.closed_until(at("2026-11-20 04:00")) is None


def test_a_closing_that_ends_at_night_lasts_until_the_week_opens() -> None:
    hours = OpeningHours(week=WEEKDAYS, closings=(closing("2026-11-18 20:00", "2026-11-20 23:00"),))
    assert hours.closed_until(WEDNESDAY.replace(hour=21)) == at("2026-11-23 06:00")


def test_closings_one_after_the_other_are_one() -> None:
    two = (closing("2026-11-18 10:00", "2026-11-18 13:00"), closing("2026-11-18 13:01", "2026-11-18 15:00"))
    assert OpeningHours(closings=two).closed_until(WEDNESDAY) == at("2026-11-18 15:00")


def test_the_closing_that_stands_says_why() -> None:
    hours = OpeningHours(closings=(closing("2026-11-18 10:00", "2026-11-18 13:00"),))
    standing = hours.closing(WEDNESDAY)
    assert standing is not None
    assert standing.why == "Ny version"
    assert hours.closing(WEDNESDAY + timedelta(hours=1)) is None


def nightly(opens: str, closes: str) -> OpeningHours:
    (open_hour, open_minute), (close_hour, close_minute) = (
        map(int, text.split(":")) for text in (opens, closes)
    )
    span = Span(opens=open_hour * 60 + open_minute, closes=close_hour * 60 + close_minute)
    return OpeningHours(week=((span,),) * 7, margin=timedelta(0))


def test_an_hour_that_comes_twice_opens_the_second_time_and_closes_the_first() -> None:
    first, second = (datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1))
    opens = nightly("02:30", "05:00")
    opening = opens.closed_until(first)
    assert opening is not None
    assert opening.astimezone(UTC) == second
    assert opens.closed_until(second) is None
    closes = nightly("00:00", "02:30")
    assert closes.closed_until(first - MINUTE) is None
    assert closes.closed_until(first) == at("2026-10-26 00:00")
    assert closes.closed_until(second - MINUTE) == at("2026-10-26 00:00")


def test_an_hour_that_never_comes_opens_late_and_closes_early() -> None:
    opens, closes = nightly("02:30", "05:00"), nightly("00:00", "02:30")
    assert opens.closed_until(at("2026-03-29 01:59")) == at("2026-03-29 03:30")
    assert closes.closed_until(at("2026-03-29 01:29")) is None
    assert closes.closed_until(at("2026-03-29 01:30")) == at("2026-03-30 00:00")


def test_a_day_of_23_or_25_hours_opens_at_its_own_six_o_clock() -> None:
    hours = OpeningHours(week=((OFFICE,),) * 7)
    assert hours.closed_until(at("2026-03-28 23:00")) == at("2026-03-29 06:00")
    assert hours.closed_until(at("2026-10-24 23:00")) == at("2026-10-25 06:00")


def test_a_week_that_never_opens_is_told_and_not_waited_for() -> None:
    with pytest.raises(ValueError, match="empty"):
        OpeningHours(week=((),) * 7).closed_until(WEDNESDAY)


def test_a_dated_closing_in_the_hour_that_comes_twice_is_closed_both_times() -> None:
    clock = [datetime.fromisoformat(f"2026-10-25 {hour}") for hour in ("02:15", "02:45")]
    closed = Closing.by_the_clock(clock[0], clock[1], why="Vintertid")
    assert closed.starts == datetime(2026, 10, 25, 0, 15, tzinfo=UTC)
    assert closed.ends - closed.starts == timedelta(minutes=90)


MINUTES = st.integers(min_value=0, max_value=24 * 60)
MOMENTS = st.datetimes(
    min_value=datetime(2026, 1, 1),  # noqa: DTZ001 - hypothesis gives the zone
    max_value=datetime(2027, 12, 31),  # noqa: DTZ001
    timezones=st.just(UTC),
)
CHANGES = st.sampled_from([datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)])
NEAR_A_CHANGE = st.builds(
    lambda change, minutes: change + timedelta(minutes=minutes), CHANGES, st.integers(-300, 300)
)
LENGTHS = st.timedeltas(min_value=MINUTE, max_value=timedelta(days=40))


@st.composite
def days(draw: st.DrawFn) -> tuple[Span, ...]:
    """Up to two spans in order that do not meet."""
    marks = sorted(draw(st.lists(MINUTES, min_size=0, max_size=4, unique=True)))
    pairs = zip(marks[::2], marks[1::2], strict=False)
    return tuple(Span(opens=opens, closes=closes) for opens, closes in pairs)


@st.composite
def closings(draw: st.DrawFn) -> Closing:
    starts = draw(MOMENTS | NEAR_A_CHANGE)
    return Closing(starts=starts, ends=starts + draw(LENGTHS), why="")


@st.composite
def some_hours(draw: st.DrawFn) -> OpeningHours:
    week = draw(st.none() | st.tuples(*[days()] * 6, st.just((OFFICE,))))
    return OpeningHours(
        week=week,
        closings=tuple(draw(st.lists(closings(), max_size=3))),
        margin=timedelta(minutes=draw(st.integers(0, 15))),
    )


@settings(max_examples=60, deadline=None)
@given(hours=some_hours(), now=MOMENTS | NEAR_A_CHANGE)
def test_a_closing_is_told_with_an_end_at_which_the_system_is_open(
    hours: OpeningHours, now: datetime
) -> None:
    until = hours.closed_until(now)
    if until is not None:
        assert until > now
        assert hours.closed_until(until) is None
        assert hours.closed_until(until.astimezone(UTC) - timedelta(microseconds=1)) == until


@settings(max_examples=60, deadline=None)
@given(hours=some_hours(), now=MOMENTS | NEAR_A_CHANGE)
def test_what_may_begin_meets_no_closing_within_the_margin(hours: OpeningHours, now: datetime) -> None:
    if hours.closed_until(now) is not None:
        return
    for moment in (now, now + hours.margin - timedelta(microseconds=1)):
        assert not any(one.starts <= moment < one.ends for one in hours.closings)
        if hours.week is not None and moment >= now:
            local = moment.astimezone(SWEDEN)
            minute = local.hour * 60 + local.minute
            assert any(one.opens <= minute < one.closes for one in hours.week[local.weekday()])


@settings(max_examples=60, deadline=None)
@given(hours=some_hours(), data=st.data())
def test_it_is_never_open_within_a_dated_closing(hours: OpeningHours, data: st.DataObject) -> None:
    for one in hours.closings:
        within = data.draw(st.timedeltas(timedelta(0), one.ends - one.starts - timedelta(microseconds=1)))
        until = hours.closed_until(one.starts + within)
        assert until is not None
        assert until >= one.ends
