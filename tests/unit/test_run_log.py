"""What the log tells of a run as a whole: who looks there must see that there was one, and how it ended."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from flows.ending import failing_openly
from flows.log_file import NAME
from flows.logs import log_to
from flows.run_log import told_in_the_log
from flows.stopping import Stopping
from flows.wiring.robots import robot_for

Lines = Callable[[], Sequence[Mapping[str, Any]]]


@pytest.fixture
def logged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lines:
    """What a run that Prefect calls `nightly exempelstad` has logged of itself."""
    monkeypatch.setenv("UTKAST_HOME", str(tmp_path))
    monkeypatch.setenv("UTKAST_ENV_FILE", str(tmp_path / "none.env"))
    monkeypatch.setenv("PREFECT__RUNTIME__FLOW_RUN__NAME", "nightly exempelstad")
    log_to(tmp_path / "logs")

    def lines() -> Sequence[Mapping[str, Any]]:
        text = (tmp_path / "logs" / NAME).read_text(encoding="utf-8")
        every = [json.loads(line) for line in text.splitlines()]
        return [one for one in every if one["event"].startswith("run.")]

    return lines


def events(lines: Sequence[Mapping[str, Any]]) -> list[tuple[str, str, str]]:
    return [(one["event"], one["level"], one["run"]) for one in lines]


def test_a_run_is_told_when_it_begins_and_when_it_ends(logged: Lines) -> None:
    with told_in_the_log("exempelstad", Stopping()):
        assert events(logged()) == [("run.begun", "info", "nightly exempelstad")]
    ended = logged()[-1]
    assert events([ended]) == [("run.ended", "info", "nightly exempelstad")]
    assert (ended["municipality"], ended["stopped"]) == ("exempelstad", "")


def test_a_run_that_was_told_to_stop_says_why(logged: Lines) -> None:
    stopping = Stopping()
    with told_in_the_log("exempelstad", stopping):
        stopping.ask("SIGTERM")
    assert logged()[-1]["stopped"] == "SIGTERM"


async def test_a_run_that_cannot_begin_says_what_is_wrong_with_the_installation(logged: Lines) -> None:
    """Nobody stands at the terminal of a night: the log is where they look."""

    @failing_openly
    async def night(municipality: str) -> None:
        async with robot_for(municipality):
            raise AssertionError("there is no file of that name")

    await night("nystad")
    begun, failed = logged()
    assert events([begun, failed]) == [
        ("run.begun", "info", "nightly exempelstad"),
        ("run.failed", "error", "nightly exempelstad"),
    ]
    assert (begun["municipality"], failed["municipality"]) == ("nystad", "nystad")
    assert "nystad" in failed["what"]
