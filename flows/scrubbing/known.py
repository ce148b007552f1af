"""The values that this process has at hand: persons' for as long as an application is, secrets' for its life.

An application is at hand in `with at_hand():`, and what is met meanwhile is told with `remember`. What is at
hand anywhere in the process is taken out of every text, whoever writes it. Values are kept in memory alone.
"""

import threading
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from flows.scrubbing.matching import Matcher
from flows.scrubbing.values import Forms, Kind, forms_of

_FOR_LIFE = "for life"
_OWNER: ContextVar[Hashable] = ContextVar("whose_values", default=None)


class KnownValues:
    """Values by their owner, until it is forgotten. Any thread may add, forget and look."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[Hashable, dict[tuple[Kind, str], Forms]] = {}
        self._matcher: Matcher | None = None

    def __repr__(self) -> str:
        return f"KnownValues({sum(map(len, self._kept.values()))})"

    def add(self, owner: Hashable, kind: Kind, *texts: str) -> None:
        """Look for these from now on."""
        with self._lock:
            known = self._kept.setdefault(owner, {})
            new = {(kind, text): forms_of(kind, text) for text in texts if text and (kind, text) not in known}
            known.update(new)
            if new:
                self._matcher = None

    def forget(self, owner: Hashable) -> None:
        """Look for its values no more, unless another owner has them too."""
        with self._lock:
            self._kept.pop(owner, None)
            self._matcher = None

    def matcher(self) -> Matcher:
        """What finds all that are known now."""
        found = self._matcher
        if found is None:
            with self._lock:
                found = Matcher(tuple(forms for known in self._kept.values() for forms in known.values()))
                self._matcher = found
        return found


KNOWN = KnownValues()
"""This process's own."""


def scrubbed(text: str) -> str:
    """The text without what is at hand or looks personal or secret: `[namn]` stands where a name was."""
    return KNOWN.matcher().scrubbed(text)


def found_in(text: str) -> bool:
    """Whether anything that is at hand, or looks personal or secret, stands in the text."""
    return KNOWN.matcher().found_in(text)


@contextmanager
def at_hand() -> Iterator[None]:
    """An application is at hand: what is remembered in the block is forgotten when it ends."""
    owner = object()
    token = _OWNER.set(owner)
    try:
        yield
    finally:
        _OWNER.reset(token)
        KNOWN.forget(owner)


def remember(kind: Kind, *texts: str) -> None:
    """Take these out of every text while the application at hand is; without one nothing is remembered."""
    if (owner := _OWNER.get()) is not None:
        KNOWN.add(owner, kind, *texts)


def keep_secret(text: str) -> str:
    """The secret itself, which from now on is taken out of every text of this process."""
    KNOWN.add(_FOR_LIFE, Kind.SECRET, text)
    return text
