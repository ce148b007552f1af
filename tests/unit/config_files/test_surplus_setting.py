"""A surplus is carried for three months at most, unless the municipality says why."""

import shutil
from pathlib import Path

import pytest

from adapters.config_files import ConfigTrouble, load_municipality

CONFIG = Path(__file__).parents[3] / "config"
FILE = "municipalities/exempelstad.yaml"
SETTING = "  surplus_carry_over_months: 1\n"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CONFIG, tmp_path / "config"))


def write(config: Path, lines: str) -> int:
    """Put the lines in place of the setting and return the line number of the first."""
    text = (config / FILE).read_text("utf-8")
    before, found, after = text.partition(SETTING)
    assert found
    (config / FILE).write_text(f"{before}{lines}{after}", "utf-8")
    return before.count("\n") + 1


def test_three_months_need_no_reason(config: Path) -> None:
    write(config, "  surplus_carry_over_months: 3\n")
    assert load_municipality(config, "exempelstad").rules.surplus_carry_over_months == 3


@pytest.mark.parametrize("reason", ["", '  surplus_carry_over_reason: " "\n'])
def test_four_months_without_a_reason_are_refused_where_they_stand(config: Path, reason: str) -> None:
    line = write(config, f"  surplus_carry_over_months: 4\n{reason}")
    with pytest.raises(ConfigTrouble) as caught:
        load_municipality(config, "exempelstad")
    assert (caught.value.file, caught.value.line) == (config / FILE, line)
    assert "the main rule is 3 months at most (HFD 2017 ref. 51)" in caught.value.what
    assert "write fewer, or say why in surplus_carry_over_reason" in caught.value.what


def test_four_months_with_a_reason_are_the_municipalitys_choice(config: Path) -> None:
    write(config, "  surplus_carry_over_months: 4\n  surplus_carry_over_reason: Nämndens riktlinjer\n")
    rules = load_municipality(config, "exempelstad").rules
    assert (rules.surplus_carry_over_months, rules.surplus_carry_over_reason) == (4, "Nämndens riktlinjer")
