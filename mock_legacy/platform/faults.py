"""The faults in force: what shall go wrong, where, for whom, how many times.

A new kind of fault is one entry here and one effect in ``fault_effects``; matching and counting stay as
they are. Knows nothing of HTTP.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from threading import Lock

ANY = "*"


@dataclass(slots=True, kw_only=True)
class Fault:
    """One fault.

    ``system`` and ``step`` may be ``*``; ``step`` is a screen (route) name or a path pattern such as
    ``/akt/*``.
    ``person`` is a personnummer or ``None`` for everyone. ``remaining`` counts down; ``None`` is until
    removed.
    """

    kind: str
    system: str = ANY
    step: str = ANY
    person: str | None = None
    remaining: int | None = None
    latency_ms: float = 0.0
    jitter_ms: float = 0.0
    status: int = 503
    text: str = ""
    number: int = 0
    hits: int = 0

    def aims_at(self, system: str, screen: str, path: str) -> bool:
        """Say whether a step of a system is what the fault was made for."""
        here = self.system in {ANY, system}
        return here and (fnmatchcase(screen, self.step) or fnmatchcase(path, self.step))


@dataclass(slots=True)
class FaultBook:
    """All faults in force, safe to change while requests run."""

    _faults: list[Fault] = field(default_factory=list)
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))
    _lock: Lock = field(default_factory=Lock)

    def add(self, fault: Fault) -> Fault:
        """Put a fault in force and number it."""
        with self._lock:
            fault.number = next(self._numbers)
            self._faults.append(fault)
        return fault

    def clear(self, number: int | None = None) -> None:
        """Lift one fault, or all."""
        with self._lock:
            self._faults = (
                [] if number is None else [fault for fault in self._faults if fault.number != number]
            )

    def all(self) -> list[Fault]:
        """Return every fault ever added and not lifted, used up or not."""
        return list(self._faults)

    def candidates(self, system: str, screen: str, path: str) -> list[Fault]:
        """Return the faults that may strike here, before the person is known."""
        return [
            fault for fault in self._faults if fault.remaining != 0 and fault.aims_at(system, screen, path)
        ]

    def strike(self, fault: Fault) -> bool:
        """Use a fault once; False when another request used it up first."""
        with self._lock:
            if fault.remaining == 0:
                return False
            if fault.remaining is not None:
                fault.remaining -= 1
            fault.hits += 1
            return True
