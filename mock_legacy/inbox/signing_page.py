"""The receipt after sending, and the page where a co-applicant signs."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from mock_legacy.inbox.citizen_visit import citizen_of, citizens_page
from mock_legacy.inbox.form_signing import waits_for
from mock_legacy.inbox.form_view import sections_of
from mock_legacy.inbox.instance_page import instance_or_404
from mock_legacy.inbox.submission import add_signature
from mock_legacy.inbox.visit import platform_of, show
from mock_legacy.world.models import InboxInstance


@citizens_page
def receipt(request: Request) -> Response:
    """Say that the application has come in, under which number."""
    found = _instance(request)
    if found.poster_personnummer != citizen_of(request).personnummer:
        raise HTTPException(404)
    return show(request, "receipt.html", citizen=citizen_of(request), instance=found)


@citizens_page
def co_sign(request: Request) -> Response:
    """Show the application to the co-applicant, or take the signature."""
    citizen, found = citizen_of(request), _instance(request)
    if not waits_for(found.payload, citizen.personnummer):
        raise HTTPException(404)
    if request.method == "POST":
        add_signature(platform_of(request).world, found.flow_instance_id, citizen)
        return RedirectResponse("/minasidor", status_code=303)
    return show(request, "co_sign.html", citizen=citizen, instance=found, sections=sections_of(found.payload))


def _instance(request: Request) -> InboxInstance:
    with platform_of(request).world.session() as session:
        return instance_or_404(session, request.path_params["flow_instance_id"])
