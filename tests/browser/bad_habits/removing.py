"""A plug-in of pytest that removes a handling before the tests run: `-p tests.browser.bad_habits.removing`.

The variable `UTKAST_TESTS_REMOVED` names the row of `handlings` to remove. What cannot be removed ends pytest
with a usage error, so that it is never taken for a test that has failed.
"""

import os
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from inspect import getattr_static
from types import ModuleType
from typing import Any

import pytest

VARIABLE = "UTKAST_TESTS_REMOVED"


class NothingRemoved(Exception):
    """The dotted name leads nowhere, or what stands there has not been replaced."""


def pytest_collection_finish() -> None:
    """All modules that the tests import are loaded now, with the names that they took from each other."""
    from tests.browser.bad_habits.handlings import handling

    removed = handling(os.environ[VARIABLE])
    try:
        remove(removed.name, removed.stand_in)
    except NothingRemoved as trouble:
        raise pytest.UsageError(str(trouble)) from trouble


def found(name: str) -> tuple[Any, str, Any]:
    """Where a dotted name leads: the module or class, the attribute, and what stands there."""
    parts = name.split(".")
    for at in range(len(parts) - 1, 0, -1):
        try:
            owner: Any = import_module(".".join(parts[:at]))
        except ModuleNotFoundError:
            continue
        try:
            for part in parts[at:-1]:
                owner = getattr(owner, part)
            return owner, parts[-1], getattr_static(owner, parts[-1])
        except AttributeError:
            break
    raise NothingRemoved(f"{name}: there is nothing of that name")


def remove(name: str, stand_in: Callable[[Any], Any]) -> None:
    """Put the stand-in wherever what is named stands: also in modules that took it by `from … import`."""
    owner, attribute, original = found(name)
    if not isinstance(owner, ModuleType) and attribute not in vars(owner):
        raise NothingRemoved(f"{name}: it is inherited, so name the class that has it")
    instead = stand_in(original)
    setattr(owner, attribute, instead)
    if callable(original):
        for module, known_as in everywhere(original):
            setattr(module, known_as, instead)
    if found(name)[2] is original:
        raise NothingRemoved(f"{name}: it is still there")


def everywhere(original: object) -> Iterator[tuple[ModuleType, str]]:
    """The loaded modules of ours that have it, and the names it has there."""
    for module in list(sys.modules.values()):
        if module is None or module.__name__.partition(".")[0] not in {"flows", "bots", "adapters", "tests"}:
            continue
        for known_as, value in list(vars(module).items()):
            if value is original:
                yield module, known_as
