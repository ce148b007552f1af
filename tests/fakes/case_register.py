"""The case system's lists for follow-up; implements `flows.follow_up.ports.CaseRegister`."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from flows.follow_up.decided import ClosedCase, HumanDecision, SupportedHousehold


@dataclass(kw_only=True)
class FakeCaseRegister:
    """Lists what it is given; `supported` are the households of any day that is not in `on_days`."""

    made: Sequence[HumanDecision] = ()
    supported: Sequence[SupportedHousehold] = ()
    on_days: dict[date, Sequence[SupportedHousehold]] = field(default_factory=dict)
    ended: Sequence[ClosedCase] = ()

    async def decisions(self, first: date, last: date) -> Sequence[HumanDecision]:
        return tuple(one for one in self.made if first <= one.decided_at.date() <= last)

    async def households(self, on: date) -> Sequence[SupportedHousehold]:
        return tuple(self.on_days.get(on, self.supported))

    async def closed(self, first: date, last: date) -> Sequence[ClosedCase]:
        return tuple(one for one in self.ended if first <= one.closed_on <= last)
