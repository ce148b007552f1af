"""Almanda's case files: household, applications, calculations, decisions, payments, journal, plans.

Almanda believes what was once typed into it: names and addresses here may differ from the register's.
Knows nothing of drafts (see ``drafts``) or of the other systems.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mock_legacy.world.models.mapping import Month, Pnr, RowId, Table


class CaseFile(Table):
    """One case file (akt). ``customer_number`` such as ``K104233`` is Almanda's own key, safe in a URL.

    ``protection`` is ``none``, ``flagged`` or ``unknown``. ``locked_by`` is the user name
    that has the file open for writing, ``None`` when free. ``closing_code`` says why a closed one was closed.
    """

    __tablename__ = "case_file"

    customer_number: Mapped[str] = mapped_column(String(12), primary_key=True)
    applicant: Mapped[Pnr]
    co_applicant: Mapped[str | None] = mapped_column(String(12), default=None, index=True)
    applicant_name: Mapped[str]
    street: Mapped[str]
    postal_code: Mapped[str]
    postal_town: Mapped[str]
    phone: Mapped[str] = mapped_column(default="")
    caseworker: Mapped[str]  # user name of an Account
    caseworker_name: Mapped[str]
    unit: Mapped[str]
    opened_on: Mapped[date]
    status: Mapped[str] = mapped_column(default="Pågående")
    housing_form: Mapped[str] = mapped_column(default="Hyresrätt")
    rooms: Mapped[int] = mapped_column(default=2)
    payment_method: Mapped[str] = mapped_column(default="Bankkonto")
    clearing: Mapped[str] = mapped_column(default="")
    account_number: Mapped[str] = mapped_column(default="")
    protection: Mapped[str] = mapped_column(default="none")
    locked_by: Mapped[str | None] = mapped_column(default=None)
    locked_at: Mapped[datetime | None] = mapped_column(default=None)
    closed_on: Mapped[date | None] = mapped_column(default=None)
    closing_code: Mapped[str] = mapped_column(default="")


class HouseholdMember(Table):
    """One member. ``role`` is Sökande, Medsökande or Barn; ``days_in_home`` per month, 30 is full time."""

    __tablename__ = "household_member"

    id: Mapped[RowId] = mapped_column(init=False)
    customer_number: Mapped[str] = mapped_column(ForeignKey("case_file.customer_number"), index=True)
    personnummer: Mapped[Pnr]
    name: Mapped[str]
    role: Mapped[str]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None] = mapped_column(default=None)
    days_in_home: Mapped[int] = mapped_column(default=30)


class CaseApplication(Table):
    """An application as Almanda has registered it. ``status``: Inkommen, Under utredning, Beslutad."""

    __tablename__ = "case_application"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True, default=None)
    customer_number: Mapped[str] = mapped_column(ForeignKey("case_file.customer_number"), index=True)
    kind: Mapped[str] = mapped_column(default="Återansökan")
    period: Mapped[Month]
    received_on: Mapped[date]
    status: Mapped[str]
    external_reference: Mapped[str] = mapped_column(default="")


class Calculation(Table):
    """A norm calculation. ``balance_ore`` is incomes − norm − costs − special costs (deficit < 0).

    ``final`` is False while a caseworker is still working on it.
    """

    __tablename__ = "calculation"

    calculation_number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True, default=None)
    customer_number: Mapped[str] = mapped_column(ForeignKey("case_file.customer_number"), index=True)
    period: Mapped[Month]
    period_from: Mapped[date]
    period_to: Mapped[date]
    norm: Mapped[str] = mapped_column(default="Riksnorm 2026")
    household_size: Mapped[int]
    norm_sum_ore: Mapped[int]
    shared_ore: Mapped[int]
    personal_ore: Mapped[int]
    income_sum_ore: Mapped[int]
    cost_sum_ore: Mapped[int]
    special_cost_sum_ore: Mapped[int] = mapped_column(default=0)
    balance_ore: Mapped[int]
    final: Mapped[bool] = mapped_column(default=True)
    created_by: Mapped[str]
    created_at: Mapped[datetime]
    rows: Mapped[list[CalculationRow]] = relationship(
        default_factory=list, cascade="all, delete-orphan", order_by="CalculationRow.position"
    )


class CalculationRow(Table):
    """One row. ``section`` (PERSON, SHARED, INCOME, COST, SPECIAL_COST) says which amounts are filled.

    PERSON and SHARED: ``applicant_ore`` is the norm amount.
    INCOME: ``applicant_ore``, ``co_applicant_ore``, ``on``.
    COST and SPECIAL_COST: ``applied_ore`` and ``approved_ore``.
    """

    __tablename__ = "calculation_row"

    id: Mapped[RowId] = mapped_column(init=False)
    calculation_number: Mapped[int] = mapped_column(
        ForeignKey("calculation.calculation_number"), index=True, default=None
    )
    position: Mapped[int]
    section: Mapped[str]
    label: Mapped[str]
    personnummer: Mapped[str] = mapped_column(String(12), default="")
    days: Mapped[int | None] = mapped_column(default=None)
    applicant_ore: Mapped[int | None] = mapped_column(default=None)
    co_applicant_ore: Mapped[int | None] = mapped_column(default=None)
    applied_ore: Mapped[int | None] = mapped_column(default=None)
    approved_ore: Mapped[int | None] = mapped_column(default=None)
    on: Mapped[date | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")


class Decision(Table):
    """A decision a person made. ``kind``: Bifall, Delavslag, Avslag, Avvisning.

    ``condition`` is a ground for repayment that the decision states, such as Förskott på förmån.
    ``opened_at`` is when the one who decided first opened the draft, to the second. ``stickprov_result`` is
    Utan anmärkning or Fel, blank where nothing was checked.
    """

    __tablename__ = "decision"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True, default=None)
    customer_number: Mapped[str] = mapped_column(ForeignKey("case_file.customer_number"), index=True)
    period: Mapped[Month]
    period_from: Mapped[date]
    period_to: Mapped[date]
    kind: Mapped[str]
    amount_ore: Mapped[int | None] = mapped_column(default=None)
    decided_by: Mapped[str]
    decided_on: Mapped[date]
    reason: Mapped[str]
    text: Mapped[str]
    draft_number: Mapped[int | None] = mapped_column(default=None)
    paragraph: Mapped[str] = mapped_column(default="12 kap. 1 §")
    condition: Mapped[str] = mapped_column(default="")
    unit: Mapped[str] = mapped_column(default="")
    opened_at: Mapped[datetime | None] = mapped_column(default=None)
    decided_at: Mapped[datetime | None] = mapped_column(default=None)
    stickprov_result: Mapped[str] = mapped_column(default="")
    stickprov_error_ore: Mapped[int | None] = mapped_column(default=None)


class RepaymentClaim(Table):
    """Support claimed back (återkrav). ``ground``: a decision's ``condition``, or Oriktiga uppgifter."""

    __tablename__ = "repayment_claim"

    id: Mapped[RowId] = mapped_column(init=False)
    customer_number: Mapped[str] = mapped_column(ForeignKey("case_file.customer_number"), index=True)
    period: Mapped[Month]
    ground: Mapped[str]
    decided_on: Mapped[date]
    amount_ore: Mapped[int]
    unpaid_ore: Mapped[int]


