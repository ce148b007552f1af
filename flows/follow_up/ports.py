"""The doors of the follow-up: the case system's lists, and what the robot itself proposed. Both only read.

No method and no record behind them tells who decided. Every method may raise `Transient` or `Broken`.
"""

from collections.abc import AsyncIterator, Sequence
from datetime import date, datetime
from typing import Protocol

from flows.follow_up.decided import ClosedCase, HumanDecision, SupportedHousehold
from flows.follow_up.proposed import Prepared
from flows.municipality import Municipality


class CaseRegister(Protocol):
    """The case system's lists for follow-up: no person's name or number in them.

    Case files whose identity is protected stand in none of them.
    """

    async def decisions(self, first: date, last: date) -> Sequence[HumanDecision]:
        """Decisions that people made from `first` to `last`, both days counted."""
        ...

    async def households(self, on: date) -> Sequence[SupportedHousehold]:
        """Households with running support on a day."""
        ...

    async def closed(self, first: date, last: date) -> Sequence[ClosedCase]:
        """Case files that were closed from `first` to `last`, both days counted."""
        ...


class PreparedWork(Protocol):
    """Our own tables, for follow-up: every application that was collected, with what was proposed."""

    def prepared(self, municipality: Municipality, since: datetime) -> AsyncIterator[Prepared]:
        """Every application collected since, first come first, one at a time.

        What retention has taken away is told as gone, never left out. Its own conditions say what tells of a
        social need.
        """
        ...
