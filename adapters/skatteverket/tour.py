"""Skatteverket's screens for an examination."""

from collections.abc import Sequence

from bots.kit.tour import Stop
from bots.skatteverket import Query
from bots.skatteverket.tour import SkatteverketTour
from flows.records import Lookup


def stops(digits: str, lookup: Lookup) -> Sequence[Stop]:
    """On the test person, for the purpose and on the legal basis of any other look-up."""
    query = Query(
        digits=digits,
        purpose=lookup.purpose,
        legal_basis=lookup.legal_basis,
        reference=lookup.case_ref,
    )
    return SkatteverketTour(query).stops()
