"""Faults and schedules as ordered over HTTP: checked first, with a clear answer when something is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from mock_legacy.platform.fault_effects import KINDS
from mock_legacy.platform.fault_schedule import Schedule
from mock_legacy.platform.faults import ANY, Fault, Strike
from mock_legacy.platform.systems import SYSTEMS


def _known_kind(kind: str) -> str:
    if kind not in KINDS:
        raise ValueError(f"no such kind of fault; there are: {', '.join(KINDS)}")
    return kind


def _known_system(system: str) -> str:
    if system != ANY and system not in SYSTEMS:
        raise ValueError(f"no such system; there are: {', '.join(SYSTEMS)}")
    return system


KindName = Annotated[str, AfterValidator(_known_kind)]
SystemName = Annotated[str, AfterValidator(_known_system)]


class Aimed(BaseModel):
    """What every order says: where, for whom, how often, and the settings that the kind knows."""

    model_config = ConfigDict(extra="forbid")

    system: SystemName = ANY
    step: str = ANY
    person: str | None = None
    method: Literal["*", "GET", "POST"] = "*"
    count: int | None = Field(default=None, ge=1)
    latency_ms: float = Field(default=0, ge=0)
    jitter_ms: float = Field(default=0, ge=0)
    status: int = Field(default=503, ge=200, le=599)

    def aimed(self, kind: str) -> Fault:
        """The fault of one kind that the order describes."""
        settings = self.model_dump(include=set(Aimed.model_fields) - {"count"})
        return Fault(kind=kind, remaining=self.count, **settings)


class FaultOrder(Aimed):
    """The body of ``POST /faults``.

    ``count`` is how many times it strikes, ``seconds`` for how long from the first; nothing is for ever.
    """

    kind: KindName
    text: str = ""
    new_text: str = ""
    seconds: float | None = Field(default=None, gt=0)
    ends: datetime | None = None

    def fault(self) -> Fault:
        """The fault to put in force."""
        fault = self.aimed(self.kind)
        fault.text, fault.new_text = self.text, self.new_text
        fault.seconds, fault.ends = self.seconds, self.ends
        return fault


class ScheduleOrder(Aimed):
    """The body of ``POST /faults/schedule``; without ``kinds`` every kind there is.

    ``rate`` is the share of the requests aimed at, ``count`` how many strike in all, ``count_per_step`` how
    many strike the same step of the same person.
    """

    seed: int
    kinds: tuple[KindName, ...] = Field(default=tuple(KINDS), min_length=1)
    rate: float = Field(gt=0, le=1)
    count_per_step: int | None = Field(default=None, ge=1)

    def schedule(self) -> Schedule:
        """The schedule to put in force."""
        return Schedule(
            seed=self.seed,
            kinds=self.kinds,
            rate=self.rate,
            model=self.aimed("any of them"),
            most_per_step=self.count_per_step,
        )


def shown(fault: Fault) -> dict[str, Any]:
    """A fault as the interface shows it, with how many times it has struck."""
    return _plain(asdict(fault).items())


def strike_shown(strike: Strike) -> dict[str, Any]:
    """A strike as the interface shows it; ``number`` is the fault's or the schedule's."""
    step = strike.step
    return {
        "number": strike.number,
        "kind": strike.kind,
        "system": step.system,
        "screen": step.screen,
        "method": step.method,
        "persons": sorted(step.persons),
        "at": strike.at.isoformat(timespec="microseconds"),
    }


def kinds_shown() -> dict[str, str]:
    """Every kind of fault and what it does."""
    return {name: kind.says for name, kind in KINDS.items()}


def _plain(fields: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in fields}
