"""The sections with payments of Försäkringskassan and Pensionsmyndigheten: two shapes that share no column.

Försäkringskassan shows gross, tax, deduction and net with öre; Pensionsmyndigheten whole kronor, net only.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping

from bots.forsakringskassan.records import FkDetail, FkPayment, PmPayment, PmRow
from bots.forsakringskassan.sheet import Section
from bots.kit.errors import UnreadableValue
from bots.kit.swedish import amount, date
from bots.kit.table import Row, Table

PAYMENTS = "Utbetalningar"
FK_DETAILS = "Utbetalningsdetaljer"
PM_ROWS = "Utbetalningsrader"


def fk_payments(section: Section) -> tuple[FkPayment, ...]:
    """Försäkringskassan's payments, each with its lines."""
    return fk_rows(section.part(PAYMENTS).whole(), section.part(FK_DETAILS).whole())


def fk_rows(payments: Table, details: Table) -> tuple[FkPayment, ...]:
    """The payments of one page, whole answer or not, each with its lines."""
    lines = _by_payment(payments, details)
    return tuple(_fk_payment(row, lines) for row in payments)


def pm_payments(section: Section) -> tuple[PmPayment, ...]:
    """Pensionsmyndigheten's payments, each with its rows."""
    payments = section.part(PAYMENTS).whole()
    lines = _by_payment(payments, section.part(PM_ROWS).whole())
    return tuple(_pm_payment(row, lines) for row in payments)


def _fk_payment(row: Row, lines: Mapping[str, list[Row]]) -> FkPayment:
    return FkPayment(
        number=_number(row["Nr"]),
        paid_on=_day(row, "Utbetalningsdatum"),
        code=row["Förmån"],
        name=row["Benämning"],
        kind=row["Beloppstyp"],
        period_from=_day(row, "Period fr.o.m."),
        period_to=_day(row, "Period t.o.m."),
        gross=amount(row["Brutto"], "Brutto"),
        tax=amount(row["Skatt"], "Skatt"),
        deduction=amount(row["Avdrag"], "Avdrag"),
        net=amount(row["Netto"], "Netto"),
        details=tuple(_fk_detail(line) for line in lines.get(row["Nr"], ())),
    )


def _fk_detail(line: Row) -> FkDetail:
    return FkDetail(kind=line["Beloppstyp"], amount=amount(line["Belopp"], "Belopp"))


def _pm_payment(row: Row, lines: Mapping[str, list[Row]]) -> PmPayment:
    return PmPayment(
        number=_number(row["Nr"]),
        paid_on=_day(row, "Utbetalningsdatum"),
        net=amount(row["Nettobelopp"], "Nettobelopp"),
        deduction=amount(row["Avdrag"], "Avdrag"),
        rows=tuple(_pm_row(line) for line in lines.get(row["Nr"], ())),
    )


def _pm_row(line: Row) -> PmRow:
    return PmRow(
        code=line["Förmån"],
        name=line["Benämning"],
        period_from=_day(line, "Avser från"),
        period_to=_day(line, "Avser till"),
        amount=amount(line["Belopp"], "Belopp"),
    )


def _by_payment(payments: Table, lines: Table) -> Mapping[str, list[Row]]:
    """Lines by the number of their payment; a line of no payment on the page is unreadable."""
    numbers = [row["Nr"] for row in payments]
    if len(set(numbers)) != len(numbers):
        raise UnreadableValue(label="Nr", trouble="the same payment stands there twice")
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for line in lines:
        if line["Utbetalning nr"] not in numbers:
            raise UnreadableValue(label="Utbetalning nr", trouble="a line belongs to no payment on the page")
        found[line["Utbetalning nr"]].append(line)
    return found


def _number(text: str) -> int:
    if not text.isdigit():
        raise UnreadableValue(label="Nr", trouble="not a number")
    return int(text)


def _day(row: Row, label: str) -> dt.date:
    return date(row[label], label)
