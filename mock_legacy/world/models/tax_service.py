"""What Skatteverket's service for authorities keeps for itself: one-time codes used, results of look-ups.

Knows nothing of the persons' own data (see ``residents`` and ``tax``).
"""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from mock_legacy.world.models.mapping import Table


class UsedCode(Table):
    """A one-time code that let somebody in: ``step`` is its 30-second step since the epoch.

    The key makes a second use impossible, also for two logins at the same moment (RFC 6238, 5.2).
    """

    __tablename__ = "used_code"

    username: Mapped[str] = mapped_column(primary_key=True)
    step: Mapped[int] = mapped_column(primary_key=True)


class TaxLookup(Table):
    """The result of one look-up: its number stands in addresses and opens only in the session that asked.

    ``reference`` is the asker's own case reference (ärendereferens).
    """

    __tablename__ = "tax_lookup"

    lookup_id: Mapped[int] = mapped_column(ForeignKey("lookup_log.id"), primary_key=True)
    session_token: Mapped[str] = mapped_column(String(64), index=True)
    reference: Mapped[str]
