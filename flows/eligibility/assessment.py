"""What an assessment says: findings, a calculation whose every row can be followed back, a proposal.

A proposal is never a decision: a person decides.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from flows.eligibility.warning_kinds import WarningKind


class Proposal(StrEnum):
    """What the draft proposes. AVVISNING and decisions under SoL 12 kap. 2 § are never proposed."""

    BIFALL = "BIFALL"
    DELAVSLAG = "DELAVSLAG"
    AVSLAG = "AVSLAG"
    UTREDNING = "UTREDNING"


class Verdict(StrEnum):
    """A rule's answer."""

    MET = "uppfyllt"
    NOT_MET = "inte uppfyllt"
    UNKNOWN = "öppet"


class Weight(StrEnum):
    """What a finding does to the draft."""

    NOTE = "not"
    """Told after the deviations, and asks for nothing."""
    CHANGE = "ändring"
    """Listed under what changed since last month."""
    DEVIATION = "avvikelse"
    """Listed under deviations for the caseworker to take a stand on; an amount may still be proposed."""
    OPEN = "öppen fråga"
    """No amount may be proposed."""
    WAIT = "väntar"
    """May still arrive: no amount now, look again on `expected_on`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A fact or parameter that a row or finding rests on: what, its value as text, where from, when."""

    what: str
    value: str
    source: str
    as_of: datetime | date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A rule's answer with its reason in plain Swedish, its legal reference and what it used.

    `asks` is what the applicant could send to answer an open question, to stand in a list in a letter to the
    applicant; blank when only the municipality or an agency can answer it.
    `at_stake` is what is counted as income (kronor) that the answer to a deviation could take away.
    `warns` and `about` together are the same from month to month: what kind of warning, and the key of what
    it concerns (`sokande/barnbidrag`), never a name or an amount.
    """

    rule: str
    verdict: Verdict
    weight: Weight
    reason: str
    reference: str
    evidence: tuple[Evidence, ...] = ()
    expected_on: date | None = None
    at_stake: Decimal = Decimal(0)
    warns: WarningKind | None = None
    about: str = ""
    asks: str = ""


class Section(StrEnum):
    """The parts of a calculation (normberäkning), in the case system's order."""

    FAMILY = "Normberäkning familj"
    SHARED = "Gemensamma hushållskostnader"
    INCOME = "Inkomster"
    COST = "Utgifter"
    SPECIAL_COST = "Levnadskostnader i övrigt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of the calculation, kronor; costs carry what was applied for beside what is counted.

    `formula` is how the amount came about, where it is more than one fact or table value: `1 790 kr × 2 / 3`.
    """

    section: Section
    label: str
    amount: Decimal
    applied: Decimal | None = None
    note: str = ""
    formula: str = ""
    reference: str = ""
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Calculation:
    """Normberäkning of one month: result = incomes − norm − costs; negative is underskott (kronor)."""

    rows: tuple[Row, ...]

    def total(self, section: Section) -> Decimal:
        """Sum of one section, kronor."""
        return sum((row.amount for row in self.rows if row.section is section), Decimal(0))

    @property
    def norm(self) -> Decimal:
        """Personal costs plus shared household costs."""
        return self.total(Section.FAMILY) + self.total(Section.SHARED)

    @property
    def result(self) -> Decimal:
        """Negative: normunderskott. Zero or positive: normöverskott. Exact; rounded where it is proposed."""
        costs = self.total(Section.COST) + self.total(Section.SPECIAL_COST)
        return self.total(Section.INCOME) - self.norm - costs


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """The outcome of all rules for one application.

    `amount` is whole kronor and only there for BIFALL and DELAVSLAG.
    `calculation` is None when the norm itself could not be laid.
    `wait_until` is set when everything that is open may still arrive by itself.
    """

    case_ref: str
    period: str
    proposal: Proposal
    amount: Decimal | None
    calculation: Calculation | None
    findings: tuple[Finding, ...]
    wait_until: date | None = None

    def weighing(self, weight: Weight) -> tuple[Finding, ...]:
        """The findings of one weight, in rule order."""
        return tuple(finding for finding in self.findings if finding.weight is weight)
