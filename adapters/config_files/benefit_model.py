"""The statutory benefit amounts as they are written in YAML; refuses steps that leave a child without one."""

from typing import Annotated

from pydantic import Field

from adapters.config_files.fields import PositiveAmount, Share, Strict, Whole
from flows.eligibility.benefit_amounts import AgeStep, BenefitAmounts, HousingAllowance

FAMILY_SIZES = 3


class AgeStepModel(Strict):
    """One step of underhållsstöd; `to_age: null` is for all older children."""

    to_age: Annotated[Whole, Field(ge=1, le=21)] | None
    amount: PositiveAmount


class HousingAllowanceModel(Strict):
    """Bostadsbidrag to families with one, two, and three or more children."""

    special: Annotated[tuple[PositiveAmount, ...], Field(min_length=FAMILY_SIZES, max_length=FAMILY_SIZES)]
    share: Share
    cost_from: PositiveAmount
    cost_to: Annotated[tuple[PositiveAmount, ...], Field(min_length=FAMILY_SIZES, max_length=FAMILY_SIZES)]


class BenefitAmountsModel(Strict):
    """All amounts."""

    child_benefit: PositiveAmount
    child_benefit_to_age: Annotated[Whole, Field(ge=1, le=20)]
    family_supplements: Annotated[tuple[PositiveAmount, ...], Field(min_length=1)]
    maintenance_support: Annotated[tuple[AgeStepModel, ...], Field(min_length=1)]
    housing_allowance: HousingAllowanceModel


def benefit_amounts(model: BenefitAmountsModel) -> BenefitAmounts:
    """The amounts as the law reads them. Raises ValueError when the age steps are not in order or not all."""
    *limited, last = [step.to_age for step in model.maintenance_support]
    ages = [age for age in limited if age is not None]
    if last is not None or len(ages) < len(limited) or ages != sorted(set(ages)):
        raise ValueError(
            "maintenance_support: write the steps youngest first, the last one with to_age: null"
        )
    return BenefitAmounts(
        child_benefit=model.child_benefit,
        child_benefit_to_age=model.child_benefit_to_age,
        family_supplements=model.family_supplements,
        maintenance_support=tuple(AgeStep(**step.model_dump()) for step in model.maintenance_support),
        housing_allowance=HousingAllowance(**model.housing_allowance.model_dump()),
    )
