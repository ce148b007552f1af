"""The form "Ansökan om ekonomiskt bistånd" on one page, filled in from the register, and sent in."""

from __future__ import annotations

import json

from sqlalchemy import select
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from mock_legacy.inbox import form_words as words
from mock_legacy.inbox.citizen_visit import citizen_of, citizens_page
from mock_legacy.inbox.form_fields import ROWS, missing_in
from mock_legacy.inbox.instance_page import instance_or_404
from mock_legacy.inbox.posted import posted_fields
from mock_legacy.inbox.submission import Sent, submit, take_completion
from mock_legacy.inbox.visit import platform_of, show
from mock_legacy.world import World
from mock_legacy.world.models import Person, Relation


@citizens_page
def apply(request: Request) -> Response:
    """Show the form, or sign and send what was answered."""
    world, citizen = platform_of(request).world, citizen_of(request)
    if request.method == "GET":
        return _form(request, (), _known_already(world, citizen))
    fields = posted_fields(request)
    missing = missing_in(fields)
    if missing:
        return _form(request, missing, dict(fields.texts))
    return _receipt(submit(world, citizen, Sent.of(fields)))


@citizens_page
def complete(request: Request) -> Response:
    """Show the form as it was sent in, or sign and send it once more in place of what was answered."""
    world, citizen = platform_of(request).world, citizen_of(request)
    number = request.path_params["flow_instance_id"]
    with world.session() as session:
        found = instance_or_404(session, number)
        typed = json.loads(found.typed or "{}")
    if found.poster_personnummer != citizen.personnummer or found.status == "Avslutat":
        raise HTTPException(404)
    if request.method == "GET":
        return _form(request, (), typed or _known_already(world, citizen), completes=number)
    fields = posted_fields(request)
    missing = missing_in(fields)
    if missing:
        return _form(request, missing, dict(fields.texts), completes=number)
    take_completion(world, citizen, number, sent=Sent.of(fields))
    return _receipt(number)


def _receipt(number: int) -> Response:
    return RedirectResponse(f"/minasidor/kvitto/{number}", status_code=303)


def _form(
    request: Request, missing: tuple[str, ...], typed: dict[str, str], *, completes: int = 0
) -> Response:
    return show(
        request,
        "form.html",
        citizen=citizen_of(request),
        missing=missing,
        typed=typed,
        action=request.url.path,
        completes=completes,
        month=platform_of(request).world.today().strftime("%Y-%m"),
        rows=ROWS,
        words=words,
    )


def _known_already(world: World, citizen: Person) -> dict[str, str]:
    """What the form fills in by itself: the applicant and the family in the register."""
    known = {
        "sokande_personnummer": citizen.personnummer,
        "sokande_fornamn": citizen.first_name,
        "sokande_efternamn": citizen.last_name,
        "sokande_gata": citizen.street,
        "sokande_postnummer": citizen.postal_code,
        "sokande_postort": citizen.postal_town,
        "kommun": citizen.municipality_code,
    }
    with world.session() as session:
        family = session.execute(
            select(Relation.kind, Person)
            .join(Person, Person.personnummer == Relation.related)
            .where(Relation.personnummer == citizen.personnummer, Relation.until.is_(None))
            .order_by(Person.birth_date)
        ).all()
    children = [person for kind, person in family if kind == "B"][: ROWS["barn"]]
    for number, child in enumerate(children, start=1):
        known |= _as_fields(f"barn{number}", child)
    for kind, person in family:
        if kind == "M":
            known |= _as_fields("medsokande", person)
    return known


def _as_fields(prefix: str, person: Person) -> dict[str, str]:
    return {
        f"{prefix}_personnummer": person.personnummer,
        f"{prefix}_fornamn": person.first_name,
        f"{prefix}_efternamn": person.last_name,
    }
