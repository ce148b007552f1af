"""What is left of the surpluses of earlier months, month by month. Answers no legal question of its own."""

from dataclasses import dataclass
from decimal import Decimal

from flows.eligibility.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What is left of earlier surpluses: the months that make it up with their balances, kronor.

    `unknown` are the months after the first of them that have no calculation.
    """

    balances: tuple[tuple[Period, Decimal], ...] = ()
    unknown: tuple[Period, ...] = ()

    @property
    def amount(self) -> Decimal:
        """What is left, kronor."""
        return sum((balance for _, balance in self.balances), Decimal(0))

    @property
    def months(self) -> list[Period]:
        """The months that make it up, oldest first."""
        return [month for month, balance in self.balances if balance]

    def after(self, month: Period, balance: Decimal | None) -> "Left":
        """What is left when the next month has had its say; a month that uses it all up begins anew."""
        if balance is None:
            unknown = (*self.unknown, month) if self.balances else ()
            return Left(balances=self.balances, unknown=unknown)
        if self.amount + balance <= 0:
            return Left()
        return Left(balances=(*self.balances, (month, balance)), unknown=self.unknown)
