"""One riksnorm table as it is written in YAML; refuses one with a gap, a missing step or a stray column."""

from adapters.config_files.fields import Amount, Strict
from flows.eligibility.riksnorm import ChildBand, Riksnorm

OLDEST_CHILD = 20
OLDEST_WITH_LUNCH_COLUMN = 6
HOUSEHOLD_SIZES = 7


class BandModel(Strict):
    """One age band. `without_lunch: null` written out is an amount that no source at hand states."""

    from_age: int
    to_age: int
    amount: Amount
    without_lunch: Amount | None = None


class RiksnormModel(Strict):
    """One table."""

    single: Amount
    couple: Amount
    children: tuple[BandModel, ...]
    shared: tuple[Amount, ...]
    each_over_seven: Amount


def riksnorm(model: RiksnormModel) -> Riksnorm:
    """The table. Raises ValueError when it does not cover every age and household size of the act."""
    ages = [age for band in model.children for age in range(band.from_age, band.to_age + 1)]
    if ages != list(range(OLDEST_CHILD + 1)):
        raise ValueError("the age bands must cover 0 to 20 once each, youngest first")
    for band in model.children:
        if _has_lunch_column(band) != (band.from_age <= OLDEST_WITH_LUNCH_COLUMN):
            raise ValueError(
                "write without_lunch for the bands up to 6 years, and no other (null: amount unknown)"
            )
    if len(model.shared) != HOUSEHOLD_SIZES:
        raise ValueError("shared must hold the amounts for 1 to 7 persons")
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
