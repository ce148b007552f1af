"""What the portal's answer says, row by row, with amounts and dates read.

The records carry the page's own words for everything else; what the words mean is not known here.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFailure:
    """A source that answered with an error; `code` and `state` as the page writes them, or empty."""

    source: str
    code: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """A source that shows its mark of secrecy and nothing else."""

    flag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FkDetail:
    """One line (utbetalningsdetalj) of a payment, kronor; before tax where the benefit is taxed."""

    kind: str
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class FkPayment:
    """One payment of Försäkringskassan, kronor with öre; `net` is what was paid out."""

    number: int
    paid_on: date
    code: str
    name: str
    kind: str
    period_from: date
    period_to: date
    gross: Decimal
    tax: Decimal
    deduction: Decimal
    net: Decimal
    details: tuple[FkDetail, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PmRow:
    """One row (utbetalningsrad) of a payment, whole kronor before deductions."""

    code: str
    name: str
    period_from: date
    period_to: date
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class PmPayment:
    """One payment of Pensionsmyndigheten, whole kronor; `net` is what was paid out, `rows` what it is for."""

    number: int
    paid_on: date
    net: Decimal
    deduction: Decimal
    rows: tuple[PmRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One claim at Försäkringskassan or Pensionsmyndigheten."""

    agency: str
    code: str
    name: str
    applied_on: date
    status: str
    expected_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimsAnswer:
    """The claims of the agencies that answered, and the failures of those that did not."""

    rows: tuple[Claim, ...]
    failures: tuple[SourceFailure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CsnRow:
    """One row of CSN's plan; `paid_on` is None where CSN writes 0."""

    form: str
    name: str
    kind: str
    paid_on: date | None
    status: str
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class CsnAnswer:
    """CSN's answer with its mark of secrecy as it reads."""

    flag: str
    rows: tuple[CsnRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AfAnswer:
    """Arbetsförmedlingen's answer; `job_seeker` as the page writes it (Ja, Nej, Inga uppgifter)."""

    flag: str
    job_seeker: str
    registered_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AkassaPayment:
    """One payment of an unemployment fund; `net` is what was paid out, after tax and deductions."""

    fund: str
    paid_on: date
    period_from: date
    period_to: date
    days: int
    net: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one answer page says of money and work. `flag` is the portal's own mark as it reads."""

    flag: str
    fk: tuple[FkPayment, ...] | SourceFailure
    pm: tuple[PmPayment, ...] | SourceFailure
    claims: ClaimsAnswer
    csn: CsnAnswer | Withheld | SourceFailure
    af: AfAnswer | Withheld | SourceFailure
    akassa: tuple[AkassaPayment, ...] | SourceFailure


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """The whole answer withheld: the person is protected, and the page shows the mark alone."""

    flag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoHit:
    """The portal's register has no such person; `flag` as it reads, which is empty."""

    flag: str
