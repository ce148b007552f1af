"""What the pages for data protection promise has a test that there is, and what they name exists."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

from adapters.persistence.tables import Base, Sealed
from tests.house.protection import (
    A_TEST,
    FOLDER,
    NO_TEST,
    PAGES,
    PROMISING,
    QUOTED,
    REGISTER,
    STATED,
    cited,
    claims,
    is_there,
    promises_without_a_test,
    text_of,
    what_is_wrong,
)
from tests.unit.test_runbooks import command_lines, sentences_on_one_line, unknown_words

PICTURE = FOLDER / "dataflode.svg"
EXAMPLE = FOLDER.parents[1] / "config" / "municipalities" / "exempelstad.yaml"
SVG = "{http://www.w3.org/2000/svg}"

_LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")
_PERIOD = re.compile(r"`(\w+)` i kommunens fil; i exemplet (\d+) dagar")
_TABLE = re.compile(r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)


@pytest.mark.parametrize("number", claims())
def test_a_claim_names_a_test_that_there_is(number: str) -> None:
    assert what_is_wrong(claims()[number]) == ""


@pytest.mark.parametrize(
    "held_by",
    [
        "provas för hand",
        "`tests/unit/test_readme.py::test_nobody_has_written`",
        "`tests/unit/test_gone.py::test_a`",
        "`tests/unit/test_readme.py::test_every_command_is_named` *i kampanj*",
    ],
)
def test_a_claim_without_its_test_is_noticed(held_by: str) -> None:
    assert what_is_wrong(held_by) != ""


def test_the_claims_without_a_test_are_as_many_as_the_page_says() -> None:
    (stated,) = STATED.findall(text_of(REGISTER))
    assert list(claims().values()).count(NO_TEST) == int(stated)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_leads_to_claims_that_there_are(page: Path) -> None:
    assert set(cited(text_of(page))) <= set(claims())
    assert page not in PROMISING or list(cited(text_of(page)))


def test_every_claim_is_led_to_from_a_page() -> None:
    led_to = {number for page in PROMISING for number in cited(text_of(page))}
    assert sorted(set(claims()) - led_to) == []


@pytest.mark.parametrize("page", PROMISING, ids=lambda page: page.stem)
def test_a_promise_leads_to_its_claim(page: Path) -> None:
    assert promises_without_a_test(text_of(page)) == []


@pytest.mark.parametrize(
    "line", ["Det läses aldrig.", "| Allt är förseglat. | – |", "## Slut\nSpåren glöms.\n## Öppna frågor\n"]
)
def test_a_promise_that_leads_nowhere_is_noticed(line: str) -> None:
    assert promises_without_a_test(line) != []


def test_what_is_asked_promises_nothing() -> None:
    assert promises_without_a_test("## Öppna frågor\n\nÄr disken krypterad, eller aldrig?\n") == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_a_page_names_is_there(page: Path) -> None:
    text = A_TEST.sub("", text_of(page))
    assert [one for one in QUOTED.findall(text) if not is_there(one)] == []
    assert [to for to in _LINK.findall(text) if not (FOLDER / to).exists()] == []
    commands = [line for line in command_lines(text) if line.startswith("utkast ")]
    assert [wrong for line in commands if (wrong := unknown_words(line))] == []


@pytest.mark.parametrize(
    "named", ["config/server/gone", "/etc/utkast/gone", "UTKAST_HOME/gone", "UTKAST_GONE", "docs/gone.md"]
)
def test_what_is_not_there_is_noticed(named: str) -> None:
    assert not is_there(named)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_has_one_sentence_a_line(page: Path) -> None:
    assert list(sentences_on_one_line(text_of(page))) == []


def test_every_column_of_our_tables_is_told_and_whether_it_is_sealed() -> None:
    told = {
        name: (set(QUOTED.findall(sealed)), set(QUOTED.findall(plain)))
        for name, sealed, plain in _TABLE.findall(text_of(FOLDER / "dataflode.md"))
    }
    assert told == {
        table.name: (
            {one.name for one in table.columns if isinstance(one.type, Sealed)},
            {one.name for one in table.columns if not isinstance(one.type, Sealed)},
        )
        for table in Base.metadata.tables.values()
    }


def test_the_periods_told_are_those_of_the_example() -> None:
    told = set(_PERIOD.findall(text_of(FOLDER / "dataflode.md")))
    example = yaml.safe_load(text_of(EXAMPLE))["retention"]
    assert told == {(kind, str(period["days"])) for kind, period in example.items()}
    assert {days for _, days in told} <= set(re.findall(r"\d+", text_of(PICTURE)))


def test_the_picture_can_be_heard_and_needs_nothing_from_outside() -> None:
    picture = ElementTree.fromstring(text_of(PICTURE))
    assert picture.get("role") == "img"
    told = {one.get("id"): "".join(one.itertext()) for one in picture.iter()}
    spoken = [told[name] for name in (picture.get("aria-labelledby") or "").split()]
    assert len(spoken) == 2
    assert all(spoken)
    assert {one.tag.removeprefix(SVG) for one in picture.iter()}.isdisjoint({"image", "script", "use", "a"})
    assert not re.search(r"(href|url\(\s*['\"]?(?!#)|@import|src=)", text_of(PICTURE))


def test_the_picture_shows_every_system_and_every_place() -> None:
    shown = " ".join("".join(ElementTree.fromstring(text_of(PICTURE)).itertext()).split())
    for word in ("E-tjänsten", "Ärendesystemet", "Skatteverket", "Försäkringskassan", "Handläggaren"):
        assert word in shown
    for word in ("Databasen", "Felbilder", "Logg", "Säkerhetskopior", "Prefect", "Nycklar"):
        assert word in shown
