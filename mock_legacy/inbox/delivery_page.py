"""Confirming that another system has taken an application in.

The form asks nothing back: a second confirmation with another id takes the first one's place in silence.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from mock_legacy.inbox.instance_page import instance_or_404
from mock_legacy.inbox.posted import PostedFields, posted_fields
from mock_legacy.inbox.visit import caseworkers_page, note_lookup, platform_of, show
from mock_legacy.world.models import InboxEvent, InboxInstance


@caseworkers_page
def delivery(request: Request) -> Response:
    """Show the form, or take in what was typed into it."""
    number = request.path_params["flow_instance_id"]
    if request.method == "POST":
        return _confirm(request, number, posted_fields(request))
    with platform_of(request).world.session() as session:
        found = instance_or_404(session, number)
    note_lookup(request, "delivery", found.poster_personnummer)
    return show(request, "delivery.html", instance=found, message="")


def _confirm(request: Request, number: int, fields: PostedFields) -> Response:
    external_id, system = fields.one("external_id").strip(), fields.one("system").strip()
    with platform_of(request).world.session() as session:
        found = instance_or_404(session, number)
        if external_id and system:
            _take_down(request, found, external_id, system=system)
            session.add(_event(request, found))
            return RedirectResponse(f"/arenden/{number}?levererad=1", status_code=303)
    return show(request, "delivery.html", instance=found, message="Externt id och system måste fyllas i.")


def _take_down(request: Request, found: InboxInstance, external_id: str, *, system: str) -> None:
    found.delivered_external_id = external_id
    found.delivered_system = system
    found.delivered_at = platform_of(request).world.now()
    found.delivered_by = request.user.full_name


def _event(request: Request, found: InboxInstance) -> InboxEvent:
    return InboxEvent(
        flow_instance_id=found.flow_instance_id,
        at=platform_of(request).world.now(),
        kind="delivery",
        text=f"Leverans bekräftad till {found.delivered_system}",
        by=request.user.full_name,
        external_id=found.delivered_external_id,
    )
