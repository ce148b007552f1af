"""What the law says some benefits amount to, so that a sum an agency shows can be held against it.

Socialförsäkringsbalken (2010:110) 15, 18 and 97 kap.; amounts are kronor a month and no rule grants them.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from flows.eligibility.period import Period

MONTHS_IN_QUARTER = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeStep:
    """An amount to and including the month in which the child turns `to_age`; None: for all older."""

    to_age: int | None
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class HousingAllowance:
    """Bostadsbidrag to families, by number of children (1, 2, 3 and more).

    `special` is the part for children at home; the housing part is `share` of the cost between `cost_from`
    and the highest cost for the family.
    """

    special: tuple[Decimal, ...]
    share: Decimal
    cost_from: Decimal
    cost_to: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BenefitAmounts:
    """Statutory amounts. `family_supplements` are for the second, third … child, the last for every further.

    Barnbidrag is paid to and including the quarter in which the child turns `child_benefit_to_age`.
    """

    child_benefit: Decimal
    child_benefit_to_age: int
    family_supplements: tuple[Decimal, ...]
    maintenance_support: tuple[AgeStep, ...]
    housing_allowance: HousingAllowance

    def has_child_benefit(self, born: date, month: Period) -> bool:
        """Whether the child is young enough for barnbidrag in the month (SFB 15 kap. 3 §)."""
        turns = born.year + self.child_benefit_to_age, _quarter(born.month)
        return (month.year, _quarter(month.month)) <= turns

    def family_supplement(self, children: int) -> Decimal:
        """Flerbarnstillägg for that many children with barnbidrag (SFB 15 kap. 8 §)."""
        last = len(self.family_supplements)
        supplements = (self.family_supplements[min(number, last) - 1] for number in range(1, children))
        return sum(supplements, Decimal(0))

    def child_benefits(self, children: int) -> Decimal:
        """Barnbidrag and flerbarnstillägg together for that many children."""
        return children * self.child_benefit + self.family_supplement(children)

    def maintenance_support_for(self, born: date, month: Period) -> Decimal:
        """Fullt underhållsstöd for the child in the month (SFB 18 kap. 20 §)."""
        for step in self.maintenance_support:
            if step.to_age is None or month <= Period(born.year + step.to_age, born.month):
                return step.amount
        raise LookupError("the last step has no age: the loader has checked it")


def _quarter(month: int) -> int:
    return (month - 1) // MONTHS_IN_QUARTER
