"""Writes an application as the platform's XML: ISO-8859-1, CDATA, numbered elements, 12-hour clock.

`form.md` is the description of every field. Knows neither database nor pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO

from lxml import etree

from mock_legacy.inbox.form_answers import (
    FormAnswers,
    FormChild,
    FormCost,
    FormEntry,
    FormHeader,
    FormHousing,
    FormIncome,
    FormPerson,
    FormSignature,
)

NAMESPACE = "http://www.oeplatform.org/version/2.0/schemas/flowinstance"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_FIRST_QUERY = 3101


class _Values:
    """The questions in order, each with the number the form designer gave it."""

    def __init__(self, parent: etree._Element) -> None:
        self._parent = parent
        self._query = _FIRST_QUERY

    def ask(self, name: str, question: str, fields: Iterable[tuple[str, str]]) -> None:
        """Add one answered question."""
        element = etree.SubElement(self._parent, _tag(name))
        _add(element, "QueryID", str(self._query))
        _type(element, "Name", question)
        for field, text in fields:
            _type(element, field, text)
        self._query += 1

    def ask_one(self, name: str, question: str, answer: str) -> None:
        """Add a question with one answer."""
        self.ask(name, question, [("Value", answer)])

    def ask_rows(self, name: str, question: str, rows: Sequence[Sequence[tuple[str, str]]]) -> None:
        """Add one numbered question for each row."""
        for number, fields in enumerate(rows, start=1):
            self.ask(f"{name}{number}", question, fields)


def write_form(header: FormHeader, answers: FormAnswers, signatures: Sequence[FormSignature] = ()) -> bytes:
    """The application as the platform hands it out."""
    root = etree.Element(_tag("FlowInstance"), nsmap={None: NAMESPACE, "xsi": _XSI})  # type: ignore[dict-item]
    root.set(f"{{{_XSI}}}schemaLocation", f"{NAMESPACE} schema-{header.flow_id}.xsd")
    _write_header(root, header, answers.applicant)
    _write_values(etree.SubElement(root, _tag("Values")), answers)
    write_signatures(etree.SubElement(root, _tag("SigningEvents")), signatures)
    etree.indent(root)
    file = BytesIO()
    etree.ElementTree(root).write(file, xml_declaration=True, encoding="ISO-8859-1", standalone=False)
    return file.getvalue()


def twelve_hour(moment: datetime) -> str:
    """The platform's own pattern ``yyyy-MM-dd'T'hh:mm:ss``: afternoon and morning look the same."""
    return moment.strftime("%Y-%m-%dT%I:%M:%S")


def _write_header(root: etree._Element, header: FormHeader, poster: FormPerson) -> None:
    element = etree.SubElement(root, _tag("Header"))
    flow = etree.SubElement(element, _tag("Flow"))
    _add(flow, "FamilyID", str(header.family_id))
    _add(flow, "Version", str(header.version))
    _add(flow, "FlowID", str(header.flow_id))
    _type(flow, "Name", header.flow_name)
    _add(element, "FlowInstanceID", str(header.flow_instance_id))
    status = etree.SubElement(element, _tag("Status"))
    _add(status, "ID", str(header.status_id))
    _type(status, "Name", header.status)
    user = etree.SubElement(element, _tag("Poster"))
    _type(user, "Firstname", poster.first_name)
    _type(user, "Lastname", poster.last_name)
    _add(user, "ID", str(header.poster_id))
    for moment in ("Posted", "FirstSubmitted", "LastSubmitted"):
        _add(element, moment, twelve_hour(header.posted))


