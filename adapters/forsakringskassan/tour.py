"""Försäkringskassan's screens for an examination."""

from collections.abc import Sequence

from bots.forsakringskassan import Question
from bots.forsakringskassan.tour import ForsakringskassanTour
from bots.kit.tour import Stop
from flows.eligibility.period import Period
from flows.ports import Clock
from flows.records import Lookup


class PortalStops:
    """The stops; the months asked about are last month and this, by the clock."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def __call__(self, digits: str, lookup: Lookup) -> Sequence[Stop]:
        """On the test person, for the purpose and on the legal basis of any other question."""
        period = Period.of(self._clock.now().date())
        question = Question(
            personnummer=digits,
            period_from=period.control.first_day,
            period_to=period.last_day,
            purpose=lookup.purpose,
            legal_basis=lookup.legal_basis,
            case_identity=lookup.case_ref,
        )
        return ForsakringskassanTour(question).stops()
