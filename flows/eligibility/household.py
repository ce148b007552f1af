"""Who is in the household and how old they count as. Knows persons by key, role and birth date only."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from flows.eligibility.case import Member, PersonKey, Role
from flows.eligibility.municipality import AgeBandSwitch
from flows.eligibility.period import Period
from flows.eligibility.wording import kronor

OWN_INCOME_FROM_AGE = 16


def age_in(member: Member, period: Period) -> int:
    """The age a person has turned by the end of the month (29 February counts as February)."""
    return period.year - member.born.year - (period.month < member.born.month)


def band_age(member: Member, period: Period, switch: AgeBandSwitch) -> int:
    """The age that decides the band of riksnormen for the month; a newborn is 0 from the month of birth."""
    turned = age_in(member, period)
    if switch is AgeBandSwitch.BIRTHDAY_MONTH:
        return turned
    return max(age_in(member, period.control), min(turned, 0))


def adults(members: Sequence[Member]) -> tuple[Member, ...]:
    """Applicant and co-applicant, in that order."""
    return tuple(sorted((one for one in members if one.role is not Role.CHILD), key=_order))


def children(members: Sequence[Member]) -> tuple[Member, ...]:
    """The children, eldest first."""
    return tuple(sorted((one for one in members if one.role is Role.CHILD), key=_order))


def child_number(members: Sequence[Member], child: Member) -> int:
    """The child's place among the children, the eldest being 1: what a child is called in an explanation."""
    return children(members).index(child) + 1


def lives_part_time(member: Member, period: Period, full_month_days: int) -> bool:
    """Whether the child stays in the home for a part of the month only; nobody stays 30 days in February."""
    return member.days_in_home is not None and member.days_in_home < min(full_month_days, period.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """The household's part of a dwelling it shares: its own `heads` among `everybody` who lives there."""

    heads: int
    everybody: int

    def of(self, amount: Decimal) -> Decimal:
        """The household's part of an amount for the whole dwelling, exact."""
        return amount * self.heads / self.everybody

    def formula(self, amount: Decimal) -> str:
        """As a person would write it: `1 790 kr × 2 / 3`, `1 710 kr / 5`."""
        times = "" if self.heads == 1 else f" × {self.heads}"
        return f"{kronor(amount)}{times} / {self.everybody}"


def income_persons(members: Sequence[Member], period: Period) -> tuple[PersonKey, ...]:
    """Whose own incomes must be known: the adults, and children who had turned 16 in the control month."""
    pupils = (one for one in children(members) if age_in(one, period.control) >= OWN_INCOME_FROM_AGE)
    return tuple(one.key for one in (*adults(members), *pupils))


def _order(member: Member) -> tuple[bool, str, str]:
    return (member.role is Role.CO_APPLICANT, member.born.isoformat(), member.key)
