"""`utkast up` over what is up already: the same again is no matter, and something else is refused."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from flows.cli import mocks, up
from flows.cli.demo import CASEWORKER
from flows.cli.trouble import CannotGoOn
from flows.cli.up import Asked
from tests.unit.cli.conftest import Terminal

SINCE = Asked(applications=40, seed=1, workers=1, database="sqlite")


class Begins(Exception):
    """The command goes on to start things."""


@pytest.fixture
def one_is_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A program that passes for Prefect's server, as `up` has left it."""
    waits = [sys.executable, "-c", "import threading; threading.Event().wait()", "server"]
    server = subprocess.Popen(waits)
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "server.pid").write_text(str(server.pid), encoding="utf-8")
    (tmp_path / "run" / "asked.json").write_text(SINCE.model_dump_json(), encoding="utf-8")

    def begins(**_: object) -> None:
        raise Begins

    monkeypatch.setattr(mocks, "start", begins)
    yield
    server.kill()
    server.wait()


@pytest.mark.parametrize(
    "words",
    [("--database", "postgres"), ("--workers", "3"), ("--applications", "8"), ("--seed", "2")],
    ids=" ".join,
)
def test_something_else_than_what_is_up_is_refused(
    words: tuple[str, ...], terminal: Terminal, one_is_up: None
) -> None:
    with pytest.raises(CannotGoOn, match=r"--workers 1 --database sqlite\. Stop it first: make down"):
        terminal.type("up", *words)
    with pytest.raises(Begins):
        terminal.type("up")


def test_where_to_log_in_and_where_the_world_is_moved_is_told(
    terminal: Terminal, one_is_up: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    systems = {"case_system": "https://127.0.0.1:8802", "inbox": "https://127.0.0.1:8801"}
    monkeypatch.setenv("UTKAST_BASE_URLS", json.dumps(systems))
    monkeypatch.setattr(up, "_all_run", lambda *_: True)
    for name in ("almanda", "inbox"):
        (tmp_path / "secrets" / f"{name}.{CASEWORKER}.password").write_text(
            f"{name}-word\n", encoding="utf-8"
        )
    told = mocks.Endpoints(
        systems={},
        control_url="http://127.0.0.1:8809",
        ca_file=tmp_path,
        world_date=date(2026, 11, 18),
        municipality="exempelstad",
    )
    (tmp_path / "secrets" / "endpoints.json").write_text(told.model_dump_json(), encoding="utf-8")
    said = terminal.type("up")[1]
    assert f"E-tjänster: https://127.0.0.1:8801  inloggning {CASEWORKER}, lösenord inbox-word" in said
    assert f"Almanda: https://127.0.0.1:8802  inloggning {CASEWORKER}, lösenord almanda-word" in said
    assert "http://127.0.0.1:8809" in said


def test_when_nothing_is_up_anything_may_be_asked_for(
    terminal: Terminal, one_is_up: None, tmp_path: Path
) -> None:
    (tmp_path / "run" / "server.pid").unlink()
    with pytest.raises(Begins):
        terminal.type("up", "--workers", "3")


def test_a_database_that_there_is_not_is_refused(terminal: Terminal, one_is_up: None) -> None:
    code, said = terminal.type("up", "--database", "postgresql")
    assert (code, "'sqlite', 'postgres'" in said) == (2, True)
