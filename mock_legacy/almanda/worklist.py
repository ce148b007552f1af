"""What waits for somebody to decide on: a caseworker's own cases, her unit's, or everybody's.

What needs a person most comes first, then the oldest. Knows nothing of pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select, true

from mock_legacy.almanda.drafts import PENDING
from mock_legacy.almanda.visit import Visit
from mock_legacy.world.models import CaseFile, Draft

ROWS_PER_PAGE = 50
FILTERS = {"mina": "Mina ärenden", "enheten": "Enheten", "alla": "Alla enheter"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Worklist:
    """One page of it; ``waiting`` counts all that the filter lets through."""

    chosen: str
    rows: Sequence[tuple[Draft, CaseFile]]
    waiting: int
    number: int

    @property
    def last(self) -> int:
        """The number of the last page."""
        return max(1, -(-self.waiting // ROWS_PER_PAGE))


def worklist_of(visit: Visit) -> Worklist:
    """Read the page and the filter that the address names; without one it is her own cases."""
    chosen = visit.asked("visa") if visit.asked("visa") in FILTERS else "mina"
    asked = visit.asked("sida")
    number = max(1, int(asked)) if asked.isdecimal() else 1
    passes = {"mina": _hers, "enheten": _units, "alla": _anybodys}[chosen](visit)
    joined = CaseFile.customer_number == Draft.customer_number
    found = select(Draft, CaseFile).join(CaseFile, joined).where(Draft.status.in_(PENDING), passes)
    page = found.order_by(
        Draft.status != PENDING[0], Draft.priority, Draft.created_at, Draft.draft_number
    ).limit(ROWS_PER_PAGE)
    return Worklist(
        chosen=chosen,
        rows=[(draft, file) for draft, file in visit.db.execute(page.offset((number - 1) * ROWS_PER_PAGE))],
        waiting=_count(visit, found),
        number=number,
    )


def _count(visit: Visit, found: Select[tuple[Draft, CaseFile]]) -> int:
    return visit.db.scalar(select(func.count()).select_from(found.subquery())) or 0


def _hers(visit: Visit) -> ColumnElement[bool]:
    return CaseFile.caseworker == visit.user.username


def _units(visit: Visit) -> ColumnElement[bool]:
    """Her unit is that of her cases; somebody without a case of her own sees every unit."""
    units = visit.db.scalars(select(CaseFile.unit).where(_hers(visit)).distinct()).all()
    return CaseFile.unit.in_(units) if units else _anybodys(visit)


def _anybodys(visit: Visit) -> ColumnElement[bool]:
    """Somebody may be away: her cases are then another's."""
    return true()
