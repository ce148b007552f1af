"""The faults in force: what shall go wrong, where, for whom, how many times, and what has struck so far.

A new kind of fault is one effect in ``fault_effects``; matching and counting stay as they are.
Knows nothing of HTTP.
"""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass, field
from datetime import datetime
from fnmatch import fnmatchcase
from threading import Lock
from typing import Protocol
from zoneinfo import ZoneInfo

ANY = "*"
STOCKHOLM = ZoneInfo("Europe/Stockholm")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One request as far as faults are concerned. ``screen`` is empty for style sheets and the like."""

    system: str
    screen: str
    path: str
    posts: bool = False
    persons: frozenset[str] = frozenset()

    @property
    def method(self) -> str:
        """POST for what is sent in, GET for what is asked for."""
        return "POST" if self.posts else "GET"


@dataclass(slots=True, kw_only=True)
class Fault:
    """One fault.

    ``system`` and ``step`` may be ``*``; ``step`` is a screen (route) name or a path pattern such as
    ``/akt/*``.
    ``person`` is a personnummer or ``None`` for everyone, ``method`` GET or POST where it is not both.
    ``remaining`` counts down; ``None`` is until removed. ``seconds`` is how long, in real time from the first
    strike, it stays in force.
    ``text``, ``new_text``, ``status``, ``latency_ms``, ``jitter_ms`` and ``ends`` mean what the kind says;
    ``pick`` chooses among several labels, rows or fields of a page.
    """

    kind: str
    system: str = ANY
    step: str = ANY
    person: str | None = None
    method: str = ANY
    remaining: int | None = None
    seconds: float | None = None
    latency_ms: float = 0.0
    jitter_ms: float = 0.0
    status: int = 503
    text: str = ""
    new_text: str = ""
    ends: datetime | None = None
    pick: int = 0
    number: int = 0
    hits: int = 0
    first_struck: float | None = None

    def aims_at(self, system: str, screen: str, path: str) -> bool:
        """Say whether a step of a system is what the fault was made for.

        ``*`` is every screen: whoever wants to strike a style sheet writes its path.
        """
        here = self.system in {ANY, system}
        if self.step == ANY:
            return here and screen != ""
        return here and (fnmatchcase(screen, self.step) or fnmatchcase(path, self.step))

    def strikes_at(self, step: Step) -> bool:
        """Say whether the request's method and person are what the fault was made for."""
        return self.method in {ANY, step.method} and self.person in {None, *step.persons}

    @property
    def spent(self) -> bool:
        """Whether it has struck as often, or for as long, as it was ordered to."""
        over = (
            self.seconds is not None
            and self.first_struck is not None
            and time.time() >= self.first_struck + self.seconds
        )
        return self.remaining == 0 or over


@dataclass(frozen=True, slots=True, kw_only=True)
class Strike:
    """One fault that struck one request; ``number`` is the fault's, or its schedule's, ``at`` real time."""

    number: int
    kind: str
    step: Step
    at: datetime = field(default_factory=lambda: datetime.now(STOCKHOLM))


class Suits(Protocol):
    """Says whether a kind of fault makes sense for the request at hand."""

    def __call__(self, kind: str, /) -> bool:
        """Answer for one kind."""
        ...


class Draws(Protocol):
    """A schedule that draws faults by itself; see ``fault_schedule``."""

    number: int

    def draw(self, step: Step, suits: Suits) -> Fault | None:
        """Give the fault that strikes this request, or nothing."""
        ...

    def shown(self) -> dict[str, object]:
        """Give what was ordered and how much of it has been drawn."""
        ...


@dataclass(slots=True)
class FaultBook:
    """All faults in force, safe to change while requests run."""

    _faults: list[Fault] = field(default_factory=list)
    _schedules: list[Draws] = field(default_factory=list)
    _strikes: list[Strike] = field(default_factory=list)
    _lines_down: dict[str, float] = field(default_factory=dict)
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))
    _lock: Lock = field(default_factory=Lock)

    @property
    def quiet(self) -> bool:
        """Whether there is nothing at all to look for."""
        return not self._faults and not self._schedules

    def add(self, fault: Fault) -> Fault:
        """Put a fault in force and number it."""
        with self._lock:
            fault.number = next(self._numbers)
            self._faults.append(fault)
        return fault

    def follow(self, schedule: Draws) -> None:
        """Put a schedule in force and number it, in the same series."""
        with self._lock:
            schedule.number = next(self._numbers)
            self._schedules.append(schedule)

    def clear(self, number: int | None = None) -> None:
        """Lift one fault or schedule, or all, and mend every line; what has struck stays on record."""
        with self._lock:
            self._faults = [fault for fault in self._faults if number not in {None, fault.number}]
            self._schedules = [one for one in self._schedules if number not in {None, one.number}]
            self._lines_down = {}

    def forget(self) -> None:
        """Lift everything and forget what has struck."""
        self.clear()
        with self._lock:
            self._strikes = []

    def all(self) -> list[Fault]:
        """Return every fault ever added and not lifted, used up or not."""
        return list(self._faults)

    def schedules(self) -> list[Draws]:
        """Return the schedules in force."""
        return list(self._schedules)

    def strikes(self) -> list[Strike]:
        """Return what has struck, in order."""
        return list(self._strikes)

    def take_line_down(self, line: str, seconds: float) -> None:
        """Let nothing through on one visitor's line to one system for some seconds."""
        with self._lock:
            self._lines_down[line] = time.monotonic() + seconds

    def line_is_down(self, line: str) -> bool:
        """Say whether the line has been cut a moment ago."""
        return time.monotonic() < self._lines_down.get(line, 0)

    def candidates(self, system: str, screen: str, path: str) -> list[Fault]:
        """Return the faults that may strike here, before the person is known."""
        return [fault for fault in self._faults if not fault.spent and fault.aims_at(system, screen, path)]

    def strike(self, fault: Fault, step: Step) -> bool:
        """Use a fault once; False when another request used it up first."""
        with self._lock:
            if fault.spent:
                return False
            if fault.remaining is not None:
                fault.remaining -= 1
            fault.hits += 1
            fault.first_struck = fault.first_struck or time.time()
            self._strikes.append(Strike(number=fault.number, kind=fault.kind, step=step))
            return True
