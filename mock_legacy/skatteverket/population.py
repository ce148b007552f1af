"""What the folkbokföring page shows of a person: the register's codes in words, family, protection.

A person with a protection mark has nothing but the mark on the page.
Knows nothing of requests.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from mock_legacy.world.models import Person, Relation

CIVIL_STATUS = {
    "OG": "Ogift",
    "G": "Gift",
    "S": "Skild",
    "RP": "Registrerad partner",
    "SP": "Skild partner",
    "EP": "Efterlevande partner",
}
RELATIONS = {"B": "Barn", "MO": "Mor", "FA": "Far", "VF": "Vårdnadshavare"}
MARKED = {"sekretessmarkering", "skyddad_folkbokforing"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationRow:
    """One line of the family table, as shown."""

    personnummer: str
    name: str
    relation: str
    since: date
    until: date | None
    same_address: str
    protection: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PopulationSheet:
    """The page's content. ``secrecy`` and ``protected`` are Ja, Nej or blank (not readable)."""

    person: Person
    marked: bool
    secrecy: str
    protected: str
    civil_status: str
    address: tuple[str, ...]
    relations: tuple[RelationRow, ...]


def sheet_of(session: Session, person: Person) -> PopulationSheet:
    """Gather the page of one person."""
    secrecy, protected = _marks(person)
    marked = person.protection in MARKED
    return PopulationSheet(
        person=person,
        marked=marked,
        secrecy=secrecy,
        protected=protected,
        civil_status=_civil_status(person),
        address=_address(person),
        relations=() if marked else tuple(_relations(session, person)),
    )


def _marks(person: Person) -> tuple[str, str]:
    if person.protection == "unknown":
        return "", ""
    return (
        "Ja" if person.protection == "sekretessmarkering" else "Nej",
        "Ja" if person.protection == "skyddad_folkbokforing" else "Nej",
    )


def _civil_status(person: Person) -> str:
    widowed = "Änka" if person.sex == "K" else "Änkling"
    return CIVIL_STATUS.get(person.civil_status, widowed)


def _address(person: Person) -> tuple[str, ...]:
    if person.deregistered_on is not None:
        return ()
    lines = (person.care_of, person.street, f"{person.postal_code} {person.postal_town}")
    return tuple(line for line in lines if line)


def _relations(session: Session, person: Person) -> list[RelationRow]:
    own = session.scalars(select(Relation).where(Relation.personnummer == person.personnummer)).all()
    custody_of = session.scalars(
        select(Relation).where(Relation.related == person.personnummer, Relation.kind == "VF")
    ).all()
    rows = [_row(session, person, one.related, one=one) for one in own]
    # The register holds custody on the child; the page of the adult shows it as a line of its own.
    return rows + [
        _row(session, person, one.personnummer, one=one, named="Vårdnadshavare för") for one in custody_of
    ]


def _row(session: Session, person: Person, number: str, *, one: Relation, named: str = "") -> RelationRow:
    other = session.get(Person, number)
    marked = other is not None and other.protection in MARKED
    return RelationRow(
        personnummer=number,
        name="" if other is None or marked else other.name,
        relation=named or RELATIONS.get(one.kind) or _spouse(person, other),
        since=one.since,
        until=one.until,
        same_address="" if marked else _same_address(person, other),
        protection=_protection(other),
    )


def _spouse(person: Person, other: Person | None) -> str:
    if person.civil_status in {"RP", "SP", "EP"}:
        return "Registrerad partner"
    return "Maka" if other is not None and other.sex == "K" else "Make"


def _same_address(person: Person, other: Person | None) -> str:
    if other is None or other.deregistered_on is not None:
        return "Nej"
    return "Ja" if _place(person) == _place(other) else "Nej"


def _place(person: Person) -> tuple[str, str]:
    return person.street.casefold().strip(), person.postal_code.replace(" ", "")


def _protection(other: Person | None) -> str:
    if other is None or other.protection == "unknown":
        return ""
    return "Ja" if other.protection in MARKED else "Nej"
