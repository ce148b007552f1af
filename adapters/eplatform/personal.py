"""What of an application's form is about a person: told to the scrubber before anything else is done with it.

It must not know what any of it means for the assessment.
"""

from collections.abc import Iterator

from adapters.eplatform.shape import Read
from flows.scrubbing import Kind, remember

_KINDS = {
    "Firstname": Kind.NAME,
    "Lastname": Kind.NAME,
    "Personnummer": Kind.NUMBER,
    "Email": Kind.MAIL,
    "Address": Kind.ADDRESS,
    "Employer": Kind.TEXT,
    "Specification": Kind.TEXT,
    "Description": Kind.TEXT,
    "FileName": Kind.TEXT,
    "planning": Kind.TEXT,
    "message": Kind.TEXT,
}


def remember_form(document: Read) -> None:
    """Take every person and free text of the form out of all that is told, while it is at hand."""
    for kind, text in _personal_in("", document):
        remember(kind, text)


def _personal_in(name: str, field: Read, within: str = "") -> Iterator[tuple[Kind, str]]:
    """`within` is the question that a bare `Value` answers."""
    kind = _KINDS.get(within if name == "Value" else name)
    if kind and field.text:
        yield kind, field.text
    if "Lastname" in field.parts:
        yield Kind.NAME, f"{field.one('Firstname').text} {field.one('Lastname').text}"
    if "PostalCode" in field.parts:
        yield Kind.ADDRESS, f"{field.one('PostalCode').text} {field.one('PostalAddress').text}"
    for part, fields in field.parts.items():
        for one in fields:
            yield from _personal_in(part, one, within=name)
