"""Playwright's own record of a piece of work lies in the folder it was told, and nowhere else."""

import tempfile
from pathlib import Path

import pytest

from bots.kit.browser import BrowserChoice, ContextOptions, new_context, open_browser
from bots.kit.tracing import Recorder

TYPED = "199001012385"


def holding(folder: Path, text: str) -> list[Path]:
    return [one for one in folder.rglob("*") if one.is_file() and text.encode() in one.read_bytes()]


async def test_what_is_recorded_lies_in_the_private_folder_and_nowhere_else(
    browser_choice: BrowserChoice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary, ours = tmp_path / "tmp", tmp_path / "recordings"
    temporary.mkdir()
    ours.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    async with open_browser(browser_choice, recordings=ours) as browser:
        context, recorder = await new_context(browser, ContextOptions()), Recorder(folder=ours)
        page = await context.new_page()
        await recorder.begin(context)
        await page.set_content("<label>Personnummer <input></label>")
        await page.get_by_label("Personnummer").fill(TYPED)
        assert holding(ours, TYPED)
        assert not holding(temporary, TYPED)
        assert await recorder.end(context)
        assert not holding(temporary, TYPED)
        await context.close()
    assert not holding(temporary, TYPED)
