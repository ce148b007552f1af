"""What each source's rows mean as payments: whose, for what, when, and how much was paid out.

It must not know how the page is read, nor which benefits count.
"""

from collections.abc import Sequence
from decimal import Decimal

from bots.forsakringskassan.records import AkassaPayment, CsnRow, FkPayment, PmPayment, PmRow
from bots.kit.errors import UnreadableValue
from flows.eligibility.case import BenefitPayment

AKASSA_CODE = "A-KASSA"
CSN_PAID = {"UTBETALD", "UTBETALAD"}
CSN_PLANNED = {"PLANERAD"}

# Lines that are a benefit of their own beside the one that carries them (flerbarnstillägg, SFB 15 kap. 8 §).
_SUPPLEMENTS = {"Flerbarnstillägg": "ABB-FLB"}


def from_fk(payment: FkPayment) -> tuple[BenefitPayment, ...]:
    """One payment, or several when its lines show a supplement that has a name of its own.

    Lines are split only when they add up to what was paid out; otherwise the payment stays whole.
    """
    if payment.kind in _SUPPLEMENTS:
        return (_fk(payment, _SUPPLEMENTS[payment.kind], payment.kind, net=payment.net),)
    supplements = [line for line in payment.details if line.kind in _SUPPLEMENTS]
    adds_up = sum((line.amount for line in payment.details), Decimal(0)) == payment.net
    if not (supplements and adds_up):
        return (_fk(payment, payment.code, payment.name, net=payment.net),)
    rest = payment.net - sum((line.amount for line in supplements), Decimal(0))
    split = [_fk(payment, _SUPPLEMENTS[line.kind], line.kind, net=line.amount) for line in supplements]
    return (_fk(payment, payment.code, payment.name, net=rest), *split) if rest else tuple(split)


def from_pm(payment: PmPayment) -> tuple[BenefitPayment, ...]:
    """One payment a row when the rows add up to what was paid out, else one with the names of all.

    Raises UnreadableValue for a payment without rows: nobody could say what it is for.
    """
    if not payment.rows:
        raise UnreadableValue(
            label="Utbetalningsrader", trouble="a payment of Pensionsmyndigheten has no rows"
        )
    if sum(row.amount for row in payment.rows) == payment.net:
        return tuple(_pm(payment, (row,), row.amount) for row in payment.rows)
    return (_pm(payment, payment.rows, payment.net),)


def _pm(payment: PmPayment, rows: Sequence[PmRow], net: Decimal) -> BenefitPayment:
    return BenefitPayment(
        agency="PM",
        code="+".join(dict.fromkeys(row.code for row in rows)),
        label=", ".join(dict.fromkeys(row.name for row in rows)),
        paid_on=payment.paid_on,
        net=net,
        period_from=min(row.period_from for row in rows),
        period_to=max(row.period_to for row in rows),
    )


def csn_is_paid(row: CsnRow) -> bool:
    """Whether CSN has paid the row; CSN spells it in two ways. Raises UnreadableValue for another status."""
    status = row.status.upper()
    if status not in CSN_PAID | CSN_PLANNED:
        raise UnreadableValue(label="Status", trouble="not a status that CSN's plan is known to have")
    return status in CSN_PAID


def from_csn(row: CsnRow) -> BenefitPayment:
    """A row that CSN has paid. `code` is beloppstyp: grant and loan of one stödform are different incomes."""
    if row.paid_on is None:
        raise ValueError("a row without a date is no payment")
    return BenefitPayment(agency="CSN", code=row.kind, label=row.name, paid_on=row.paid_on, net=row.amount)


def from_akassa(payment: AkassaPayment) -> BenefitPayment:
    """A payment of an unemployment fund, after tax and deductions."""
    return BenefitPayment(
        agency="SO",
        code=AKASSA_CODE,
        label=f"A-kassa ({payment.fund})",
        paid_on=payment.paid_on,
        net=payment.net,
        period_from=payment.period_from,
        period_to=payment.period_to,
    )


def _fk(payment: FkPayment, code: str, label: str, *, net: Decimal) -> BenefitPayment:
    return BenefitPayment(
        agency="FK",
        code=code,
        label=label,
        paid_on=payment.paid_on,
        net=net,
        period_from=payment.period_from,
        period_to=payment.period_to,
    )
