"""A child's wages of the calendar year, and how much of the month is above the limit (SoL 12 kap. 9 §).

Answers no legal question of its own. Amounts are kronor, after tax or before it as the municipality measures.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from flows.eligibility.case import EmployerDeclaration, Member
from flows.eligibility.facts import Fact, Missing, Why
from flows.eligibility.municipality import ChildIncomeMeasure
from flows.eligibility.parameters import Dated, NoTable
from flows.eligibility.period import Period
from flows.eligibility.question import Question
from flows.eligibility.rules.wages import declared_in
from flows.eligibility.wording import kronor

JANUARY = 1
PRICE_BASE_AMOUNT_FROM = Period(2013, 7)
"""The first month whose limit is one prisbasbelopp; what was the limit before, the project has not read."""
ANOTHER_LIMIT = "Före juli 2013 gällde en annan gräns för skolungdomars lön än ett prisbasbelopp."
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildYear:
    """A child's wages as measured: `before` the income month and in the `month`, and the month's `net`.

    `read` is where the earlier months were read; None in January, which has none.
    """

    before: Decimal
    month: Decimal
    net: Decimal
    limit: Dated[Decimal]
    measure: ChildIncomeMeasure
    read: Fact[tuple[EmployerDeclaration, ...]] | None

    @property
    def above(self) -> Decimal:
        """How much of the month's wage, as measured, is above the limit."""
        limit = self.limit.value
        return max(NOTHING, self.before + self.month - limit) - max(NOTHING, self.before - limit)

    @property
    def counted(self) -> Decimal:
        """What counts as income, after tax: of a wage measured before tax the same share of the net wage."""
        return self.above * self.net / self.month if self.month > 0 else NOTHING

    @property
    def formula(self) -> str:
        """How the counted amount came about; blank when it is the whole wage of the month."""
        if self.above == self.month:
            return ""
        above = f"{kronor(self.before)} + {kronor(self.month)} − {kronor(self.limit.value)}"
        return above if self.net == self.month else f"({above}) × {kronor(self.net)} / {kronor(self.month)}"

    @property
    def measured(self) -> str:
        """How the wages are measured, in words."""
        return "efter skatt" if self.measure is ChildIncomeMeasure.NET else "före skatt"

    def is_below_limit_with(self, stated: Decimal) -> bool:
        """Whether nothing would count even if the month's wage were the stated one, which is after tax."""
        known = self.measure is ChildIncomeMeasure.NET
        return known and self.before + stated <= self.limit.value


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownYear:
    """Why the year is not known, in Swedish, and whether the answer may still come by itself."""

    reason: str
    may_arrive: bool = False


def child_year(question: Question, child: Member) -> ChildYear | UnknownYear:
    """The child's wages of the calendar year up to the income month, or why they are not known."""
    month, measure = question.income_month, question.rules.child_income_measure
    declared = declared_in(question, child.key, month)
    answers = question.facts.tax.get(child.key)
    if month < PRICE_BASE_AMOUNT_FROM:
        return UnknownYear(reason=f"{ANOTHER_LIMIT} Hur mycket av lönen ska räknas?")
    try:
        limit = question.parameters.price_base_amount(month)
    except NoTable as missing:
        return UnknownYear(reason=missing.for_caseworker)
    if answers is None:
        return UnknownYear(
            reason="Skatteverket har inte tillfrågats om barnet. Hur mycket har barnet tjänat under året?"
        )
    earlier = answers.earlier_in_year
    if isinstance(earlier, Missing) and month.month != JANUARY:
        return _unknown(earlier, limit)
    read = earlier if isinstance(earlier, Fact) else None
    in_year = (
        one for one in (read.value if read else ()) if one.month.year == month.year and one.month < month
    )
    return ChildYear(
        before=_sum(in_year, measure),
        month=_sum(declared, measure),
        net=_sum(declared, ChildIncomeMeasure.NET),
        limit=limit,
        measure=measure,
        read=read,
    )


def _unknown(earlier: Missing, limit: Dated[Decimal]) -> UnknownYear:
    """No sum is too large for the months that nobody knows, so the limit may have been passed already."""
    silent = {
        Why.NOT_FOUND: "Det saknas uppgifter från arbetsgivare för någon månad tidigare i år.",
        Why.FETCH_FAILED: "Skatteverket har inte svarat om årets tidigare månader.",
    }
    why = silent.get(earlier.why, "Årets tidigare månader är inte kända.")
    return UnknownYear(
        reason=(
            f"{why} Lön upp till ett prisbasbelopp, {kronor(limit.value)}, per kalenderår räknas inte."
            " Hur mycket har barnet tjänat under året?"
        ),
        may_arrive=earlier.why in silent,
    )


def _sum(declared: Iterable[EmployerDeclaration], measure: ChildIncomeMeasure) -> Decimal:
    net = measure is ChildIncomeMeasure.NET
    return sum((one.net if net else one.gross for one in declared), NOTHING)
