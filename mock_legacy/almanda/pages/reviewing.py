"""What a caseworker does on a draft's own page: her amounts beside the others, and warnings settled.

Knows nothing of who prepared the draft; an amount that stands there is never replaced.
"""

from __future__ import annotations

from http import HTTPStatus

from starlette.responses import Response

from mock_legacy.almanda.casefiles import must_be_free
from mock_legacy.almanda.drafts import PENDING, touched
from mock_legacy.almanda.typed import ore
from mock_legacy.almanda.viewstate import field
from mock_legacy.almanda.visit import Refused, Visit, go_to
from mock_legacy.world.models import CaseFile, Draft, DraftOpening

EVENTS = {"Kvitterad": "Varning kvitterad", "Stängd": "Varning stängd"}
_STATUS_OF = {"btnKvittera": "Kvitterad", "btnStang": "Stängd"}


def review(visit: Visit, file: CaseFile, draft: Draft) -> Response:
    """Keep what she typed or pressed."""
    visit.must_be_caseworker()
    must_be_free(visit, file)
    must_be_pending(draft)
    match visit.pressed:
        case "btnSparaBelopp":
            _keep_amounts(visit, draft)
        case "btnKvittera" | "btnStang":
            _settle(visit, draft, _STATUS_OF[visit.pressed])
    return go_to(f"/UtkastVisa.aspx?akt={file.customer_number}&utkast={draft.draft_number}&sparad=1")


def must_be_pending(draft: Draft) -> None:
    """Refuse to work on a draft that is decided or that a later one has taken the place of."""
    if draft.status not in PENDING:
        message = f"Utkastet har status {draft.status} och kan inte ändras."
        raise Refused("error.html", HTTPStatus.CONFLICT, message=message)


def note_opening(visit: Visit, draft: Draft) -> None:
    """Remember the first time that this caseworker opened the draft."""
    key = (draft.draft_number, visit.user.username)
    if visit.user.role == "caseworker" and visit.db.get(DraftOpening, key) is None:
        number, username = key
        opened_at = visit.world.now()
        visit.db.add(DraftOpening(draft_number=number, username=username, opened_at=opened_at))


def _keep_amounts(visit: Visit, draft: Draft) -> None:
    for at, row in enumerate(draft.rows):
        row.caseworker_ore = ore(field(visit.form, f"ctl00$cph$dgRader$ctl{at + 2:02d}$txtHandlaggarens"))
    touched(visit, draft, "Handläggarens belopp")


def _settle(visit: Visit, draft: Draft, status: str) -> None:
    position = field(visit.form, "__EVENTARGUMENT")
    for warning in draft.warnings:
        if str(warning.position) == position and warning.status not in (status, "Stängd"):
            warning.status = status
            warning.changed_by, warning.changed_at = visit.user.username, visit.world.now()
            touched(visit, draft, EVENTS[status])
