"""The kill switch in memory; implements `flows.ports.Switch`."""

from dataclasses import dataclass
from datetime import datetime

from flows.journal import Pause


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """A pause that is over, and who ended it."""

    pause: Pause
    ended_by: str
    ended_at: datetime


class FakeSwitch:
    """The pauses that stand, and those that are over, by municipality."""

    def __init__(self) -> None:
        self.standing: dict[str, Pause] = {}
        self.ended: dict[str, list[Ended]] = {}

    async def paused(self, municipality: str) -> Pause | None:
        return self.standing.get(municipality)

    async def pause(self, municipality: str, pause: Pause) -> bool:
        return self.standing.setdefault(municipality, pause) is pause

    async def resume(self, municipality: str, who: str, now: datetime) -> bool:
        pause = self.standing.pop(municipality, None)
        if pause is not None:
            over = Ended(pause=pause, ended_by=who, ended_at=now)
            self.ended.setdefault(municipality, []).append(over)
        return pause is not None
