"""What a line of the log says, and which lines somebody has asked for."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from flows.log_line import Level, LogLine, Wanted, read_line, since_when

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def line(**says: object) -> LogLine:
    plain = {"event": "item.waits", "level": "warning", "timestamp": "2026-11-22T11:00:00Z"}
    return read_line(json.dumps(plain | says))


@pytest.mark.parametrize("text", ["Traceback (most recent call last):", "", "5", '["a"]', '{"event": "cut'])
def test_what_is_no_json_object_says_nothing_and_is_always_shown(text: str) -> None:
    read = read_line(text)
    assert (read.text, read.says, read.at, read.level) == (text, None, None, None)
    assert Wanted(case_ref="UTK-9901-1", system="Almanda", level=Level.ERROR, since=NOW).has(read)


def test_a_line_tells_its_time_and_level() -> None:
    assert line().at == NOW - timedelta(hours=1)
    assert line().level is Level.WARNING
    assert line(timestamp="soon", level="loud").at is None
    assert line(level="loud").level is None


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        (Wanted(), True),
        (Wanted(case_ref="UTK-9901-1"), True),
        (Wanted(case_ref="UTK-9901-10"), False),
        (Wanted(system="almanda"), True),
        (Wanted(system="Skatteverket"), False),
        (Wanted(code="SYSTEM_SLOW"), True),
        (Wanted(code="SYSTEM_ERROR"), False),
        (Wanted(event="item"), True),
        (Wanted(event="item.waits"), True),
        (Wanted(event="it"), False),
        (Wanted(event="item.wait"), False),
        (Wanted(level=Level.INFO), True),
        (Wanted(level=Level.WARNING), True),
        (Wanted(level=Level.ERROR), False),
        (Wanted(since=NOW - timedelta(hours=1)), True),
        (Wanted(since=NOW - timedelta(minutes=59)), False),
        (Wanted(case_ref="UTK-9901-1", system="Almanda", level=Level.ERROR), False),
    ],
)
def test_a_line_is_shown_when_it_is_all_that_was_asked_for(wanted: Wanted, shown: bool) -> None:
    assert wanted.has(line(case_ref="UTK-9901-1", system="Almanda", code="SYSTEM_SLOW")) is shown


def test_a_reason_is_asked_for_as_a_code_is() -> None:
    assert Wanted(code="FIRST_APPLICATION").has(line(reason="FIRST_APPLICATION"))
    assert not Wanted(code="FIRST_APPLICATION").has(line())


def test_a_line_without_a_level_or_a_time_is_not_held_back_for_it() -> None:
    assert Wanted(level=Level.ERROR, since=NOW).has(read_line('{"event": "odd"}'))
    assert not Wanted(system="Almanda").has(read_line('{"event": "odd"}'))


@pytest.mark.parametrize(
    ("told", "at"),
    [
        ("90s", NOW - timedelta(seconds=90)),
        ("30m", NOW - timedelta(minutes=30)),
        ("2h", NOW - timedelta(hours=2)),
        ("1d", NOW - timedelta(days=1)),
        ("2026-11-22", datetime(2026, 11, 21, 23, 0, tzinfo=UTC)),
        ("2026-11-22 08:00", datetime(2026, 11, 22, 7, 0, tzinfo=UTC)),
        ("2026-11-22T08:00:00Z", datetime(2026, 11, 22, 8, 0, tzinfo=UTC)),
    ],
)
def test_a_time_is_told_as_people_type_it(told: str, at: datetime) -> None:
    assert since_when(told, NOW) == at


@pytest.mark.parametrize("told", ["yesterday", "2 h", "h", "-2h", "2026-13-01"])
def test_what_is_no_time_is_refused(told: str) -> None:
    with pytest.raises(ValueError, match=r"Invalid isoformat|month must be"):
        since_when(told, NOW)
