"""The warnings beside a draft: as they are typed, and as a caseworker acknowledges and closes them.

Knows nothing of pages and of what a warning means.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.datastructures import FormData

from mock_legacy.almanda.viewstate import field
from mock_legacy.world.models import CaseFile, Draft, DraftWarning

SHORTEST, LONGEST = 2, 60
OPEN = "Öppen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """One row as it stands in the form."""

    kind: str = ""
    about: str = ""
    text: str = ""
    status: str = ""

    @property
    def blank(self) -> bool:
        """Whether nothing was typed in the row."""
        return not (self.kind or self.about or self.text)


def typed_warnings(form: FormData) -> list[Typed]:
    """Read every row of the posted table, blank ones too."""
    count = 0
    while f"{_container(count)}$txtSlag" in form:
        count += 1
    return [_typed(form, _container(row)) for row in range(count)]


def shown(warnings: Sequence[DraftWarning]) -> list[Typed]:
    """Give a draft's warnings as rows of the form."""
    return [Typed(kind=one.kind, about=one.about, text=one.text, status=one.status) for one in warnings]


def padded(rows: Sequence[Typed], wanted: int) -> list[Typed]:
    """Fill up with blank rows, within what the form can hold."""
    count = min(max(wanted, len(rows), SHORTEST), LONGEST)
    return [*rows, *(Typed() for _ in range(count - len(rows)))]


def kept(
    typed: Sequence[Typed], held: Sequence[DraftWarning], *, by: str, at: datetime
) -> list[DraftWarning]:
    """Make the rows of a draft, without blank ones; one that stands as it was keeps who set it and when."""
    before = {(one.kind, one.about, one.status): (one.changed_by, one.changed_at) for one in held}
    rows = []
    for position, row in enumerate((row for row in typed if not row.blank), start=1):
        status = row.status or OPEN
        who, when = before.get((row.kind, row.about, status), (by, at))
        rows.append(
            DraftWarning(
                position=position,
                kind=row.kind,
                about=row.about,
                text=row.text,
                status=status,
                changed_by=who,
                changed_at=when,
            )
        )
    return rows


def newest_warnings(db: Session, file: CaseFile) -> list[tuple[DraftWarning, str]]:
    """Give the latest draft's row of each kind and cause, with the draft's period."""
    mine = select(DraftWarning, Draft.period).join(Draft, Draft.draft_number == DraftWarning.draft_number)
    rows = db.execute(
        mine.where(Draft.customer_number == file.customer_number).order_by(
            Draft.draft_number.desc(), DraftWarning.position
        )
    )
    newest: dict[tuple[str, str], tuple[DraftWarning, str]] = {}
    for warning, period in rows:
        newest.setdefault((warning.kind, warning.about), (warning, period))
    return list(newest.values())


def _container(row: int) -> str:
    return f"ctl00$cph$dgVarningar$ctl{row + 2:02d}"


def _typed(form: FormData, container: str) -> Typed:
    return Typed(
        kind=field(form, f"{container}$txtSlag"),
        about=field(form, f"{container}$txtGaller"),
        text=field(form, f"{container}$txtText"),
        status=field(form, f"{container}$ddlStatus"),
    )
