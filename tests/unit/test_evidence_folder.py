"""The evidence folder: sealed files that only their owner reads, found again by what they are about."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from adapters.evidence_folder import EvidenceFolder
from adapters.persistence.seal import Seal, new_key
from adapters.private_file import write_private
from flows.failures import Landmark, PageSeen, Piece
from tests import examples

SEAL = Seal([new_key()])
REF = "UTK-9901-100234"
OUTLINE: dict[str, Any] = {
    "system": "skatteverket",
    "screen": "population",
    "attempted": "read the screen",
    "at": "2026-11-18T08:14:02+01:00",
    "bound": {
        "case_ref": REF,
        "code": "SCREEN_CHANGED",
        "system": "Skatteverket",
        "worker": "natt-1/2",
        "attempt": 2,
        "most_attempts": 5,
        "versions": {"utkast": "0.1.0", "browser": "chromium 148"},
    },
    "error": {
        "kind": "NotThatScreen",
        "detail": "not the screen that was expected",
        "expected": "heading “Folkbokföring”",
        "missing": ["Civilstånd"],
        "standing": ["Namn"],
    },
    "frames": [
        {
            "path": "/folkbokforing",
            "http_status": 200,
            "ready": "complete",
            "elements": [
                {"tag": "label", "text": "Namn"},
                {"tag": "h1", "hidden_text": True},
                {"tag": "th", "text": "Namn"},
                {"tag": "button", "text": "Sök"},
            ],
        },
        {"path": "/ram", "unreadable": "the page did not answer"},
    ],
}


@pytest.fixture
def folder(tmp_path: Path) -> EvidenceFolder:
    return EvidenceFolder(tmp_path / "evidence", SEAL)


def kept(folder: EvidenceFolder, name: str = "one", **changes: Any) -> Path:
    return folder.keep(f"{name}.json", json.dumps(OUTLINE | changes).encode())


async def test_a_page_that_was_seen_is_told_with_all_that_it_is_found_by(folder: EvidenceFolder) -> None:
    kept(folder)
    folder.keep("one.png", b"\x89PNG masked")
    (piece,) = await folder.pieces()
    assert piece == Piece(
        at=examples.NOW + timedelta(seconds=2),
        name="one",
        system="Skatteverket",
        screen="population",
        code="SCREEN_CHANGED",
        case_ref=REF,
        worker="natt-1/2",
        attempt=2,
        most_attempts=5,
        attempted="read the screen",
        what="not the screen that was expected",
        landmark=Landmark(expected="heading “Folkbokföring”", missing=("Civilstånd",), standing=("Namn",)),
        pages=(
            PageSeen(path="/folkbokforing", status=200, labels=("Namn", "Sök")),
            PageSeen(path="/ram", unreadable="the page did not answer"),
        ),
        versions={"utkast": "0.1.0", "browser": "chromium 148"},
        has_picture=True,
    )
    assert await folder.picture("one") == b"\x89PNG masked"


async def test_one_piece_is_found_by_its_name_and_no_other_is_opened(
    folder: EvidenceFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(folder)
    kept(folder, "two")
    opened: list[bytes] = []
    unseal = SEAL.unseal
    monkeypatch.setattr(SEAL, "unseal", lambda sealed: opened.append(sealed) or unseal(sealed))
    piece = await folder.piece("two")
    assert (piece and piece.name, piece and piece.case_ref) == ("two", REF)
    assert opened == [(tmp_path / "evidence" / "two.json").read_bytes()]
    assert await folder.piece("three") is None


async def test_what_no_screen_shows_is_noted_with_the_versions_at_work(folder: EvidenceFolder) -> None:
    piece = Piece(
        at=examples.NOW,
        system="Försäkringskassan",
        code="DRAFT_MISMATCH",
        case_ref=REF,
        attempt=1,
        most_attempts=5,
        what="the draft reads back differently in: amount.",
        code_lines=("flows/drafting.py:90",),
    )
    name = await folder.note(piece)
    (found,) = await folder.pieces()
    assert name.startswith("20261118T081400-forsakringskassan-")
    assert (found.name, found.has_picture, await folder.picture(name)) == (name, False, None)
    assert (found.at, found.kind, found.case_ref) == (piece.at, piece.kind, REF)
    assert (found.what, found.code_lines, found.attempt) == (piece.what, piece.code_lines, 1)
    assert {"utkast", "playwright", "prefect", "python", "tables"} <= set(found.versions)


async def test_pieces_come_in_order_of_time(folder: EvidenceFolder) -> None:
    for name, hour in (("b", "09"), ("a", "10"), ("c", "08")):
        kept(folder, name, at=f"2026-11-18T{hour}:00:00+01:00")
    assert [one.name for one in await folder.pieces()] == ["c", "b", "a"]


async def test_one_from_before_it_was_bound_to_anything_is_read_all_the_same(folder: EvidenceFolder) -> None:
    old = {name: value for name, value in OUTLINE.items() if name != "bound"} | {"error": None}
    folder.keep("old.json", json.dumps(old).encode())
    (piece,) = await folder.pieces()
    assert (piece.system, piece.screen, piece.case_ref, piece.landmark) == (
        "skatteverket",
        "population",
        "",
        None,
    )


@pytest.mark.parametrize(
    "spoilt",
    [Seal([new_key()]).seal(b"{}"), SEAL.seal(b"{}"), b"half a fi"],
    ids=["another key", "another form", "half a file"],
)
async def test_one_that_cannot_be_opened_is_told_and_hides_no_other(
    folder: EvidenceFolder, tmp_path: Path, spoilt: bytes
) -> None:
    kept(folder)
    write_private(tmp_path / "evidence" / "closed.json", spoilt)
    assert {one.name: one.opened for one in await folder.pieces()} == {"one": True, "closed": False}


async def test_no_folder_is_no_evidence(folder: EvidenceFolder) -> None:
    assert await folder.pieces() == []


def test_what_is_stored_is_sealed_and_its_owners_alone(folder: EvidenceFolder) -> None:
    file = kept(folder)
    assert b"Skatteverket" not in file.read_bytes()
    assert file.stat().st_mode & 0o077 == 0
    assert file.parent.stat().st_mode & 0o077 == 0


def test_a_file_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    with pytest.raises(OSError, match="taken"):
        write_private(tmp_path / "taken", b"content")
    assert [file.name for file in tmp_path.iterdir()] == ["taken"]


def test_a_file_that_is_broken_off_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="bytes"):
        write_private(tmp_path / "new", "no bytes")  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []
