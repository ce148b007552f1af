"""The log's file, read from the beginning, with the older files that it was rotated into, or as it grows.

It must not know what a line says. Several processes write to the file, and logrotate moves it while they do.
"""

import gzip
import os
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

NAME = "utkast.jsonl"
READ_AT_ONCE = 1 << 16


def older_files(file: Path, since: datetime | None) -> tuple[Path, ...]:
    """What the file was rotated into, oldest first, as far back as something was written after `since`."""
    rotated = ((one.stat().st_mtime, one) for one in file.parent.glob(f"{file.name}?*") if one.is_file())
    first = since.timestamp() if since else 0.0
    return tuple(one for changed, one in sorted(rotated) if changed >= first)


def read(file: Path) -> Iterator[str]:
    """Every line of a file, compressed by gzip or not."""
    with gzip.open(file) if file.suffix == ".gz" else file.open("rb") as lines:
        for line in lines:
            yield _text(line)


def followed(file: Path, wait: Callable[[], object], *, from_start: bool) -> Iterator[str]:
    """Every line from the start, or from now on, and each new one when it is whole; without an end.

    `wait` is called when there is nothing more to read for now. A file that is not there yet is waited for;
    one that was moved away is read to its end, and then the one that has taken its place.
    """
    while not file.exists():
        from_start = True
        wait()
    while True:
        with closing(_Tail(file, from_start=from_start)) as tail:
            from_start = True
            yield from tail.new_lines()
            while not tail.is_moved():
                wait()
                yield from tail.new_lines()
            # Whoever looked before the file was moved may still write to it.
            wait()
            yield from tail.new_lines()
            yield from tail.half_a_line()
        while not file.exists():
            wait()


class _Tail:
    """An open file, and how far it has been read."""

    def __init__(self, file: Path, *, from_start: bool) -> None:
        self._path = file
        self._file: BinaryIO = file.open("rb")
        self._half = b""
        if not from_start:
            self._file.seek(0, os.SEEK_END)

    def close(self) -> None:
        self._file.close()

    def new_lines(self) -> Iterator[str]:
        """What has come since, in whole lines; from the beginning when the file was cut to nothing."""
        if os.fstat(self._file.fileno()).st_size < self._file.tell():
            self._file.seek(0)
            self._half = b""
        while came := self._file.read(READ_AT_ONCE):
            *lines, self._half = (self._half + came).split(b"\n")
            yield from map(_text, lines)

    def half_a_line(self) -> Iterator[str]:
        """What stands after the last line end, when nothing more will come."""
        if self._half:
            yield _text(self._half)
        self._half = b""

    def is_moved(self) -> bool:
        """Whether the name now leads to another file, or to none."""
        try:
            return not os.path.samestat(self._path.stat(), os.fstat(self._file.fileno()))
        except FileNotFoundError:
            return True


def _text(line: bytes) -> str:
    return line.decode("utf-8", errors="replace").rstrip("\r\n")
