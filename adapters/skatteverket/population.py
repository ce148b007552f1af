"""What folkbokföring's page means: a person with protection, address and family.

It must not know how the page is read.
"""

import re
from collections.abc import Iterable
from datetime import datetime

from bots.kit.errors import UnreadableValue
from bots.skatteverket import PopulationSheet, RelationLine
from flows.eligibility.case import Role
from flows.eligibility.facts import Fact, Known, Missing, Protection, Why
from flows.identity import NotAPersonalNumber, PersonalNumber
from flows.records import Address, RegisterPerson, RegisterRelation

SOURCE = "Skatteverket, Folkbokföring"
_CHILD = {"Barn", "Vårdnadshavare för"}
_SPOUSE = {"Make", "Maka", "Make/maka", "Registrerad partner", "Partner", "Sambo"}
_PARENT = {"Mor", "Far", "Förälder", "Vårdnadshavare"}
_YES_OR_NO = {"ja": True, "nej": False}
_POSTAL = re.compile(r"(\d{3} ?\d{2})\s+(\S.*)")


def not_found(now: datetime, detail: str = "personen finns inte i folkbokföringen") -> Missing:
    """The register's own answer that it has nothing about the person."""
    return Missing(why=Why.NOT_FOUND, source=SOURCE, detail=detail, fetched_at=now)


def known_person(who: PersonalNumber, sheet: PopulationSheet, now: datetime) -> Known[RegisterPerson]:
    """The person, or Missing(NOT_FOUND) for one who is deregistered (dead, emigrated).

    Of whoever is protected or may be, or has such a relative, nothing but that is known.
    Raises UnreadableValue for a relation or address of anybody else that cannot be read for certain.
    """
    if sheet.deregistered:
        return not_found(now, "personen är avregistrerad från folkbokföringen")
    protection = _worst([_mark(sheet.secrecy), _mark(sheet.protected)])
    relatives = [_mark(line.protection) for line in sheet.relations if _is_family(line)]
    if protection is not Protection.NO:
        return _marks_alone(who, protection, (), now=now)
    if any(mark is not Protection.NO for mark in relatives):
        try:
            return _marks_alone(who, protection, _relations(sheet.relations), now=now)
        except UnreadableValue:
            # What cannot be made out must not hide the mark.
            return _marks_alone(who, _worst(relatives), (), now=now)
    person = RegisterPerson(
        personal_number=who,
        protection=protection,
        civil_status=sheet.civil_status,
        address=_address(sheet.address),
        municipality_code=sheet.municipality_code,
        relations=_relations(sheet.relations),
        fetched_at=now,
    )
    return Fact(value=person, source=SOURCE, fetched_at=now)


def _is_family(line: RelationLine) -> bool:
    return line.until is None and line.relation not in _PARENT


def _marks_alone(
    who: PersonalNumber, protection: Protection, relations: tuple[RegisterRelation, ...], *, now: datetime
) -> Fact[RegisterPerson]:
    person = RegisterPerson(
        personal_number=who,
        protection=protection,
        civil_status="",
        address=_address(()),
        municipality_code="",
        relations=relations,
        fetched_at=now,
    )
    return Fact(value=person, source=SOURCE, fetched_at=now)


def _mark(shown: str) -> Protection:
    """“Ja” or “Nej”; a blank or anything else is unknown, and unknown stops the robot."""
    match _yes_or_no(shown):
        case True:
            return Protection.YES
        case False:
            return Protection.NO
        case _:
            return Protection.UNKNOWN


def _yes_or_no(shown: str) -> bool | None:
    return _YES_OR_NO.get(shown.strip().casefold())


def _worst(marks: Iterable[Protection]) -> Protection:
    found = set(marks)
    if Protection.YES in found:
        return Protection.YES
    return Protection.NO if found == {Protection.NO} else Protection.UNKNOWN


def _address(lines: tuple[str, ...]) -> Address:
    """The last two lines; a c/o line above them says with whom, not where.

    No lines at all: withheld, or registered in a municipality without an address.
    """
    if not lines:
        return Address(street="", postal_code="", city="")
    postal = _POSTAL.fullmatch(lines[-1].strip())
    if postal is None:
        raise UnreadableValue(label="Folkbokföringsadress", trouble="the last line is no postal address")
    street = lines[-2].strip() if len(lines) > 1 else ""
    return Address(street=street, postal_code=postal[1], city=postal[2].strip())


def _relations(lines: tuple[RelationLine, ...]) -> tuple[RegisterRelation, ...]:
    """Spouse and children of today, each once; a child with its custody on a line of its own is one child."""
    found: dict[PersonalNumber, RegisterRelation] = {}
    for line in lines:
        role = _role(line)
        if role is not None:
            relation = _relation(line, role)
            known = found.get(relation.personal_number)
            found[relation.personal_number] = relation if known is None else _same_person(known, relation)
    return tuple(found.values())


def _role(line: RelationLine) -> Role | None:
    if line.until is not None or line.relation in _PARENT:
        return None
    if line.relation in _CHILD:
        return Role.CHILD
    if line.relation in _SPOUSE:
        return Role.CO_APPLICANT
    raise UnreadableValue(label="Relation", trouble="a relation that the robot does not know")


def _relation(line: RelationLine, role: Role) -> RegisterRelation:
    try:
        number = PersonalNumber.parse(line.digits)
    except NotAPersonalNumber:
        raise UnreadableValue(label="Personnummer", trouble="no personnummer in the family table") from None
    protection = _mark(line.protection)
    return RegisterRelation(
        personal_number=number,
        role=role,
        same_address=_same_address(line.same_address, protection),
        protection=protection,
    )


def _same_address(shown: str, protection: Protection) -> bool:
    """Blank for a protected relative, whose mark stops the robot anyway; for others it must be readable."""
    answer = _yes_or_no(shown)
    if answer is None and protection is Protection.NO:
        raise UnreadableValue(label="Samma adress", trouble="neither Ja nor Nej")
    return answer is True


def _same_person(one: RegisterRelation, other: RegisterRelation) -> RegisterRelation:
    if (one.role, one.same_address) != (other.role, other.same_address):
        raise UnreadableValue(label="Relationer", trouble="two lines about one person disagree")
    return RegisterRelation(
        personal_number=one.personal_number,
        role=one.role,
        same_address=one.same_address,
        protection=_worst([one.protection, other.protection]),
    )
