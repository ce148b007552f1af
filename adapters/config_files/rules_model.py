"""A municipality's own rules as they are written in YAML."""

from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator

from adapters.config_files.caps_model import CapTableModel, cap_table
from adapters.config_files.fields import Amount, Day, PositiveAmount, Reference, Strict, Whole, Words
from flows.eligibility.assessment import Section
from flows.eligibility.municipality import (
    AgeBandSwitch,
    ChildIncomeMeasure,
    CostCap,
    CostRule,
    DayFormula,
    HousingRule,
    IncomeMonth,
    MunicipalityRules,
    OthersInDwelling,
    RentShare,
    Rounding,
    RoundingPoint,
    Silence,
    StimulusMonth,
    SupportEvidence,
    Treatment,
)
from flows.eligibility.phrases import Phrases
from flows.eligibility.rules.dwelling import RENT

SURPLUS_MAIN_RULE_MONTHS = 3
COST_SECTIONS = (Section.COST, Section.SPECIAL_COST)


class CostCapModel(Strict):
    """The highest amount of a cost, from a day on."""

    starts: Day
    ends: Day | None
    amount: PositiveAmount
    per_further_person: Amount = Decimal(0)
    source: Reference


class CostModel(Strict):
    """One kind of cost; `capped` needs caps, and nothing else may have them."""

    kind: Words
    label: Words
    section: Section
    treatment: Treatment
    reason: Words
    caps: tuple[CostCapModel, ...] = ()
    once_per_household: bool = False
    also_called: tuple[Words, ...] = ()

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.section not in COST_SECTIONS:
            raise ValueError(f"section is {COST_SECTIONS[0]} or {COST_SECTIONS[1]}")
        if (self.treatment is Treatment.CAPPED) != bool(self.caps):
            raise ValueError("write caps for a cost that is capped, and for no other")
        return self


class HousingModel(Strict):
    """Housing cost."""

    caps: Annotated[tuple[CapTableModel, ...], Field(min_length=1)]
    label: Words
    also_called: tuple[Words, ...] = ()
    reason: Words
    plain_forms: tuple[Words, ...]
    own_rent_forms: tuple[Words, ...] = ()
    forms: dict[str, Words]
    reasonable_time_months: Annotated[Whole, Field(ge=0, le=24)]
    accept_during_notice: bool

    @model_validator(mode="after")
    def _fits(self) -> Self:
        unknown = {*self.plain_forms, *self.own_rent_forms} - set(self.forms)
        if unknown:
            raise ValueError(f"name the form of housing under forms: {', '.join(sorted(unknown))}")
        return self


class RulesModel(Strict):
    """All rules."""

    others_in_dwelling: OthersInDwelling
    rent_share_of_others: RentShare
    norm_names: Annotated[tuple[Words, ...], Field(min_length=1)]
    housing: HousingModel
    costs: tuple[CostModel, ...]
    local_incomes: dict[str, bool]
    age_band_switch: AgeBandSwitch
    day_formula: DayFormula
    full_month_days: Annotated[Whole, Field(ge=28, le=31)]
    part_time_child_is_a_head: bool
    rounding: Rounding
    rounding_point: RoundingPoint
    income_month: IncomeMonth
    child_income_measure: ChildIncomeMeasure
    parental_benefit_days: Literal[5, 7]
    change_percent: Annotated[Amount, Field(le=100)]
    # Before the months, so that they can be held against it.
    surplus_carry_over_reason: str = ""
    surplus_carry_over_months: Annotated[Whole, Field(ge=0, le=12)]
    job_stimulus_evidence: SupportEvidence
    job_stimulus_month: StimulusMonth
    silence: dict[str, Silence]
    silence_patience_nights: Annotated[Whole, Field(ge=0, le=60)]
    claim_patience_days: Annotated[Whole, Field(ge=0, le=120)]
    finished_claim_statuses: tuple[Words, ...]
    active_plan_statuses: tuple[Words, ...]
    sick_leave_plan_kinds: tuple[Words, ...]
    plan_required_below_age: Annotated[Whole, Field(ge=18, le=100)]
    capital_income_question_from: Amount
    asset_names: dict[str, Words]
    sample_share: Annotated[Amount, Field(le=1)]

    @field_validator("costs")
    @classmethod
    def _each_kind_once(cls, costs: tuple[CostModel, ...]) -> tuple[CostModel, ...]:
        kinds = [one.kind for one in costs]
        twice = sorted({one for one in kinds if kinds.count(one) > 1})
        if twice:
            raise ValueError(f"{', '.join(twice)} is written twice: keep one")
        if RENT in kinds:
            raise ValueError(f"{RENT} stands under housing: take it away here")
        return costs

    @field_validator("surplus_carry_over_months")
    @classmethod
    def _longer_than_the_main_rule_only_for_a_reason(cls, months: int, info: ValidationInfo) -> int:
        """As a rule three months at most (HFD 2017 ref. 51); longer must be somebody's choice."""
        if months > SURPLUS_MAIN_RULE_MONTHS and not info.data.get("surplus_carry_over_reason", "").strip():
            raise ValueError(
                f"the main rule is {SURPLUS_MAIN_RULE_MONTHS} months at most (HFD 2017 ref. 51):"
                " write fewer, or say why in surplus_carry_over_reason"
            )
        return months


def municipality_rules(model: RulesModel, phrases: Phrases) -> MunicipalityRules:
    """The rules with the phrases of the municipality's drafts."""
    own = {name: getattr(model, name) for name in RulesModel.model_fields if name not in {"housing", "costs"}}
    return MunicipalityRules(
        housing=_housing(model.housing),
        costs=tuple(_cost(cost) for cost in model.costs),
        phrases=phrases,
        **own,
    )


def _housing(model: HousingModel) -> HousingRule:
    own = {name: getattr(model, name) for name in HousingModel.model_fields if name != "caps"}
    return HousingRule(caps=tuple(cap_table(one) for one in model.caps), **own)


def _cost(model: CostModel) -> CostRule:
    own = {name: getattr(model, name) for name in CostModel.model_fields if name != "caps"}
    return CostRule(caps=tuple(CostCap(**cap.model_dump()) for cap in model.caps), **own)
