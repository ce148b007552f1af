"""Drafts (utkast till beslut) in Almanda: what robot or person has typed and nobody has decided yet.

Saving is not idempotent: nothing here is unique but the draft number, so two saves are two drafts.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mock_legacy.world.models.mapping import Month, RowId, Table


class Draft(Table):
    """One draft. ``status``: Utkast, Beslutad, Makulerad, Ersatt. ``version`` grows by one for every save.

    ``proposal`` is BIFALL, DELAVSLAG, AVSLAG or UTREDNING (or what was typed); blank proposes nothing.
    ``payment_*`` is the proposed payment; with ``prepares_payment`` a decision releases it. ``track`` is as
    it was typed, ``priority`` 1 to 5, 0 where it could not be read.
    """

    __tablename__ = "draft"

    draft_number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True, default=None)
    customer_number: Mapped[str] = mapped_column(ForeignKey("case_file.customer_number"), index=True)
    application_id: Mapped[int | None] = mapped_column(default=None)
    external_reference: Mapped[str] = mapped_column(default="", index=True)
    application_reference: Mapped[str] = mapped_column(default="")
    period: Mapped[Month] = mapped_column(default="")
    period_from: Mapped[date | None] = mapped_column(default=None)
    period_to: Mapped[date | None] = mapped_column(default=None)
    proposal: Mapped[str] = mapped_column(default="")
    verdict_line: Mapped[str] = mapped_column(default="")
    amount_ore: Mapped[int | None] = mapped_column(default=None)
    payment_amount_ore: Mapped[int | None] = mapped_column(default=None)
    payment_method: Mapped[str] = mapped_column(default="")
    payment_date: Mapped[date | None] = mapped_column(default=None)
    payment_month: Mapped[str] = mapped_column(default="")
    changed_text: Mapped[str] = mapped_column(default="")
    deviations_text: Mapped[str] = mapped_column(default="")
    calculation_text: Mapped[str] = mapped_column(default="")
    sources_text: Mapped[str] = mapped_column(default="")
    decision_text: Mapped[str] = mapped_column(default="")
    legal_basis_text: Mapped[str] = mapped_column(default="")
    completion_text: Mapped[str] = mapped_column(default="")
    journal_text: Mapped[str] = mapped_column(default="")
    track: Mapped[str] = mapped_column(default="")
    priority: Mapped[int] = mapped_column(default=3)
    prepares_payment: Mapped[bool] = mapped_column(default=False)
    stickprov: Mapped[bool] = mapped_column(default=False)
    status: Mapped[str] = mapped_column(default="Utkast")
    version: Mapped[int] = mapped_column(default=1)
    created_by: Mapped[str]
    created_at: Mapped[datetime]
    changed_by: Mapped[str]
    changed_at: Mapped[datetime]
    rows: Mapped[list[DraftGridRow]] = relationship(
        default_factory=list, cascade="all, delete-orphan", order_by="DraftGridRow.position"
    )
    warnings: Mapped[list[DraftWarning]] = relationship(
        default_factory=list, cascade="all, delete-orphan", order_by="DraftWarning.position"
    )


class DraftGridRow(Table):
    """One row of the draft's calculation grid; the same sections and amounts as ``CalculationRow``.

    ``previous_ore`` is the month before; ``caseworker_ore`` a caseworker's own amount beside the approved.
    """

    __tablename__ = "draft_grid_row"

    id: Mapped[RowId] = mapped_column(init=False)
    draft_number: Mapped[int] = mapped_column(ForeignKey("draft.draft_number"), index=True, default=None)
    position: Mapped[int]
    section: Mapped[str]
    label: Mapped[str]
    days: Mapped[int | None] = mapped_column(default=None)
    applicant_ore: Mapped[int | None] = mapped_column(default=None)
    co_applicant_ore: Mapped[int | None] = mapped_column(default=None)
    applied_ore: Mapped[int | None] = mapped_column(default=None)
    approved_ore: Mapped[int | None] = mapped_column(default=None)
    source: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    previous_ore: Mapped[int | None] = mapped_column(default=None)
    caseworker_ore: Mapped[int | None] = mapped_column(default=None)


class DraftWarning(Table):
    """A warning beside a draft. ``status``: Öppen, Kvitterad, Stängd; who set it last, and when."""

    __tablename__ = "draft_warning"

    id: Mapped[RowId] = mapped_column(init=False)
    draft_number: Mapped[int] = mapped_column(ForeignKey("draft.draft_number"), index=True, default=None)
    position: Mapped[int]
    kind: Mapped[str]
    about: Mapped[str]
    text: Mapped[str]
    status: Mapped[str]
    changed_by: Mapped[str]
    changed_at: Mapped[datetime]


class DraftOpening(Table):
    """The first time a caseworker opened a draft to read it."""

    __tablename__ = "draft_opening"

    draft_number: Mapped[int] = mapped_column(ForeignKey("draft.draft_number"), primary_key=True)
    username: Mapped[str] = mapped_column(primary_key=True)
    opened_at: Mapped[datetime]


class DraftSave(Table):
    """One save of a draft: who, when, which version. ``event``: Skapat, Ändrat, Beslutad."""

    __tablename__ = "draft_save"

    id: Mapped[RowId] = mapped_column(init=False)
    draft_number: Mapped[int] = mapped_column(ForeignKey("draft.draft_number"), index=True)
    version: Mapped[int]
    saved_by: Mapped[str]
    saved_at: Mapped[datetime]
    event: Mapped[str]
