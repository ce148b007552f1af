"""The register of look-ups: who was looked up, why, on what legal basis, and in which session.

A result is reached by the look-up's number, and only in the session that asked.
Knows nothing of what is shown.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from mock_legacy.platform.context import Platform
from mock_legacy.platform.lookups import Lookup, record_lookup
from mock_legacy.platform.sessions import SignedIn
from mock_legacy.world.models import LookupLog, Person, TaxLookup

SYSTEM = "skatteverket"
VIEWS = {
    "folkbokforing": "Folkbokföring",
    "inkomst": "Inkomstuppgifter",
    "skattekonto": "Skattekonto",
    "kapital": "Kapitalinkomst",
    "samlad": "Samlad vy – inkomster",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the look-up form asks, as typed."""

    personnummer: str = ""
    purpose: str = ""
    legal_basis: str = ""
    reference: str = ""
    view: str = "folkbokforing"

    @property
    def digits(self) -> str:
        """The personnummer without hyphen and blanks."""
        return "".join(self.personnummer.split()).replace("-", "")

    def complaints(self) -> list[str]:
        """Say what is missing; without purpose and legal basis nobody is looked up."""
        checks = {
            "Ange personnummer med tolv siffror.": len(self.digits) == 12 and self.digits.isdigit(),
            "Ange ändamål.": bool(self.purpose.strip()),
            "Ange lagstöd.": bool(self.legal_basis.strip()),
            "Ange ärendereferens.": bool(self.reference.strip()),
            "Välj vilka uppgifter som ska visas.": self.view in VIEWS,
        }
        return [complaint for complaint, good in checks.items() if not good]


def register(platform: Platform, user: SignedIn, asked: Asked) -> int:
    """Record a look-up and return its number."""
    number = record_lookup(
        platform,
        Lookup(
            system=SYSTEM,
            username=user.username,
            screen=asked.view,
            personnummer=asked.digits,
            purpose=asked.purpose.strip(),
            legal_basis=asked.legal_basis.strip(),
        ),
    )
    with platform.world.session() as session:
        session.add(TaxLookup(lookup_id=number, session_token=user.token, reference=asked.reference.strip()))
    return number


def person_known(platform: Platform, digits: str) -> bool:
    """Say whether the register knows the number at all."""
    with platform.world.session() as session:
        return session.get(Person, digits) is not None


def person_behind(platform: Platform, user: SignedIn, lookup_id: int) -> Person | None:
    """Return the person a look-up of this session is about; none for another session's number."""
    with platform.world.session() as session:
        lookup = session.get(TaxLookup, lookup_id)
        if lookup is None or lookup.session_token != user.token:
            return None
        return session.get(Person, session.get_one(LookupLog, lookup_id).personnummer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """One line of a user's own log; it shows no person."""

    log: LookupLog
    reference: str

    @property
    def view(self) -> str:
        """Which information was asked for."""
        return VIEWS.get(self.log.screen, self.log.screen)


def own_log(platform: Platform, user: SignedIn, most: int = 100) -> list[Logged]:
    """Return the user's own look-ups, the latest first."""
    query = (
        select(LookupLog, TaxLookup.reference)
        .join(TaxLookup, TaxLookup.lookup_id == LookupLog.id)
        .where(LookupLog.system == SYSTEM, LookupLog.username == user.username)
        .order_by(LookupLog.id.desc())
        .limit(most)
    )
    with platform.world.session() as session:
        return [Logged(log=log, reference=reference) for log, reference in session.execute(query)]
