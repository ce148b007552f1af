"""Tables that cannot be right are refused, and so is a value of one year that would answer for another."""

import re
from pathlib import Path

import pytest

from adapters.config_files import ConfigTrouble, load_parameters
from tests.unit.config_files.spoilt import said_of, spoil

NORM, BASE = "riksnorm-2026.yaml", "prisbasbelopp.yaml"
ENDS = "ends: 2026-12-31"
SHARED = "shared: [1280, 1410, 1790, 2030, 2330, 2640, 2830]"


@pytest.mark.parametrize("file", [NORM, BASE])
@pytest.mark.parametrize("new", ["ends: null", "ends: 2027-01-01", "ends: 2126-12-31"])
def test_a_year_does_not_answer_for_the_next(config: Path, file: str, new: str) -> None:
    path = config / "parameters" / file
    spoil(path, ENDS, new)
    said, line = said_of(path, lambda: load_parameters(config))
    assert line == new
    assert "decided for one calendar year at a time: write starts and ends of the same year" in said
    assert "such as ends: 2026-12-31, and an entry of its own for each other year" in said


def test_a_part_of_a_year_is_a_legitimate_table(config: Path) -> None:
    spoil(config / "parameters" / NORM, ENDS, "ends: 2026-12-30")
    assert load_parameters(config).riksnormer[-1].ends is not None


@pytest.mark.parametrize(
    ("file", "old", "new", "advice"),
    [
        (NORM, "single: 3940", "single: 0", "write a positive number"),
        (NORM, "couple: 7100", "couple: 3940", "couple is more than one single and at most two"),
        (NORM, "couple: 7100", "couple: 710", "couple is more than one single and at most two"),
        (NORM, "couple: 7100", "couple: 71000", "both adults together have 71000 and one alone 3940"),
        (NORM, SHARED, SHARED.replace("1410", "1280"), "2 persons have 1280, and 1 have 1280: more persons"),
        (NORM, SHARED, SHARED.replace("2330", "233"), "5 persons have 233, and 4 have 2030: more persons"),
        (NORM, SHARED, SHARED.replace("2830]", "2830, 3020]"), "must hold the amounts for 1 to 7 persons"),
        (NORM, "each_over_seven: 190", "each_over_seven: 19", "what the seventh adds, 190: correct one"),
        (NORM, "without_lunch: 2500", "without_lunch: 2721", "without_lunch 2721 is more than the whole"),
        (NORM, "without_lunch: 2500", "without_lunch: 0", "write a positive number"),
        (NORM, "amount: 3820", "amount: 0", "write a positive number"),
        (NORM, "to_age: 20", "to_age: 21", "write 20 at most"),
        (BASE, "value: 59200", "value: 0", "write a positive number"),
        ("jobbstimulans.yaml", 'share: "0.25"', "share: 1", "above 0 and below 1, such as"),
        ("jobbstimulans.yaml", 'share: "0.25"', "share: 0", "above 0 and below 1, such as"),
        ("jobbstimulans.yaml", "months_before: 6", "months_before: true", "write a whole number"),
        ("formansbelopp.yaml", 'share: "0.5"', 'share: "1"', "above 0 and below 1, such as"),
        ("formansbelopp.yaml", "child_benefit: 1250", "child_benefit: 0", "write a positive number"),
        ("inkomster.yaml", "pause_months: [", "pause_months: [13, ", "write 12 at most"),
        ("inkomster.yaml", "pause_months: [", "pause_months: [0, ", "write 1 or more"),
        ("inkomster.yaml", "reference: SOSFS 2013:1, lön efter skatt", "reference: x", "names no source"),
        (BASE, "reference: SFS 2025:872", "reference: x", "names no source: write the act and the paragraph"),
        (BASE, "reference: SFS 2025:872", 'reference: "??????????"', "names no source"),
        ("lagrum.yaml", "surplus: HFD 2017 ref. 51", 'surplus: "?"', "names no source"),
    ],
)
def test_what_no_act_can_say_is_refused_where_it_stands(
    config: Path, file: str, old: str, new: str, advice: str
) -> None:
    path = config / "parameters" / file
    spoil(path, old, new)
    said, line = said_of(path, lambda: load_parameters(config))
    assert advice in said
    assert new in line


@pytest.mark.parametrize(
    "name", ["riksnorm-2027.yml", "riksnorm-2027.YAML", "riksnorm-2027.yaml.txt", "nytt/riksnorm-2027.yaml"]
)
def test_a_file_that_would_not_be_read_is_refused(config: Path, name: str) -> None:
    folder = config / "parameters"
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("parameter: riksnorm\n", encoding="utf-8")
    meant = folder / "riksnorm-2027.yaml"
    advice = f"{folder / name}: this file is not read: name it {meant}, or take it away"
    with pytest.raises(ConfigTrouble, match=f"^{re.escape(advice)}$"):
        load_parameters(config)


@pytest.mark.parametrize("name", ["README.md", "riksnorm-2026.yaml~", ".riksnorm-2026.yaml.swp"])
def test_notes_and_what_an_editor_leaves_behind_are_let_be(config: Path, name: str) -> None:
    (config / "parameters" / name).write_text("?", encoding="utf-8")
    assert load_parameters(config)
