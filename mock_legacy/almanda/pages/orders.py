"""Orders to the robot, and a request to the applicant to complete: what a caseworker starts from a draft.

The list and an order's page are the robot's too; to order and to ask the applicant are a person's.
"""

from __future__ import annotations

from starlette.responses import Response

from mock_legacy.almanda import orders as kept
from mock_legacy.almanda.casefiles import case_file_of, must_be_free
from mock_legacy.almanda.drafts import PENDING, asked_for
from mock_legacy.almanda.pages.reviewing import must_be_pending
from mock_legacy.almanda.typed import lines
from mock_legacy.almanda.visit import Visit, go_to, page
from mock_legacy.world.models import JournalNote


@page
def orders(visit: Visit) -> Response:
    """List what is ordered and not done."""
    return visit.show("orders.html", rows=kept.unfinished(visit))


@page
def order(visit: Visit) -> Response:
    """Show one order, and take its status."""
    shown = kept.asked_order(visit)
    if visit.pressed == "btnSparaStatus":
        kept.tell(visit, shown, visit.typed("ddlStatus"), said=lines(visit.typed("txtBesked")).strip())
        return go_to(f"/Bestallning.aspx?nr={shown.id}&sparad=1")
    return visit.show("order.html", order=shown, statuses=kept.STATUSES)


@page
def place(visit: Visit) -> Response:
    """Let a caseworker order another preparation of an application, by a draft of it."""
    visit.must_be_caseworker()
    file = case_file_of(visit)
    must_be_free(visit, file)
    draft = asked_for(visit, file)
    must_be_pending(draft)
    if visit.pressed == "btnBestall":
        kept.place(visit, file, draft.external_reference)
        return go_to(f"/UtkastVisa.aspx?akt={file.customer_number}&utkast={draft.draft_number}&sparad=1")
    return visit.show("order_form.html", file=file, draft=draft)


@page
def complete(visit: Visit) -> Response:
    """Let a caseworker ask the applicant for what is missing, in her own words."""
    visit.must_be_caseworker()
    file = case_file_of(visit)
    must_be_free(visit, file)
    draft = asked_for(visit, file)
    must_be_pending(draft)
    if visit.pressed == "btnBegar":
        draft.status = PENDING[1]
        visit.db.add(
            JournalNote(
                customer_number=file.customer_number,
                written_at=visit.world.now(),
                written_by=visit.user.username,
                heading="Komplettering begärd",
                text=lines(visit.typed("txtBegaran")),
            )
        )
        return go_to(f"/UtkastVisa.aspx?akt={file.customer_number}&utkast={draft.draft_number}&sparad=1")
    return visit.show("completion_form.html", file=file, draft=draft)
