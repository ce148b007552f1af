"""The sections that are handed on from CSN, Arbetsförmedlingen and the a-kassor, and the one with claims.

Each source writes its dates in its own way: CSN 20261026 or 0, Arbetsförmedlingen 2016-11-18+01:00.
"""

import datetime as dt
import re

from bots.forsakringskassan.failures import failures_of
from bots.forsakringskassan.records import (
    AfAnswer,
    AkassaPayment,
    Claim,
    ClaimsAnswer,
    CsnAnswer,
    CsnRow,
    Withheld,
)
from bots.forsakringskassan.sheet import NOTHING, Section
from bots.kit.errors import NotThatScreen, UnreadableValue
from bots.kit.swedish import amount, date
from bots.kit.table import Row

WITHHELD = "Uppgifterna omfattas av sekretess och lämnas inte ut."
_NO_DATE = "–"
_NO_CSN_DATE = "0"
_ZONE = re.compile(r"(?:Z|[+-][0-9]{2}:[0-9]{2})$")


def claims(section: Section) -> ClaimsAnswer:
    """Claims at Försäkringskassan and Pensionsmyndigheten, decided ones too.

    The page leaves its tables out only when neither agency has answered.
    """
    failures = failures_of(section)
    table = () if failures and not section.parts else section.part("Ansökningar").whole()
    return ClaimsAnswer(rows=tuple(_claim(row) for row in table), failures=failures)


def csn(section: Section) -> CsnAnswer | Withheld:
    """CSN's plan, paid and planned."""
    flag = section.facts["Sekretess"]
    if _is_withheld(section):
        return Withheld(flag=flag)
    return CsnAnswer(flag=flag, rows=tuple(_csn_row(row) for row in section.part("Utbetalningsplan").whole()))


def af(section: Section) -> AfAnswer | Withheld:
    """Registration at Arbetsförmedlingen."""
    flag = section.facts["Sekretessmarkering"]
    if _is_withheld(section):
        return Withheld(flag=flag)
    job_seeker = section.facts["Arbetssökande"]
    # Left out only of somebody the agency has never known.
    registered = "" if job_seeker == NOTHING else section.facts["Registrerad"]
    return AfAnswer(
        flag=flag,
        job_seeker=job_seeker,
        registered_on=date_with_zone(registered, "Registrerad") if registered else None,
    )


def akassa(section: Section) -> tuple[AkassaPayment, ...]:
    """Payments of the unemployment funds."""
    return tuple(_akassa_payment(row) for row in section.part("Arbetslöshetsersättning").whole())


def date_with_zone(text: str, label: str) -> dt.date:
    """`2016-11-18+01:00` as the day it names; the zone is dropped, never used to move the day."""
    return date(_ZONE.sub("", text.strip()), label)


def _is_withheld(section: Section) -> bool:
    """Whether the section shows its mark alone; then nothing else may stand in it."""
    if WITHHELD not in section.notes:
        return False
    if section.parts:
        raise NotThatScreen(detail=f"the section {section.title} says that it is withheld, and shows tables")
    return True


def _claim(row: Row) -> Claim:
    expected = row["Beräknad utbetalning"]
    return Claim(
        agency=row["Myndighet"],
        code=row["Förmån"],
        name=row["Benämning"],
        applied_on=date(row["Ansökningsdatum"], "Ansökningsdatum"),
        status=row["Status"],
        expected_on=None if expected == _NO_DATE else date(expected, "Beräknad utbetalning"),
    )


def _csn_row(row: Row) -> CsnRow:
    paid_on = row["Utbetalningsdatum"]
    return CsnRow(
        form=row["Stödform"],
        name=row["Klartext"],
        kind=row["Beloppstyp"],
        paid_on=None if paid_on == _NO_CSN_DATE else date(paid_on, "Utbetalningsdatum"),
        status=row["Status"],
        amount=amount(row["Totalbelopp"], "Totalbelopp"),
    )


def _akassa_payment(row: Row) -> AkassaPayment:
    days = row["Ersättningsdagar"]
    if not days.isdigit():
        raise UnreadableValue(label="Ersättningsdagar", trouble="not a number of days")
    return AkassaPayment(
        fund=row["A-kassa"],
        paid_on=date(row["Utbetalningsdatum"], "Utbetalningsdatum"),
        period_from=date(row["Avser fr.o.m."], "Avser fr.o.m."),
        period_to=date(row["Avser t.o.m."], "Avser t.o.m."),
        days=int(days),
        net=amount(row["Netto efter avdrag"], "Netto efter avdrag"),
    )
