"""Housing caps that municipalities have published, as examples to calculate with.

They are read from web pages and may have changed since: no municipality is calculated with them in silence.
"""

from dataclasses import dataclass
from datetime import date

from flows.eligibility.housing_caps import CapTable
from flows.eligibility.parameters import CheckedAgainst


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedCaps:
    """One published table: who published it, where (`address`), and what is uncertain (`remark`)."""

    municipality: str
    address: str
    last_checked: date
    checked_against: CheckedAgainst
    remark: str
    table: CapTable
