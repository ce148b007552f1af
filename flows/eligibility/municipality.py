"""What a municipality decides for itself: caps, local incomes, thresholds, formulas.

The values come from `config/municipalities/<slug>.yaml`; amounts are kronor a month.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal
from enum import StrEnum

from flows.eligibility.assessment import Section
from flows.eligibility.housing_caps import CapHousehold, CapTable
from flows.eligibility.period import Period
from flows.eligibility.phrases import Phrases

WHOLE_KRONA = Decimal(1)


class AgeBandSwitch(StrEnum):
    """When a child moves to the next age band of riksnormen; no national rule is known."""

    BIRTHDAY_MONTH = "birthday_month"
    MONTH_AFTER = "month_after"


class DayFormula(StrEnum):
    """How a child's norm is split by days in the home; SOSFS 2013:1 asks for days and gives no formula."""

    THIRTIETHS = "monthly_by_30"
    DAILY_RATE = "daily_rate_of_the_year"
    DAYS_OF_MONTH = "monthly_by_days_of_month"


class OthersInDwelling(StrEnum):
    """What is done when others live in the dwelling too.

    The formula of socialtjänstförordningen 12 kap. 3 § second paragraph is for an adult who is not sambo.
    """

    ASK = "ask"
    SHARE = "share"
    """For one adult, as the paragraph says; a couple is asked about."""
    SHARE_ALL = "share_all"
    """For a couple too: a local choice that the paragraph does not make."""


class RentShare(StrEnum):
    """How the rent is shared with those others; HFD 2020 ref. 40 shares it and gives no formula."""

    PER_HEAD = "per_head"
    NONE = "none"


class IncomeMonth(StrEnum):
    """Which month's payments count for month M."""

    PREVIOUS = "previous_month"
    SAME = "same_month"


class ChildIncomeMeasure(StrEnum):
    """What of a child's wage is held against one prisbasbelopp; SoL 12 kap. 9 § does not say."""

    NET = "net"
    GROSS = "gross"


class Rounding(StrEnum):
    """How a fraction of a krona is rounded."""

    HALF_UP = "half_up"
    DOWN = "down"
    UP = "up"


class RoundingPoint(StrEnum):
    """Where fractions are rounded."""

    END = "end"
    EACH_ROW = "each_row"


class Treatment(StrEnum):
    """What becomes of a cost applied for."""

    ACTUAL = "actual"
    CAPPED = "capped"
    NOT_GRANTED = "not_granted"
    BY_PERSON = "by_person"


class SupportEvidence(StrEnum):
    """What shows that a household had försörjningsstöd in a month; no national rule is known."""

    DECISIONS = "decisions"
    CALCULATIONS = "calculations"
    RECORDED_ONLY = "recorded_only"
    """Nothing: jobbstimulans is looked for only where a person has recorded it."""


class StimulusMonth(StrEnum):
    """The month that the days of jobbstimulans are held against; SoL 12 kap. 8 § does not say which."""

    INCOME_MONTH = "income_month"
    PERIOD = "period"


class Silence(StrEnum):
    """What an agency's silence means for the draft."""

    WAITS = "waits"
    NOTED = "noted"


