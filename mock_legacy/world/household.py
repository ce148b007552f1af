"""A household in words a scenario can use: who they are, what they earn and pay, what each system believes.

A scenario fills this in; the writers (``register``, ``agencies``, ``casefile``, ``inbox_rows``) turn it
into rows. Amounts are whole kronor. Knows nothing of tables.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from mock_legacy.world.calendar_2026 import RECORDED, last_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where somebody lives."""

    street: str
    postal_code: str
    postal_town: str
    municipality_code: str = "9901"


@dataclass(slots=True, kw_only=True, eq=False)
class Resident:
    """One inhabitant as the population register has them; codes as in ``models.Person``."""

    personnummer: str
    first_name: str
    last_name: str
    born: date
    sex: str
    address: Address
    registered_since: date
    civil_status: str = "OG"
    civil_status_since: date | None = None
    protection: str = "none"
    eats_lunch_away: bool = False

    @property
    def name(self) -> str:
        """First name and last name."""
        return f"{self.first_name} {self.last_name}"

    def age_in(self, month: str) -> int:
        """Age reached by the end of a month."""
        day = last_day(month)
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A gross amount and the tax on it."""

    gross: int
    tax: int = 0

    @property
    def net(self) -> int:
        """What reaches the account."""
        return self.gross - self.tax


Months = dict[str, Amount]


def steady(gross: int, tax: int = 0, *, since: str = RECORDED[0], until: str = RECORDED[-1]) -> Months:
    """Return the same amount every recorded month from ``since`` to ``until``."""
    return {month: Amount(gross=gross, tax=tax) for month in RECORDED if since <= month <= until}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wage:
    """A wage that the employer declares to Skatteverket."""

    employer: str
    org_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Benefit:
    """A payment from Försäkringskassan (FK) or Pensionsmyndigheten (PM).

    ``parts`` are its lines and their kronor.
    """

    code: str
    label: str
    agency: str = "FK"
    parts: tuple[tuple[str, int], ...] = ()
    in_arrears: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UnemploymentBenefit:
    """A payment from an unemployment fund, seen on the SO tab."""

    fund: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxRefund:
    """A payout from the tax account."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deposit:
    """Money no agency knows of, such as Swish."""


Source = Wage | Benefit | UnemploymentBenefit | TaxRefund | Deposit


@dataclass(slots=True, kw_only=True)
class Income:
    """One income of one adult, month by month of payment.

    ``kind`` is the word of the form and of Almanda's rows.
    """

    kind: str
    receiver: Resident
    source: Source
    months: Months
    pay_day: int = 25
    declared: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """A cost applied for.

    ``approved`` is what earlier months' calculations granted, the whole when ``None``.
    """

    kind: str
    applied: int
    approved: int | None = None
    specification: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A claim at Försäkringskassan that is still handled."""

    code: str
    label: str
    received_on: date
    period_from: date
    period_to: date
    expected_payment_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """An agency that answers with an error about the applicant, until a day (exclusive)."""

    agency: str
    state: str
    felkod: str
    felmeddelande: str
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Car:
    """A vehicle in the register."""

    registration: str
    make: str
    model: str
    year: int


@dataclass(slots=True, kw_only=True)
class FormAnswers:
    """What the application says beyond persons, incomes and costs."""

    kind: str = "Återansökan"
    co_applicant_signed: bool = True
    protected: str = "Nej"
    housing_form: str = "Hyresrätt"
    rooms: int = 2
    assets: list[tuple[str, str]] = field(default_factory=list)
    pending_benefits: list[tuple[str, str]] = field(default_factory=list)
    planning: str = "Jag söker arbete och följer planen med min handläggare."


@dataclass(frozen=True, slots=True, kw_only=True)
class RepaymentDue:
    """Support for a month that has been claimed back because of wrong information, partly unpaid."""

    period: str
    claimed: int
    unpaid: int


@dataclass(slots=True, kw_only=True)
class CaseSystem:
    """What Almanda believes, where it is not simply the same as the rest.

    ``known`` False: there is no file. ``children`` ``None``: the same as the household's.
    ``work_begun``: ``lock``, ``draft`` or ``calculation`` that a caseworker holds for the period.
    ``advance_for``: the month that was granted as an advance on a benefit.
    """

    known: bool = True
    address: Address | None = None
    protection: str = "none"
    plan_active: bool = True
    jobbstimulans: tuple[date, date] | None = None
    period_decided: bool = False
    work_begun: str = ""
    advance_for: str = ""
    repayment: RepaymentDue | None = None


@dataclass(slots=True, kw_only=True)
class Household:
    """One household: ``adults`` are applicant and co-applicant, ``children`` live with them.

    ``newborn`` is a child the register has and Almanda does not; ``other_parent`` lives elsewhere.
    """

    adults: list[Resident]
    children: list[Resident] = field(default_factory=list)
    newborn: Resident | None = None
    other_parent: Resident | None = None
    separated_on: date | None = None
    costs: list[Cost] = field(default_factory=list)
    incomes: list[Income] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    silences: list[Silence] = field(default_factory=list)
    cars: list[Car] = field(default_factory=list)
    form: FormAnswers = field(default_factory=FormAnswers)
    case: CaseSystem = field(default_factory=CaseSystem)

    @property
    def applicant(self) -> Resident:
        """The adult who applies."""
        return self.adults[0]

    @property
    def size(self) -> int:
        """Number of persons that Almanda counts."""
        return len(self.adults) + len(self.children)
