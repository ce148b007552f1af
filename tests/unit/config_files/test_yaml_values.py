"""What YAML would crash on, or take for another value, is told with file, line and what to write."""

import re
from pathlib import Path

import pytest

from adapters.config_files import ConfigTrouble, load_parameters
from tests.unit.config_files.spoilt import said_of, spoil

NORM = "riksnorm-2026.yaml"
STARTS = "starts: 2026-01-01"
SINGLE = "single: 3940"


@pytest.mark.parametrize(
    ("old", "new", "advice"),
    [
        (STARTS, "starts: 2026-02-30", "there is no day 2026-02-30: correct it"),
        (STARTS, "starts: 2026-01-01T25:00:00", "there is no day 2026-01-01T25:00:00: correct it"),
        (STARTS, 'starts: "2026-02-30"', "there is no day 2026-02-30: write one such as 2026-01-31"),
        (STARTS, "starts: 2026-1-1", "write a day such as 2026-01-31"),
        (STARTS, "starts: 2026-01-01T00:00:00", "write a day such as 2026-01-31"),
        (STARTS, "starts: 0", "write a day such as 2026-01-31"),
        (SINGLE, "single: !foo 3940", "take away !foo and write a plain value"),
        (SINGLE, "single: !!int x3940", "x3940 would be read as another number: write the digits alone"),
        (SINGLE, "single: !!bool kanske", "there is no value of its kind kanske: correct it"),
        (SINGLE, "single: &a [*a]", "an anchor (&) stands for itself here: write the values out"),
        (SINGLE, "single: &a {b: *a}", "an anchor (&) stands for itself here: write the values out"),
        (SINGLE, "single: " + "9" * 5000, "there is no value of its kind 999"),
        (SINGLE, "? [single]\n      : 3940", "write a word before the colon"),
        (SINGLE, "single: 03740", "03740 would be read as another number: write the digits alone"),
        (SINGLE, "single: 39:40", "39:40 would be read as another number: write the digits alone"),
        (SINGLE, "single: 0x3940", "0x3940 would be read as another number: write the digits alone"),
        (SINGLE, "single: 3_940", "3_940 would be read as another number: write the digits alone"),
        (SINGLE, 'single: "3_940"', 'write a whole number, or a decimal within quotes such as "0.25"'),
        (SINGLE, 'single: "4e3"', 'write a whole number, or a decimal within quotes such as "0.25"'),
        ("to_age: 20", "to_age: 2000000000", "`values.0.value.children.7.to_age`: write 20 at most"),
        ("from_age: 0", "from_age: false", "`values.0.value.children.0.from_age`: write a whole number"),
    ],
)
def test_a_value_that_is_none_is_told_where_it_stands(config: Path, old: str, new: str, advice: str) -> None:
    path = config / "parameters" / NORM
    spoil(path, old, new)
    said, line = said_of(path, lambda: load_parameters(config))
    assert advice in said
    assert new.partition("\n")[0] in line


def test_a_quoted_day_is_a_day(config: Path) -> None:
    spoil(config / "parameters" / NORM, STARTS, 'starts: "2026-01-01"')
    assert load_parameters(config).riksnormer[-1].starts.isoformat() == "2026-01-01"


@pytest.mark.parametrize(
    ("content", "advice"),
    [
        (b"a: \x00\n", "save the file as plain text without control characters"),
        (b"a: " + b"[" * 2_000 + b"]" * 2_000, "the values stand too deep within each other: write them out"),
    ],
)
def test_a_file_that_cannot_be_taken_apart_is_refused(config: Path, content: bytes, advice: str) -> None:
    (config / "parameters" / "riksnorm-2027.yaml").write_bytes(content)
    with pytest.raises(ConfigTrouble, match=rf"riksnorm-2027\.yaml: {re.escape(advice)}"):
        load_parameters(config)


def test_a_folder_in_a_files_place_is_refused(config: Path) -> None:
    (config / "parameters" / "riksnorm-2027.yaml").mkdir()
    with pytest.raises(ConfigTrouble, match=r"riksnorm-2027\.yaml: let the robot read the file"):
        load_parameters(config)
