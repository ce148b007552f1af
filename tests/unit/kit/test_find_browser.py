"""A browser is found by setting, by Playwright's own download, or on PATH; or a sentence says what to do."""

import os
from pathlib import Path

import pytest

from bots.kit.browser import BrowserNotFound, environment_of_browser, find_browser, wanted_revision


def program(folder: Path, name: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_text("#!/bin/sh\n")
    file.chmod(0o755)
    return file


@pytest.fixture
def bare_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with no browser: an empty PATH and an empty download folder."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "downloads"))
    return tmp_path


def test_the_setting_wins(bare_machine: Path) -> None:
    program(bare_machine / "bin", "chromium")
    mine = program(bare_machine / "elsewhere", "my-chromium")
    assert find_browser(str(mine)).path == mine


def test_a_setting_that_names_nothing_is_told_and_not_worked_around(bare_machine: Path) -> None:
    program(bare_machine / "bin", "chromium")
    with pytest.raises(BrowserNotFound, match="UTKAST_BROWSER_PATH names '/no/such'"):
        find_browser("/no/such")


def test_playwrights_own_download_comes_before_path(bare_machine: Path) -> None:
    program(bare_machine / "bin", "chromium")
    folder = f"downloads/chromium_headless_shell-{wanted_revision()}/chrome-linux"
    program(bare_machine / folder, "headless_shell")
    choice = find_browser(None)
    assert choice.path is None
    assert choice.origin.startswith("playwright")


def test_a_download_of_another_playwright_is_no_browser(bare_machine: Path) -> None:
    program(bare_machine / "downloads/chromium_headless_shell-1/chrome-linux", "headless_shell")
    with pytest.raises(BrowserNotFound):
        find_browser(None)


def test_a_download_folder_without_the_program_is_no_browser(bare_machine: Path) -> None:
    folder = f"downloads/chromium_headless_shell-{wanted_revision()}/chrome-linux"
    (bare_machine / folder).mkdir(parents=True)
    found = program(bare_machine / "bin", "chromium")
    assert find_browser(None).path == found


def test_the_headless_shell_comes_before_chromium(bare_machine: Path) -> None:
    program(bare_machine / "bin", "chromium")
    shell = program(bare_machine / "bin", "chromium-headless-shell")
    assert find_browser("").path == shell


def test_without_any_browser_one_sentence_says_what_to_install(bare_machine: Path) -> None:
    with pytest.raises(BrowserNotFound) as told:
        find_browser(None)
    assert "chromium-headless-shell" in str(told.value)
    assert str(told.value).count(". ") == 0
    assert os.linesep not in str(told.value)


def test_the_browser_is_handed_none_of_our_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UTKAST_DATABASE_URL", "postgresql+asyncpg://utkast:hemligt@db/utkast")
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:4200/api")
    handed = environment_of_browser()
    assert handed["PATH"] == os.environ["PATH"]
    assert [name for name in handed if name.startswith(("UTKAST_", "PREFECT_"))] == []