AGENCIES_THAT_PAY_NOTHING = frozenset({"AF"})
"""The agencies whose silence can change no amount, and so the only ones that may be NOTED."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CostCap:
    """The highest amount granted of a cost, kronor a month, with its first and last day and its source.

    `amount` holds for one person and `per_further_person` is added for each of the others.
    """

    amount: Decimal
    starts: date
    ends: date | None
    source: str
    per_further_person: Decimal = Decimal(0)

    def covers(self, day: date) -> bool:
        """Whether the cap holds on `day`; the last day is included."""
        return self.starts <= day and (self.ends is None or day <= self.ends)

    def for_persons(self, persons: int) -> Decimal:
        """The cap for a household of `persons`, kronor."""
        return self.amount + (persons - 1) * self.per_further_person


@dataclass(frozen=True, slots=True, kw_only=True)
class CostRule:
    """How one kind of cost is treated; `kind` is the form's code.

    `caps` belong to a cost that is CAPPED, one for each time they have been changed.
    `also_called` are the labels that earlier calculations in the case system use for the same cost.
    `reason` says in plain Swedish why a part is not granted.
    """

    kind: str
    label: str
    section: Section
    treatment: Treatment
    reason: str
    caps: tuple[CostCap, ...] = ()
    once_per_household: bool = False
    also_called: tuple[str, ...] = ()

    def cap_on(self, day: date) -> CostCap | None:
        """The cap that holds on `day`; None when there is none."""
        return next((cap for cap in self.caps if cap.covers(day)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class HousingRule:
    """The caps on housing cost, how long a dearer dwelling is accepted, and which forms raise no question.

    `forms` gives the Swedish name of each form code of the application; in `own_rent_forms` (a lodger's room)
    the rent stated is the household's own already, so it is never shared with others in the dwelling.
    `reasonable_time_months` is skäligt rådrum; only where `accept_during_notice` is the whole rent proposed
    within it.
    """

    caps: tuple[CapTable, ...]
    label: str
    also_called: tuple[str, ...]
    reason: str
    plain_forms: tuple[str, ...]
    own_rent_forms: tuple[str, ...]
    forms: Mapping[str, str]
    reasonable_time_months: int
    accept_during_notice: bool

    def table_on(self, day: date) -> CapTable | None:
        """The cap table that holds on `day`; None when none does."""
        return next((table for table in self.caps if table.covers(day)), None)

    def cap_for(self, household: CapHousehold, day: date) -> Decimal | None:
        """The cap for the household; None when no table reaches it on `day`."""
        table = self.table_on(day)
        return table.cap_for(household) if table else None


@dataclass(frozen=True, slots=True, kw_only=True)
class MunicipalityRules:
    """The municipality's own rules.

    `change_percent`: a change above it between two months is a deviation.
    `claim_patience_days` and `silence_patience_nights` count from the day the wait began.
    `local_incomes` says of the catalogue's locally decided incomes whether they count.
    `sample_share` (0 to 1) of clean drafts is marked stickprov.
    `norm_names` are the case system's names for riksnormen, without the year.
    """

    housing: HousingRule
    others_in_dwelling: OthersInDwelling
    rent_share_of_others: RentShare
    norm_names: tuple[str, ...]
    costs: tuple[CostRule, ...]
    local_incomes: Mapping[str, bool]
    age_band_switch: AgeBandSwitch
    day_formula: DayFormula
    full_month_days: int
    part_time_child_is_a_head: bool
    rounding: Rounding
    rounding_point: RoundingPoint
    income_month: IncomeMonth
    child_income_measure: ChildIncomeMeasure
    parental_benefit_days: int
    change_percent: Decimal
    surplus_carry_over_months: int
    surplus_carry_over_reason: str
    job_stimulus_evidence: SupportEvidence
    job_stimulus_month: StimulusMonth
    silence: Mapping[str, Silence]
    silence_patience_nights: int
    claim_patience_days: int
    finished_claim_statuses: tuple[str, ...]
    active_plan_statuses: tuple[str, ...]
    sick_leave_plan_kinds: tuple[str, ...]
    plan_required_below_age: int
    capital_income_question_from: Decimal
    asset_names: Mapping[str, str]
    sample_share: Decimal
    phrases: Phrases

    def cost(self, kind: str) -> CostRule | None:
        """The rule for the form's cost code, or None; `OTHER:X` without a rule goes under `OTHER`."""
        wider = kind.partition(":")[0]
        return next((rule for one in (kind, wider) for rule in self.costs if rule.kind == one), None)

    def income_month_of(self, period: Period) -> Period:
        """The month whose payments count for `period`."""
        return period if self.income_month is IncomeMonth.SAME else period.control

    def whole_kronor(self, amount: Decimal) -> Decimal:
        """The amount as it is proposed: whole kronor."""
        modes = {Rounding.HALF_UP: ROUND_HALF_UP, Rounding.DOWN: ROUND_DOWN, Rounding.UP: ROUND_UP}
        return amount.quantize(WHOLE_KRONA, modes[self.rounding])

    def row_amount(self, amount: Decimal) -> Decimal:
        """The amount as it stands in a row: exact, unless the municipality rounds each row."""
        return self.whole_kronor(amount) if self.rounding_point is RoundingPoint.EACH_ROW else amount
