"""One riksnorm table as it is written in YAML; refuses one with a gap, a missing step or a stray column."""

from itertools import pairwise
from typing import Annotated, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator

from adapters.config_files.fields import PositiveAmount, Strict, Whole
from flows.eligibility.riksnorm import ChildBand, Riksnorm

OLDEST_CHILD = 20
OLDEST_WITH_LUNCH_COLUMN = 6
HOUSEHOLD_SIZES = 7
Age = Annotated[Whole, Field(ge=0, le=OLDEST_CHILD)]


class BandModel(Strict):
    """One age band. `without_lunch: null` written out is an amount that no source at hand states."""

    from_age: Age
    to_age: Age
    amount: PositiveAmount
    without_lunch: PositiveAmount | None = None

    @model_validator(mode="after")
    def _lunch_is_a_part(self) -> Self:
        if self.without_lunch is not None and self.without_lunch > self.amount:
            raise ValueError(
                f"without_lunch {self.without_lunch} is more than the whole amount {self.amount}: correct one"
            )
        return self


class RiksnormModel(Strict):
    """One table."""

    single: PositiveAmount
    couple: PositiveAmount
    children: tuple[BandModel, ...]
    shared: tuple[PositiveAmount, ...]
    each_over_seven: PositiveAmount

    @field_validator("shared")
    @classmethod
    def _every_size(cls, shared: tuple[PositiveAmount, ...]) -> tuple[PositiveAmount, ...]:
        if len(shared) != HOUSEHOLD_SIZES:
            raise ValueError("shared must hold the amounts for 1 to 7 persons")
        for persons, (fewer, more) in enumerate(pairwise(shared), start=2):
            if more <= fewer:
                raise ValueError(
                    f"{persons} persons have {more}, and {persons - 1} have {fewer}: more persons have more,"
                    " so correct one"
                )
        return shared

    @field_validator("couple")
    @classmethod
    def _two_cost_more_than_one(cls, couple: PositiveAmount, info: ValidationInfo) -> PositiveAmount:
        single = info.data.get("single")
        if single is not None and not single < couple <= 2 * single:
            raise ValueError(
                f"both adults together have {couple} and one alone {single}:"
                " couple is more than one single and at most two, so correct one"
            )
        return couple

    @field_validator("each_over_seven")
    @classmethod
    def _the_last_step(cls, step: PositiveAmount, info: ValidationInfo) -> PositiveAmount:
        """The difference between six and seven persons (socialtjänstförordningen 12 kap. 3 §)."""
        shared = info.data.get("shared")
        if shared is not None and step != shared[-1] - shared[-2]:
            raise ValueError(
                f"each further person has what the seventh adds, {shared[-1] - shared[-2]}: correct one"
            )
        return step


def riksnorm(model: RiksnormModel) -> Riksnorm:
    """The table. Raises ValueError when it does not cover every age of the act."""
    ages = [age for band in model.children for age in range(band.from_age, band.to_age + 1)]
    if ages != list(range(OLDEST_CHILD + 1)):
        raise ValueError("the age bands must cover 0 to 20 once each, youngest first")
    for band in model.children:
        if _has_lunch_column(band) != (band.from_age <= OLDEST_WITH_LUNCH_COLUMN):
            raise ValueError(
                "write without_lunch for the bands up to 6 years, and no other (null: amount unknown)"
            )
    return Riksnorm(
        single=model.single,
        couple=model.couple,
        children=tuple(_band(band) for band in model.children),
        shared=model.shared,
        each_over_seven=model.each_over_seven,
    )


def _has_lunch_column(band: BandModel) -> bool:
    return "without_lunch" in band.model_fields_set


def _band(band: BandModel) -> ChildBand:
    return ChildBand(
        from_age=band.from_age,
        to_age=band.to_age,
        amount=band.amount,
        without_lunch=band.without_lunch,
        lunch_amount_unknown=_has_lunch_column(band) and band.without_lunch is None,
    )
