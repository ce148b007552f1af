"""The form "Ansökan om ekonomiskt bistånd" on one page, filled in from the register, and sent in."""

from __future__ import annotations

from sqlalchemy import select
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from mock_legacy.inbox import form_words as words
from mock_legacy.inbox.citizen_visit import citizen_of, citizens_page
from mock_legacy.inbox.form_fields import ROWS, answers_from, missing_in
from mock_legacy.inbox.posted import PostedFields, posted_fields
from mock_legacy.inbox.submission import submit
from mock_legacy.inbox.visit import platform_of, show
from mock_legacy.world import World
from mock_legacy.world.models import Person, Relation


@citizens_page
def apply(request: Request) -> Response:
    """Show the form, or sign and send what was answered."""
    if request.method == "GET":
        return _form(request, ())
    fields = posted_fields(request)
    missing = missing_in(fields)
    if missing:
        return _form(request, missing, fields)
    number = submit(
        platform_of(request).world,
        citizen_of(request),
        answers_from(fields),
        files=fields.files,
    )
    return RedirectResponse(f"/minasidor/kvitto/{number}", status_code=303)


def _form(request: Request, missing: tuple[str, ...], fields: PostedFields | None = None) -> Response:
    world = platform_of(request).world
    citizen = citizen_of(request)
    typed = {} if fields is None else dict(fields.texts)
    return show(
        request,
        "form.html",
        citizen=citizen,
        missing=missing,
        typed=typed or _known_already(world, citizen),
        month=world.today().strftime("%Y-%m"),
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
