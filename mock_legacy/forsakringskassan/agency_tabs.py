"""The tabs that are handed on from others: CSN, Arbetsförmedlingen, the a-kassor, Transportstyrelsen.

Each writes its dates in its own way, and the portal hands them on as they come.
"""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from mock_legacy.forsakringskassan.payment_tabs import kronor
from mock_legacy.forsakringskassan.sources import Asked, error_of, flag_of
from mock_legacy.forsakringskassan.views import Section, Table
from mock_legacy.platform.pages import format_date
from mock_legacy.world.models import AfRegistration, AkassaPayment, CsnPayment, Person, Vehicle

CSN_COLUMNS = (
    "Stödform",
    "Klartext",
    "Beloppstyp",
    "Takt",
    "Startvecka",
    "Slutvecka",
    "Utbetalningsdatum",
    "Status",
    "Totalbelopp",
)
AKASSA_COLUMNS = (
    "A-kassa",
    "Utbetalningsdatum",
    "Avser fr.o.m.",
    "Avser t.o.m.",
    "Ersättningsdagar",
    "Netto efter skatt",
    "Netto efter avdrag",
)
STOCKHOLM = ZoneInfo("Europe/Stockholm")


def csn_tab(asked: Asked, person: Person) -> Section:
    """CSN's payment plan, paid and planned."""
    if error := error_of(asked, "CSN"):
        return Section(slug="csn", title="CSN", errors=(error,))
    flag = flag_of(asked, "CSN", person)
    if flag == "Ja":
        return Section(slug="csn", title="CSN", facts=(("Sekretess", flag),), withheld=True)
    rows = tuple(_csn_row(row) for row in _csn_rows(asked))
    table = Table(
        caption="Utbetalningsplan",
        columns=CSN_COLUMNS,
        rows=rows,
        figures=frozenset({"Takt", "Totalbelopp"}),
    )
    facts = (("Status", "" if rows else "Ej träff"), ("Sekretess", flag))
    return Section(slug="csn", title="CSN", facts=facts, tables=(table,))


def af_tab(asked: Asked, person: Person) -> Section:
    """Registration at Arbetsförmedlingen; the table is the decisions on programmes."""
    title = "Arbetsförmedlingen"
    if error := error_of(asked, "AF"):
        return Section(slug="af", title=title, errors=(error,))
    flag = flag_of(asked, "AF", person)
    mark = (("Sekretessmarkering", flag),)
    if flag == "Ja":
        return Section(slug="af", title=title, facts=mark, withheld=True)
    held = asked.session.scalars(
        select(AfRegistration).where(AfRegistration.personnummer == asked.personnummer)
    ).first()
    facts = (*mark, *_af_facts(held)) if held else (*mark, ("Arbetssökande", "Inga uppgifter"))
    rows = (_af_programme(held),) if held and held.programme else ()
    table = Table(
        caption="Beslut om program", columns=("Program", "Omfattning", "Fr.o.m.", "T.o.m."), rows=rows
    )
    return Section(slug="af", title=title, facts=facts, tables=(table,))


def akassa_tab(asked: Asked) -> Section:
    """Payments of the unemployment funds."""
    if error := error_of(asked, "SO"):
        return Section(slug="so", title="A-kassa", errors=(error,))
    payments = asked.session.scalars(
        select(AkassaPayment)
        .where(
            AkassaPayment.personnummer == asked.personnummer,
            AkassaPayment.paid_on.between(asked.question.period_from, asked.last_paid_day),
        )
        .order_by(AkassaPayment.paid_on.desc(), AkassaPayment.id)
    )
    table = Table(
        caption="Arbetslöshetsersättning",
        columns=AKASSA_COLUMNS,
        rows=tuple(_akassa_row(payment) for payment in payments),
        figures=frozenset(AKASSA_COLUMNS[4:]),
    )
    return Section(slug="so", title="A-kassa", tables=(table,))


def vehicle_tab(asked: Asked) -> Section:
    """Vehicles in Transportstyrelsen's register."""
    if error := error_of(asked, "TNS"):
        return Section(slug="tns", title="Transportstyrelsen", errors=(error,))
    vehicles = asked.session.scalars(
        select(Vehicle).where(Vehicle.personnummer == asked.personnummer).order_by(Vehicle.id)
    )
    table = Table(
        caption="Fordonsinnehav",
        columns=("Regnr", "Fordonsslag", "Fabrikat", "Handelsbeteckning", "Fordonsår"),
        rows=tuple((one.registration, one.kind, one.make, one.model, str(one.year)) for one in vehicles),
    )
    return Section(slug="tns", title="Transportstyrelsen", tables=(table,))


def _csn_rows(asked: Asked) -> list[CsnPayment]:
    rows = asked.session.scalars(
        select(CsnPayment).where(CsnPayment.personnummer == asked.personnummer).order_by(CsnPayment.id)
    )
    start, end = asked.question.period_from, asked.question.period_to
    return [row for row in rows if row.paid_on is None or start <= row.paid_on <= end]


def _csn_row(row: CsnPayment) -> tuple[str, ...]:
    return (
        row.support_form,
        row.text,
        row.amount_type,
        str(row.pace),
        row.week_from,
        row.week_to,
        f"{row.paid_on:%Y%m%d}" if row.paid_on else "0",
        row.status,
        kronor(row.amount_ore),
    )


def _af_facts(held: AfRegistration) -> tuple[tuple[str, str], ...]:
    return (
        ("Arbetssökande", "Ja" if held.job_seeker else "Nej"),
        ("Registrerad", _with_zone(held.registered_on)),
        ("Avaktualiserad", _with_zone(held.deregistered_on)),
        ("Senaste aktivitetsrapport", _with_zone(held.last_activity_report)),
        ("Sökandekategori", held.category),
        ("Omfattning", f"{held.extent} %"),
        ("A-kassa", held.akassa),
    )


def _af_programme(held: AfRegistration) -> tuple[str, ...]:
    return (
        held.programme,
        f"{held.extent} %",
        _with_zone(held.programme_from),
        _with_zone(held.programme_to),
    )


def _with_zone(day: date | None) -> str:
    """Write a day as XML does with a zone, ``2016-11-18+01:00``."""
    if day is None:
        return ""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=STOCKHOLM)
    return f"{day.isoformat()}{noon.isoformat()[-6:]}"


def _akassa_row(payment: AkassaPayment) -> tuple[str, ...]:
    return (
        payment.fund,
        format_date(payment.paid_on),
        format_date(payment.period_from),
        format_date(payment.period_to),
        str(payment.days),
        kronor(payment.net_after_tax_ore),
        kronor(payment.net_after_deductions_ore),
    )
