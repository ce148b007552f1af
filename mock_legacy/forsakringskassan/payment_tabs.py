"""The tabs with payments of Försäkringskassan and Pensionsmyndigheten, each in its own shape.

Försäkringskassan shows gross, tax, deduction and net with öre; Pensionsmyndigheten whole kronor, net only.
Knows nothing of which benefits count as income.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from mock_legacy.forsakringskassan.sources import Asked, error_of
from mock_legacy.forsakringskassan.views import Section, Table
from mock_legacy.platform.pages import format_date, format_kronor, format_whole_kronor
from mock_legacy.world.models import FkPayment

NBSP = "\u00a0"
FK_COLUMNS = (
    "Nr",
    "Utbetalningsdatum",
    "Förmån",
    "Benämning",
    "Beloppstyp",
    "Period fr.o.m.",
    "Period t.o.m.",
    "Brutto",
    "Skatt",
    "Avdrag",
    "Netto",
)
FK_DETAIL_COLUMNS = ("Utbetalning nr", "Förmån", "Beloppstyp", "Omfattning", "Dagar", "Belopp")
PM_COLUMNS = ("Nr", "Utbetalningsdatum", "Nettobelopp", "Avdrag")
PM_DETAIL_COLUMNS = ("Utbetalning nr", "Förmån", "Benämning", "Avser från", "Avser till", "Belopp")


def fk_tab(asked: Asked) -> Section:
    """Försäkringskassan's own payments and their lines."""
    if error := error_of(asked, "FK"):
        return Section(slug="fk", title="Försäkringskassan", errors=(error,))
    payments = list(enumerate(_paid(asked, "FK"), start=1))
    table = Table(
        caption="Utbetalningar",
        columns=FK_COLUMNS,
        rows=tuple((str(number), *_fk_row(payment)) for number, payment in payments),
        figures=frozenset({"Brutto", "Skatt", "Avdrag", "Netto"}),
        paged=True,
    )
    details = Table(
        caption="Utbetalningsdetaljer",
        columns=FK_DETAIL_COLUMNS,
        rows=tuple(row for number, payment in payments for row in _fk_details(number, payment)),
        figures=frozenset({"Omfattning", "Dagar", "Belopp"}),
        detail=True,
    )
    return Section(slug="fk", title="Försäkringskassan", tables=(table, details))


def pm_tab(asked: Asked) -> Section:
    """Pensionsmyndigheten's payments and their rows."""
    if error := error_of(asked, "PM"):
        return Section(slug="pm", title="Pensionsmyndigheten", errors=(error,))
    payments = list(enumerate(_paid(asked, "PM"), start=1))
    table = Table(
        caption="Utbetalningar",
        columns=PM_COLUMNS,
        rows=tuple((str(number), *_pm_row(payment)) for number, payment in payments),
        figures=frozenset({"Nettobelopp", "Avdrag"}),
        paged=True,
    )
    details = Table(
        caption="Utbetalningsrader",
        columns=PM_DETAIL_COLUMNS,
        rows=tuple(row for number, payment in payments for row in _pm_details(number, payment)),
        figures=frozenset({"Belopp"}),
        detail=True,
    )
    return Section(slug="pm", title="Pensionsmyndigheten", tables=(table, details))


def kronor(ore: int | None) -> str:
    """Write öre as the portal does: kronor and öre, groups held together by a no-break space."""
    return format_kronor(ore, thousands=NBSP)


def _paid(asked: Asked, agency: str) -> Sequence[FkPayment]:
    return asked.session.scalars(
        select(FkPayment)
        .options(selectinload(FkPayment.details))
        .where(
            FkPayment.personnummer == asked.personnummer,
            FkPayment.agency == agency,
            FkPayment.paid_on.between(asked.question.period_from, asked.last_paid_day),
        )
        .order_by(FkPayment.paid_on.desc(), FkPayment.id)
    ).all()


def _fk_row(payment: FkPayment) -> tuple[str, ...]:
    return (
        format_date(payment.paid_on),
        payment.code,
        payment.label,
        payment.amount_type,
        format_date(payment.period_from),
        format_date(payment.period_to),
        kronor(payment.gross_ore),
        kronor(payment.tax_ore),
        kronor(payment.deduction_ore),
        kronor(payment.net_ore),
    )


def _fk_details(number: int, payment: FkPayment) -> list[tuple[str, ...]]:
    return [
        (
            str(number),
            detail.benefit,
            detail.amount_type,
            "" if detail.extent is None else f"{detail.extent} %",
            "" if detail.days is None else str(detail.days),
            kronor(detail.amount_ore),
        )
        for detail in payment.details
    ]


def _pm_row(payment: FkPayment) -> tuple[str, ...]:
    return (
        format_date(payment.paid_on),
        format_whole_kronor(payment.net_ore, thousands=NBSP),
        format_whole_kronor(payment.deduction_ore, thousands=NBSP),
    )


def _pm_details(number: int, payment: FkPayment) -> list[tuple[str, ...]]:
    lines = [(detail.amount_type, detail.amount_ore) for detail in payment.details]
    return [
        (
            str(number),
            payment.code,
            label,
            format_date(payment.period_from),
            format_date(payment.period_to),
            format_whole_kronor(ore, thousands=NBSP),
        )
        for label, ore in lines or [(payment.label, payment.gross_ore)]
    ]
