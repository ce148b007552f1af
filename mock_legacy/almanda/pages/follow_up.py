"""Lists for those who follow up: decisions, supported households, closed case files; nobody's name in them.

Case files with protected identity stand in no list.  Knows nothing of drafts.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, func, select
from starlette.responses import Response

from mock_legacy.almanda.typed import day
from mock_legacy.almanda.visit import Visit, page
from mock_legacy.world.models import CaseFile, Decision, Draft, HouseholdMember

ROWS_PER_PAGE = 200
A_YEAR = timedelta(days=366)
GRANTED = ("Bifall", "Delvis bifall", "Delavslag")
CLOSING_CODES = {
    "01": "Arbete",
    "02": "Studier",
    "03": "Annan ersättning",
    "04": "Flyttat från kommunen",
    "05": "Har inte ansökt på tre månader",
    "09": "Annan orsak",
}
"""Almanda's own; Socialstyrelsen's are others."""


@page
def follow_up(visit: Visit) -> Response:
    """Show the list that the address names, a page at a time."""
    name = visit.asked("lista") or "beslut"
    first = day(visit.asked("from")) or visit.world.today().replace(day=1)
    last = day(visit.asked("tom")) or visit.world.today()
    if name == "hushall":
        wanted: Select[Any] = _supported(last)
    elif name == "avslutade":
        wanted = _closed(first, last)
    else:
        name, wanted = "beslut", _decisions(first, last)
    found = visit.db.scalar(select(func.count()).select_from(wanted.order_by(None).subquery())) or 0
    pages = max(1, -(-found // ROWS_PER_PAGE))
    asked = visit.asked("sida")
    number = min(pages, max(1, int(asked))) if asked.isdecimal() else 1
    rows = visit.db.execute(wanted.limit(ROWS_PER_PAGE).offset((number - 1) * ROWS_PER_PAGE)).all()
    sizes = _sizes(visit, [row.customer_number for row in rows], last) if name == "hushall" else {}
    return visit.show(
        "follow_up.html",
        list_name=name,
        first=first,
        last=last,
        rows=rows,
        sizes=sizes,
        codes=CLOSING_CODES,
        found=found,
        number=number,
        pages=pages,
    )


def _decisions(first: date, last: date) -> Select[Any]:
    draft = Draft.draft_number == Decision.draft_number
    return (
        select(Decision, Draft.external_reference, CaseFile.unit)
        .join(CaseFile, CaseFile.customer_number == Decision.customer_number)
        .outerjoin(Draft, draft)
        .where(Decision.decided_on.between(first, last), CaseFile.protection == "none")
        .order_by(Decision.id)
    )


def _supported(on: date) -> Select[Any]:
    """Households with a granted decision for a time that `on` falls in, and for how many months of a year."""
    granted = (Decision.kind.in_(GRANTED), Decision.amount_ore > 0)
    running = select(Decision.customer_number).where(
        *granted, Decision.period_from <= on, Decision.period_to >= on
    )
    return (
        select(
            CaseFile.customer_number,
            CaseFile.unit,
            func.count(Decision.period.distinct()).label("months"),
        )
        .join(Decision, Decision.customer_number == CaseFile.customer_number)
        .where(
            *granted,
            CaseFile.protection == "none",
            CaseFile.customer_number.in_(running),
            Decision.period_from.between(on - A_YEAR, on),
        )
        .group_by(CaseFile.customer_number, CaseFile.unit)
        .order_by(CaseFile.customer_number)
    )


def _closed(first: date, last: date) -> Select[Any]:
    return (
        select(CaseFile.customer_number, CaseFile.unit, CaseFile.closed_on, CaseFile.closing_code)
        .where(CaseFile.closed_on.between(first, last), CaseFile.protection == "none")
        .order_by(CaseFile.closed_on, CaseFile.customer_number)
    )


def _sizes(visit: Visit, keys: Sequence[str], on: date) -> dict[str, tuple[int, int]]:
    """How many adults and children each household has on a day."""
    there = (HouseholdMember.valid_from <= on) & (
        HouseholdMember.valid_to.is_(None) | (HouseholdMember.valid_to >= on)
    )
    members = select(HouseholdMember).where(HouseholdMember.customer_number.in_(keys), there)
    sizes = dict.fromkeys(keys, (0, 0))
    for one in visit.db.scalars(members):
        adults, children = sizes[one.customer_number]
        is_child = one.role == "Barn"
        sizes[one.customer_number] = (adults + (not is_child), children + is_child)
    return sizes
