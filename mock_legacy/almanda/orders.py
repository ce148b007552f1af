"""Orders to the robot as they are placed, listed and told of.

Knows nothing of pages, nor of what the robot does with an order.
"""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus

from sqlalchemy import select

from mock_legacy.almanda.casefiles import let_go
from mock_legacy.almanda.visit import Refused, Visit
from mock_legacy.world.models import CaseFile, PreparationOrder

ORDERED = "Beställd"
STATUSES = (ORDERED, "Pågår", "Klar", "Kan inte")
UNFINISHED = STATUSES[:2]


def place(visit: Visit, file: CaseFile, reference: str) -> PreparationOrder:
    """Order once for as long as an order of the same reference is open, and let go of the case file."""
    case_ref = reference.partition("/")[0]
    standing = [one for one in orders_of(visit, case_ref) if one.status in UNFINISHED]
    if file.locked_by == visit.user.username:
        let_go(file)
    if standing:
        return standing[0]
    now, who = visit.world.now(), visit.user.username
    order = PreparationOrder(
        customer_number=file.customer_number,
        external_reference=case_ref,
        ordered_by=who,
        ordered_at=now,
        status=ORDERED,
        changed_by=who,
        changed_at=now,
    )
    visit.db.add(order)
    visit.db.flush()
    return order


def orders_of(visit: Visit, reference: str) -> Sequence[PreparationOrder]:
    """Give the orders of an application, by the reference of any preparation of it, newest first."""
    mine = PreparationOrder.external_reference == reference.partition("/")[0]
    return visit.db.scalars(select(PreparationOrder).where(mine).order_by(PreparationOrder.id.desc())).all()


def unfinished(visit: Visit) -> Sequence[PreparationOrder]:
    """Give what is ordered and not done, oldest first."""
    open_ones = PreparationOrder.status.in_(UNFINISHED)
    return visit.db.scalars(select(PreparationOrder).where(open_ones).order_by(PreparationOrder.id)).all()


def asked_order(visit: Visit) -> PreparationOrder:
    """Give the order that the address names."""
    number = visit.asked("nr")
    found = visit.db.get(PreparationOrder, int(number)) if number.isdecimal() else None
    if found is None:
        raise Refused("error.html", HTTPStatus.NOT_FOUND, message="Beställningen finns inte.")
    return found


def tell(visit: Visit, order: PreparationOrder, status: str, *, said: str) -> None:
    """Keep a status and a sentence; every post is one change more."""
    if status not in STATUSES:
        raise Refused("error.html", HTTPStatus.BAD_REQUEST, message="Statusen finns inte.")
    order.status, order.said = status, said
    order.changed_by, order.changed_at = visit.user.username, visit.world.now()
    order.changes += 1
