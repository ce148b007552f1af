"""A home with a key and empty tables, for the commands that only look."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest
from typer.testing import CliRunner

from flows.cli.app import app
from flows.cli.keys import ensure_key
from flows.settings import load_settings
from flows.wiring.store import Store, opened_tables

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Terminal:
    """Where somebody types `utkast`."""

    def type(self, *words: str) -> tuple[int, str]:
        """The exit code of a command, and what it printed."""
        answer = CliRunner().invoke(app, list(words))
        if answer.exception is not None and not isinstance(answer.exception, SystemExit):
            raise answer.exception
        return answer.exit_code, answer.output

    def in_tables(self, work: Callable[[Store], Awaitable[T]]) -> T:
        """Do something to our own tables, as a run does that is killed before it has anchored."""

        async def done() -> T:
            async with opened_tables(load_settings()) as store:
                return await work(store)

        return asyncio.run(done())


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """An installation of its own."""
    ours: Sequence[tuple[str, str]] = (
        ("UTKAST_HOME", str(tmp_path)),
        ("UTKAST_SECRETS_DIR", str(tmp_path / "secrets")),
        ("UTKAST_ENV_FILE", str(tmp_path / "none.env")),
        ("UTKAST_MUNICIPALITY", "exempelstad"),
        ("COLUMNS", "160"),
    )
    for name, value in ours:
        monkeypatch.setenv(name, value)
    ensure_key(load_settings())
    return Terminal()
