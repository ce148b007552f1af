"""Changes of the law that are new or on their way.

A reform is a flag for a person, with the months of support it concerns; no amount is ever computed from one.
How sure the project is of it stands with its dates: what it was checked against, and what is uncertain.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ReformName(StrEnum):
    """The reforms that a rule may ask for; the parameter file tells of each."""

    ACTIVITY_REQUIREMENT = "aktivitetskrav"
    DOCTORS_CERTIFICATE = "läkarintyg"
    REFORMED_NORM = "reformerad riksnorm"
    JOB_PREMIUM = "jobbpremie"
    MONTHLY_HOUSING_ALLOWANCE = "bostadsbidrag per månad"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reform:
    """One reform: the day its act took effect, and what it asks, in plain Swedish.

    `after_months_of_support` is how many months in a row of försörjningsstöd come before it applies;
    0 when it asks for none.
    """

    name: ReformName
    in_force: date
    asks: str
    after_months_of_support: int = 0
