"""An application's XML to the flow's record of it. Pure: the same bytes give the same record or refusal."""

from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from adapters.eplatform import answers, form_shape, form_words, household
from adapters.eplatform.document import parse
from adapters.eplatform.personal import remember_form
from adapters.eplatform.protected import taken_out
from adapters.eplatform.question_names import WHOLE_FILE
from adapters.eplatform.shape import Read, read
from adapters.eplatform.statement import statement
from adapters.eplatform.unreadable import Unreadable, unknown_municipality, unreadable
from flows.eligibility.facts import Protection
from flows.records import Application


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which application was asked for, what the list says of it, and when it was fetched."""

    application_ref: str
    submitted_at: datetime
    municipality_code: str
    fetched_at: datetime
    completions: int = 0


class AnotherApplication(Exception):
    """The XML is another application's than the one asked for: nothing in it may be used."""


def application_from(payload: bytes, wanted: Wanted) -> Application:
    """The application.

    Raises `NeedsHuman` (UNREADABLE_APPLICATION naming the field, or UNKNOWN_MUNICIPALITY) and
    `AnotherApplication`.
    """
    try:
        root = parse(payload)
        protection = taken_out(root)
        document = _document(root)
        remember_form(document)
        _check_header(document.one("Header"), wanted)
        municipality = document.one("Values").one("municipality").one("Value")
        if municipality.text != wanted.municipality_code:
            raise unknown_municipality(wanted.application_ref)
        return _application(document, wanted, protection)
    except Unreadable as why:
        raise unreadable(wanted.application_ref, why) from None


def _document(root: etree._Element) -> Read:
    if root.tag != f"{{{form_shape.NAMESPACE}}}{form_shape.FORM.name}":
        raise Unreadable(WHOLE_FILE, "är inte en ansökan från e-tjänstplattformen")
    return read(root, form_shape.FORM, form_shape.NAMESPACE)


def _check_header(header: Read, wanted: Wanted) -> None:
    if header.one("FlowInstanceID").text != wanted.application_ref:
        raise AnotherApplication
    flow = header.one("Flow")
    for name, known in (("FamilyID", form_shape.FAMILY), ("Version", form_shape.VERSION)):
        if flow.one(name).text != known:
            raise Unreadable(flow.one(name).path, "anger en blankett eller version som är okänd")


def _application(document: Read, wanted: Wanted, protection: Protection | None) -> Application:
    values = document.one("Values")
    if not answers.yes(values.one("attestation").one("Value")):
        raise Unreadable("Values/attestation", "saknar den sökandes försäkran")
    applicant, co_applicant = household.adults(document)
    period = values.one("period")
    return Application(
        application_ref=wanted.application_ref,
        kind=answers.word(values.one("applicationType").one("Value"), form_words.KINDS),
        municipality_code=wanted.municipality_code,
        period=answers.month(period.one("Year"), period.one("Month")),
        applicant=applicant,
        co_applicant=co_applicant,
        children=household.children(document, applicant, co_applicant),
        household_changed=answers.yes(values.one("householdChanged").one("Value")),
        statement=statement(
            values,
            submitted_at=wanted.submitted_at,
            completions=wanted.completions,
            has_co_applicant=co_applicant is not None,
        ),
        fetched_at=wanted.fetched_at,
        protection=protection,
    )
