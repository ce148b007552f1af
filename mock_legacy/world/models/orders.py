"""What caseworkers have ordered of the robot: a list in Almanda that the robot looks at."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from mock_legacy.world.models.mapping import RowId, Table


class PreparationOrder(Table):
    """One order. ``status``: Beställd, Pågår, Klar, Kan inte; ``said`` is what the caseworker reads of it."""

    __tablename__ = "preparation_order"

    id: Mapped[RowId] = mapped_column(init=False)
    customer_number: Mapped[str] = mapped_column(ForeignKey("case_file.customer_number"), index=True)
    external_reference: Mapped[str]
    ordered_by: Mapped[str]
    ordered_at: Mapped[datetime]
    status: Mapped[str]
    said: Mapped[str] = mapped_column(default="")
    changed_by: Mapped[str]
    changed_at: Mapped[datetime]
    changes: Mapped[int] = mapped_column(default=0)
