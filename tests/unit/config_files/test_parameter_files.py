"""Parameter files: what is wrong is told with file, line and what to write; history and dates are kept."""

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from adapters.config_files import ConfigTrouble, load_parameters
from flows.eligibility.parameters import Law, NoTable
from flows.eligibility.period import Period
from tests.household_facts import CONFIG


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A copy of the project's own configuration, to be spoilt."""
    shutil.copytree(CONFIG, tmp_path / "config")
    return tmp_path / "config"


def spoil(file: Path, old: str, new: str) -> int:
    """Replace text once and return the line it stood on."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


@pytest.mark.parametrize(
    ("file", "old", "new", "advice"),
    [
        ("riksnorm-2026.yaml", "    last_checked: 2026-04-02\n", "", "`values.0.last_checked` is missing"),
        ("riksnorm-2026.yaml", "single: 3940", "singel: 3940", "is missing: write it"),
        ("riksnorm-2026.yaml", "couple: 7100", "couple: 7100\n      sambo: 1", "sambo` is not a known key"),
        ("riksnorm-2026.yaml", "single: 3940", "single: 3940.5", "within quotes"),
        ("riksnorm-2026.yaml", "single: 3940", "single: -3940", "zero or a positive number"),
        ("riksnorm-2026.yaml", "single: 3940", "single: true", "write a whole number"),
        ("riksnorm-2026.yaml", "single: 3940", 'single: "3 940"', "write a whole number"),
        ("riksnorm-2026.yaml", "from_age: 4, to_age: 6", "from_age: 4, to_age: 5", "must cover 0 to 20"),
        ("riksnorm-2026.yaml", ", without_lunch: 2500 }", " }", "for the bands up to 6 years"),
        ("riksnorm-2026.yaml", ", 2830]", "]", "1 to 7 persons"),
        ("riksnorm-2026.yaml", "ends: 2026-12-31", "ends: 2025-12-31", "ends is before starts"),
        ("riksnorm-2026.yaml", "starts: 2026-01-01", "starts: 2025-12-01", "is already covered by"),
        ("riksnorm-2026.yaml", "parameter: riksnorm", "parameter: norm", "name and its parameter differ"),
        ("riksnorm-2026.yaml", "single: 3940", "single: 1\n      single: 2", "`single` is written twice"),
        ("riksnorm-2026.yaml", "shared: [", "shared: [[", "this is no YAML"),
        ("prisbasbelopp.yaml", 'reference: "SFS 2025:872"', 'reference: ""', "reference"),
        ("lagrum.yaml", "      surplus: HFD 2017 ref. 51\n", "", "write a reference for surplus"),
        ("inkomster.yaml", "key: overskott", "key: rest", "the rules need the kinds overskott"),
        ("inkomster.yaml", "codes: [BOB]", "codes: [US]", "the code FK US is written twice"),
        ("inkomster.yaml", "agency: SO", "agency: AK", "no such agency AK"),
        ("inkomster.yaml", "        agency: SO\n", "", "write the agency that uses the codes"),
        ("inkomster.yaml", "        remark: Vad är det för inkomst?\n", "", "write the question"),
        ("inkomster.yaml", "counted: nej", "counted: kanske", "counted"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_file_and_line(
    config: Path, file: str, old: str, new: str, advice: str
) -> None:
    path = config / "parameters" / file
    spoil(path, old, new)
    with pytest.raises(ConfigTrouble) as caught:
        load_parameters(config)
    assert caught.value.file == path
    assert caught.value.line > 0
    assert advice in caught.value.what


def test_the_line_is_the_line_of_the_value(config: Path) -> None:
    line = spoil(config / "parameters" / "riksnorm-2026.yaml", "single: 3940", "single: 3940.5")
    with pytest.raises(ConfigTrouble, match=f"riksnorm-2026.yaml, line {line}: "):
        load_parameters(config)


def test_a_file_of_no_known_parameter_is_refused(config: Path) -> None:
    (config / "parameters" / "barnbidrag.yaml").write_text("parameter: barnbidrag\n", encoding="utf-8")
    with pytest.raises(ConfigTrouble, match="no such parameter"):
        load_parameters(config)


@pytest.mark.parametrize(
    ("content", "advice"),
    [
        (b"", "write keys and values"),
        (b"- 1\n", "write keys and values"),
        (b"parameter: \xe5\n", "save the file as UTF-8"),
    ],
)
def test_a_file_that_is_no_list_of_keys_is_refused(config: Path, content: bytes, advice: str) -> None:
    (config / "parameters" / "riksnorm-2027.yaml").write_bytes(content)
    with pytest.raises(ConfigTrouble, match=advice):
        load_parameters(config)


def test_a_missing_file_is_named(config: Path) -> None:
    (config / "parameters" / "jobbstimulans.yaml").unlink()
    with pytest.raises(ConfigTrouble, match=r"jobbstimulans\.yaml: the file is missing"):
        load_parameters(config)


def test_each_number_holds_from_its_first_to_its_last_day() -> None:
    parameters = load_parameters(CONFIG)
    december, january = Period(2025, 12), Period(2026, 1)
    assert parameters.riksnorm(december).value.single == 3910
    assert parameters.riksnorm(january).value.single == 3940
    assert parameters.price_base_amount(december).value == 58800
    assert parameters.price_base_amount(january).value == 59200
    assert parameters.job_stimulus_share(january).value == Decimal("0.25")
    assert parameters.law(Law.JOB_STIMULUS, Period(2025, 6)) == "4 kap. 1 b § socialtjänstlagen (2001:453)"
    assert parameters.law(Law.JOB_STIMULUS, Period(2025, 7)) == "12 kap. 8 § socialtjänstlagen (2025:400)"


def test_every_number_has_a_reference_and_a_day_it_was_checked() -> None:
    parameters = load_parameters(CONFIG)
    for dated in (*parameters.riksnormer, *parameters.price_base_amounts, *parameters.income_catalogues):
        assert dated.reference
        assert dated.unit
        assert dated.last_checked >= date(2026, 1, 1)


@pytest.mark.parametrize("month", [Period(2024, 12), Period(2027, 1), Period(2031, 3)], ids=str)
def test_a_month_outside_the_tables_is_an_error_that_names_the_file(month: Period) -> None:
    with pytest.raises(NoTable) as caught:
        load_parameters(CONFIG).riksnorm(month)
    assert str(caught.value) == (
        f"Riksnormen saknas för {month.in_words}: lägg till tabellen i"
        f" config/parameters/riksnorm-{month.year}.yaml."
    )
    with pytest.raises(NoTable, match=r"prisbasbelopp\.yaml"):
        load_parameters(CONFIG).price_base_amount(Period(2031, 3))
