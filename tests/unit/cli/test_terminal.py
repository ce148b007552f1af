"""Whatever stands in our tables, errors or log, a terminal is only ever told to show text."""

import io
import json
from pathlib import Path

import pytest
from rich.table import Table

from flows.cli.tables import item_table
from flows.cli.terminal import Terminal as Console
from flows.cli.trouble import CannotGoOn, told_plainly
from flows.log_file import NAME
from flows.log_line import read_line
from flows.work import Outcome, State
from tests import examples
from tests.unit.cli.conftest import Terminal

CLEARS = "\x1b[2J\x1b[1;1H"
RETITLES = "\x1b]0;inget att se\x07"
HOSTILE = f"{CLEARS}{RETITLES}\x9b31m\u202etxet[bold]fet[/bold][link=https://example.se]x[/link]:smile:"
STEERS = set("\x1b\x07\x9b\u202e")


def printed(*what: object, terminal: bool = True) -> str:
    """What a console writes to a terminal, or to a file."""
    to = io.StringIO()
    Console(file=to, force_terminal=terminal, no_color=True, width=400, highlight=False).print(*what)
    return to.getvalue()


@pytest.mark.parametrize("terminal", [True, False])
def test_what_is_printed_steers_nothing_and_is_not_read_as_markup(terminal: bool) -> None:
    said = printed(HOSTILE, terminal=terminal)
    assert not STEERS & set(said)
    assert "[U+001B][2J" in said
    assert "[bold]fet[/bold][link=https://example.se]x[/link]:smile:" in said


def test_a_table_shows_text_in_title_heading_and_cell() -> None:
    table = Table(HOSTILE, title=HOSTILE)
    table.add_row(HOSTILE)
    # Rich itself writes a title in italics.
    said = printed(table).replace("\x1b[3m", "").replace("\x1b[0m", "").replace("\x1b[1m", "")
    assert not STEERS & set(said)
    assert said.count("[U+202E]txet[bold]fet") == 3


def test_the_list_of_applications_shows_an_explanation_as_it_is_written() -> None:
    outcome = Outcome(state=State.NEEDS_HUMAN, reason="UNREADABLE_APPLICATION", explanation=HOSTILE)
    said = printed(item_table("Allt", [examples.work_item("100234", outcome=outcome)]), terminal=False)
    assert not STEERS & set(said)
    assert "[bold]fet[/bold]" in said


def test_what_is_told_without_wrapping_is_text_too() -> None:
    to = io.StringIO()
    Console(file=to, force_terminal=True).out(HOSTILE, highlight=False)
    assert not STEERS & set(to.getvalue())


def test_a_trouble_is_told_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit), told_plainly():
        raise CannotGoOn(HOSTILE)
    assert not STEERS & set(capsys.readouterr().err)


@pytest.mark.parametrize("words", [("logs",), ("logs", "--json")])
def test_the_log_steers_nothing_and_json_stays_the_same_json(
    terminal: Terminal, tmp_path: Path, words: tuple[str, ...]
) -> None:
    file = tmp_path / "logs" / NAME
    file.parent.mkdir()
    line = {"event": "item.waits", "what": HOSTILE}
    file.write_text(f"{json.dumps(line, ensure_ascii=False)}\n{HOSTILE}\n", encoding="utf-8")
    code, said = terminal.type(*words)
    assert code == 0
    assert not STEERS & set(said)
    if "--json" in words:
        assert [json.loads(one) for one in said.splitlines()] == [line, {"text": HOSTILE}]


def test_a_line_of_the_log_that_is_nested_without_end_is_a_line() -> None:
    assert read_line("[" * 100_000).says is None
