"""A fault as ordered over HTTP: checked before it is put in force, with a clear answer when it is wrong."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, field_validator

from mock_legacy.platform.fault_effects import EFFECTS
from mock_legacy.platform.faults import ANY, Fault
from mock_legacy.platform.systems import SYSTEMS


class FaultOrder(BaseModel):
    """The body of ``POST /faults``; ``count`` is how many times it strikes, nothing for ever."""

    model_config = ConfigDict(extra="forbid")

    kind: str
    system: str = ANY
    step: str = ANY
    person: str | None = None
    count: int | None = Field(default=None, ge=1)
    latency_ms: float = Field(default=0, ge=0)
    jitter_ms: float = Field(default=0, ge=0)
    status: int = Field(default=503, ge=400, le=599)
    text: str = ""

    @field_validator("kind")
    @classmethod
    def _is_known_kind(cls, kind: str) -> str:
        if kind not in EFFECTS:
            raise ValueError(f"no such kind of fault; there are: {', '.join(EFFECTS)}")
        return kind

    @field_validator("system")
    @classmethod
    def _is_known_system(cls, system: str) -> str:
        if system != ANY and system not in SYSTEMS:
            raise ValueError(f"no such system; there are: {', '.join(SYSTEMS)}")
        return system

    def fault(self) -> Fault:
        """The fault to put in force."""
        return Fault(
            kind=self.kind,
            system=self.system,
            step=self.step,
            person=self.person,
            remaining=self.count,
            latency_ms=self.latency_ms,
            jitter_ms=self.jitter_ms,
            status=self.status,
            text=self.text,
        )


def shown(fault: Fault) -> dict[str, Any]:
    """A fault as the interface shows it, with how many times it has struck."""
    return asdict(fault)
