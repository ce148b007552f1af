"""Opening hours and maintenance in a municipality's file: read as written, and refused with a line."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from adapters.config_files import load_municipality
from flows.hours import SWEDEN, OpeningHours, Span
from tests.household_facts import CONFIG
from tests.unit.config_files.spoilt import said_of, spoil

EXEMPELSTAD = Path("municipalities") / "exempelstad.yaml"
FIRST_SYSTEM = "    sessions: 2\n"
HOURS = """    hours:
      mon-thu: "06:00-22:00"
      fri: "06:00-12:00, 13:00-24:00"
      sat-sun: closed
"""
MAINTENANCE = """    maintenance:
      - { starts: 2026-12-12 20:00, ends: 2026-12-13 06:00, why: Ny version }
      - { starts: 2026-12-20 20:00:00, ends: 2026-12-20 23:00:00, why: Databasen flyttas }
"""


def inbox_with(config: Path, more: str) -> Path:
    file = config / EXEMPELSTAD
    spoil(file, FIRST_SYSTEM, FIRST_SYSTEM + more)
    return file


def hours_of(config: Path) -> OpeningHours:
    return load_municipality(config, "exempelstad").systems["inbox"].hours


def test_the_example_is_always_open() -> None:
    municipality = load_municipality(CONFIG, "exempelstad")
    assert {one.hours for one in municipality.systems.values()} == {OpeningHours()}


def test_what_the_example_shows_in_a_comment_can_be_used(config: Path) -> None:
    text = (config / EXEMPELSTAD).read_text(encoding="utf-8")
    shown = [line.removeprefix("#") for line in text.splitlines() if line.startswith("#     ")]
    inbox_with(config, "\n".join(line.removeprefix(" ") for line in shown) + "\n")
    hours = hours_of(config)
    assert hours.closed_until(datetime(2026, 12, 12, 12, 30, tzinfo=SWEDEN)) is not None
    assert [one.why for one in hours.closings] == ["Ny version"]


def test_a_week_is_read_day_by_day(config: Path) -> None:
    inbox_with(config, HOURS)
    office = (Span(opens=360, closes=1320),)
    friday = (Span(opens=360, closes=720), Span(opens=780, closes=1440))
    assert hours_of(config) == OpeningHours(week=(office,) * 4 + (friday, (), ()))


def test_maintenance_is_read_in_swedens_time(config: Path) -> None:
    inbox_with(config, MAINTENANCE)
    first, second = hours_of(config).closings
    assert first.starts == datetime(2026, 12, 12, 20, tzinfo=SWEDEN)
    assert first.ends == datetime(2026, 12, 13, 6, tzinfo=SWEDEN)
    assert second.ends - second.starts == timedelta(hours=3)


def test_the_margin_can_be_set(config: Path) -> None:
    inbox_with(config, HOURS + "    closing_margin_minutes: 10\n")
    assert hours_of(config).margin == timedelta(minutes=10)


@pytest.mark.parametrize(
    ("old", "new", "advice"),
    [
        ("mon-thu:", "mån-tors:", "`mån-tors`: write days such as mon, mon-fri or sat-sun"),
        ("mon-thu:", "thu-mon:", "`thu-mon`: write days such as"),
        ("sat-sun: closed", "sat: closed", "write hours for sun too, or closed"),
        ("sat-sun:", "fri-sun:", "fri has hours in fri already: write each day once"),
        ("22:00", "25:00", "06:00-25:00 ends after the day: write 24:00 at most"),
        ('"06:00-22:00"', '"22:00-06:00"', "22:00-06:00 ends before it starts"),
        ('"06:00-22:00"', "6-22", "write hours such as"),
        ('"06:00-22:00"', "true", "write hours such as"),
        ("13:00-24:00", "11:00-24:00", "overlaps or is out of order"),
        ("06:00-22:00", "06:00-06:02", "write more than the 2 minutes of closing_margin_minutes"),
        ("sat-sun: closed", "sat-sun: stängt", "write hours such as"),
    ],
)
def test_wrong_hours_are_told_with_file_and_line(config: Path, old: str, new: str, advice: str) -> None:
    assert old in HOURS
    file = inbox_with(config, HOURS.replace(old, new, 1))
    told, line = said_of(file, lambda: load_municipality(config, "exempelstad"))
    assert advice in told
    assert new in line or line == "hours:"


def test_a_week_that_never_opens_is_refused(config: Path) -> None:
    file = inbox_with(config, "    hours:\n      mon-sun: closed\n")
    told, _ = said_of(file, lambda: load_municipality(config, "exempelstad"))
    assert "never opens" in told


@pytest.mark.parametrize(
    ("old", "new", "advice"),
    [
        ("2026-12-13 06:00", "2026-12-12 19:00", "this is not after `starts`"),
        ("2026-12-20 20:00:00", "2026-12-13 05:00", "this overlaps one above it"),
        ("2026-12-12 20:00", "2026-12-12", "write day and time such as"),
        ("2026-12-12 20:00", "2026-13-12 20:00", "there is no time 2026-13-12 20:00"),
        (", why: Ny version", "", "why` is missing"),
        ("starts: 2026-12-12 20:00", "begins: 2026-12-12 20:00", "write when it starts"),
    ],
)
def test_a_wrong_maintenance_is_told_with_file_and_line(
    config: Path, old: str, new: str, advice: str
) -> None:
    assert old in MAINTENANCE
    file = inbox_with(config, MAINTENANCE.replace(old, new, 1))
    told, line = said_of(file, lambda: load_municipality(config, "exempelstad"))
    assert advice in told
    assert line.startswith("- {")


@pytest.mark.parametrize("minutes", ["-1", "61", "en"])
def test_a_margin_is_a_few_whole_minutes(config: Path, minutes: str) -> None:
    file = inbox_with(config, f"    closing_margin_minutes: {minutes}\n")
    told, line = said_of(file, lambda: load_municipality(config, "exempelstad"))
    assert "closing_margin_minutes" in told
    assert line == f"closing_margin_minutes: {minutes}"
