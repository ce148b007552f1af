"""What the pages for a server tell people to start, copy and run is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SYSTEMD = ROOT / "config" / "server" / "systemd"
UNITS = {one.name for one in SYSTEMD.iterdir()}
PAGES = [
    ROOT / "runbooks" / f"{name}.md" for name in ("server-installation", "backup-and-restore", "upgrade")
]


def units_told(text: str) -> set[str]:
    """Every unit of ours that a command to systemd names, as its file is called."""
    lines = [line for line in text.splitlines() if line.startswith(("systemctl", "systemd-analyze"))]
    named = re.findall(r"\butkast-[a-z]+(?:@\S*)?(?:\.service|\.timer)?", " ".join(lines))
    return {_file(one.strip("'")) for one in named}


def _file(unit: str) -> str:
    name, at, _ = unit.partition("@")
    if at:
        return f"{name}@.service"
    return unit if unit.endswith((".service", ".timer")) else f"{unit}.service"


@pytest.mark.parametrize("sheet", PAGES, ids=lambda sheet: sheet.stem)
def test_every_unit_that_a_page_names_is_there(sheet: Path) -> None:
    told = units_told(sheet.read_text(encoding="utf-8"))
    assert told
    assert told <= UNITS


@pytest.mark.parametrize("sheet", PAGES, ids=lambda sheet: sheet.stem)
def test_every_file_of_the_project_that_a_page_names_is_there(sheet: Path) -> None:
    text = sheet.read_text(encoding="utf-8")
    named = re.findall(r"/opt/utkast/((?!\.venv)[\w./@*-]+)", text) + re.findall(
        r"`(config/[\w./@-]+)`", text
    )
    assert [one for one in named if not list(ROOT.glob(one.rstrip("/")))] == []


def test_units_that_may_write_little_are_let_to_the_folder_of_the_anchors() -> None:
    """The page tells to lay that file on a share."""
    shut_in = [
        one
        for one in ("utkast-worker@.service", "utkast-orders.service")
        if "ProtectSystem=strict" in (SYSTEMD / one).read_text(encoding="utf-8")
    ]
    told = (ROOT / "runbooks" / "server-installation.md").read_text(encoding="utf-8")
    _, _, after = told.partition("`UTKAST_AUDIT_ANCHOR_FILE`")
    assert "ReadWritePaths=" in after.partition("\n## ")[0]
    assert [one for one in shut_in if f"{one}.d/" not in after] == []


def test_a_unit_that_is_not_there_is_noticed() -> None:
    assert units_told("systemctl stop 'utkast-worker@*' utkast-nobody utkast-backup.timer") == {
        "utkast-worker@.service",
        "utkast-nobody.service",
        "utkast-backup.timer",
    }
