"""The tables. Whatever could tell who a person is lies in a sealed column."""

from datetime import UTC, date, datetime

from sqlalchemy import (
    BigInteger,
    BindParameter,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    LargeBinary,
    UniqueConstraint,
    bindparam,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from flows.work import OPEN_STATES

IS_OPEN = text("state IN ('COLLECTED', 'WAITING', 'UNCERTAIN', 'PREPARING')")
"""What the index of open items holds."""
OPEN: BindParameter[str] = bindparam(
    "open_states", [one.value for one in OPEN_STATES], expanding=True, literal_execute=True
)
"""The open states in the index's own words: a question must say them for the index to answer it."""
STANDS = text("ended_at IS NULL")


class Moment(TypeDecorator[datetime]):
    """An aware time, stored in UTC; SQLite forgets the zone, so it is given back here."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive time: nobody could say when it was."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored time must be aware")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give UTC back."""
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


class Sealed(TypeDecorator[bytes]):
    """What the data key has sealed; `adapters.persistence.resealing` finds every column of this kind."""

    impl = LargeBinary
    cache_ok = True


class Base(DeclarativeBase):
    """The tables' common register."""


class WorkItemRow(Base):
    """One application on its way."""

    __tablename__ = "work_items"
    __table_args__ = (
        UniqueConstraint("municipality", "application_ref"),
        # In the order they came, and without those that are done: these are many, and never due.
        Index(
            "ix_work_items_open",
            "municipality",
            "collected_at",
            "case_ref",
            sqlite_where=IS_OPEN,
            postgresql_where=IS_OPEN,
        ),
    )

    case_ref: Mapped[str] = mapped_column(primary_key=True)
    municipality: Mapped[str]
    application_ref: Mapped[str]
    period: Mapped[str | None]
    state: Mapped[str]
    reason: Mapped[str]
    explanation: Mapped[bytes] = mapped_column(Sealed)
    proposal: Mapped[str | None]
    wait_until: Mapped[date | None]
    not_before: Mapped[datetime | None] = mapped_column(Moment)
    waits_for: Mapped[str] = mapped_column(server_default="")
    stickprov: Mapped[bool]
    attempts: Mapped[int]
    claims: Mapped[int] = mapped_column(server_default="0")
    claimed_from: Mapped[str | None]
    collected_at: Mapped[datetime] = mapped_column(Moment)
    updated_at: Mapped[datetime] = mapped_column(Moment)
    lease_holder: Mapped[str | None]
    lease_until: Mapped[datetime | None] = mapped_column(Moment)
    person_mark: Mapped[str | None]
    application: Mapped[bytes | None] = mapped_column(Sealed, deferred=True)
    revision: Mapped[int] = mapped_column(server_default="1")
    completions: Mapped[int] = mapped_column(server_default="0")
    order_number: Mapped[str] = mapped_column(server_default="")
    ordered_by: Mapped[bytes | None] = mapped_column(Sealed)


class AssessmentRow(Base):
    """What was known of an application at one time, and what followed from it."""

    __tablename__ = "assessments"
    __table_args__ = (Index("ix_assessments_latest", "case_ref", "made_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_ref: Mapped[str] = mapped_column(ForeignKey("work_items.case_ref", ondelete="CASCADE"))
    made_at: Mapped[datetime] = mapped_column(Moment)
    proposal: Mapped[str]
    facts: Mapped[bytes] = mapped_column(Sealed)
    assessment: Mapped[bytes] = mapped_column(Sealed)


class DraftRow(Base):
    """A draft we left, as it was read back; an application has one for each time it was prepared."""

    __tablename__ = "drafts"
    __table_args__ = (Index("ix_drafts_case", "case_ref", "revision"),)

    reference: Mapped[str] = mapped_column(primary_key=True)
    case_ref: Mapped[str] = mapped_column(ForeignKey("work_items.case_ref", ondelete="CASCADE"))
    revision: Mapped[int]
    key: Mapped[str]
    read_back_at: Mapped[datetime] = mapped_column(Moment)
    draft: Mapped[bytes] = mapped_column(Sealed)


class JournalRow(Base):
    """A step that a worker has taken on an application; `id` tells the order."""

    __tablename__ = "journal"
    __table_args__ = (Index("ix_journal_order", "case_ref", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_ref: Mapped[str] = mapped_column(ForeignKey("work_items.case_ref", ondelete="CASCADE"))
    step: Mapped[str]
    at: Mapped[datetime] = mapped_column(Moment)
    worker: Mapped[str]


class BreakerRow(Base):
    """Where one system stands; one that is closed is kept, and tells of no failure."""

    __tablename__ = "breakers"

    municipality: Mapped[str] = mapped_column(primary_key=True)
    system: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int] = mapped_column(server_default="0")
    openings: Mapped[int] = mapped_column(server_default="0")
    code: Mapped[str] = mapped_column(server_default="")
    what: Mapped[str] = mapped_column(server_default="")
    since: Mapped[datetime | None] = mapped_column(Moment)
    probe_at: Mapped[datetime | None] = mapped_column(Moment)
    stated_end: Mapped[datetime | None] = mapped_column(Moment)
    prober: Mapped[str] = mapped_column(server_default="")
    prober_until: Mapped[datetime | None] = mapped_column(Moment)
    secret_mark: Mapped[str] = mapped_column(server_default="")


class PauseRow(Base):
    """A pause, while it stands and afterwards; who it was and why are a person's name and words."""

    __tablename__ = "pauses"
    __table_args__ = (
        Index(
            "ix_pauses_one_stands", "municipality", unique=True, sqlite_where=STANDS, postgresql_where=STANDS
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality: Mapped[str]
    who: Mapped[bytes] = mapped_column(Sealed)
    reason: Mapped[bytes] = mapped_column(Sealed)
    since: Mapped[datetime] = mapped_column(Moment)
    ended_by: Mapped[bytes | None] = mapped_column(Sealed)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class AccountLeaseRow(Base):
    """A robot account of a system, and who uses it.

    Until `login_until` its holder alone may log in to the system. `wanted_by` is a worker that waits for this
    account. `refused_as` is the code of a refused login, `refused_secret` the name of the secret that was
    refused, and `refused_mark` tells of the account's secrets whether they have changed since.
    """

    __tablename__ = "account_leases"

    municipality: Mapped[str] = mapped_column(primary_key=True)
    system: Mapped[str] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[str | None]
    held_since: Mapped[datetime | None] = mapped_column(Moment)
    lease_until: Mapped[datetime | None] = mapped_column(Moment)
    login_until: Mapped[datetime | None] = mapped_column(Moment)
    wanted_by: Mapped[str | None]
    wanted_until: Mapped[datetime | None] = mapped_column(Moment)
    refused_as: Mapped[str] = mapped_column(server_default="")
    refused_mark: Mapped[str] = mapped_column(server_default="")
    refused_secret: Mapped[str] = mapped_column(server_default="")


class AuditRow(Base):
    """An entry of the audit log; its columns are those of `flows.audit.Entry`."""

    __tablename__ = "audit_log"
    __table_args__ = (
        Index("ix_audit_log_case", "case_ref", "number"),
        Index("ix_audit_log_person", "person", "number"),
    )

    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Moment)
    act: Mapped[str]
    account: Mapped[str]
    municipality: Mapped[str]
    system: Mapped[str]
    purpose: Mapped[str]
    legal_basis: Mapped[str]
    case_ref: Mapped[str]
    person: Mapped[str]
    run: Mapped[str]
    detail: Mapped[str]
    link: Mapped[str]


class AuditHeadRow(Base):
    """How far the audit log has come, and which installation's it is; there is one row, whose id is 1."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    installation: Mapped[str]
    number: Mapped[int] = mapped_column(BigInteger)
    link: Mapped[str]
