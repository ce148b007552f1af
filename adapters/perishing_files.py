"""Evidence, run reports and log files, taken away when they have been kept long enough.

Each implements `flows.retention.Perishable`. They lie in one folder whichever municipality they tell of.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from adapters.evidence_folder import EvidenceFolder
from flows.log_file import NAME, older_files
from flows.retention import AT_WORK, OPEN, Held
from flows.swedish_time import SWEDEN

ASIDE_AFTER = timedelta(days=7)
"""A log file that was begun so long ago is moved aside when others are taken away, to go in time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Thing:
    """What goes at once, when it was last written, and the application that it is about."""

    files: tuple[Path, ...]
    at: datetime
    case_ref: str = ""


class PerishableEvidence:
    """What was seen of failures; that of an open application stays. `opened` tells which are open."""

    def __init__(
        self, folder: Path, evidence: EvidenceFolder, opened: Callable[[], Awaitable[Collection[str]]]
    ) -> None:
        self._folder = folder
        self._evidence = evidence
        self._opened = opened

    async def held(self, before: datetime | None) -> Held:
        """Each piece once, with its picture."""
        return _held(await self._things(), before, await self._opened())

    async def purge(self, before: datetime, now: datetime) -> int:
        """Take the old pieces away. Raises OSError."""
        things = _old(await self._things(), before, await self._opened())
        return await asyncio.to_thread(_taken_away, things)

    async def erase(self, case_refs: Collection[str]) -> int:
        """Take away every piece about these applications. Raises OSError."""
        things = [one for one in await self._things() if one.case_ref in case_refs]
        return await asyncio.to_thread(_taken_away, things)

    async def _things(self) -> Sequence[_Thing]:
        told = {one.name: one.case_ref for one in await self._evidence.pieces()}
        return await asyncio.to_thread(_by_name, self._folder, told)


class PerishableReports:
    """The pages that tell what became of each night, and what was left of each week's follow-up."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def held(self, before: datetime | None) -> Held:
        """Each page."""
        return _held(await self._things(), before)

    async def purge(self, before: datetime, now: datetime) -> int:
        """Take the old pages away. Raises OSError."""
        return await asyncio.to_thread(_taken_away, _old(await self._things(), before))

    async def _things(self) -> Sequence[_Thing]:
        return await asyncio.to_thread(_each, self._files())

    def _files(self) -> Iterator[Path]:
        """Whatever lies there: pages, the follow-up's folders, what a killed process left half written."""
        return (file for file in self._folder.rglob("*") if file.is_file())


class PerishableLogs:
    """The log's files: those it was rotated into, and the one that is written to, which stays."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / NAME

    async def held(self, before: datetime | None) -> Held:
        """Each file, by when it was last written to."""
        return await asyncio.to_thread(self._held, before)

    async def purge(self, before: datetime, now: datetime) -> int:
        """Take the old files away; the one that is written to is moved aside, a week old. Raises OSError."""
        return await asyncio.to_thread(self._purge, before, now)

    def _held(self, before: datetime | None) -> Held:
        held = _held(_each(older_files(self._file, None)), before)
        begun = _first_line(self._file)
        if begun is None:
            return held
        stays = {AT_WORK: 1} if before is not None and begun < before else {}
        oldest = min(filter(None, (held.oldest, begun)))
        return Held(number=held.number + 1, due=held.due, oldest=oldest, stays=stays)

    def _purge(self, before: datetime, now: datetime) -> int:
        gone = _taken_away(_old(_each(older_files(self._file, None)), before))
        begun = _first_line(self._file)
        if begun is not None and begun < now - ASIDE_AFTER:
            # Whoever writes to it opens a new one at the next line.
            self._file.rename(self._file.with_name(f"{NAME}-{now:%Y%m%dT%H%M%S}"))
        return gone


def _first_line(file: Path) -> datetime | None:
    """When the file was begun; None when there is nothing in it."""
    try:
        with file.open(encoding="utf-8") as lines:
            first = lines.readline()
        if not first:
            return None
        return datetime.fromisoformat(json.loads(first)["timestamp"])
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError):
        # A line of somebody else's: the file is as old as what was written last.
        return _written(file)


def _by_name(folder: Path, told: Mapping[str, str]) -> Sequence[_Thing]:
    """The files of a folder by what they are called before the dot."""
    names: dict[str, list[Path]] = {}
    for file in sorted(folder.glob("*")):
        if file.is_file():
            names.setdefault(file.stem, []).append(file)
    return [
        _Thing(files=tuple(files), at=min(map(_written, files)), case_ref=told.get(name, ""))
        for name, files in names.items()
    ]


def _each(files: Iterable[Path]) -> Sequence[_Thing]:
    return [_Thing(files=(one,), at=_written(one)) for one in sorted(files)]


def _written(file: Path) -> datetime:
    return datetime.fromtimestamp(file.stat().st_mtime, SWEDEN)


def _held(things: Sequence[_Thing], before: datetime | None, opened: Collection[str] = ()) -> Held:
    due = [] if before is None else _old(things, before, opened)
    old = [] if before is None else _old(things, before)
    stays = {OPEN: len(old) - len(due)} if len(old) > len(due) else {}
    oldest = min((one.at for one in things), default=None)
    return Held(number=len(things), due=len(due), oldest=oldest, stays=stays)


def _old(things: Sequence[_Thing], before: datetime, opened: Collection[str] = ()) -> Sequence[_Thing]:
    return [one for one in things if one.at < before and one.case_ref not in opened]


def _taken_away(things: Sequence[_Thing]) -> int:
    for one in things:
        for file in one.files:
            file.unlink(missing_ok=True)
    return len(things)
