"""`utkast logs`: readable lines, JSON for programs, and nothing that a line could do to a terminal."""

import json
import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from flows.log_file import NAME
from tests.unit.cli.conftest import Terminal

WAITS = {
    "code": "SYSTEM_SLOW",
    "system": "Almanda",
    "what": "took too long",
    "case_ref": "UTK-9901-100234",
    "event": "item.waits",
    "level": "warning",
    "logger": "flows.prepare",
    "timestamp": "2026-11-22T11:00:00.123456Z",
    "pid": 7,
}
DONE = {"new": 3, "event": "collect.done", "level": "info", "timestamp": "2026-11-22T11:00:01Z"}
FOREIGN = "Traceback: not ours"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A log of three lines, in the home of `terminal`."""
    file = tmp_path / "logs" / NAME
    file.parent.mkdir()
    lines = (json.dumps(WAITS), FOREIGN, json.dumps(DONE))
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return file


def test_without_a_log_it_says_where_one_would_be(terminal: Terminal) -> None:
    with pytest.raises(Exception, match=NAME):
        terminal.type("logs")


@pytest.mark.usefixtures("log")
def test_a_line_is_told_in_swedish_time_with_its_fields(terminal: Terminal) -> None:
    told = (
        "2026-11-22 12:00:00 warning  item.waits UTK-9901-100234 "
        'code=SYSTEM_SLOW system=Almanda what="took too long"\n'
        f"{FOREIGN}\n"
        "2026-11-22 12:00:01 info     collect.done new=3\n"
    )
    assert terminal.type("logs") == (0, told)


@pytest.mark.usefixtures("log")
@pytest.mark.parametrize(
    ("words", "events"),
    [
        (("--case-ref", "UTK-9901-100234"), ["item.waits"]),
        (("--system", "almanda"), ["item.waits"]),
        (("--level", "warning"), ["item.waits"]),
        (("--since", "2026-11-22T11:00:01Z"), ["collect.done"]),
        (("--level", "error"), []),
    ],
)
def test_what_is_asked_for_is_shown_and_a_line_that_is_no_json_too(
    terminal: Terminal, words: tuple[str, ...], events: list[str]
) -> None:
    code, said = terminal.type("logs", "--json", *words)
    told = [json.loads(line) for line in said.splitlines()]
    assert code == 0
    assert [one["event"] for one in told if "event" in one] == events
    assert {"text": FOREIGN} in told


def test_json_is_the_line_as_it_was_written(terminal: Terminal, log: Path) -> None:
    said = terminal.type("logs", "--json")[1].splitlines()
    written = log.read_text(encoding="utf-8").splitlines()
    assert (said[0], said[2]) == (written[0], written[2])


def test_older_files_come_first(terminal: Terminal, log: Path) -> None:
    older = log.with_name(f"{NAME}.1")
    older.write_text(json.dumps(DONE | {"new": 1}) + "\n", encoding="utf-8")
    os.utime(older, (1, 1))
    assert terminal.type("logs")[1].splitlines()[0].endswith("new=1")
    assert "new=1" not in terminal.type("logs", "--since", "2026-11-22")[1]


@pytest.mark.usefixtures("log")
def test_a_terminal_gets_colours_and_json_never_does(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.delenv("NO_COLOR", raising=False)
    said = terminal.type("logs")[1]
    assert "\x1b[33mwarning" in said
    assert said.splitlines()[1] == FOREIGN
    assert "\x1b" not in terminal.type("logs", "--json")[1]


def test_a_line_cannot_move_the_cursor_or_paint(terminal: Terminal, log: Path) -> None:
    log.write_text('\x1b[2Jgone\n{"event": "\\u001b[31mred"}\n', encoding="utf-8")
    assert terminal.type("logs")[1] == "\\x1b[2Jgone\n-          \\x1b[31mred\n"


@pytest.mark.usefixtures("log")
def test_a_time_that_nobody_understands_is_refused(terminal: Terminal) -> None:
    with pytest.raises(Exception, match="Since when"):
        terminal.type("logs", "--since", "yesterday")


HEARS_CTRL_C = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    "from flows.cli import main; main()"
)
"""A job in a shell's background is started deaf to it, and so is whatever the tests start from there."""


@pytest.mark.usefixtures("terminal")
def test_following_shows_what_comes_until_ctrl_c(log: Path) -> None:
    asked = [
        sys.executable,
        "-c",
        HEARS_CTRL_C,
        "logs",
        "--follow",
        "--since",
        "2000-01-01",
    ]
    with subprocess.Popen(
        asked, stdout=subprocess.PIPE, env=os.environ | {"PYTHONUNBUFFERED": "1"}
    ) as follower:
        assert follower.stdout is not None
        try:
            said = b"".join(follower.stdout.readline() for _ in range(3))
            log.rename(log.with_name(f"{NAME}.1"))
            log.write_text(json.dumps(DONE | {"new": 42}) + "\n", encoding="utf-8")
            ready, _, _ = select.select([follower.stdout], [], [], 60)
            assert ready
            new = follower.stdout.readline()
            follower.send_signal(signal.SIGINT)
            rest, _ = follower.communicate(timeout=60)
        finally:
            follower.kill()
    assert b"item.waits" in said
    assert b"new=42" in new
    assert (rest, follower.returncode) == (b"", 0)
