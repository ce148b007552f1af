"""What Skatteverket knows about money: employer declarations, tax account payouts, capital income.

Knows nothing of how the pages show it (they show missing and negative capital income as 0).
"""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from mock_legacy.world.models.mapping import Month, Pnr, RowId, Table


class EmployerDeclaration(Table):
    """One employer's declaration (AGI) for one person and month; net is gross less tax."""

    __tablename__ = "employer_declaration"

    id: Mapped[RowId] = mapped_column(init=False)
    personnummer: Mapped[Pnr]
    month: Mapped[Month]
    employer: Mapped[str]
    org_number: Mapped[str]  # 10 digits with hyphen
    gross_ore: Mapped[int]
    tax_ore: Mapped[int]
    received_on: Mapped[date]


class TaxAccountPayout(Table):
    """Money paid out from the tax account (skattekonto)."""

    __tablename__ = "tax_account_payout"

    id: Mapped[RowId] = mapped_column(init=False)
    personnummer: Mapped[Pnr]
    paid_on: Mapped[date]
    text: Mapped[str]
    amount_ore: Mapped[int]


class CapitalIncome(Table):
    """Capital income of one tax year; ``None`` is not known, negative is a deficit."""

    __tablename__ = "capital_income"

    id: Mapped[RowId] = mapped_column(init=False)
    personnummer: Mapped[Pnr]
    year: Mapped[int]
    amount_ore: Mapped[int | None] = mapped_column(default=None)
