"""What is seen in our tables from above, and the port through which it is seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from flows.journal import Step
from flows.work import State


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemsSeen:
    """How many applications of a municipality stand alike; the oldest of them was collected at `oldest`."""

    municipality: str
    state: State
    why: str
    number: int
    oldest: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakerSeen:
    """Where one system stands: `code` says why it is left alone, and is blank when it is not."""

    municipality: str
    system: str
    code: str
    failures: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountsSeen:
    """The robot's accounts in one system: how many are known, are lent at the moment, and were refused."""

    municipality: str
    system: str
    known: int
    lent: int
    refused: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkersSeen:
    """How many workers of a municipality hold an application."""

    municipality: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Everything at one moment, of every municipality whose applications lie in the tables."""

    items: Sequence[ItemsSeen]
    breakers: Sequence[BreakerSeen]
    accounts: Sequence[AccountsSeen]
    workers: Sequence[WorkersSeen]
    paused: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepSeen:
    """One step in the journal; `id` tells the order in which it was begun to be written.

    `seconds` are those since the same worker's step before it, and `since_claim` those since its claim of the
    application; None when there is none.
    """

    id: int
    municipality: str
    step: Step
    at: datetime
    worker: str
    seconds: float | None
    since_claim: float | None


class OtherTables(Exception):
    """The tables are of another version than this code; the message says which."""


class Watch(Protocol):
    """Our tables from above. Every method raises TablesAway; nothing is ever changed."""

    async def require_our_tables(self) -> None:
        """Raises OtherTables when the tables are not those that this code knows."""
        ...

    async def seen(self, now: datetime, real_now: datetime) -> Seen:
        """Where everything stands; accounts are lent by the real time, applications by the robot's."""
        ...

    async def newest_step(self) -> int:
        """The highest `id` in the journal; 0 when it is empty."""
        ...

    async def steps_after(self, number: int) -> Sequence[StepSeen]:
        """Every step with a higher `id`, in that order."""
        ...
