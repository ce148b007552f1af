"""Errors said plainly at the terminal: what, where, what to do next. Exit code 1, no stack trace."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from pydantic import ValidationError

from flows.cli.terminal import Terminal
from flows.errors import SetUpTrouble, UtkastError
from flows.work import UnknownReference


class CannotGoOn(Exception):
    """A command cannot go on; the message says why and what to do."""


@contextmanager
def told_plainly() -> Iterator[None]:
    """Turn expected troubles into one message on standard error."""
    try:
        yield
    except ValidationError as trouble:
        _say("; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in trouble.errors()))
    except (CannotGoOn, UtkastError, UnknownReference, SetUpTrouble) as trouble:
        _say(str(trouble))


def _say(what: str) -> None:
    Terminal(stderr=True).print(what, style="red", markup=False, highlight=False)
    sys.exit(1)
