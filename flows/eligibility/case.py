"""What the law looks at: one application with everything gathered about its household.

No personnummer, no names, no addresses: persons are keys (`sokande`, `medsokande`, `barn-1`).
All amounts are kronor as `Decimal`; incomes are net of preliminary tax unless said otherwise.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from flows.eligibility.facts import Known, Missing, Why
from flows.eligibility.period import Period

PersonKey: TypeAlias = str


class Role(StrEnum):
    """A person's place in the household."""

    APPLICANT = "sökande"
    CO_APPLICANT = "medsökande"
    CHILD = "barn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member of the household in the case (SOSFS 2013:1: spouses, sambor, children to be supported).

    `days_in_home` is None for a child who lives there all the time.
    `lunch_away` says that lunch is eaten at preschool or school five days a week (norm column "utan lunch").
    `since` is the first day in the household as the case system has it, None when it does not say.
    """

    key: PersonKey
    role: Role
    born: date
    days_in_home: int | None = None
    lunch_away: bool = False
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedIncome:
    """An income as the applicant states it: `kind` is the form's code (SALARY, SWISH_DEPOSITS, …)."""

    kind: str
    person: PersonKey
    amount: Decimal
    paid_on: date | None = None
    payer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedCost:
    """A cost applied for: `kind` is the form's code (RENT, ELECTRICITY, …), amount in kronor a month."""

    kind: str
    amount: Decimal
    specification: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedAsset:
    """An asset the applicant states (BANK_SAVINGS, REAL_ESTATE, COMPANY, VEHICLE, OTHER)."""

    kind: str
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Housing:
    """The dwelling as the applicant states it; `persons` counts everyone who lives there."""

    form: str
    rooms: int | None
    persons: int
    changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What the applicant states in the application, and how many times it has been completed since."""

    submitted_at: datetime
    housing: Housing
    incomes: tuple[StatedIncome, ...] = ()
    costs: tuple[StatedCost, ...] = ()
    assets: tuple[StatedAsset, ...] = ()
    pending_benefits: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()
    message: str = ""
    attachments: int = 0
    completions: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierRow:
    """One row of an earlier calculation in the case system, label as the case system writes it."""

    label: str
    amount: Decimal
    applied: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierCalculation:
    """A calculation that a person made final for an earlier month; `balance` negative is underskott."""

    period: Period
    norm: str
    norm_total: Decimal
    members: int
    incomes: tuple[EarlierRow, ...]
    costs: tuple[EarlierRow, ...]
    balance: Decimal
    norm_rows: tuple[EarlierRow, ...] = ()


class RepaymentGround(StrEnum):
    """Why granted support may have to be paid back (SoL 33 kap. 1–3 §§)."""

    NONE = "inget villkor"
    ADVANCE_ON_BENEFIT = "förskott på förmån"
    LABOUR_CONFLICT = "arbetskonflikt"
    MEANS_NOT_AT_HAND = "hinder att disponera"
    REPAYMENT_TERMS = "villkor om återbetalning"
    WRONG_INFORMATION = "oriktiga uppgifter"
    UNKNOWN = "okänd grund"
    """The case system states something that the robot does not know."""


OTHER_SUPPORT_PARAGRAPHS = frozenset({"12 kap. 2 §", "4 kap. 2 §"})
"""Support that is no försörjningsstöd: SoL (2025:400) 12 kap. 2 §, before that SoL (2001:453) 4 kap. 2 §."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierDecision:
    """A decision a person made; `kind` as the case system writes it (Bifall, Delvis bifall, Avslag …).

    `paragraph` is the one granted under, blank when the case system does not say; `ground` is the ground
    on which the decision says that the support may be claimed back.
    """

    period: Period
    kind: str
    amount: Decimal
    decided_on: date
    paragraph: str = ""
    ground: RepaymentGround = RepaymentGround.NONE

    @property
    def grants_support(self) -> bool:
        """Whether it grants försörjningsstöd for its month, in whole or in part."""
        return self.amount > 0 and self.paragraph not in OTHER_SUPPORT_PARAGRAPHS


@dataclass(frozen=True, slots=True, kw_only=True)
class RepaymentClaim:
    """Support the municipality has claimed back (återkrav): for which month, and what is unpaid, kronor."""

    period: Period
    ground: RepaymentGround
    decided_on: date
    amount: Decimal
    unpaid: Decimal


