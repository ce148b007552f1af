"""What every table of the invented world has in common.

Money is an integer number of öre in columns that end in ``_ore``; ``None`` means that no figure is held.
Dates and times are the old systems' own: local time without zone. A month is the text ``2026-10``.
A personnummer is twelve digits without hyphen. This module must not know what any table means.
"""

from __future__ import annotations

from typing import Annotated, dataclass_transform

from sqlalchemy import String
from sqlalchemy.orm import DeclarativeBase, MappedAsDataclass, mapped_column, relationship


@dataclass_transform(kw_only_default=True, field_specifiers=(mapped_column, relationship))
class Table(MappedAsDataclass, DeclarativeBase, kw_only=True, repr=False):
    """One table; rows are created with keywords and show nothing of themselves in logs."""

    def __repr__(self) -> str:
        """Name the table only: a row may hold a personnummer."""
        return f"<{type(self).__name__}>"


RowId = Annotated[int, mapped_column(primary_key=True, autoincrement=True)]
Pnr = Annotated[str, mapped_column(String(12), index=True)]
Month = Annotated[str, mapped_column(String(7))]
