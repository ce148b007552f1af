"""What an examination of the systems came to, screen by screen, and the port that makes one.

It must not know any system, nor hold anything of what stands on a screen but its labels.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Protocol

from flows.errors import UtkastError
from flows.records import Lookup

LIKELY_NAMES = 6
"""So many of the labels that stand there are told: the new name of a renamed one is most often the first."""


class Verdict(StrEnum):
    """What became of one screen."""

    FITS = "FITS"
    DOES_NOT_FIT = "DOES_NOT_FIT"
    """It stands there, and the robot cannot read it or work in it."""
    NOT_VISITED = "NOT_VISITED"
    """Nobody could go there, so nobody knows."""
    NOTHING_THERE = "NOTHING_THERE"
    """There is nothing yet that it could show, as a draft before the first night; no fault."""


_WELL = (Verdict.FITS, Verdict.NOTHING_THERE)
MISFIT = "Passar inte"
"""What Prefect calls an examination in which not everything fits."""
SWEDISH = {
    Verdict.FITS: "passar",
    Verdict.DOES_NOT_FIT: "PASSAR INTE",
    Verdict.NOT_VISITED: "INTE BESÖKT",
    Verdict.NOTHING_THERE: "inget att visa",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenSeen:
    """One screen, by the name that logs and evidence give it.

    `missing` are labels that are gone, `standing` those that stand there and that the screen does not name,
    the likeliest new name first. `code` names a runbook and `note` is Swedish, both without personal data.
    """

    screen: str
    verdict: Verdict
    missing: tuple[str, ...] = ()
    standing: tuple[str, ...] = ()
    code: str = ""
    note: str = ""

    @property
    def remarks(self) -> tuple[str, ...]:
        """What operations should know of it, in Swedish, sentence by sentence."""
        missing = f"Saknas: {_quoted(self.missing)}." if self.missing else ""
        likely = self.standing[:LIKELY_NAMES]
        standing = f"Obekant som står där: {_quoted(likely)}." if likely else ""
        runbook = f"Se runbooks/{self.code}.md." if self.code else ""
        return tuple(filter(None, (self.note, missing, standing, runbook)))


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemSeen:
    """One system's screens in the order of the tour, and what ended it too early, if anything did."""

    system: str
    screens: tuple[ScreenSeen, ...]
    trouble: UtkastError | None = None

    @property
    def fits(self) -> bool:
        """Whether every screen was seen and fits, or has nothing to show yet."""
        return all(one.verdict in _WELL for one in self.screens)


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """All systems of one municipality; `seconds` is wall time."""

    municipality: str
    systems: tuple[SystemSeen, ...]
    seconds: float

    @property
    def fits(self) -> bool:
        """Whether every system does."""
        return all(system.fits for system in self.systems)

    def count(self, verdict: Verdict) -> int:
        """How many screens came to that."""
        return sum(one.verdict is verdict for system in self.systems for one in system.screens)


class Tour(Protocol):
    """A system that shows its own screens."""

    async def examine(self, lookup: Lookup, *, stopped: Callable[[], Awaitable[bool]]) -> SystemSeen:
        """Log in with every account, visit every screen read-only until `stopped`, and tell of each.

        `lookup` is what registers are told of why they are asked. Raises nothing that a system said: that is
        in the answer. A refused login is not tried again.
        """
        ...

    async def look_in(self) -> None:
        """Go to the first screen, which is about nobody: to see that the system answers at all.

        Raises Transient or Broken when it does not.
        """
        ...


def likeliest_first(missing: Sequence[str], standing: Sequence[str]) -> tuple[str, ...]:
    """`standing`, those first that are most like one of `missing`: a renamed label keeps most words."""
    return tuple(sorted(standing, key=lambda label: -_likeness(label, missing)))


def _likeness(label: str, missing: Sequence[str]) -> float:
    """From 0 to 1; capitals do not count."""
    ratios = (SequenceMatcher(None, label.lower(), gone.lower()).ratio() for gone in missing)
    return max(ratios, default=0.0)


def _quoted(labels: Sequence[str]) -> str:
    return ", ".join(f"“{label}”" for label in labels)
