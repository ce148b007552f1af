"""`utkast parameters` shows every value with its source and last check, and warns of the stale ones."""

from datetime import date

import pytest
from rich.console import Console
from typer.testing import CliRunner

from flows.cli import parameters
from flows.cli.app import app
from flows.eligibility.parameters import CheckedAgainst
from flows.parameter_entries import ParameterEntry

TODAY = date(2027, 4, 3)
NORM = ParameterEntry(
    file="parameters/riksnorm-2026.yaml",
    line=6,
    name="riksnorm",
    unit="kronor per månad",
    starts=date(2026, 1, 1),
    ends=date(2026, 12, 31),
    reference="12 kap. 2–3 §§ socialtjänstförordningen (2025:468)",
    last_checked=date(2026, 4, 2),
    checked_against=CheckedAgainst.ACT,
    remark="",
)


def shown(today: date) -> str:
    console = Console(width=80)
    with console.capture() as captured:
        console.print(parameters.parameter_table(NORM.file, (NORM,), today))
    return captured.get()


def test_a_value_is_shown_with_its_dates_reference_and_last_check() -> None:
    text = shown(date(2026, 11, 18))
    assert "config/parameters/riksnorm-2026.yaml: kronor per månad" in text
    for words in ("2026-01-01 –", "2026-12-31", "12 kap. 2–3 §§", "2026-04-02", "mot författningen"):
        assert words in text
    assert "INAKTUELL" not in text


def test_a_stale_value_is_marked_in_words() -> None:
    assert "INAKTUELL" in shown(TODAY)


def test_the_summary_names_file_line_and_what_to_do() -> None:
    assert parameters.summary((NORM,), (), TODAY) == (
        "1 värde. Alla är kontrollerade inom ett år före 2027-04-03."
    )
    assert parameters.summary((NORM,), (NORM,), TODAY).splitlines() == [
        "1 värde. 1 kontrollerades mer än ett år före 2027-04-03:",
        "  config/parameters/riksnorm-2026.yaml, rad 6: riksnorm, 2026-04-02",
        "Läs källan, rätta värdet om det behövs och skriv dagens datum som last_checked.",
    ]


@pytest.mark.parametrize(
    ("today", "option", "exit_code", "words"),
    [
        ("2026-11-18", [], 0, "Alla är kontrollerade inom ett år före 2026-11-18."),
        ("2026-11-18", ["--stale"], 0, "Alla är kontrollerade"),
        ("2028-01-01", [], 0, "INAKTUELL"),
        ("2028-01-01", ["--stale"], 1, "kontrollerades mer än ett år före 2028-01-01"),
    ],
)
def test_the_command_says_what_is_stale_on_the_installations_day(
    monkeypatch: pytest.MonkeyPatch, today: str, option: list[str], exit_code: int, words: str
) -> None:
    monkeypatch.setenv("UTKAST_TODAY", today)
    answer = CliRunner().invoke(app, ["parameters", *option])
    assert answer.exit_code == exit_code
    assert words in answer.output
    listed = "riksnorm-2013.yaml" in answer.output
    assert listed == (not option or exit_code == 1)
