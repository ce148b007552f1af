"""Changes of one work item, each a single statement that looks and changes: nobody comes between.

Whoever must hold the item is named in the statement, so that one who has lost it finds nothing to change.
"""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, Select, Update, and_, case, func, or_, select, update
from sqlalchemy.orm import aliased

from adapters.persistence.due import Item, asks_none_of, in_order, is_due
from flows.work import State, WorkItem, lease_end

Candidate = aliased(Item, name="candidate")


def claim_of(case_ref: str, worker: str, now: datetime) -> Update:
    """Claim this item, if no other holds it."""
    free = or_(Item.lease_until.is_(None), Item.lease_until < now, Item.lease_holder == worker)
    return _claimed(and_(Item.case_ref == case_ref, free), worker, now)


def claim_of_first(wanted: Select[tuple[str]], worker: str, now: datetime) -> Update:
    """Claim the first item of `wanted` that no other worker is claiming at this moment.

    SQLite has no word for skipping a row, and needs none: one connection writes at a time.
    """
    first = wanted.limit(1).with_for_update(skip_locked=True).scalar_subquery()
    return _claimed(Item.case_ref == first, worker, now)


def next_in_order(municipality: str, now: datetime, without: Collection[str]) -> Select[tuple[str]]:
    """What is due, first come first."""
    wanted = and_(is_due(Candidate, municipality, now), asks_none_of(Candidate, without))
    return select(Candidate.case_ref).where(wanted).order_by(*in_order(Candidate))


def probes_in_order(municipality: str, system: str, now: datetime) -> Select[tuple[str]]:
    """What is due and waits for `system`, least tried first: no item is for ever the one that probes."""
    wanted = and_(is_due(Candidate, municipality, now), Candidate.waits_for == system)
    return select(Candidate.case_ref).where(wanted).order_by(Candidate.claims, *in_order(Candidate))


def _claimed(which: ColumnElement[bool], worker: str, now: datetime) -> Update:
    is_left = Item.state == State.PREPARING
    return (
        update(Item)
        .where(which)
        .values(
            state=State.PREPARING,
            claimed_from=case((is_left, Item.claimed_from), else_=Item.state),
            lease_holder=worker,
            lease_until=lease_end(now),
            attempts=Item.attempts + 1,
            claims=Item.claims + 1,
            updated_at=now,
        )
    )


def renewal(case_ref: str, worker: str, now: datetime) -> Update:
    """Hold the item for another lease."""
    return update(Item).where(_held(case_ref, worker)).values(lease_until=lease_end(now))


def settlement(
    case_ref: str, worker: str, now: datetime, *, attempts: int, values: Mapping[str, object]
) -> Update:
    """Put a held item in the state of `values`."""
    return _moved(_held(case_ref, worker), now).values(attempts=attempts, **values)


def giving_back(case_ref: str, worker: str, now: datetime) -> Update:
    """Put a held item back in the state that it was claimed from."""
    as_before = func.coalesce(Item.claimed_from, Item.state)
    return _moved(_held(case_ref, worker), now).values(state=as_before, attempts=Item.attempts - 1)


def move_as_read(item: WorkItem, now: datetime, values: Mapping[str, object]) -> Update:
    """Put an item in the state of `values` if it stands as it was read."""
    as_read = and_(
        Item.case_ref == item.case_ref,
        Item.state == item.outcome.state,
        Item.claims == item.claims,
        Item.updated_at == item.updated_at,
    )
    return _moved(as_read, now).values(**values)


def _held(case_ref: str, worker: str) -> ColumnElement[bool]:
    return and_(Item.case_ref == case_ref, Item.lease_holder == worker)


def _moved(which: ColumnElement[bool], now: datetime) -> Update:
    free = {"lease_holder": None, "lease_until": None, "claimed_from": None}
    return update(Item).where(which).values(updated_at=now, **free)
