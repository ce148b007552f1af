"""What people decided, as the case system tells it for follow-up: case files by key, and nobody's name.

Who decided is not here, on purpose: follow-up speaks of units and never of persons. No pandas either.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from flows.eligibility.period import Period


class DecisionKind(StrEnum):
    """What a person came to."""

    GRANTED = "Bifall"
    PARTLY = "Delvis bifall"
    REFUSED = "Avslag"
    DISMISSED = "Avvisning"
    OTHER = "Annat"


class Checked(StrEnum):
    """What a person's full check of a stickprov came to."""

    NOT_CHECKED = "Inte kontrollerat"
    CLEAN = "Utan anmärkning"
    WRONG = "Fel"


class Leaving(StrEnum):
    """Where a household went when its case file was closed."""

    WORK = "Arbete"
    STUDIES = "Studier"
    OTHER_BENEFIT = "Annan ersättning"
    MOVED = "Flyttat från kommunen"
    NO_APPLICATION = "Har inte ansökt"
    OTHER = "Annan orsak"
    UNKNOWN = "Okänd kod"


@dataclass(frozen=True, slots=True, kw_only=True)
class HumanDecision:
    """One decision of a person. `reference` is that of the draft it was made on, blank for none.

    `case_key` is the case system's own key of the household. `amount` is kronor, None where nothing was
    granted; `stickprov_error` is the kronor that the check found wrong, None where none was found.
    `opened_at` is when the one who decided first opened the draft, None when she never did. A case system
    that does not keep that, or not the decision's time of day, is told by `to_the_second`, which is False.
    """

    decision_id: str
    case_key: str
    reference: str
    period: Period
    kind: DecisionKind
    amount: Decimal | None
    reason: str
    unit: str
    opened_at: datetime | None
    decided_at: datetime
    to_the_second: bool
    checked: Checked = Checked.NOT_CHECKED
    stickprov_error: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportedHousehold:
    """A household with running support on a day; `months` of the last twelve it has had support."""

    case_key: str
    unit: str
    adults: int
    children: int
    months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedCase:
    """A case file that was closed: when, with the case system's own code and words, and what they mean."""

    case_key: str
    unit: str
    closed_on: date
    code: str
    words: str
    leaving: Leaving
