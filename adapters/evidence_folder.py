"""Evidence as sealed files in a folder; implements `flows.ports.Evidence`.

A piece is an outline (`.json`), and a masked picture (`.png`) if one could be taken. What a screen showed is
written by `bots.kit.evidence`, and what no screen shows by `note`, in the same form.
"""

import asyncio
import json
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from adapters.persistence.seal import NoDataKey, Seal
from adapters.private_file import write_private
from adapters.trace_name import TRACE
from adapters.versions import versions_at_work
from bots.kit.evidence_name import name_of
from flows.failures import Landmark, PageSeen, Piece
from flows.scrubbing import scrubbed
from flows.swedish_time import SWEDEN

OUTLINE, PICTURE = ".json", ".png"


class EvidenceFolder:
    """The folder, and the seal of all that lies in it."""

    def __init__(self, folder: Path, seal: Seal) -> None:
        self._folder = folder
        self._seal = seal

    def keep(self, name: str, content: bytes) -> Path:
        """Seal and store a file, readable by its owner alone; an outline is scrubbed. Raises OSError."""
        if name.endswith(OUTLINE):
            content = scrubbed(content.decode()).encode()
        return write_private(self._folder / name, self._seal.seal(content))

    async def note(self, piece: Piece) -> str:
        """Keep what no screen shows; the name it got."""
        name = name_of(piece.at, _plain(piece.system) or "utkast")
        form = _stored_form(replace(piece, versions=piece.versions or versions_at_work()))
        words = json.dumps(form, ensure_ascii=False, indent=1).encode()
        await asyncio.to_thread(self.keep, f"{name}{OUTLINE}", words)
        return name

    async def pieces(self) -> Sequence[Piece]:
        """Every piece, in order of time."""
        return await asyncio.to_thread(lambda: sorted(self._pieces(), key=lambda one: one.at))

    async def piece(self, name: str) -> Piece | None:
        """The one of that name; None when it has no outline."""
        file = self._folder / f"{name}{OUTLINE}"
        return await asyncio.to_thread(self._piece, file) if file.is_file() else None

    async def picture(self, name: str) -> bytes | None:
        """The masked picture of a piece, as PNG; None when none was taken. Raises NoDataKey."""
        file = self._folder / f"{name}{PICTURE}"
        if not file.is_file():
            return None
        return self._seal.unseal(await asyncio.to_thread(file.read_bytes))

    async def forget(self, case_refs: Collection[str]) -> None:
        """Remove every file of the pieces about these applications. Raises OSError."""
        await asyncio.to_thread(self._forget, frozenset(case_refs))

    def _forget(self, case_refs: frozenset[str]) -> None:
        about = [piece.name for piece in self._pieces() if piece.case_ref in case_refs]
        for file in (file for name in about for file in self._folder.glob(f"{name}.*")):
            file.unlink(missing_ok=True)

    def _pieces(self) -> Iterator[Piece]:
        return map(self._piece, self._folder.glob(f"*{OUTLINE}"))

    def _piece(self, file: Path) -> Piece:
        has_picture = file.with_suffix(PICTURE).is_file()
        has_trace = file.with_suffix(TRACE).is_file()
        try:
            stored = _Stored.model_validate_json(self._seal.unseal(file.read_bytes()))
        except (NoDataKey, ValidationError):
            # Of a key or a form before: that it is there is told, and the others are.
            return _closed(file, has_picture=has_picture)
        return replace(stored.piece(file.stem, has_picture=has_picture), has_trace=has_trace)


def _plain(system: str) -> str:
    """A system's name as file names have it, such as `forsakringskassan`."""
    return unicodedata.normalize("NFKD", system.casefold()).encode("ascii", "ignore").decode()


def _closed(file: Path, *, has_picture: bool) -> Piece:
    at = datetime.fromtimestamp(file.stat().st_mtime, SWEDEN)
    return Piece(name=file.stem, at=at, system="", has_picture=has_picture, opened=False)


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore")


class _Error(_Part):
    detail: str = ""
    expected: str = ""
    missing: tuple[str, ...] = ()
    standing: tuple[str, ...] = ()
    code_lines: tuple[str, ...] = ()


class _Element(_Part):
    text: str = ""


class _Frame(_Part):
    path: str
    http_status: int = 0
    elements: tuple[_Element, ...] = ()
    unreadable: str = ""

    def page(self) -> PageSeen:
        labels = dict.fromkeys(one.text for one in self.elements if one.text)
        return PageSeen(
            path=self.path, status=self.http_status, labels=tuple(labels), unreadable=self.unreadable
        )


class _Bound(_Part):
    case_ref: str = ""
    code: str = ""
    system: str = ""
    worker: str = ""
    attempt: int = 0
    most_attempts: int = 0
    versions: dict[str, str] = {}


class _Stored(_Part):
    """The form of an outline; one that was written before a field was is read without it."""

    system: str
    screen: str
    attempted: str = ""
    at: datetime
    bound: _Bound = _Bound()
    error: _Error | None = None
    frames: tuple[_Frame, ...] = ()

    def piece(self, name: str, *, has_picture: bool) -> Piece:
        error = self.error or _Error()
        landmark = Landmark(expected=error.expected, missing=error.missing, standing=error.standing)
        return Piece(
            name=name,
            at=self.at,
            system=self.bound.system or self.system,
            screen=self.screen,
            code=self.bound.code,
            case_ref=self.bound.case_ref,
            worker=self.bound.worker,
            attempt=self.bound.attempt,
            most_attempts=self.bound.most_attempts,
            attempted=self.attempted,
            what=error.detail,
            landmark=landmark if error.expected else None,
            pages=tuple(frame.page() for frame in self.frames),
            code_lines=error.code_lines,
            versions=self.bound.versions,
            has_picture=has_picture,
        )


def _stored_form(piece: Piece) -> dict[str, Any]:
    return {
        "system": _plain(piece.system),
        "screen": piece.screen,
        "attempted": piece.attempted,
        "at": piece.at.isoformat(),
        "bound": {
            "case_ref": piece.case_ref,
            "code": piece.code,
            "system": piece.system,
            "worker": piece.worker,
            "attempt": piece.attempt,
            "most_attempts": piece.most_attempts,
            "versions": dict(piece.versions),
        },
        "error": {"detail": piece.what, "code_lines": list(piece.code_lines)},
        "frames": [],
    }
