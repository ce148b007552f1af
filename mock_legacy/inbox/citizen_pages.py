"""The citizen's way in with a test BankID, and "Mina sidor" with sent applications and those left to sign."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, undefer
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from mock_legacy.inbox.citizen_visit import citizen_of, citizens_page, sessions_of
from mock_legacy.inbox.form_signing import waits_for
from mock_legacy.inbox.posted import posted_fields
from mock_legacy.inbox.visit import platform_of, show
from mock_legacy.world.models import InboxInstance, Person

_PERSONS_SHOWN = 60


def identify(request: Request) -> Response:
    """Let the visitor search for a test person, and become one."""
    if request.method == "GET":
        return _persons_page(request, "", "")
    fields = posted_fields(request)
    chosen = "".join(character for character in fields.one("personnummer") if character.isdigit())
    if not chosen:
        return _persons_page(request, fields.one("namn").strip(), "")
    with platform_of(request).world.session() as session:
        if session.get(Person, chosen) is None:
            return _persons_page(request, "", "Det finns ingen testperson med det personnumret.")
    response = RedirectResponse("/minasidor", status_code=303)
    sessions_of(request).enter(response, chosen)
    return response


@citizens_page
def my_pages(request: Request) -> Response:
    """Show what the citizen has sent in and what waits for the citizen's signature."""
    citizen = citizen_of(request)
    with platform_of(request).world.session() as session:
        sent = session.scalars(
            select(InboxInstance)
            .where(InboxInstance.poster_personnummer == citizen.personnummer)
            .order_by(InboxInstance.posted.desc())
        ).all()
        return show(
            request, "my_pages.html", citizen=citizen, sent=sent, unsigned=_unsigned(session, citizen)
        )


def leave(request: Request) -> Response:
    """Log the citizen out."""
    sessions_of(request).leave(request)
    return RedirectResponse("/legitimera", status_code=303)


def _persons_page(request: Request, name: str, message: str) -> Response:
    words = [f"%{word}%" for word in name.split()]
    with platform_of(request).world.session() as session:
        query = select(Person).order_by(Person.last_name, Person.first_name, Person.personnummer)
        for word in words:
            query = query.where(or_(Person.first_name.like(word), Person.last_name.like(word)))
        persons = session.scalars(query.limit(_PERSONS_SHOWN)).all()
    return show(request, "identify.html", persons=persons, name=name, message=message)


def _unsigned(session: Session, citizen: Person) -> list[InboxInstance]:
    others = session.scalars(
        select(InboxInstance)
        .where(InboxInstance.poster_personnummer != citizen.personnummer)
        .options(undefer(InboxInstance.payload))
    )
    return [one for one in others if waits_for(one.payload, citizen.personnummer)]