def _write_values(parent: etree._Element, answers: FormAnswers) -> None:
    values = _Values(parent)
    values.ask_one("applicationType", "Vad vill du ansöka om?", answers.application_type)
    values.ask_one("municipality", "Kommun", answers.municipality)
    year, month = answers.period
    values.ask("period", "Vilken månad gäller ansökan?", [("Year", year), ("Month", month)])
    _write_persons(values, answers)
    values.ask_one("householdChanged", "Har något i hushållet ändrats?", _yes(answers.household_changed))
    values.ask_one(
        "protectedIdentity", "Har du eller någon i hushållet skyddade personuppgifter?", answers.protected
    )
    _write_housing(values, answers.housing)
    values.ask_one("hasIncome", "Hade hushållet inkomster förra månaden?", _yes(bool(answers.incomes)))
    values.ask_rows("income", "Inkomst", [_income(one) for one in answers.incomes])
    values.ask_rows("cost", "Kostnad", [_cost(one) for one in answers.costs])
    values.ask_one("hasAssets", "Har hushållet tillgångar?", _yes(bool(answers.assets)))
    values.ask_rows("asset", "Tillgång", [_entry(one) for one in answers.assets])
    waiting = _yes(bool(answers.pending_benefits))
    values.ask_one("hasPendingBenefits", "Väntar du på besked om någon ersättning?", waiting)
    values.ask_rows("pendingBenefit", "Sökt ersättning", [_entry(one) for one in answers.pending_benefits])
    values.ask_rows("activity", "Vad gör du under månaden?", [[("Kind", one)] for one in answers.activities])
    values.ask_one("planning", "Vad planerar du att göra under månaden?", answers.planning)
    if answers.message:
        values.ask_one("message", "Vill du berätta något mer?", answers.message)
    values.ask_rows("attachment", "Bilaga", [[("FileName", one)] for one in answers.attachments])
    values.ask_one("attestation", "Jag intygar att uppgifterna är riktiga", "Ja")


def _write_persons(values: _Values, answers: FormAnswers) -> None:
    applicant = answers.applicant
    address = [
        ("Address", applicant.street),
        ("PostalCode", applicant.postal_code),
        ("PostalAddress", applicant.postal_town),
    ]
    values.ask("applicant", "Sökande", [*_person(applicant), *address])
    if answers.co_applicant:
        values.ask("coApplicant", "Medsökande", _person(answers.co_applicant))
    values.ask_rows("child", "Barn som bor hos dig", [_child(one) for one in answers.children])


def _write_housing(values: _Values, housing: FormHousing) -> None:
    values.ask_one("housingForm", "Hur bor du?", housing.form)
    values.ask_one("housingRooms", "Antal rum (kök oräknat)", housing.rooms)
    values.ask_one("housingPersons", "Hur många bor i bostaden?", housing.persons)
    values.ask_one("housingChanged", "Har boendet ändrats?", _yes(housing.changed))


def _person(person: FormPerson) -> list[tuple[str, str]]:
    return [
        ("Personnummer", person.personnummer),
        ("Firstname", person.first_name),
        ("Lastname", person.last_name),
    ]


def _child(child: FormChild) -> list[tuple[str, str]]:
    return [
        ("Personnummer", child.personnummer),
        ("Firstname", child.first_name),
        ("Lastname", child.last_name),
        ("DaysInHome", child.days_in_home),
        ("LunchWeekdays", _yes(child.lunch_weekdays)),
    ]


def _income(income: FormIncome) -> list[tuple[str, str]]:
    return [
        ("Kind", income.kind),
        ("Amount", income.amount),
        ("Date", income.paid_on),
        ("Recipient", income.recipient),
        ("Employer", income.payer),
    ]


def _cost(cost: FormCost) -> list[tuple[str, str]]:
    return [("Kind", cost.kind), ("Amount", cost.amount), ("Specification", cost.specification)]


def _entry(entry: FormEntry) -> list[tuple[str, str]]:
    return [("Kind", entry.kind), ("Description", entry.description)]


def write_signatures(parent: etree._Element, signatures: Sequence[FormSignature]) -> None:
    """Add signatures to the element ``SigningEvents``."""
    for signature in signatures:
        event = etree.SubElement(parent, _tag("SignEvent"))
        _add(event, "SignedChecksum", signature.checksum)
        _add(event, "Date", twelve_hour(signature.signed_at))
        signer = etree.SubElement(event, _tag("Signer"))
        _type(signer, "Firstname", signature.first_name)
        _type(signer, "Lastname", signature.last_name)
        _add(signer, "ID", signature.signer_id)


def _add(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, _tag(name)).text = text


def _type(parent: etree._Element, name: str, text: str) -> None:
    """Add what a person has typed."""
    etree.SubElement(parent, _tag(name)).text = etree.CDATA(text)


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _yes(answer: bool) -> str:
    return "Ja" if answer else "Nej"
