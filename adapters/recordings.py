"""Where the browser's own record of what is being done lies while it is done: ours alone, and never for long.

Each process has a folder of its own. It is thrown away when the process ends, and what one left that was
killed when the next begins. It must not know what is recorded.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import structlog

log = structlog.get_logger(__name__)
_PRIVATE = 0o700


@contextmanager
def recordings_in(folder: Path) -> Iterator[Path]:
    """A private folder for this process, in `folder`, for as long as the block. Raises OSError."""
    folder.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
    folder.chmod(_PRIVATE)
    for left in folder.iterdir():
        if not _is_at_work(left.name):
            _throw_away(left)
    ours = Path(tempfile.mkdtemp(prefix=f"{_name(os.getpid())}-", dir=folder))
    try:
        yield ours
    finally:
        _throw_away(ours)


def _throw_away(folder: Path) -> None:
    """What cannot go now, while the driver writes its last line, goes when the next process begins."""
    shutil.rmtree(folder, ignore_errors=True)
    if folder.exists():
        log.warning("recordings.left", folder=folder.name)


def _is_at_work(name: str) -> bool:
    number, _, _ = name.partition("-")
    try:
        return number.isdecimal() and name.startswith(f"{_name(int(number))}-")
    except psutil.Error:
        return False


def _name(number: int) -> str:
    """A number is given to another process in time; with when it began it is one process's own."""
    return f"{number}-{psutil.Process(number).create_time():.0f}"
