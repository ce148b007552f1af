"""A municipality's caps as written in its file: dated without gap or overlap, one line for each household."""

import re
import shutil
from pathlib import Path

import pytest

from adapters.config_files import ConfigTrouble, load_municipality
from tests.household_facts import CONFIG

MEDICINE = "    - kind: MEDICINE\n"
ONE_PERSON = "          - { persons: 1, amount: 6400 }\n"
FIRST_TABLE = "        ends: 2023-12-31\n"
CAP = "{ amount: 1100, starts: 2013-01-01, ends: null, source: Exempelstads riktlinjer (exempel) }"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A copy of the project's own configuration, to be spoilt."""
    shutil.copytree(CONFIG, tmp_path / "config")
    return tmp_path / "config"


def spoilt(config: Path, old: str, new: str) -> ConfigTrouble:
    """What is said when Exempelstad's file has `new` where it had `old`."""
    file = config / "municipalities" / "exempelstad.yaml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ConfigTrouble) as caught:
        load_municipality(config, "exempelstad")
    assert caught.value.file == file
    assert caught.value.line > 0
    return caught.value


@pytest.mark.parametrize(
    ("old", "new", "advice"),
    [
        (ONE_PERSON, 2 * ONE_PERSON, "two lines fit 1 adults and 0 children: keep one"),
        (ONE_PERSON, "          - { amount: 6400 }\n", "keyed by household_size needs persons"),
        (ONE_PERSON, "          - { persons: 1, rooms: 1, amount: 6400 }\n", "needs persons"),
        (ONE_PERSON, "          - { persons: 1, amount: 6400, each_further: 9 }\n", "or_more: true"),
        ("household_size\n", "household_type\n", "needs children and may have adults"),
        ("household_size\n", "rooms\n", "needs rooms and may have adults, children"),
        ("plain_forms: [RENTAL]", "plain_forms: [HOUSEBOAT]", "under forms: HOUSEBOAT"),
        ("own_rent_forms: [LODGER,", "own_rent_forms: [TENT,", "under forms: TENT"),
        (MEDICINE, "    - kind: RENT\n", "RENT stands under housing"),
        (MEDICINE, "    - kind: INTERNET\n", "INTERNET is written twice: keep one"),
    ],
)
def test_caps_that_cannot_be_told_are_refused(config: Path, old: str, new: str, advice: str) -> None:
    assert re.search(re.escape(advice), spoilt(config, old, new).what)
