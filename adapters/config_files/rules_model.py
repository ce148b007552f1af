"""A municipality's own rules as they are written in YAML."""

from decimal import Decimal
from typing import Annotated, Self

from pydantic import Field, model_validator

from adapters.config_files.fields import Amount, Strict, Words
from flows.eligibility.assessment import Section
from flows.eligibility.municipality import (
    AgeBandSwitch,
    CostRule,
    DayFormula,
    HousingRule,
    IncomeMonth,
    MunicipalityRules,
    Rounding,
    RoundingPoint,
    Silence,
    Treatment,
)
from flows.eligibility.phrases import Phrases

COST_SECTIONS = (Section.COST, Section.SPECIAL_COST)


class CostModel(Strict):
    """One kind of cost; `capped` needs a cap, and nothing else may have one."""

    kind: Words
    label: Words
    section: Section
    treatment: Treatment
    reason: Words
    cap: Amount | None = None
    cap_per_further_person: Amount = Decimal(0)
    once_per_household: bool = False
    also_called: tuple[Words, ...] = ()

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.section not in COST_SECTIONS:
            raise ValueError(f"section is {COST_SECTIONS[0]} or {COST_SECTIONS[1]}")
        if (self.treatment is Treatment.CAPPED) != (self.cap is not None):
            raise ValueError("write cap for a cost that is capped, and for no other")
        return self


class HousingModel(Strict):
    """Housing cost."""

    cap_by_household_size: Annotated[tuple[Amount, ...], Field(min_length=1)]
    cap_source: Words
    label: Words
    also_called: tuple[Words, ...] = ()
    reason: Words
    plain_forms: tuple[Words, ...]
    forms: dict[str, Words]


class RulesModel(Strict):
    """All rules."""

    housing: HousingModel
    costs: tuple[CostModel, ...]
    local_incomes: dict[str, bool]
    age_band_switch: AgeBandSwitch
    day_formula: DayFormula
    full_month_days: Annotated[int, Field(ge=28, le=31)]
    part_time_child_is_a_head: bool
    rounding: Rounding
    rounding_point: RoundingPoint
    income_month: IncomeMonth
    change_percent: Annotated[Amount, Field(le=100)]
    surplus_carry_over_months: Annotated[int, Field(ge=0, le=12)]
    silence: dict[str, Silence]
    silence_patience_nights: Annotated[int, Field(ge=0, le=60)]
    claim_patience_days: Annotated[int, Field(ge=0, le=120)]
    finished_claim_statuses: tuple[Words, ...]
    active_plan_statuses: tuple[Words, ...]
    plan_required_below_age: Annotated[int, Field(ge=18, le=100)]
    capital_income_question_from: Amount
    asset_names: dict[str, Words]
    sample_share: Annotated[Amount, Field(le=1)]


def municipality_rules(model: RulesModel, phrases: Phrases) -> MunicipalityRules:
    """The rules with the phrases of the municipality's drafts."""
    own = {name: getattr(model, name) for name in RulesModel.model_fields if name not in {"housing", "costs"}}
    return MunicipalityRules(
        housing=HousingRule(**model.housing.model_dump()),
        costs=tuple(CostRule(**cost.model_dump()) for cost in model.costs),
        phrases=phrases,
        **own,
    )
