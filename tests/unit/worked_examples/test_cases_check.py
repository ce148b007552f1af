"""`utkast cases check`: what is printed, and the exit code."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from flows.cli.app import app
from tests.unit.worked_examples.examples import EIGHTEEN, example, income

README = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
WRONG = example({"norm": {"total": 5221}}, id="E2")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["cases", "check", *map(str, arguments)])


def file_in(folder: Path, *examples: object) -> Path:
    file = folder / "examples.json"
    file.write_text(json.dumps({"about": "a test", "examples": examples}), encoding="utf-8")
    return file


def test_the_shared_examples_end_with_their_counts_and_nothing_differs() -> None:
    result = run(EIGHTEEN)
    lines = result.stdout.splitlines()
    assert result.exit_code == 0
    assert lines[-1] == "18 exempel: 16 equal, 0 different, 2 not-expressible"
    assert len(lines) == 19
    assert [line.split()[0] for line in lines[:3]] == ["equal"] * 3
    assert lines[0].split()[-1] == "P01-sos-2014-shared-household-of-5"


def test_one_that_differs_gives_exit_code_one_and_both_values(tmp_path: Path) -> None:
    result = run(file_in(tmp_path, example({"norm": {"total": 5220}}), WRONG))
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "equal  E1",
        "different  norm.total väntat 5221 beräknat 5220  E2",
        "2 exempel: 1 equal, 1 different, 0 not-expressible",
    ]


def test_one_that_cannot_be_put_to_the_law_is_no_failure(tmp_path: Path) -> None:
    assert run(file_in(tmp_path, example({"norm": {"total": 5220}}, year=2027))).exit_code == 0


def test_the_calculation_is_shown_with_its_formulas(tmp_path: Path) -> None:
    shared = {"adults": 1, "children": [{"age_band": "11-14", "days_in_home": 15}], "people_in_dwelling": 3}
    wage = income("lön (jobbstimulans)", 8000, 6000)
    shown = run(
        file_in(tmp_path, example({"daily": 144, "sums": 3}, shared, incomes=[wage])), "--explain"
    ).stdout
    for formula in ("4 390 kr × 15 / 30", "1 790 kr × 2 / 3", "8 000 kr − 25 %", "144 kr om dagen × 1"):
        assert formula in shown
    assert "förutsätter: barns dagar räknas i trettiondelar av månadsbeloppet" in shown
    assert "    sums: beloppet sums finns inte i beräkningen (väntat 3)" in shown


def test_one_that_cannot_be_read_silences_no_other(tmp_path: Path) -> None:
    result = run(file_in(tmp_path, {"id": "E0"}, example({"norm": {"total": 5220}}), WRONG))
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "not-expressible  exemplet kan inte läsas: household: saknas; expected: saknas  E0",
        "equal  E1",
        "different  norm.total väntat 5221 beräknat 5220  E2",
        "3 exempel: 1 equal, 1 different, 1 not-expressible",
    ]


def test_a_file_that_begins_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    file = tmp_path / "examples.json"
    file.write_text(json.dumps([example({"norm": {"total": 5220}})]), encoding="utf-8-sig")
    assert run(file).stdout.startswith("equal  E1\n")


def test_an_explanation_names_what_the_example_was_taken_at_its_word_for(tmp_path: Path) -> None:
    cut = {"type": "hyra", "applied": 8000, "approved": 6000}
    shown = run(file_in(tmp_path, example({"costs_total": 6000}, costs=[cut])), "--explain").stdout
    assert shown.startswith("equal  E1\n")
    assert "förutsätter: exemplets egna uppgifter (costs[0].approved) prövas inte" in shown


def test_an_explanation_says_which_published_cap_decides(tmp_path: Path) -> None:
    told = example({"housing_cap": 6900}, {"adults": 1, "children": 2}, year=2024, municipality="Vimmerby")
    shown = run(file_in(tmp_path, told), "--explain").stdout
    assert "förutsätter: högsta boendekostnad enligt Vimmerby kommuns rimliga boendekostnad 2024" in shown
    assert "förutsätter: bostad med 3 rum" in shown


def test_an_explanation_says_that_somebody_of_age_was_taken_for_a_pupil(tmp_path: Path) -> None:
    pupil = example({"norm": {"total": 10350}}, {"adults": 1, "children": [{"age_band": "19-20"}]})
    shown = run(file_in(tmp_path, pupil), "--explain").stdout
    assert "förutsätter: den som har fyllt 18 år går i gymnasiet" in shown


def test_the_difference_between_two_years_shows_both() -> None:
    assert "delta_vs_2017: 570 = 11 120 kr − 10 550 kr" in run(EIGHTEEN, "--explain").stdout


def test_an_explanation_says_what_a_person_decided_and_what_the_municipality_counts(tmp_path: Path) -> None:
    cut = {"type": "hyra", "applied": 8000, "approved": 6000}
    local = income("merkostnadsersättning", 1500, 0)
    shown = run(file_in(tmp_path, example({}, costs=[cut], incomes=[local])), "--explain").stdout
    assert "förutsätter: Hyra är beskuren genom en persons beslut" in shown
    assert "förutsätter: merkostnadsersattning räknas inte enligt kommunen" in shown


def test_what_the_law_leaves_open_is_told_in_place_of_a_calculation(tmp_path: Path) -> None:
    shown = run(file_in(tmp_path, example({"norm": {"total": 1}}, year=2027)), "--explain").stdout
    assert "      Riksnormen saknas för november 2027" in shown


def test_an_example_that_cannot_be_read_has_nothing_to_explain(tmp_path: Path) -> None:
    lines = run(file_in(tmp_path, example({"norm": 1}, {"adults": 0})), "--explain").stdout.splitlines()
    assert len(lines) == 2


@pytest.mark.parametrize("text", [b"{", b"\xff\xfe", b'{"examples": []}'], ids=["cut", "no text", "empty"])
def test_a_file_that_is_not_in_the_form_gives_exit_code_two(tmp_path: Path, text: bytes) -> None:
    file = tmp_path / "broken.json"
    file.write_bytes(text)
    result = run(file)
    assert (result.exit_code, result.stdout) == (2, "")
    assert str(file) in result.stderr


def test_a_file_that_is_not_there_gives_exit_code_two(tmp_path: Path) -> None:
    result = run(tmp_path / "nowhere.json")
    assert result.exit_code == 2
    assert "nowhere.json" in result.stderr


@pytest.mark.parametrize(
    ("command", "codes"), [("cases check FILE", "exit code 0"), ("parameters", "exit code 1 if")]
)
def test_the_readme_says_the_exit_codes(command: str, codes: str) -> None:
    (row,) = (one for one in README.splitlines() if one.startswith(f"| `utkast {command}`"))
    assert codes in row


def test_help_says_the_exit_codes() -> None:
    told = " ".join(run("--help").stdout.split())
    assert "0 when none differs, 1 when one does, 2 when FILE is no list of examples" in told
