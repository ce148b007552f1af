"""Almanda's screens for an examination."""

from collections.abc import Sequence

from bots.almanda.tour import AlmandaTour
from bots.kit.tour import Stop
from flows.records import Lookup


def stops(digits: str, lookup: Lookup) -> Sequence[Stop]:
    """On the test person's case file; Almanda does not ask why."""
    return AlmandaTour(digits).stops()
