"""What Chromium is told beside what Playwright tells it."""

import re
from pathlib import Path

import playwright
import pytest

from bots.kit import chromium
from bots.kit.chromium import NEW_HOST_FOR_EACH_PAGE, TURNED_OFF_BY_PLAYWRIGHT, arguments

BUNDLE = Path(playwright.__file__).parent / "driver" / "package" / "lib" / "coreBundle.js"


def test_what_playwright_turns_off_stays_off() -> None:
    """Of two lists Chromium heeds the last: a new Playwright may have added to its own."""
    _, _, after = BUNDLE.read_text(encoding="utf-8").partition("disabledFeatures = [")
    listed, end, _ = after.partition("].filter(")
    assert end
    named = re.findall(r'^\s*(?:process\.env\.\w+ \? "" : )?"(\w+)",?$', listed, re.MULTILINE)
    assert len(named) > 10
    assert set(named) == set(TURNED_OFF_BY_PLAYWRIGHT)


@pytest.mark.parametrize("root", [True, False])
def test_only_as_root_is_there_no_sandbox(root: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium, "is_root", lambda: root)
    told = arguments()
    assert ("--no-sandbox" in told) is root
    (features,) = [one for one in told if one.startswith("--disable-features=")]
    assert NEW_HOST_FOR_EACH_PAGE in features.partition("=")[2].split(",")
