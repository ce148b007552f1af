"""The inbox (E-tjänster): submitted form instances, their attachments, signatures, deliveries, history.

Knows nothing of what the answers mean; the payload is the form's own XML, bytes in ISO-8859-1.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from mock_legacy.world.models.mapping import Pnr, RowId, Table


class InboxInstance(Table):
    """One submitted form (ärende). ``status`` is shown as it stands: Inskickat, Under handläggning, Avslutat.

    The confirmation of delivery is kept on the instance: who took it over, when, under which external id.
    It is for the answers as they were then: each of the ``completions`` by the applicant takes it away.
    ``typed`` is the form as the citizen filled it in, as JSON; blank for one that came another way.
    """

    __tablename__ = "inbox_instance"

    flow_instance_id: Mapped[int] = mapped_column(primary_key=True, default=None)
    family_id: Mapped[int] = mapped_column(default=231)
    version: Mapped[int] = mapped_column(default=7)
    flow_id: Mapped[int] = mapped_column(default=1187)
    flow_name: Mapped[str] = mapped_column(default="Ansökan om ekonomiskt bistånd")
    status_id: Mapped[int] = mapped_column(default=1421)
    status: Mapped[str] = mapped_column(default="Inskickat")
    poster_personnummer: Mapped[Pnr]
    poster_name: Mapped[str]
    posted: Mapped[datetime]
    payload: Mapped[bytes]
    delivered_external_id: Mapped[str | None] = mapped_column(default=None)
    delivered_system: Mapped[str | None] = mapped_column(default=None)
    delivered_at: Mapped[datetime | None] = mapped_column(default=None)
    delivered_by: Mapped[str | None] = mapped_column(default=None)
    completions: Mapped[int] = mapped_column(default=0)
    typed: Mapped[str] = mapped_column(default="", deferred=True)


class InboxAttachment(Table):
    """A file sent with an application."""

    __tablename__ = "inbox_attachment"

    id: Mapped[RowId] = mapped_column(init=False)
    flow_instance_id: Mapped[int] = mapped_column(ForeignKey("inbox_instance.flow_instance_id"), index=True)
    query: Mapped[str]  # which question it answers: Inkomster, Utgifter …
    file_name: Mapped[str]
    media_type: Mapped[str]
    content: Mapped[bytes]


class SigningEvent(Table):
    """One signature. ``signer_id`` is an internal number for the poster, a personnummer for a co-signer."""

    __tablename__ = "signing_event"

    id: Mapped[RowId] = mapped_column(init=False)
    flow_instance_id: Mapped[int] = mapped_column(ForeignKey("inbox_instance.flow_instance_id"), index=True)
    signed_at: Mapped[datetime]
    signer_name: Mapped[str]
    signer_id: Mapped[str]
    checksum: Mapped[str]


class InboxEvent(Table):
    """The instance's history as shown; every accepted confirmation of delivery is one row."""

    __tablename__ = "inbox_event"

    id: Mapped[RowId] = mapped_column(init=False)
    flow_instance_id: Mapped[int] = mapped_column(ForeignKey("inbox_instance.flow_instance_id"), index=True)
    at: Mapped[datetime]
    kind: Mapped[str]  # submitted, status, delivery, message
    text: Mapped[str]
    by: Mapped[str]
    external_id: Mapped[str | None] = mapped_column(default=None)
