"""One application: its answers, attachments, signatures and history; its XML; its attachments' content."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from mock_legacy.inbox.form_view import sections_of
from mock_legacy.inbox.posted import posted_fields
from mock_legacy.inbox.visit import caseworkers_page, note_lookup, platform_of, show
from mock_legacy.world.models import InboxAttachment, InboxEvent, InboxInstance, SigningEvent

STATUSES = {
    "Inskickat": 1421,
    "Under handläggning": 1422,
    "Komplettering begärd": 1423,
    "Avslutat": 1424,
    "Kompletterad": 1425,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WithInstance:
    """What hangs on an application."""

    attachments: list[InboxAttachment]
    signatures: list[SigningEvent]
    events: list[InboxEvent]

    @classmethod
    def read(cls, session: Session, number: int) -> WithInstance:
        """Everything of application ``number``, in the order it happened."""
        return cls(
            attachments=list(
                session.scalars(
                    select(InboxAttachment)
                    .where(InboxAttachment.flow_instance_id == number)
                    .order_by(InboxAttachment.id)
                )
            ),
            signatures=list(
                session.scalars(
                    select(SigningEvent)
                    .where(SigningEvent.flow_instance_id == number)
                    .order_by(SigningEvent.signed_at, SigningEvent.id)
                )
            ),
            events=list(
                session.scalars(
                    select(InboxEvent)
                    .where(InboxEvent.flow_instance_id == number)
                    .order_by(InboxEvent.at, InboxEvent.id)
                )
            ),
        )


@caseworkers_page
def instance(request: Request) -> Response:
    """Show the application as the applicant answered it."""
    number = request.path_params["flow_instance_id"]
    with platform_of(request).world.session() as session:
        found = instance_or_404(session, number)
        more = WithInstance.read(session, number)
    note_lookup(request, "instance", found.poster_personnummer)
    return show(
        request,
        "instance.html",
        instance=found,
        more=more,
        sections=sections_of(found.payload),
        statuses=STATUSES,
        confirmed="levererad" in request.query_params,
    )


@caseworkers_page
def instance_xml(request: Request) -> Response:
    """Hand out the application's XML as it was stored."""
    with platform_of(request).world.session() as session:
        found = instance_or_404(session, request.path_params["flow_instance_id"])
    note_lookup(request, "instance_xml", found.poster_personnummer)
    disposition = f'attachment; filename="arende-{found.flow_instance_id}.xml"'
    return Response(
        found.payload,
        headers={"Content-Type": "text/xml;charset=ISO-8859-1", "Content-Disposition": disposition},
    )


@caseworkers_page
def attachment(request: Request) -> Response:
    """Hand out one attachment."""
    with platform_of(request).world.session() as session:
        found = session.get(InboxAttachment, request.path_params["attachment"])
        if found is None or found.flow_instance_id != request.path_params["flow_instance_id"]:
            raise HTTPException(404)
        owner = instance_or_404(session, found.flow_instance_id).poster_personnummer
    note_lookup(request, "attachment", owner)
    disposition = f"attachment; filename*=UTF-8''{quote(found.file_name, safe='')}"
    headers = {
        "Content-Type": found.media_type,
        "Content-Disposition": disposition,
        "X-Content-Type-Options": "nosniff",
    }
    return Response(found.content, headers=headers)


@caseworkers_page
def set_status(request: Request) -> Response:
    """Change the application's status: a caseworker's to do, and not the robot's."""
    if request.user.role != "caseworker":
        raise HTTPException(403, "Kontot saknar behörighet att ändra status.")
    number = request.path_params["flow_instance_id"]
    wanted = posted_fields(request).one("status")
    if wanted not in STATUSES:
        raise HTTPException(400)
    world = platform_of(request).world
    with world.session() as session:
        found = instance_or_404(session, number)
        found.status, found.status_id = wanted, STATUSES[wanted]
        session.add(
            InboxEvent(
                flow_instance_id=number,
                at=world.now(),
                kind="status",
                text=f"Status ändrad till {wanted}",
                by=request.user.full_name,
            )
        )
    return RedirectResponse(f"/arenden/{number}", status_code=303)


def instance_or_404(session: Session, number: int) -> InboxInstance:
    """The application, or the platform's own page that there is none."""
    found = session.get(InboxInstance, number)
    if found is None:
        raise HTTPException(404, "Ärendet hittades inte.")
    return found
