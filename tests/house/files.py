"""What no file of the project holds: a registry's address, one machine's paths, a real personnummer."""

import re
from collections.abc import Iterable

from tests.house.sources import Source


def _joined(*words: str) -> tuple[str, ...]:
    """The words without their bar, which keeps this file from breaking the rule it states."""
    return tuple(word.replace("|", "") for word in words)


_REGISTRIES = _joined(
    "pypi|.org",
    "python|hosted",
    "npm|js.org",
    "npm|js.com",
    "debian|.org",
    "golang|.org",
    "crates|.io",
    "cdn.play|wright",
)
_MACHINE_PATHS = _joined(
    "/work|/main",
    "/work|/shared",
    "/work|/.library",
    "/root|/",
    "/opt|/wheels",
    "/opt|/pypi",
    "/usr/bin|/chromium",
)
_PERSONNUMMER = re.compile(
    r"(?<![\dA-Za-z.])((?:19|20)?\d{2})(\d{2})(\d{2})([-+]?)(\d{3})\d(?![\dA-Za-z])(?!\.\d)"
)
_TEST_SERIALS = ("238", "239")


def registry_addresses(files: Iterable[Source]) -> list[str]:
    """Where packages come from is the machine's business: no file names a registry's host."""
    return _lines_with(files, _REGISTRIES)


def machine_paths(files: Iterable[Source]) -> list[str]:
    """No file names a folder or a browser of one particular machine."""
    return _lines_with(files, _MACHINE_PATHS)


def _lines_with(files: Iterable[Source], words: tuple[str, ...]) -> list[str]:
    return [
        f"{source.path}:{number} names {word}"
        for source in files
        for number, line in enumerate(source.text.splitlines(), start=1)
        for word in words
        if word in line.lower()
    ]


def real_personnummer(files: Iterable[Source]) -> list[str]:
    """Only numbers of the published test series (serial 238x or 239x) stand in the project.

    The complaint says where, never which: it ends in a log.
    """
    return [
        f"{source.path}:{number} holds a personnummer that is not of the test series"
        for source in files
        for number, line in enumerate(source.text.splitlines(), start=1)
        if any(_may_be_a_person(found) for found in _PERSONNUMMER.finditer(line))
    ]


def _may_be_a_person(found: re.Match[str]) -> bool:
    year, month, day, sign, serial = found.groups()
    written_as_one = len(year) == 4 or sign
    a_day = 1 <= int(month) <= 12 and (1 <= int(day) <= 31 or 61 <= int(day) <= 91)
    return bool(written_as_one and a_day and serial not in _TEST_SERIALS)