class PaymentRow(Table):
    """A payment to the household, concerning one month. ``status``: Planerad, Utbetald."""

    __tablename__ = "payment_row"

    id: Mapped[RowId] = mapped_column(init=False)
    customer_number: Mapped[str] = mapped_column(ForeignKey("case_file.customer_number"), index=True)
    period: Mapped[Month]
    amount_ore: Mapped[int]
    method: Mapped[str] = mapped_column(default="Bankkonto")
    pay_date: Mapped[date]
    clearing: Mapped[str] = mapped_column(default="")
    account_number: Mapped[str] = mapped_column(default="")
    status: Mapped[str] = mapped_column(default="Utbetald")
    registered_by: Mapped[str]


class JournalNote(Table):
    """A journal note."""

    __tablename__ = "journal_note"

    id: Mapped[RowId] = mapped_column(init=False)
    customer_number: Mapped[str] = mapped_column(ForeignKey("case_file.customer_number"), index=True)
    written_at: Mapped[datetime]
    written_by: Mapped[str]
    heading: Mapped[str]
    text: Mapped[str]


class Plan(Table):
    """An agreed plan for one adult. ``status``: Aktiv, Avslutad; ``kind`` such as Sfi, Sjukskriven."""

    __tablename__ = "plan"

    id: Mapped[RowId] = mapped_column(init=False)
    customer_number: Mapped[str] = mapped_column(ForeignKey("case_file.customer_number"), index=True)
    personnummer: Mapped[Pnr]
    kind: Mapped[str]
    text: Mapped[str] = mapped_column(default="")
    valid_from: Mapped[date]
    valid_to: Mapped[date | None] = mapped_column(default=None)
    status: Mapped[str] = mapped_column(default="Aktiv")


class JobStimulus(Table):
    """A jobbstimulans window of one adult (SoL 12 kap. 8 §)."""

    __tablename__ = "job_stimulus"

    id: Mapped[RowId] = mapped_column(init=False)
    customer_number: Mapped[str] = mapped_column(ForeignKey("case_file.customer_number"), index=True)
    personnummer: Mapped[Pnr]
    valid_from: Mapped[date]
    valid_to: Mapped[date]


class CaseDocument(Table):
    """A document in the file."""

    __tablename__ = "case_document"

    id: Mapped[RowId] = mapped_column(init=False)
    customer_number: Mapped[str] = mapped_column(ForeignKey("case_file.customer_number"), index=True)
    title: Mapped[str]
    kind: Mapped[str]
    added_on: Mapped[date]
    media_type: Mapped[str] = mapped_column(default="text/plain")
    content: Mapped[bytes] = mapped_column(LargeBinary, default=b"")
