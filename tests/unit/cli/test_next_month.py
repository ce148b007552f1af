"""`utkast mocks next-month`: a month passes in running mock systems, and the robot learns its new date."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest

from flows.cli import mocks
from flows.cli.trouble import CannotGoOn
from mock_legacy.platform.run import MockOptions, RunningMocks, start_mocks
from mock_legacy.world.generator import Recipe
from tests.unit.cli.conftest import Terminal


@pytest.fixture
def running(terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RunningMocks]:
    """Mock systems of this home, in this process."""
    options = MockOptions(
        data_dir=tmp_path / "mock",
        credentials_dir=tmp_path / "secrets",
        recipe=Recipe(applications=2),
        systems=("inbox",),
    )
    monkeypatch.setattr(mocks, "systems_of", lambda _home: SimpleNamespace(running=lambda: 1))
    with start_mocks(options) as systems:
        yield systems


def test_a_month_passes_once_and_the_settings_say_so(
    running: RunningMocks, terminal: Terminal, tmp_path: Path
) -> None:
    code, said = terminal.type("mocks", "next-month")
    assert (code, "2026-12-18" in said) == (0, True)
    assert "UTKAST_TODAY='2026-12-18'" in (tmp_path / "utkast.env").read_text(encoding="utf-8")
    assert httpx.get(f"{running.urls['control']}/clock").json() == {"date": "2026-12-18"}
    with pytest.raises(CannotGoOn, match="riksnormen for 2027"):
        terminal.type("mocks", "next-month")


def test_systems_that_do_not_run_are_said_not_to(terminal: Terminal) -> None:
    with pytest.raises(CannotGoOn, match="utkast mocks start"):
        terminal.type("mocks", "next-month")
