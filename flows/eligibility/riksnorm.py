"""Riksnormen as a table: personal costs by age band, and shared household costs by household size.

Amounts are kronor a month, taken from the act and never recomputed (socialtjänstförordningen 12 kap. 2–3 §§).
"""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildBand:
    """An age band of children living at home, both ages included.

    `without_lunch` is the column "utan lunch fem dagar i veckan"; None where there is no amount, and then
    `lunch_amount_unknown` tells an amount that no source at hand states from a column that the act lacks.
    """

    from_age: int
    to_age: int
    amount: Decimal
    without_lunch: Decimal | None
    lunch_amount_unknown: bool = False

    @property
    def has_lunch_column(self) -> bool:
        """Whether the act has an amount of its own for a child that eats lunch away."""
        return self.without_lunch is not None or self.lunch_amount_unknown

    def monthly(self, *, lunch_away: bool) -> Decimal | None:
        """The band's amount; None when the child eats lunch away and that amount is unknown."""
        if lunch_away and self.lunch_amount_unknown:
            return None
        return self.without_lunch if lunch_away and self.without_lunch is not None else self.amount

    @property
    def label(self) -> str:
        """The band as the act writes it: `7–10 år`."""
        ages = str(self.from_age) if self.from_age == self.to_age else f"{self.from_age}–{self.to_age}"
        return f"{ages} år"


@dataclass(frozen=True, slots=True, kw_only=True)
class Riksnorm:
    """One table. `couple` is for both adults together; `shared` holds the households of 1 to 7 persons."""

    single: Decimal
    couple: Decimal
    children: tuple[ChildBand, ...]
    shared: tuple[Decimal, ...]
    each_over_seven: Decimal

    def band(self, age: int) -> ChildBand | None:
        """The band a child of `age` falls in, or None when the act has no band for that age."""
        return next((band for band in self.children if band.from_age <= age <= band.to_age), None)

    def shared_costs(self, persons: int) -> Decimal:
        """Gemensamma hushållskostnader for `persons`; over seven, one more step each (12 kap. 3 §)."""
        listed = min(persons, len(self.shared))
        return self.shared[listed - 1] + (persons - listed) * self.each_over_seven
