"""Random faults from a seed: the same seed strikes the same requests, however many workers ask.

A request is known by what it is (system, screen, persons, posting or not) and by how many times it has been
made, never by when it comes: workers may come in any order. Knows nothing of what a fault does.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field, replace
from threading import Lock

from mock_legacy.platform.faults import Fault, Step, Suits

_PARTS = 10**12


@dataclass(slots=True, kw_only=True)
class Schedule:
    """Strike about ``rate`` (0–1) of the requests ``model`` aims at, each with one of ``kinds``.

    ``model`` says where, for whom and with which settings; its ``remaining`` is how many may strike in all.
    That limit depends on who comes first; ``most_per_step``, how many may strike the same step of the same
    person, does not.
    """

    seed: int
    kinds: tuple[str, ...]
    rate: float
    model: Fault
    most_per_step: int | None = None
    number: int = 0
    drawn: int = 0
    _asked: Counter[str] = field(default_factory=Counter)
    _struck: Counter[str] = field(default_factory=Counter)
    _lock: Lock = field(default_factory=Lock)

    def draw(self, step: Step, suits: Suits) -> Fault | None:
        """Give the fault that strikes this request, or nothing."""
        if not self._covers(step):
            return None
        name = _name_of(step)
        with self._lock:
            self._asked[name] += 1
            lot = f"{self.seed}|{name}|{self._asked[name]}"
            fitting = [kind for kind in self.kinds if suits(kind)]
            if not fitting or _number(f"{lot}|whether") >= self.rate * _PARTS or self._full(name):
                return None
            self._struck[name] += 1
            self.drawn += 1
        kind = fitting[_number(f"{lot}|kind") % len(fitting)]
        return replace(
            self.model, kind=kind, remaining=1, number=self.number, pick=_number(f"{lot}|pick") % 1000
        )

    def shown(self) -> dict[str, object]:
        """Give what was ordered and how much of it has been drawn."""
        return {
            "number": self.number,
            "seed": self.seed,
            "kinds": list(self.kinds),
            "rate": self.rate,
            "system": self.model.system,
            "step": self.model.step,
            "person": self.model.person,
            "count": self.model.remaining,
            "count_per_step": self.most_per_step,
            "drawn": self.drawn,
        }

    def _covers(self, step: Step) -> bool:
        return self.model.strikes_at(step) and self.model.aims_at(step.system, step.screen, step.path)

    def _full(self, name: str) -> bool:
        in_all, here = self.model.remaining, self.most_per_step
        return (in_all is not None and self.drawn >= in_all) or (
            here is not None and self._struck[name] >= here
        )


def _name_of(step: Step) -> str:
    return "|".join((step.system, step.screen, step.method, *sorted(step.persons)))


def _number(lot: str) -> int:
    return int.from_bytes(hashlib.sha256(lot.encode()).digest()[:8]) % _PARTS
