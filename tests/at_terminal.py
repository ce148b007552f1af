"""`utkast` typed in this process: the same words and the same end as in a process of its own, sooner."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from flows.cli.app import main


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """How a command ended and what it printed, under the names that `subprocess` has for them."""

    returncode: int
    stdout: str
    stderr: str


def settings_apart() -> dict[str, str]:
    """The environment without this process's own settings; the browser's place stays."""
    theirs = ("UTKAST_", "PREFECT_")
    return {
        name: value
        for name, value in os.environ.items()
        if name == "UTKAST_BROWSER_PATH" or not name.startswith(theirs)
    }


@contextmanager
def typing_in(folder: Path) -> Iterator[Callable[..., Said]]:
    """Somebody stands in `folder` and types `utkast` and some words; afterwards all is as it was before."""
    environment, words, mask = dict(os.environ), sys.argv, os.umask(0)
    try:
        _have(settings_apart() | {"COLUMNS": "160"})
        with chdir(folder):
            yield _typed
    finally:
        _have(environment)
        sys.argv = words
        os.umask(mask)


def _have(environment: dict[str, str]) -> None:
    os.environ.clear()
    os.environ.update(environment)


def _typed(*words: str) -> Said:
    sys.argv = ["utkast", *words]
    said, told = StringIO(), StringIO()
    code = None
    with redirect_stdout(said), redirect_stderr(told):
        try:
            main()
        except SystemExit as ended:
            code = ended.code
    return Said(
        returncode=code if isinstance(code, int) else 0, stdout=said.getvalue(), stderr=told.getvalue()
    )
