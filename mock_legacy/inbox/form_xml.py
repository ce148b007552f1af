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
_FIRST_QUERY = 48101


class Typed(str):
    """Text from a person, which the platform wraps in CDATA."""

    __slots__ = ()


class _Values:
    """The questions in order, each with the number the form designer gave it."""

    def __init__(self, parent: etree._Element) -> None:
        self._parent = parent
        self._query = _FIRST_QUERY

    def ask(self, name: str, question: str, fields: Iterable[tuple[str, str]]) -> None:
        """Add one answered question; fields without an answer are left out."""
        element = etree.SubElement(self._parent, _tag(name))
        _add(element, "QueryID", str(self._query))
        _add(element, "Name", Typed(question))
        for field, text in fields:
            if text:
                _add(element, field, text)
        self._query += 1

    def ask_rows(self, name: str, question: str, rows: Sequence[Sequence[tuple[str, str]]]) -> None:
        """Add one numbered question for each row."""
        for number, fields in enumerate(rows, start=1):
            self.ask(f"{name}Row{number}", f"{question} {number}", fields)


def write_form(header: FormHeader, answers: FormAnswers, signatures: Sequence[FormSignature] = ()) -> bytes:
    """The application as the platform hands it out."""
    root = etree.Element(_tag("FlowInstance"), nsmap={None: NAMESPACE, "xsi": _XSI})  # type: ignore[dict-item]
    root.set(f"{{{_XSI}}}schemaLocation", f"{NAMESPACE} schema-{header.flow_id}.xsd")
    _write_header(root, header, answers.applicant)
    _write_values(etree.SubElement(root, _tag("Values")), answers)
    if signatures:
        _write_signatures(etree.SubElement(root, _tag("SigningEvents")), signatures)
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
    _add(flow, "Name", Typed(header.flow_name))
    _add(element, "FlowInstanceID", str(header.flow_instance_id))
    status = etree.SubElement(element, _tag("Status"))
    _add(status, "ID", str(header.status_id))
    _add(status, "Name", Typed(header.status))
    for role in ("Poster", "Owner"):
        _write_user(etree.SubElement(element, _tag(role)), poster, str(header.poster_id))
    for moment in ("Posted", "FirstSubmitted", "LastSubmitted"):
        _add(element, moment, twelve_hour(header.posted))


def _write_user(element: etree._Element, person: FormPerson, user_id: str) -> None:
    _add(element, "Firstname", Typed(person.first_name))
    _add(element, "Lastname", Typed(person.last_name))
    _add(element, "Email", Typed(person.email))
    _add(element, "ID", user_id)


def _write_values(parent: etree._Element, answers: FormAnswers) -> None:
    values = _Values(parent)
    values.ask("applicationType", "Vad gäller din ansökan?", [("Value", answers.application_type)])
    values.ask("municipality", "Vilken kommun söker du i?", [("Value", answers.municipality)])
    values.ask("period", "Vilken månad ansöker du för?", [("Value", answers.period)])
    values.ask("applicant", "Sökande", _person(answers.applicant))
    if answers.co_applicant:
        values.ask("coApplicant", "Medsökande", _person(answers.co_applicant))
    values.ask_rows("child", "Barn", [_child(one) for one in answers.children])
    values.ask(
        "householdChanged",
        "Har hushållet förändrats sedan förra ansökan?",
        [("Value", _yes(answers.household_changed))],
    )
    values.ask("housing", "Hur bor du?", _housing(answers.housing))
    values.ask_rows("income", "Inkomst", [_income(one) for one in answers.incomes])
    values.ask_rows(
        "pendingBenefit", "Sökt ersättning", [[("Value", Typed(one))] for one in answers.pending_benefits]
    )
    values.ask_rows("cost", "Utgift", [_cost(one) for one in answers.costs])
    values.ask_rows("asset", "Tillgång", [_entry("AssetCategory", one) for one in answers.assets])
    values.ask_rows("planning", "Planering", [_entry("PlanningType", one) for one in answers.plans])
    if answers.message:
        values.ask("message", "Vill du berätta något mer?", [("Value", Typed(answers.message))])
    if answers.attachments:
        values.ask("attachments", "Bilagor", [("Value", Typed(one)) for one in answers.attachments])
    values.ask("attestation", "Jag försäkrar att uppgifterna är riktiga", [("Value", "Ja")])


def _person(person: FormPerson) -> list[tuple[str, str]]:
    return [
        ("CitizenIdentifier", person.personnummer),
        ("Firstname", Typed(person.first_name)),
        ("Lastname", Typed(person.last_name)),
        ("Email", Typed(person.email)),
        ("Phone", Typed(person.phone)),
    ]


def _child(child: FormChild) -> list[tuple[str, str]]:
    return [
        ("CitizenIdentifier", child.personnummer),
        ("Firstname", Typed(child.first_name)),
        ("Lastname", Typed(child.last_name)),
        ("ResidenceExtent", child.residence),
        ("DaysInHome", child.days_in_home),
        ("LunchAway", _yes(child.lunch_away)),
    ]


def _housing(housing: FormHousing) -> list[tuple[str, str]]:
    return [
        ("HousingForm", housing.form),
        ("PersonCount", housing.persons),
        ("Rooms", housing.rooms),
        ("Changed", _yes(housing.changed)),
    ]


def _income(income: FormIncome) -> list[tuple[str, str]]:
    return [
        ("IncomeType", Typed(income.kind)),
        ("Recipient", income.recipient),
        ("Amount", Typed(income.amount)),
        ("Date", income.paid_on),
        ("Payer", Typed(income.payer)),
    ]


def _cost(cost: FormCost) -> list[tuple[str, str]]:
    return [
        ("CostType", cost.kind),
        ("Amount", Typed(cost.amount)),
        ("Specification", Typed(cost.specification)),
    ]


def _entry(code: str, entry: FormEntry) -> list[tuple[str, str]]:
    return [(code, entry.kind), ("Description", Typed(entry.description))]


def _write_signatures(parent: etree._Element, signatures: Sequence[FormSignature]) -> None:
    for signature in signatures:
        event = etree.SubElement(parent, _tag("SignEvent"))
        _add(event, "SignedChecksum", signature.checksum)
        _add(event, "Date", twelve_hour(signature.signed_at))
        signer = etree.SubElement(event, _tag("Signer"))
        _add(signer, "Firstname", Typed(signature.first_name))
        _add(signer, "Lastname", Typed(signature.last_name))
        if signature.email:
            _add(signer, "Email", Typed(signature.email))
        _add(signer, "ID", signature.signer_id)


def _add(parent: etree._Element, name: str, text: str) -> None:
    element = etree.SubElement(parent, _tag(name))
    element.text = etree.CDATA(text) if isinstance(text, Typed) else text


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _yes(answer: bool) -> str:
    return "Ja" if answer else "Nej"
