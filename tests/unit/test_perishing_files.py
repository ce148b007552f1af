"""Evidence, reports and log files go when they have been kept long enough, and not before."""

import json
import logging
import os
from collections.abc import Collection
from datetime import datetime, timedelta
from pathlib import Path

import structlog

from adapters.evidence_folder import EvidenceFolder
from adapters.perishing_files import PerishableEvidence, PerishableLogs, PerishableReports
from adapters.persistence.seal import Seal, new_key
from adapters.private_file import UNDER_WAY
from flows.failures import Piece
from flows.log_file import NAME
from flows.logs import log_to
from flows.retention import AT_WORK, OPEN, Held
from tests import examples

NOW = examples.NOW
OLD = NOW - timedelta(days=100)
BEFORE = NOW - timedelta(days=90)
SETTLED_REF, OPEN_REF = "UTK-9901-100234", "UTK-9901-100235"


def aged(file: Path, at: datetime, text: str = "x") -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    os.utime(file, (at.timestamp(), at.timestamp()))
    return file


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


async def evidence_in(folder: Path) -> PerishableEvidence:
    """An old piece of a settled application, one of an open, one of none, and a new one."""
    sealed = EvidenceFolder(folder, Seal([new_key()]))
    for at, ref in ((OLD, SETTLED_REF), (OLD, OPEN_REF), (OLD, ""), (NOW, SETTLED_REF)):
        name = await sealed.note(Piece(name="", at=at, system="Almanda", case_ref=ref))
        for ending in (".json", ".png"):
            if ending == ".png":
                sealed.keep(f"{name}.png", b"a picture")
            os.utime(folder / f"{name}{ending}", (at.timestamp(), at.timestamp()))

    async def opened() -> Collection[str]:
        return {OPEN_REF}

    return PerishableEvidence(folder, sealed, opened)


async def test_old_evidence_goes_with_its_pictures_but_that_of_an_open_application(tmp_path: Path) -> None:
    evidence = await evidence_in(tmp_path)
    held = await evidence.held(BEFORE)
    assert (held.number, held.due, held.stays) == (4, 2, {OPEN: 1})
    assert held.oldest is not None
    assert abs(held.oldest - OLD) < timedelta(seconds=1)
    assert (await evidence.held(None)).due == 0
    assert await evidence.purge(BEFORE, NOW) == 2
    assert len(names(tmp_path)) == 4
    assert (await evidence.held(BEFORE)).due == 0


async def test_evidence_of_one_application_is_erased_whatever_its_age(tmp_path: Path) -> None:
    evidence = await evidence_in(tmp_path)
    assert await evidence.erase([SETTLED_REF]) == 2
    assert (await evidence.held(None)).number == 2


async def test_evidence_that_no_key_opens_goes_by_its_files_time(tmp_path: Path) -> None:
    aged(tmp_path / "20260101T000000-almanda-00000000.json", OLD)
    aged(tmp_path / "20260101T000000-almanda-00000000.png", OLD)

    async def opened() -> Collection[str]:
        return ()

    evidence = PerishableEvidence(tmp_path, EvidenceFolder(tmp_path, Seal([new_key()])), opened)
    assert await evidence.purge(BEFORE, NOW) == 1
    assert names(tmp_path) == []


async def test_what_a_killed_process_left_half_written_goes_like_the_rest(tmp_path: Path) -> None:
    evidence = await evidence_in(tmp_path / "evidence")
    reports = PerishableReports(tmp_path / "reports")
    left = [
        aged(tmp_path / folder / f"tmp4q2z{UNDER_WAY}", OLD)
        for folder in ("evidence", "reports", "reports/week")
    ]
    written = [
        aged(tmp_path / folder / f"tmp9k1x{UNDER_WAY}", NOW)
        for folder in ("evidence", "reports", "reports/week")
    ]
    assert (await evidence.purge(BEFORE, NOW), await reports.purge(BEFORE, NOW)) == (3, 2)
    assert ([one.exists() for one in left], [one.exists() for one in written]) == ([False] * 3, [True] * 3)


async def test_old_reports_go(tmp_path: Path) -> None:
    old, new = aged(tmp_path / "old.html", OLD), aged(tmp_path / "new.html", NOW)
    reports = PerishableReports(tmp_path)
    assert (await reports.held(BEFORE)).due == 1
    assert await reports.purge(BEFORE, NOW) == 1
    assert (old.exists(), new.exists()) == (False, True)


async def test_old_log_files_go_and_the_one_that_is_written_to_is_moved_aside(tmp_path: Path) -> None:
    old = aged(tmp_path / f"{NAME}.2.gz", OLD)
    new = aged(tmp_path / f"{NAME}.1", NOW)
    line = json.dumps({"timestamp": OLD.isoformat(), "event": "run.begun"})
    aged(tmp_path / NAME, NOW, f"{line}\n")
    logs = PerishableLogs(tmp_path)
    held = await logs.held(BEFORE)
    assert (held.number, held.due, held.stays, held.oldest) == (3, 1, {AT_WORK: 1}, held.oldest)
    assert await logs.purge(BEFORE, NOW) == 1
    assert (old.exists(), new.exists(), (tmp_path / NAME).exists()) == (False, True, False)
    (aside,) = (one for one in names(tmp_path) if one.startswith(f"{NAME}-"))
    assert (tmp_path / aside).read_text(encoding="utf-8") == f"{line}\n"
    assert await logs.purge(NOW + timedelta(days=1), NOW) == 2


async def test_a_log_file_that_is_new_is_left_where_it_is(tmp_path: Path) -> None:
    aged(tmp_path / NAME, NOW, json.dumps({"timestamp": (NOW - timedelta(days=3)).isoformat()}))
    assert await PerishableLogs(tmp_path).purge(BEFORE, NOW) == 0
    assert (tmp_path / NAME).exists()
    aged(tmp_path / NAME, OLD, "a line of somebody else's\n")
    await PerishableLogs(tmp_path).purge(BEFORE, NOW)
    assert not (tmp_path / NAME).exists()


async def test_what_is_logged_after_the_file_was_moved_is_in_a_new_one(tmp_path: Path) -> None:
    before = logging.getLogger("flows").handlers[:]
    file = log_to(tmp_path)
    try:
        structlog.get_logger("flows.test").info("one")
        line = file.read_text(encoding="utf-8")
        file.write_text(line.replace(line[line.index("20") : line.index("20") + 10], "2020-01-01"), "utf-8")
        await PerishableLogs(tmp_path).purge(BEFORE, NOW)
        structlog.get_logger("flows.test").info("two")
        assert '"two"' in file.read_text(encoding="utf-8")
        assert '"one"' not in file.read_text(encoding="utf-8")
    finally:
        for handler in logging.getLogger("flows").handlers:
            if handler not in before:
                handler.close()


async def test_an_empty_installation_has_nothing_to_purge(tmp_path: Path) -> None:
    for kept in (PerishableReports(tmp_path / "reports"), PerishableLogs(tmp_path / "logs")):
        assert await kept.held(BEFORE) == Held(number=0, due=0)
        assert await kept.purge(BEFORE, NOW) == 0
