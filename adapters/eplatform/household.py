"""The persons of an application: who applies, who has signed, which children, and that nobody is named twice.

It must not know what the persons apply for.
"""

from adapters.eplatform import answers
from adapters.eplatform.shape import Read
from adapters.eplatform.unreadable import Unreadable
from flows.identity import PersonalNumber
from flows.records import Adult, ApplicationChild

_ALWAYS_HERE = 30
"""The form's number of days for a child who always lives in the household, whatever the month's length."""


def adults(document: Read) -> tuple[Adult, Adult | None]:
    """Applicant and co-applicant, each with whether that person has signed."""
    values = document.one("Values")
    applicant = answers.person(values.one("applicant").one("Personnummer"))
    second = values.maybe("coApplicant")
    co_applicant = answers.person(second.one("Personnummer")) if second else None
    if second and co_applicant == applicant:
        raise Unreadable(second.one("Personnummer").path, "anger samma person som den sökande")
    signers = _signers(document, applicant)
    if signers - {applicant, co_applicant}:
        raise Unreadable("SigningEvents", "har en underskrift av någon som inte står i ansökan")
    return (
        Adult(personal_number=applicant, signed=applicant in signers),
        Adult(personal_number=co_applicant, signed=co_applicant in signers) if co_applicant else None,
    )


def children(document: Read, *parents: Adult | None) -> tuple[ApplicationChild, ...]:
    """The children in the form's order."""
    seen = {adult.personal_number for adult in parents if adult}
    found = []
    for row in document.one("Values").all("child"):
        child = _child(row)
        if child.personal_number in seen:
            raise Unreadable(row.one("Personnummer").path, "anger en person som redan står i ansökan")
        seen.add(child.personal_number)
        found.append(child)
    return tuple(found)


def _child(row: Read) -> ApplicationChild:
    days = answers.whole_number(row.one("DaysInHome"), smallest=1, largest=31)
    return ApplicationChild(
        personal_number=answers.person(row.one("Personnummer")),
        days_in_home=None if days >= _ALWAYS_HERE else days,
        lunch_away=answers.yes(row.one("LunchWeekdays")),
    )


def _signers(document: Read, poster: PersonalNumber) -> set[PersonalNumber]:
    """Everybody who has signed. The element ID holds a user number for the poster, else a personnummer."""
    user_number = document.one("Header").one("Poster").one("ID").text
    events = document.maybe("SigningEvents")
    signers = set()
    for event in events.all("SignEvent") if events else ():
        signed_by = event.one("Signer").one("ID")
        signers.add(poster if signed_by.text == user_number else answers.person(signed_by))
    return signers
