"""What a command writes where it is told to: the file's whole path, and in a sentence why it cannot be."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.cli.trouble import CannotGoOn


def write_to(to: Path, content: bytes, *, private: bool = False) -> Path:
    """Write the file and return its whole path; a `private` one becomes its owner's alone, also an old one.

    Raises CannotGoOn when it cannot be written.
    """
    file = to.absolute()
    with writing(file), open(file, "wb", opener=_privately if private else None) as there:
        there.write(content)
    return file


@contextmanager
def writing(to: Path) -> Iterator[None]:
    """While something is written there. Raises CannotGoOn with the place and the reason when it cannot be."""
    try:
        yield
    except OSError as trouble:
        place = to.absolute()
        raise CannotGoOn(
            f"{place} cannot be written: {trouble.strerror}. Name another place with --to."
        ) from None


def _privately(path: str, flags: int) -> int:
    there = os.open(path, flags, mode=0o600)
    if stat.S_ISREG(os.fstat(there).st_mode):
        os.fchmod(there, 0o600)
    return there
