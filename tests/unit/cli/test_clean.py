"""`make clean`: nothing of the demo is left behind, and nothing that runs loses its ground."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from flows.cli import mocks, postgresql
from flows.cli.clean import clean
from flows.cli.trouble import CannotGoOn


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home that `make up DB=postgres` made as root, and the database's files beside it."""
    home, elsewhere = tmp_path / "home", tmp_path / "utkast-postgresql-1"
    (home / "run").mkdir(parents=True)
    (home / mocks.OURS).touch()
    (elsewhere / "data").mkdir(parents=True)
    (home / "run" / postgresql.NOTE).write_text(str(elsewhere), encoding="utf-8")
    monkeypatch.setenv("UTKAST_HOME", str(home))
    monkeypatch.setenv("UTKAST_ENV_FILE", str(tmp_path / "none.env"))
    return home


@contextmanager
def at_work(pid_file: Path, mark: str) -> Iterator[None]:
    """A program of that mark, which runs as long as the block."""
    with subprocess.Popen([sys.executable, "-c", "input()", mark], stdin=subprocess.PIPE) as running:
        pid_file.write_text(str(running.pid), encoding="utf-8")
        try:
            yield
        finally:
            running.kill()


def test_the_home_goes_and_the_database_outside_it_too(home: Path) -> None:
    clean()
    assert list(home.parent.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("run/server", "server"),
        ("run/worker-1", "worker"),
        ("run/postgresql", "postgres"),
        ("mocks", "mock_legacy"),
    ],
)
def test_what_still_runs_keeps_everything(home: Path, name: str, mark: str) -> None:
    with at_work(home / f"{name}.pid", mark), pytest.raises(CannotGoOn, match="make down"):
        clean()
    assert (home / mocks.OURS).exists()
    assert (home.parent / "utkast-postgresql-1" / "data").exists()


def test_an_installations_own_home_stays(home: Path) -> None:
    (home / mocks.OURS).unlink()
    clean()
    assert (home / "run").exists()
