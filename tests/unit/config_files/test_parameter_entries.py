"""Every dated value is listed with the place it stands, and becomes stale a year after its last check."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from adapters.config_files import ConfigTrouble, parameter_entries, published_entries
from flows.parameter_entries import ParameterEntry, stale
from tests.household_facts import CONFIG

DEMO_DAY = date(2026, 11, 18)
CHECKED = date(2026, 4, 2)


def entry(file: str, name: str, starts: date) -> ParameterEntry:
    return next(
        one for one in parameter_entries(CONFIG) if (one.file, one.name, one.starts) == (file, name, starts)
    )


def test_nothing_the_project_loads_is_stale_on_the_day_of_the_demo() -> None:
    entries = (*parameter_entries(CONFIG, DEMO_DAY), *published_entries(CONFIG))
    assert [f"{one.file}, line {one.line}" for one in stale(entries, DEMO_DAY)] == []


@pytest.mark.parametrize(
    ("today", "is_stale"),
    [
        (CHECKED, False),
        (date(2027, 4, 1), False),
        (date(2027, 4, 2), False),
        (date(2027, 4, 3), True),
        (date(2030, 1, 1), True),
    ],
)
def test_a_value_is_stale_when_more_than_a_year_has_gone(today: date, *, is_stale: bool) -> None:
    norm = entry("parameters/riksnorm-2026.yaml", "riksnorm", date(2026, 1, 1))
    assert norm.last_checked == CHECKED
    assert norm.is_stale(today) is is_stale


def test_a_value_checked_on_a_leap_day_is_stale_in_the_next_years_march() -> None:
    norm = entry("parameters/riksnorm-2026.yaml", "riksnorm", date(2026, 1, 1))
    leap = replace(norm, last_checked=date(2028, 2, 29))
    days = (date(2029, 2, 28), date(2029, 3, 1))
    assert [leap.is_stale(day) for day in days] == [False, True]


def test_the_stale_ones_are_listed_by_file_and_entry_a_year_later() -> None:
    entries = parameter_entries(CONFIG)
    old = stale(entries, date(2027, 4, 3))
    assert {one.last_checked for one in old} == {CHECKED}
    fresh = [one for one in entries if one not in old]
    assert {one.file for one in fresh} == {"parameters/lagrum.yaml", "parameters/reformer.yaml"}
    assert len(stale(entries, date(2027, 9, 2))) == len(entries)


def test_an_entry_stands_on_the_line_that_is_told() -> None:
    for one in parameter_entries(CONFIG):
        lines = (CONFIG / one.file).read_text("utf-8").splitlines()
        assert lines[one.line - 1] == f"  - starts: {one.starts}"
    for one in published_entries(CONFIG):
        lines = (CONFIG / one.file).read_text("utf-8").splitlines()
        assert lines[one.line - 1] == f"  - municipality: {one.name}"


def test_a_reform_is_listed_by_its_own_name() -> None:
    names = {one.name for one in parameter_entries(CONFIG) if one.file == "parameters/reformer.yaml"}
    assert {"aktivitetskrav", "läkarintyg", "jobbpremie"} <= names


def test_a_spoilt_file_is_refused_before_anything_is_listed(tmp_path: Path) -> None:
    shutil.copytree(CONFIG, tmp_path / "config")
    file = tmp_path / "config" / "parameters" / "aterkrav.yaml"
    file.write_text(file.read_text("utf-8").replace("unit: månader", "unit: år"), encoding="utf-8")
    with pytest.raises(ConfigTrouble, match=r"aterkrav\.yaml, line \d+: .*write unit: månader"):
        parameter_entries(tmp_path / "config")
