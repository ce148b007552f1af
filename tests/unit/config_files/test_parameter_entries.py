"""Every dated value is listed with the place it stands, and becomes stale a year after its last check."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from adapters.config_files import ConfigTrouble, parameter_entries, published_entries
from flows.eligibility.parameters import CheckedAgainst
from flows.parameter_entries import ParameterEntry, stale
from tests.household_facts import CONFIG

DEMO_DAY = date(2026, 11, 18)
CHECKED = date(2026, 4, 2)


NORM = ParameterEntry(
    file="parameters/riksnorm-2026.yaml",
    line=6,
    name="riksnorm",
    unit="kronor per månad",
    starts=date(2026, 1, 1),
    ends=date(2026, 12, 31),
    reference="12 kap. 2–3 §§ socialtjänstförordningen (2025:468)",
    last_checked=CHECKED,
    checked_against=CheckedAgainst.ACT,
    remark="",
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
    assert NORM.is_stale(today) is is_stale


def test_a_value_checked_on_a_leap_day_is_stale_in_the_next_years_march() -> None:
    leap = replace(NORM, last_checked=date(2028, 2, 29))
    days = (date(2029, 2, 28), date(2029, 3, 1))
    assert [leap.is_stale(day) for day in days] == [False, True]


def test_the_stale_ones_are_listed_in_order_and_no_other() -> None:
    fresh = replace(NORM, line=20, last_checked=date(2026, 9, 1))
    older = replace(NORM, file="parameters/aterkrav.yaml", last_checked=date(2020, 1, 1))
    assert stale((NORM, fresh, older), date(2027, 4, 3)) == (NORM, older)
    assert stale((NORM, fresh, older), date(2027, 9, 2)) == (NORM, fresh, older)
    assert stale((NORM, fresh), CHECKED) == ()


def test_every_entry_is_listed_with_what_its_file_says() -> None:
    entries = parameter_entries(CONFIG)
    listed = next(one for one in entries if one.file == NORM.file)
    assert replace(listed, last_checked=CHECKED, reference=NORM.reference, line=NORM.line) == NORM
    years = [one.starts for one in entries if one.file == "parameters/prisbasbelopp.yaml"]
    assert years == sorted(years)
    assert len(stale(entries, date(2199, 1, 1))) == len(entries)


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
