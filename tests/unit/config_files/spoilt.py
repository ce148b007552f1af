"""A copy of the project's configuration, spoilt in one place, and what is then said of it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from adapters.config_files import ConfigTrouble


def spoil(file: Path, old: str, new: str) -> None:
    """Replace `old` by `new` once."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def said_of(file: Path, load: Callable[[], object]) -> tuple[str, str]:
    """What is said of the file, and the line that is pointed to."""
    with pytest.raises(ConfigTrouble) as caught:
        load()
    assert caught.value.file == file
    assert caught.value.line > 0
    return caught.value.what, file.read_text(encoding="utf-8").splitlines()[caught.value.line - 1].strip()