CLAIMS_NOT_READ = Missing(
    why=Why.NOT_FETCHED, source="Ärendesystemet, återkrav", detail="krav på återbetalning har inte lästs"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A plan (genomförandeplan, arbetsmarknadsplanering) with its validity; `valid_to` None is open-ended.

    `person` is blank when the case system does not say whose plan it is; it then holds for every adult.
    """

    kind: str
    valid_from: date
    valid_to: date | None
    status: str
    person: PersonKey = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobStimulus:
    """Jobbstimulans recorded for one person in the case system (SoL 12 kap. 8 §: two years at most)."""

    person: PersonKey
    valid_from: date
    valid_to: date


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierWarning:
    """How a warning beside an earlier draft stands: the newest of its kind and cause.

    `status` is as the case system writes it (Öppen, Kvitterad, Stängd); `by_person` is whether anybody but
    the robot has set it so; `period` is that of the draft.
    """

    kind: str
    about: str
    text: str
    status: str
    period: Period
    by_person: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What the case system holds of earlier months."""

    calculations: tuple[EarlierCalculation, ...] = ()
    decisions: tuple[EarlierDecision, ...] = ()
    plans: tuple[Plan, ...] = ()
    job_stimuli: tuple[JobStimulus, ...] = ()
    repayment_claims: Known[tuple[RepaymentClaim, ...]] = CLAIMS_NOT_READ
    warnings: tuple[EarlierWarning, ...] = ()

    def calculation_for(self, period: Period) -> EarlierCalculation | None:
        """The final calculation for `period`, if a person has made one."""
        return next((one for one in self.calculations if one.period == period), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class EmployerDeclaration:
    """An employer's monthly declaration (arbetsgivardeklaration på individnivå), gross and withheld tax."""

    month: Period
    employer: str
    gross: Decimal
    tax: Decimal

    @property
    def net(self) -> Decimal:
        """What is left after preliminary tax."""
        return self.gross - self.tax


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxPayout:
    """A payout from the tax account (skattekonto), usually skatteåterbäring."""

    paid_on: date
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class CapitalIncome:
    """Capital income of one tax year.

    Skatteverket shows 0 for missing and for negative alike, so 0 proves nothing; a positive value does.
    """

    year: int
    amount: Decimal


NOT_ASKED_EARLIER = Missing(
    why=Why.NOT_APPLICABLE,
    source="Skatteverket, Inkomstuppgifter per månad",
    detail="årets tidigare månader behövs bara för barn",
)
"""Nobody asks for the earlier months of an adult."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxAnswers:
    """What Skatteverket answered about one person's incomes.

    `earlier_in_year` are the declarations of the income month's calendar year, before that month: asked for
    a child only, whose own wage is exempt up to one prisbasbelopp a calendar year (SoL 12 kap. 9 §).
    """

    declarations: Known[tuple[EmployerDeclaration, ...]]
    payouts: Known[tuple[TaxPayout, ...]]
    capital: Known[tuple[CapitalIncome, ...]]
    earlier_in_year: Known[tuple[EmployerDeclaration, ...]] = NOT_ASKED_EARLIER


@dataclass(frozen=True, slots=True, kw_only=True)
class BenefitPayment:
    """A benefit paid out: `agency` FK, PM, CSN or SO; `code` as the agency writes it (ABB, BOB, SH, …).

    `net` is kronor after tax and deductions; it belongs to the month of `paid_on`.
    """

    agency: str
    code: str
    label: str
    paid_on: date
    net: Decimal
    period_from: date | None = None
    period_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BenefitClaim:
    """A benefit applied for and not yet decided or paid; `expected_on` if the agency states a date."""

    agency: str
    code: str
    label: str
    status: str
    expected_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JobSeeker:
    """Registration at Arbetsförmedlingen."""

    registered: bool
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BenefitAnswers:
    """What each agency answered about one person; each answers, or fails, by itself."""

    fk: Known[tuple[BenefitPayment, ...]]
    pm: Known[tuple[BenefitPayment, ...]]
    csn: Known[tuple[BenefitPayment, ...]]
    so: Known[tuple[BenefitPayment, ...]]
    af: Known[JobSeeker]
    claims: Known[tuple[BenefitClaim, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """Everything gathered about one application, ready to be assessed.

    `moved` is whether folkbokföring shows another address than the case system does.
    `tax` and `benefits` hold one entry for each person looked up (adults, and children who have turned 16).
    """

    case_ref: str
    period: Period
    members: tuple[Member, ...]
    statement: Known[Statement]
    history: Known[History]
    moved: Known[bool]
    tax: Mapping[PersonKey, TaxAnswers]
    benefits: Mapping[PersonKey, BenefitAnswers]
