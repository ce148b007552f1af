"""`flows.ordering.OrderDesk` on Almanda's list of orders: read whole, and told of one by one.

A status is looked at before it is set, so that one that was set and never answered for is not set again.
"""

from collections.abc import Sequence
from functools import partial

from playwright.async_api import Page

from adapters.auditing import SystemAudit
from adapters.translation import AGAIN_BY_ITSELF, translated
from bots.almanda.orders_page import OrderPage, OrdersPage
from bots.kit.errors import UnreadableValue
from bots.kit.session_pool import SessionPool
from flows.audit import Act
from flows.errors import Code, Transient
from flows.ordering import Order, OrderStatus

SYSTEM = "Almanda"


class AlmandaOrders:
    """The list on the case system's own sessions."""

    def __init__(self, pool: SessionPool, *, audit: SystemAudit) -> None:
        self._pool = pool
        self._audit = audit

    async def waiting(self) -> Sequence[Order]:
        """Every order that is not done, the first placed first."""

        async def read(page: Page) -> Sequence[Order]:
            lines = await (await OrdersPage.enter(page)).read()
            return [
                Order(number=one.number, reference=one.reference, by=one.by, status=_status(one.status))
                for one in lines
            ]

        noted = self._audit.noting(Act.ORDERS_LISTED)
        with translated(SYSTEM):
            return await self._pool.run(read, first=noted)

    async def tell(self, number: str, status: OrderStatus, words: str) -> None:
        """Set the status and the sentence, unless they stand there already, and read them back."""
        wanted = (str(status), words)
        looked, told = self._audit.noting(Act.ORDER_READ), self._audit.noting(Act.ORDER_TOLD)
        with translated(SYSTEM):
            if await self._pool.run(partial(_said, number), first=looked) == wanted:
                return
            async with self._pool.lease_at(lambda page: OrderPage.of(page, number), first=told) as form:
                if await form.said(number) == wanted:
                    return
                shown = await form.say(*wanted)
                if await shown.said(number) != wanted:
                    what = "the list of orders did not keep an order's status."
                    raise Transient(Code.SYSTEM_ERROR, what, system=SYSTEM, next_step=AGAIN_BY_ITSELF)


async def _said(number: str, page: Page) -> tuple[str, str]:
    return await (await OrderPage.of(page, number)).said(number)


def _status(text: str) -> OrderStatus:
    if text not in set(OrderStatus):
        raise UnreadableValue(label="Status", trouble="not a status of an order")
    return OrderStatus(text)
