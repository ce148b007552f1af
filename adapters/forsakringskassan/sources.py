"""The sources by the names that a caseworker uses, and what their silence means.

An agency's silence is never "no income": it is a Missing of its own, for that agency alone.
"""

from datetime import datetime

from bots.forsakringskassan.records import SourceFailure
from flows.eligibility.case import BenefitAnswers
from flows.eligibility.facts import Missing, Why

SYSTEM = "Försäkringskassan"
FK = "Försäkringskassan, Utbetalningar"
CLAIMS = "Försäkringskassan, Ansökningar och beslut"
PM = "Pensionsmyndigheten (via Försäkringskassan)"
CSN = "CSN (via Försäkringskassan)"
AF = "Arbetsförmedlingen (via Försäkringskassan)"
SO = "A-kassorna (via Försäkringskassan)"

_STATES = {"FELANDE": "källan svarade med fel", "OTILLGANGLIG": "källan var inte tillgänglig"}


def silent(failure: SourceFailure, source: str, now: datetime) -> Missing:
    """The source's own error, in Swedish, with its code and without its message."""
    said = _STATES.get(failure.state, "källan svarade med fel")
    code = f" (felkod {failure.code})" if failure.code else ""
    return Missing(why=Why.FETCH_FAILED, source=source, detail=said + code, fetched_at=now)


def withheld(source: str, now: datetime) -> Missing:
    """A source that does not hand anything out; the detail says no more than that."""
    detail = "uppgifterna lämnas inte ut i tjänsten"
    return Missing(why=Why.NOT_FETCHED, source=source, detail=detail, fetched_at=now)


def nothing_from_anyone(why: Why, detail: str, now: datetime) -> BenefitAnswers:
    """Nothing known from any source, for one reason."""

    def missing(source: str) -> Missing:
        return Missing(why=why, source=source, detail=detail, fetched_at=now)

    return BenefitAnswers(
        fk=missing(FK),
        pm=missing(PM),
        csn=missing(CSN),
        so=missing(SO),
        af=missing(AF),
        claims=missing(CLAIMS),
    )
