"""E-tjänster's screens for an examination."""

from collections.abc import Sequence

from adapters.eplatform.inbox import SERVICE
from bots.eplatform.tour import EPlatformTour
from bots.kit.tour import Stop
from flows.records import Lookup


def stops(digits: str, lookup: Lookup) -> Sequence[Stop]:
    """On an application that waits: the platform knows no test person, and does not ask why."""
    return EPlatformTour(SERVICE).stops()
