"""A list of orders in memory; implements `flows.ordering.OrderDesk`."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from flows.errors import UtkastError
from flows.ordering import Order, OrderStatus

UNFINISHED = (OrderStatus.ORDERED, OrderStatus.UNDER_WAY)


@dataclass(kw_only=True)
class FakeOrders:
    """`said` is every status that was set, in order; `troubles` are raised by the next calls, one each.

    Without `raise_at_list` the list is always given, and they are raised by what is told.
    """

    orders: dict[str, Order] = field(default_factory=dict)
    said: list[tuple[str, OrderStatus, str]] = field(default_factory=list)
    troubles: list[UtkastError] = field(default_factory=list)
    raise_at_list: bool = True

    def place(self, number: str, reference: str, by: str = "anna.handlaggare") -> None:
        self.orders[number] = Order(number=number, reference=reference, by=by, status=OrderStatus.ORDERED)

    def stands(self, number: str) -> tuple[OrderStatus, str]:
        told = [one for one in self.said if one[0] == number]
        return (told[-1][1], told[-1][2]) if told else (self.orders[number].status, "")

    async def waiting(self) -> Sequence[Order]:
        if self.troubles and self.raise_at_list:
            raise self.troubles.pop(0)
        return [one for one in self.orders.values() if one.status in UNFINISHED]

    async def tell(self, number: str, status: OrderStatus, words: str) -> None:
        if self.stands(number) == (status, words):
            return
        self.said.append((number, status, words))
        self.orders[number] = replace(self.orders[number], status=status)
        if self.troubles:
            raise self.troubles.pop(0)
