"""A question to the portal: what must be filled in, and its record.

Every question is kept with its purpose and legal basis before anything is shown.
Knows nothing of pages or of answers.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from mock_legacy.platform.context import Platform
from mock_legacy.platform.lookups import Lookup, record_lookup
from mock_legacy.world.models import FkQuestion

FIELDS = {
    "personnummer": "Personnummer",
    "period_from": "Period från och med",
    "period_to": "Period till och med",
    "purpose": "Syfte",
    "legal_basis": "Lagtext",
    "case_identity": "Ärendeidentitet",
}
LONGEST = timedelta(days=731)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question whose fields have been read."""

    personnummer: str
    period_from: date
    period_to: date
    purpose: str
    legal_basis: str
    case_identity: str


def read_question(form: Mapping[str, str]) -> tuple[Question | None, list[str]]:
    """Give the question, or what the caseworker must correct, in Swedish."""
    errors = [f"{label} måste anges." for name, label in FIELDS.items() if not form.get(name, "").strip()]
    if errors:
        return None, errors
    number = form["personnummer"].replace("-", "").replace(" ", "")
    start, end = _day(form["period_from"]), _day(form["period_to"])
    if not _is_personnummer(number):
        errors.append("Personnummer är felaktigt. Ange tolv siffror, ÅÅÅÅMMDD-NNNN.")
    if start is None or end is None:
        errors.append("Perioden är felaktig. Ange datum som ÅÅÅÅ-MM-DD.")
    elif not start <= end <= start + LONGEST:
        errors.append(
            "Perioden är felaktig. Den får omfatta högst två år och måste sluta efter att den börjar."
        )
    if errors or start is None or end is None:
        return None, errors
    asked = {name: form[name].strip() for name in ("purpose", "legal_basis", "case_identity")}
    return Question(personnummer=number, period_from=start, period_to=end, **asked), []


def keep(platform: Platform, username: str, question: Question) -> str:
    """Write the question into the portal's records and return its opaque key."""
    record_lookup(
        platform,
        Lookup(
            system="forsakringskassan",
            username=username,
            screen="ask",
            personnummer=question.personnummer,
            purpose=question.purpose,
            legal_basis=question.legal_basis,
        ),
    )
    kept = FkQuestion(
        key=secrets.token_urlsafe(12),
        username=username,
        asked_at=platform.world.now(),
        personnummer=question.personnummer,
        period_from=question.period_from,
        period_to=question.period_to,
        purpose=question.purpose,
        legal_basis=question.legal_basis,
        case_identity=question.case_identity,
    )
    with platform.world.session() as session:
        session.add(kept)
    return kept.key


def asked_by(platform: Platform, username: str, key: str) -> FkQuestion | None:
    """Find a question by its key; only the one who asked may see the answer."""
    with platform.world.session() as session:
        kept = session.get(FkQuestion, key)
        return kept if kept is not None and kept.username == username else None


def latest_by(platform: Platform, username: str, count: int = 25) -> list[FkQuestion]:
    """Return the latest questions of one handläggare, newest first."""
    with platform.world.session() as session:
        return list(
            session.scalars(
                select(FkQuestion)
                .where(FkQuestion.username == username)
                .order_by(FkQuestion.asked_at.desc())
                .limit(count)
            )
        )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _is_personnummer(number: str) -> bool:
    """Check the form and the check digit (Luhn over the last ten digits)."""
    if len(number) != 12 or not number.isdigit():
        return False
    doubled = [int(digit) * (2 - position % 2) for position, digit in enumerate(number[2:])]
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0
