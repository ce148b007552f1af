"""How a source answers about one person on the world's day: with data, or with an error of its own.

Knows nothing of what the data are.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from mock_legacy.forsakringskassan.views import SourceError
from mock_legacy.world.models import AgencyFlag, AgencyReply, FkQuestion, Person

NAMES = {
    "FK": "Försäkringskassan",
    "PM": "Pensionsmyndigheten",
    "CSN": "CSN",
    "AF": "Arbetsförmedlingen",
    "SO": "A-kassorna",
    "TNS": "Transportstyrelsen",
}
MESSAGES = {
    "FELANDE": "Källsystemet svarade med ett fel.",
    "OTILLGANGLIG": "Källsystemet är inte tillgängligt.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What every source is asked with."""

    session: Session
    question: FkQuestion
    today: date

    @property
    def personnummer(self) -> str:
        """Whom the question is about."""
        return self.question.personnummer

    @property
    def last_paid_day(self) -> date:
        """The last day that a payment may have been made on and be shown."""
        return min(self.question.period_to, self.today)


def error_of(asked: Asked, agency: str) -> SourceError | None:
    """Return the source's error, if it answers with one today."""
    replies = asked.session.scalars(
        select(AgencyReply).where(
            AgencyReply.personnummer == asked.personnummer,
            AgencyReply.agency == agency,
            AgencyReply.state != "OK",
        )
    )
    for reply in replies:
        if reply.until is None or asked.today < reply.until:
            return SourceError(
                source=NAMES[agency],
                state=reply.state,
                code=reply.felkod or f"SSBT-{agency}-900",
                message=reply.felmeddelande or MESSAGES.get(reply.state, "Okänt fel."),
            )
    return None


def flag_of(asked: Asked, agency: str, person: Person) -> str:
    """Return the protection flag as the source's tab shows it: Nej, Ja, or whatever stands there."""
    own = asked.session.scalars(
        select(AgencyFlag.text).where(
            AgencyFlag.personnummer == asked.personnummer, AgencyFlag.agency == agency
        )
    ).first()
    if own is not None:
        return own
    return person.fk_protected.capitalize() if agency == "FK" else "Nej"
