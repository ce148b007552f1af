"""Run reports at the terminal: listed, opened where there is a screen, and made anew."""

import re
import webbrowser
from datetime import timedelta
from pathlib import Path

import pytest

from flows.cli.tables import next_steps
from flows.cli.trouble import CannotGoOn
from flows.journal import Step
from flows.report import RunReport, as_markdown
from flows.settings import load_settings
from flows.wiring.files import now_in
from flows.wiring.store import Store
from tests import examples
from tests.unit.cli.conftest import Terminal

REF = "UTK-9901-100234"
OLD, NEW = "20261117T030000-exempelstad-11111111.html", "20261118T030000-exempelstad-22222222.html"


@pytest.fixture
def reports(terminal: Terminal) -> Path:
    """Two reports."""
    folder = load_settings().home / "reports"
    folder.mkdir()
    for name in (NEW, OLD):
        (folder / name).write_text("<!DOCTYPE html>")
    return folder


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a browser was asked to open, on a machine with a screen."""
    asked: list[str] = []
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(webbrowser, "open", asked.append)
    return asked


def test_reports_are_listed_the_newest_first(terminal: Terminal, reports: Path) -> None:
    assert terminal.type("report", "list") == (0, f"{NEW}\n{OLD}\n")


def test_that_there_is_none_is_said(terminal: Terminal) -> None:
    assert "Inga rapporter" in terminal.type("report", "list")[1]
    with pytest.raises(CannotGoOn, match="no report yet"):
        terminal.type("report", "open")


@pytest.mark.parametrize(("asked", "name"), [((), NEW), ((OLD,), OLD)])
def test_the_newest_is_opened_unless_another_is_named(
    terminal: Terminal, reports: Path, opened: list[str], asked: tuple[str, ...], name: str
) -> None:
    assert terminal.type("report", "open", *asked) == (0, f"{reports / name}\n")
    assert opened == [(reports / name).as_uri()]


def test_the_commands_that_a_night_tells_open_its_own_page_and_not_a_newer_one(
    terminal: Terminal, reports: Path, opened: list[str]
) -> None:
    """With several workers a night has several reports."""
    night = RunReport(
        municipality="Exempelstad", new=0, items=(), seconds=1, page=OLD, host="worker-7", stopped="SIGTERM"
    )
    for told in (as_markdown(night), next_steps(night, load_settings())):
        words = re.search(r"utkast (report open \S+\b)", told)
        assert words, told
        assert terminal.type(*words[1].split()) == (0, f"{reports / OLD}\n")


def test_without_a_screen_only_the_place_is_told(
    terminal: Terminal, reports: Path, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert terminal.type("report", "open")[1] == f"{reports / NEW}\n"
    assert opened == []


@pytest.mark.parametrize("name", ["gone.html", "../utkast.db", "."])
def test_only_a_report_is_opened(terminal: Terminal, reports: Path, opened: list[str], name: str) -> None:
    with pytest.raises(CannotGoOn, match="report list"):
        terminal.type("report", "open", name)
    assert opened == []


def test_one_made_anew_tells_of_every_run_of_its_time_and_is_its_owners_alone(
    terminal: Terminal, opened: list[str]
) -> None:
    async def two_nights(store: Store) -> None:
        now = now_in(load_settings())
        for number, hours in (("100234", 1), ("100235", 30)):
            at = now - timedelta(hours=hours)
            item = examples.work_item(number, collected_at=at)
            await store.work.collect(item, examples.application(number))
            await store.work.claim(item.case_ref, f"natt-{hours}", at)
            await store.work.note(item.case_ref, Step.OPENED, at, worker=f"natt-{hours}")

    terminal.in_tables(two_nights)
    code, said = terminal.type("report", "write")
    file = Path(said.strip())
    page = file.read_text(encoding="utf-8")
    assert (code, opened) == (0, [file.as_uri()])
    assert file.stat().st_mode & 0o077 == 0
    assert REF in page
    assert "natt-1" in page
    assert "UTK-9901-100235" not in page
    assert "UTK-9901-100235" in Path(terminal.type("report", "write", "--hours", "48")[1].strip()).read_text(
        encoding="utf-8"
    )
