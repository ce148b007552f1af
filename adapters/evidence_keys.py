"""Evidence by the key that sealed it, and sealed anew with the first key; the tables' are `resealing`."""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from adapters.persistence.resealing import Passed
from adapters.persistence.seal import PREFIX_LENGTH, NoDataKey, Seal, sealed_with
from adapters.private_file import UNDER_WAY, write_private


def counted(folder: Path) -> Counter[str]:
    """How many files each key has sealed, by its id."""
    return Counter(sealed_with(_beginning(file)) for file in _files(folder))


def resealed(folder: Path, seal: Seal) -> Passed:
    """Seal every file with the first key; its time stays, for that is when it was taken."""
    passed = Passed()
    for file in _files(folder):
        if _beginning(file) != seal.prefix:
            passed += _resealed(file, seal)
    return passed


def _resealed(file: Path, seal: Seal) -> Passed:
    try:
        times, plain = file.stat(), seal.unseal(file.read_bytes())
    except (NoDataKey, FileNotFoundError):
        return Passed(closed=int(file.exists()))
    write_private(file, seal.seal(plain))
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    return Passed(sealed=1)


def _files(folder: Path) -> Iterator[Path]:
    """What is kept there; a file that is still being written is not yet."""
    for file in sorted(folder.glob("*")):
        if file.is_file() and file.suffix != UNDER_WAY:
            yield file


def _beginning(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(PREFIX_LENGTH)
