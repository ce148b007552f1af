"""Every request that has reached the systems: which screen, when, in which session, and what it was answered.

Kept in memory, and all of it: a night of two thousand applications makes some sixty thousand. Holds no
address and no field, so that nothing in it tells whom a request was about. Knows nothing of HTTP.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from mock_legacy.platform.faults import STOCKHOLM


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """The session that a request's cookie names, dead or alive; ``number`` stands for its token."""

    number: int = 0
    account: str = ""
    role: str = ""


NOBODY = Sender()


@dataclass(slots=True, kw_only=True)
class Entry:
    """One request. ``at`` is real time, with its zone; ``status`` is None while, or if, nothing was answered.

    ``seconds`` is how long it took, None while it is under way.
    """

    system: str
    screen: str
    method: str
    sender: Sender
    at: datetime
    status: int | None = None
    seconds: float | None = None

    def end(self) -> None:
        """Note that the request is over, answered or not."""
        self.seconds = (datetime.now(STOCKHOLM) - self.at).total_seconds()


@dataclass(slots=True)
class RequestRecord:
    """All requests since the last reset, safe to add to from many requests at a time."""

    _entries: list[Entry] = field(default_factory=list)
    _senders: dict[str, Sender] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def begin(self, system: str, screen: str, method: str, *, sender: Sender) -> Entry:
        """Note a request that has come in."""
        entry = Entry(system=system, screen=screen, method=method, sender=sender, at=datetime.now(STOCKHOLM))
        with self._lock:
            self._entries.append(entry)
        return entry

    def sender(self, token: str) -> Sender | None:
        """Give the session of a token that has been introduced."""
        return self._senders.get(token)

    def introduce(self, token: str, account: str, role: str) -> Sender:
        """Number a session, once."""
        with self._lock:
            new = Sender(number=len(self._senders) + 1, account=account, role=role)
            return self._senders.setdefault(token, new)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._entries)

    def all(self) -> list[Entry]:
        """Return every request, in the order they came."""
        with self._lock:
            return list(self._entries)

    def forget(self) -> None:
        """Begin anew; sessions keep their numbers."""
        with self._lock:
            self._entries = []
