"""Every event that the robot logs stands in docs/logs.md with its level and fields, and no other does."""

from pathlib import Path

import pytest

from tests.house import log_events
from tests.house.log_events import Event
from tests.house.sources import Source, sources

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = (ROOT / "docs" / "logs.md").read_text(encoding="utf-8")
ROBOT = sources("flows", "bots", "adapters", suffix=".py")
WRITTEN = log_events.written(list(log_events.calls(one for one in ROBOT if "log." in one.text)))
TOLD = log_events.told(PAGE)


def planted(text: str) -> list[Source]:
    return [Source(path="planted.py", text=text)]


def test_the_events_told_are_those_that_are_logged() -> None:
    assert set(TOLD) == set(WRITTEN)


@pytest.mark.parametrize("event", sorted(WRITTEN))
def test_an_event_is_told_with_its_levels_and_fields(event: str) -> None:
    assert TOLD.get(event) == WRITTEN[event]


def test_the_events_stand_once_each_and_in_order() -> None:
    rows = log_events.rows(PAGE)
    assert rows == sorted(set(rows))


def test_every_log_is_called_log() -> None:
    assert log_events.unread_logs(ROBOT) == []


@pytest.mark.parametrize(
    "written",
    ["log.info(name)", "log.info(f'item.{state}')", "log.error('a.b', **fields)", "log.info()"],
)
def test_an_event_that_nobody_can_look_up_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"planted\.py:1"):
        list(log_events.calls(planted(written)))


def test_a_log_by_another_name_is_noticed() -> None:
    assert log_events.unread_logs(planted("\nlogger = structlog.get_logger(__name__)\n"))


def test_a_field_that_only_some_lines_have_is_told_apart() -> None:
    called = list(log_events.calls(planted("log.info('a.b', x=1)\nlog.error('a.b', x=1, y=2)")))
    assert log_events.written(called) == {"a.b": Event({"info", "error"}, {"x"}, {"y"})}
    page = "| `a.b` | info, error | `x` [`y`] | something | |\n"
    assert log_events.told(page) == log_events.written(called)
