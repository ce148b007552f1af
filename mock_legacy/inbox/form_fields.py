"""The form's posted fields turned into answers, with nothing corrected: people type what they like.

Field names are the page's own; repeated rows are numbered from 1, and a row whose first field is empty is
left out.
"""

from __future__ import annotations

from mock_legacy.inbox.form_answers import (
    FormAnswers,
    FormChild,
    FormCost,
    FormEntry,
    FormHousing,
    FormIncome,
    FormPerson,
)
from mock_legacy.inbox.form_words import ACTIVITIES, COSTS
from mock_legacy.inbox.posted import PostedFields

ROWS = {"barn": 8, "inkomst": 10, "ersattning": 3, "tillgang": 4}
_REQUIRED = {
    "arende": "Vad vill du ansöka om?",
    "kommun": "Kommun",
    "manad": "Vilken månad gäller ansökan?",
    "sokande_personnummer": "Sökandes personnummer",
    "bostad_personer": "Hur många bor i bostaden?",
    "intygan": "Jag intygar att uppgifterna är riktiga",
}


def missing_in(fields: PostedFields) -> tuple[str, ...]:
    """The required questions that were not answered."""
    return tuple(question for name, question in _REQUIRED.items() if not fields.one(name).strip())


def answers_from(fields: PostedFields) -> FormAnswers:
    """The answers as typed."""
    applicant = _person(fields, "sokande")
    if applicant is None:
        raise ValueError("the form was not checked for missing answers")
    return FormAnswers(
        application_type=fields.one("arende"),
        municipality=fields.one("kommun").strip(),
        period=_year_and_month(fields.one("manad")),
        applicant=applicant,
        co_applicant=_person(fields, "medsokande"),
        children=tuple(_children(fields)),
        household_changed=fields.one("hushall_andrat") == "Ja",
        protected=fields.one("skydd"),
        housing=FormHousing(
            form=fields.one("bostad_form"),
            persons=fields.one("bostad_personer").strip(),
            rooms=fields.one("bostad_rum").strip(),
            changed=fields.one("bostad_andrad") == "Ja",
        ),
        incomes=tuple(_incomes(fields)),
        costs=tuple(_costs(fields)),
        assets=tuple(_entries(fields, "tillgang")),
        pending_benefits=tuple(_entries(fields, "ersattning")),
        activities=tuple(
            word for number, word in enumerate(ACTIVITIES, start=1) if fields.ticked(f"gor{number}")
        ),
        planning=fields.one("planering").strip(),
        message=fields.one("meddelande").strip(),
        attachments=tuple(file.name for file in fields.files),
    )


def _person(fields: PostedFields, prefix: str) -> FormPerson | None:
    personnummer = _without_hyphen(fields.one(f"{prefix}_personnummer"))
    if not personnummer:
        return None
    return FormPerson(
        personnummer=personnummer,
        first_name=fields.one(f"{prefix}_fornamn").strip(),
        last_name=fields.one(f"{prefix}_efternamn").strip(),
        street=fields.one(f"{prefix}_gata").strip(),
        postal_code=fields.one(f"{prefix}_postnummer").strip(),
        postal_town=fields.one(f"{prefix}_postort").strip(),
    )


def _children(fields: PostedFields) -> list[FormChild]:
    return [
        FormChild(
            personnummer=_without_hyphen(fields.one(f"barn{number}_personnummer")),
            first_name=fields.one(f"barn{number}_fornamn").strip(),
            last_name=fields.one(f"barn{number}_efternamn").strip(),
            days_in_home=fields.one(f"barn{number}_dagar").strip() or "30",
            lunch_weekdays=fields.ticked(f"barn{number}_lunch"),
        )
        for number in _numbers("barn")
        if fields.one(f"barn{number}_personnummer").strip()
    ]


def _incomes(fields: PostedFields) -> list[FormIncome]:
    return [
        FormIncome(
            kind=fields.one(f"inkomst{number}_slag"),
            amount=fields.one(f"inkomst{number}_belopp").strip(),
            recipient=fields.one(f"inkomst{number}_vem") or "Sökande",
            paid_on=fields.one(f"inkomst{number}_datum").strip(),
            payer=fields.one(f"inkomst{number}_fran").strip(),
        )
        for number in _numbers("inkomst")
        if fields.one(f"inkomst{number}_slag")
    ]


def _costs(fields: PostedFields) -> list[FormCost]:
    return [
        FormCost(
            kind=kind,
            amount=fields.one(f"utgift{number}_belopp").strip(),
            specification=fields.one(f"utgift{number}_specifikation").strip(),
        )
        for number, kind in enumerate(COSTS, start=1)
        if fields.one(f"utgift{number}_belopp").strip()
    ]


def _entries(fields: PostedFields, prefix: str) -> list[FormEntry]:
    return [
        FormEntry(
            kind=fields.one(f"{prefix}{number}_slag"),
            description=fields.one(f"{prefix}{number}_text").strip(),
        )
        for number in _numbers(prefix)
        if fields.one(f"{prefix}{number}_slag")
    ]


def _year_and_month(text: str) -> tuple[str, str]:
    """Split ``2026-11``; the platform keeps the month without a leading zero, and whatever else as it is."""
    year, _, month = text.strip().partition("-")
    return year, month.lstrip("0") or month


def _numbers(prefix: str) -> range:
    return range(1, ROWS[prefix] + 1)


def _without_hyphen(text: str) -> str:
    return text.strip().replace("-", "").replace(" ", "")
