"""An application's XML as the caseworker's page shows it: sections of questions and answers, in Swedish.

Shows what stands there and judges nothing; what cannot be parsed gives no sections at all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from mock_legacy.inbox.form_xml import NAMESPACE
from mock_legacy.platform.pages import format_pnr


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the page: a table with ``headers``, or (without) pairs of question and answer."""

    title: str
    headers: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    nothing: str = ""


class _Answers:
    """The questions of one application, by element name."""

    def __init__(self, values: etree._Element) -> None:
        self._by_name = {etree.QName(one).localname: one for one in values.iterchildren(tag=etree.Element)}

    def has(self, question: str) -> bool:
        return question in self._by_name

    def one(self, question: str, field: str = "Value") -> str:
        found = self._by_name.get(question)
        return "" if found is None else _text(found, field)

    def rows(self, name: str) -> list[etree._Element]:
        found, number = [], 1
        while (row := self._by_name.get(f"{name}{number}")) is not None:
            found.append(row)
            number += 1
        return found


def sections_of(payload: bytes) -> list[Section]:
    """The sections of the page; none when the XML cannot be parsed."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        values = etree.fromstring(payload, parser).find(f"{{{NAMESPACE}}}Values")
    except etree.XMLSyntaxError:
        return []
    if values is None:
        return []
    answers = _Answers(values)
    parts: tuple[Callable[[_Answers], Section], ...] = (
        _application,
        _persons,
        _children,
        _housing,
        _incomes,
        _pending,
        _costs,
        _assets,
        _rest,
    )
    return [part(answers) for part in parts]


def _application(answers: _Answers) -> Section:
    return Section(
        title="Ansökan",
        rows=(
            ("Vad vill du ansöka om?", answers.one("applicationType")),
            ("Kommun", answers.one("municipality")),
            (
                "Vilken månad gäller ansökan?",
                f"{answers.one('period', 'Year')}-{answers.one('period', 'Month'):0>2}",
            ),
            ("Har något i hushållet ändrats?", answers.one("householdChanged")),
            ("Har du eller någon i hushållet skyddade personuppgifter?", answers.one("protectedIdentity")),
        ),
    )


def _persons(answers: _Answers) -> Section:
    roles = [("applicant", "Sökande"), ("coApplicant", "Medsökande")]
    return Section(
        title="Sökande och medsökande",
        headers=("Roll", "Namn", "Personnummer", "Adress"),
        rows=tuple(
            (
                role,
                f"{answers.one(name, 'Firstname')} {answers.one(name, 'Lastname')}",
                format_pnr(answers.one(name, "Personnummer")),
                _address(answers, name),
            )
            for name, role in roles
            if answers.has(name)
        ),
    )


def _children(answers: _Answers) -> Section:
    return Section(
        title="Barn",
        headers=("Namn", "Personnummer", "Dagar i hushållet per månad", "Lunch på förskola eller skola"),
        rows=tuple(
            (
                f"{_text(row, 'Firstname')} {_text(row, 'Lastname')}",
                format_pnr(_text(row, "Personnummer")),
                _text(row, "DaysInHome"),
                _text(row, "LunchWeekdays"),
            )
            for row in answers.rows("child")
        ),
        nothing="Inga barn i ansökan.",
    )


def _housing(answers: _Answers) -> Section:
    return Section(
        title="Boende",
        rows=(
            ("Hur bor du?", answers.one("housingForm")),
            ("Antal rum (kök oräknat)", answers.one("housingRooms")),
            ("Hur många bor i bostaden?", answers.one("housingPersons")),
            ("Har boendet ändrats?", answers.one("housingChanged")),
        ),
    )


def _incomes(answers: _Answers) -> Section:
    return Section(
        title="Inkomster föregående månad",
        headers=("Inkomst", "Vem", "Belopp (kr)", "Utbetald", "Från"),
        rows=_entries(answers, "income", "Kind", "Recipient", "Amount", "Date", "Employer"),
        nothing="Inga inkomster uppgivna.",
    )


def _pending(answers: _Answers) -> Section:
    return Section(
        title="Sökta ersättningar",
        headers=("Ersättning som inte är beslutad", "Beskrivning"),
        rows=_entries(answers, "pendingBenefit", "Kind", "Description"),
        nothing="Inga sökta ersättningar.",
    )


def _costs(answers: _Answers) -> Section:
    return Section(
        title="Utgifter",
        headers=("Utgift", "Sökt belopp (kr)", "Specifikation"),
        rows=_entries(answers, "cost", "Kind", "Amount", "Specification"),
        nothing="Inga utgifter sökta.",
    )


def _assets(answers: _Answers) -> Section:
    return Section(
        title="Tillgångar",
        headers=("Tillgång", "Beskrivning"),
        rows=_entries(answers, "asset", "Kind", "Description"),
        nothing="Inga tillgångar uppgivna.",
    )


def _rest(answers: _Answers) -> Section:
    return Section(
        title="Övrigt",
        rows=(
            ("Vad gör du under månaden?", ", ".join(_text(row, "Kind") for row in answers.rows("activity"))),
            ("Vad planerar du att göra under månaden?", answers.one("planning")),
            ("Vill du berätta något mer?", answers.one("message")),
            ("Bilagor", ", ".join(_text(row, "FileName") for row in answers.rows("attachment"))),
            ("Jag intygar att uppgifterna är riktiga", answers.one("attestation")),
        ),
    )


def _text(element: etree._Element, field: str) -> str:
    return element.findtext(f"{{{NAMESPACE}}}{field}") or ""


def _entries(answers: _Answers, name: str, *fields: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(_text(row, field) for field in fields) for row in answers.rows(name))


def _address(answers: _Answers, name: str) -> str:
    street, code, town = (answers.one(name, part) for part in ("Address", "PostalCode", "PostalAddress"))
    return f"{street}, {code} {town}" if street else ""
