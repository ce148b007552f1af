"""What is due, and in which order: one definition for whoever lists, claims or waits for it."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, and_, func, or_, select, true
from sqlalchemy.orm.util import AliasedClass

from adapters.persistence import tables
from flows.work import State

Item = tables.WorkItemRow
Items = type[tables.WorkItemRow] | AliasedClass[tables.WorkItemRow]
"""The table of work items, under its own name or another."""


def is_due(one: Items, municipality: str, now: datetime) -> ColumnElement[bool]:
    """Open, its day and its time have come; or left in PREPARING by a worker whose lease is over.

    `now` is Stockholm's time: its date is what `wait_until` is held against.
    """
    has_come = or_(one.not_before.is_(None), one.not_before <= now)
    is_left = or_(one.lease_until.is_(None), one.lease_until < now)
    return and_(
        _is_open(one, municipality),
        or_(and_(_is_for_today(one, now), has_come), and_(one.state == State.PREPARING, is_left)),
    )


def asks_none_of(one: Items, without: Collection[str]) -> ColumnElement[bool]:
    """Not waiting for a system in `without`."""
    return one.waits_for.not_in(without) if without else true()


def in_order(one: Items) -> tuple[SQLColumnExpression[datetime], SQLColumnExpression[str]]:
    """First come, first served: a try that came to nothing costs no place."""
    return one.collected_at, one.case_ref


def comes_today(
    municipality: str, now: datetime, without: Collection[str]
) -> Select[tuple[datetime | None, datetime | None]]:
    """The first time today, after `now`, that some item waits for; and the first end of a lease."""
    midnight = datetime.combine(now.date() + timedelta(days=1), datetime.min.time(), now.tzinfo)
    ours = and_(_is_open(Item, municipality), asks_none_of(Item, without))
    waits = and_(_is_for_today(Item, now), Item.not_before > now, Item.not_before < midnight)
    held = and_(Item.state == State.PREPARING, Item.lease_until >= now, Item.lease_until < midnight)
    return select(
        func.min(Item.not_before).filter(waits),
        func.min(Item.lease_until).filter(held),
    ).where(ours)


def _is_open(one: Items, municipality: str) -> ColumnElement[bool]:
    """In the very words of the index of open items, which then is what the database looks into."""
    opens = one.state.in_(tables.OPEN)
    return and_(one.municipality == municipality, opens)


def _is_for_today(one: Items, now: datetime) -> ColumnElement[bool]:
    its_day = or_(one.wait_until.is_(None), one.wait_until <= now.date())
    return and_(one.state != State.PREPARING, its_day)
