"""What Försäkringskassan shows: its own payments, Pensionsmyndigheten's, and the other agencies' tabs.

A payment is visible from the day it is paid; ``paid_on`` after the world's today is only planned.
Knows nothing of which benefits count as income: that is the caseworker's law, not the agency's.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mock_legacy.world.models.mapping import Pnr, RowId, Table


class FkPayment(Table):
    """One payment. ``agency`` FK has gross, tax, deduction and net; PM (Pensionsmyndigheten) shows net only.

    ``code`` is the benefit code (ABB, AS, BOB, FP, US …); ``label`` the Swedish name on the page.
    ``amount_type`` is the beloppstyp of the row, such as Barnbidrag or Flerbarnstillägg.
    """

    __tablename__ = "fk_payment"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True, default=None)
    personnummer: Mapped[Pnr]
    agency: Mapped[str] = mapped_column(default="FK")
    code: Mapped[str]
    label: Mapped[str]
    amount_type: Mapped[str] = mapped_column(default="")
    paid_on: Mapped[date]
    period_from: Mapped[date]
    period_to: Mapped[date]
    gross_ore: Mapped[int]
    tax_ore: Mapped[int] = mapped_column(default=0)
    deduction_ore: Mapped[int] = mapped_column(default=0)
    net_ore: Mapped[int]
    details: Mapped[list[FkPaymentDetail]] = relationship(
        default_factory=list, cascade="all, delete-orphan", order_by="FkPaymentDetail.id"
    )


class FkPaymentDetail(Table):
    """One line (utbetalningsdetalj) of a payment: part benefit, extent in percent, days."""

    __tablename__ = "fk_payment_detail"

    id: Mapped[RowId] = mapped_column(init=False)
    payment_id: Mapped[int] = mapped_column(ForeignKey("fk_payment.id"), index=True, default=None)
    benefit: Mapped[str]
    amount_type: Mapped[str]
    extent: Mapped[int | None] = mapped_column(default=None)
    days: Mapped[int | None] = mapped_column(default=None)
    amount_ore: Mapped[int]


class FkClaim(Table):
    """A claim (anspråk). ``status`` such as Under handläggning, Beslutad."""

    __tablename__ = "fk_claim"

    id: Mapped[RowId] = mapped_column(init=False)
    personnummer: Mapped[Pnr]
    agency: Mapped[str] = mapped_column(default="FK")
    code: Mapped[str]
    label: Mapped[str]
    received_on: Mapped[date]
    period_from: Mapped[date]
    period_to: Mapped[date | None] = mapped_column(default=None)
    status: Mapped[str]
    expected_payment_on: Mapped[date | None] = mapped_column(default=None)


class FkDecision(Table):
    """A decision by the agency. ``outcome`` is Beviljad, Avslag or Upphör; amount per month where stated."""

    __tablename__ = "fk_decision"

    id: Mapped[RowId] = mapped_column(init=False)
    personnummer: Mapped[Pnr]
    agency: Mapped[str] = mapped_column(default="FK")
    code: Mapped[str]
    label: Mapped[str]
    decided_on: Mapped[date]
    outcome: Mapped[str]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None] = mapped_column(default=None)
    monthly_ore: Mapped[int | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")


class AgencyReply(Table):
    """How one agency answers about one person; no row means OK.

    ``agency`` is FK, PM, CSN, AF, SO or TNS; ``state`` OK, FELANDE or OTILLGANGLIG.
    The state holds until ``until`` (exclusive, world date), for ever when that is ``None``.
    """

    __tablename__ = "agency_reply"

    id: Mapped[RowId] = mapped_column(init=False)
    personnummer: Mapped[Pnr]
    agency: Mapped[str]
    state: Mapped[str]
    felkod: Mapped[str] = mapped_column(default="")
    felmeddelande: Mapped[str] = mapped_column(default="")
    until: Mapped[date | None] = mapped_column(default=None)


class CsnPayment(Table):
    """One row of CSN's payment plan. ``status`` is Planerad, Utbetald or (sic) UTBETALAD."""

    __tablename__ = "csn_payment"

    id: Mapped[RowId] = mapped_column(init=False)
    personnummer: Mapped[Pnr]
    support_form: Mapped[str]  # stodform: GRUND, SH …
    text: Mapped[str]
    amount_type: Mapped[str]  # beloppstyp: GRUNDB, GRUNDL …
    paid_on: Mapped[date | None] = mapped_column(default=None)
    week_from: Mapped[str] = mapped_column(default="")
    week_to: Mapped[str] = mapped_column(default="")
    pace: Mapped[int] = mapped_column(default=100)
    status: Mapped[str]
    amount_ore: Mapped[int]


class AfRegistration(Table):
    """Registration at Arbetsförmedlingen; one row per person."""

    __tablename__ = "af_registration"

    id: Mapped[RowId] = mapped_column(init=False)
    personnummer: Mapped[Pnr]
    job_seeker: Mapped[bool]
    category: Mapped[str]  # SKAT code and text
    registered_on: Mapped[date | None] = mapped_column(default=None)
    deregistered_on: Mapped[date | None] = mapped_column(default=None)
    last_activity_report: Mapped[date | None] = mapped_column(default=None)
    programme: Mapped[str] = mapped_column(default="")
    programme_from: Mapped[date | None] = mapped_column(default=None)
    programme_to: Mapped[date | None] = mapped_column(default=None)
    extent: Mapped[int] = mapped_column(default=100)
    akassa: Mapped[str] = mapped_column(default="")


class AkassaPayment(Table):
    """One unemployment benefit payment (the SO tab), net after tax and net after deductions, in öre."""

    __tablename__ = "akassa_payment"

    id: Mapped[RowId] = mapped_column(init=False)
    personnummer: Mapped[Pnr]
    fund: Mapped[str]
    paid_on: Mapped[date]
    period_from: Mapped[date]
    period_to: Mapped[date]
    days: Mapped[int]
    net_after_tax_ore: Mapped[int]
    net_after_deductions_ore: Mapped[int]


class Vehicle(Table):
    """A vehicle in Transportstyrelsen's register (the TNS tab)."""

    __tablename__ = "vehicle"

    id: Mapped[RowId] = mapped_column(init=False)
    personnummer: Mapped[Pnr]
    registration: Mapped[str]
    make: Mapped[str]
    model: Mapped[str]
    kind: Mapped[str]
    year: Mapped[int]


class AgencyFlag(Table):
    """How one agency's protection flag reads about one person; no row means that it reads Nej.

    ``agency`` is FK, CSN or AF. ``text`` stands on the page as it is: Ja, or what cannot be read as either.
    """

    __tablename__ = "agency_flag"

    id: Mapped[RowId] = mapped_column(init=False)
    personnummer: Mapped[Pnr]
    agency: Mapped[str]
    text: Mapped[str]


class FkQuestion(Table):
    """One question asked in the portal; ``key`` is its opaque address."""

    __tablename__ = "fk_question"

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    username: Mapped[str] = mapped_column(index=True)
    asked_at: Mapped[datetime]
    personnummer: Mapped[Pnr]
    period_from: Mapped[date]
    period_to: Mapped[date]
    purpose: Mapped[str]
    legal_basis: Mapped[str]
    case_identity: Mapped[str]
