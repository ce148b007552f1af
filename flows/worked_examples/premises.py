"""What an example presupposes, in the law's own words: one month, one household, costs, incomes, settings.

Changing one premise and asking again is how every figure of an example is computed.
"""

from dataclasses import dataclass
from decimal import Decimal

from flows.eligibility.assessment import Section
from flows.eligibility.case import Member, PersonKey
from flows.eligibility.housing_caps import CapTable
from flows.eligibility.incomes import IncomeKind
from flows.eligibility.municipality import AgeBandSwitch, DayFormula, RentShare, RoundingPoint
from flows.eligibility.period import Period


class NotExpressible(Exception):
    """The example, or one of its figures, cannot be put to the law; the message says why, in Swedish."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """A cost applied for, kronor a month. `highest` is None where all of it may be granted.

    `by_person` says that `highest` is a person's decision and no rule.
    """

    label: str
    section: Section
    applied: Decimal
    highest: Decimal | None = None
    by_person: bool = False
    is_rent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Income:
    """An income of one person, kronor net, in the example's order.

    `earned_before` is what a child has earned earlier in the year; None when the example does not say.
    """

    number: int
    kind: IncomeKind
    person: PersonKey
    net: Decimal
    earned_before: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Choices that no national rule makes; an example that names none is tried with each that matters."""

    age_band_switch: AgeBandSwitch = AgeBandSwitch.BIRTHDAY_MONTH
    day_formula: DayFormula = DayFormula.THIRTIETHS
    part_time_child_is_a_head: bool = True
    rent_share: RentShare = RentShare.PER_HEAD
    rounding_point: RoundingPoint = RoundingPoint.END


@dataclass(frozen=True, slots=True, kw_only=True)
class Premises:
    """One month of one example. `persons` counts everybody in the dwelling.

    `stimulated` are the persons with jobbstimulans; `local_incomes` the locally decided kinds and whether
    they count; `cap_tables` a municipality's published caps, when the example is about them.
    """

    period: Period
    members: tuple[Member, ...]
    persons: int
    rooms: int | None = None
    costs: tuple[Cost, ...] = ()
    incomes: tuple[Income, ...] = ()
    stimulated: frozenset[PersonKey] = frozenset()
    local_incomes: tuple[tuple[str, bool], ...] = ()
    cap_tables: tuple[CapTable, ...] = ()
    settings: Settings = Settings()
