"""The tables. Whatever could tell who a person is lies in a sealed column."""

from datetime import UTC, date, datetime

from sqlalchemy import DateTime, Dialect, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator


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


class Base(DeclarativeBase):
    """The tables' common register."""


class WorkItemRow(Base):
    """One application on its way."""

    __tablename__ = "work_items"
    __table_args__ = (
        UniqueConstraint("municipality", "application_ref"),
        Index("ix_work_items_due", "municipality", "state", "wait_until"),
    )

    case_ref: Mapped[str] = mapped_column(primary_key=True)
    municipality: Mapped[str]
    application_ref: Mapped[str]
    period: Mapped[str | None]
    state: Mapped[str]
    reason: Mapped[str]
    explanation: Mapped[bytes] = mapped_column(LargeBinary)
    proposal: Mapped[str | None]
    wait_until: Mapped[date | None]
    stickprov: Mapped[bool]
    attempts: Mapped[int]
    collected_at: Mapped[datetime] = mapped_column(Moment)
    updated_at: Mapped[datetime] = mapped_column(Moment)
    lease_holder: Mapped[str | None]
    lease_until: Mapped[datetime | None] = mapped_column(Moment)
    person_mark: Mapped[str | None]
    application: Mapped[bytes | None] = mapped_column(LargeBinary)


class AssessmentRow(Base):
    """What was known of an application at one time, and what followed from it."""

    __tablename__ = "assessments"
    __table_args__ = (Index("ix_assessments_latest", "case_ref", "made_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_ref: Mapped[str] = mapped_column(ForeignKey("work_items.case_ref", ondelete="CASCADE"))
    made_at: Mapped[datetime] = mapped_column(Moment)
    proposal: Mapped[str]
    facts: Mapped[bytes] = mapped_column(LargeBinary)
    assessment: Mapped[bytes] = mapped_column(LargeBinary)


class DraftRow(Base):
    """The draft we left, as it was read back."""

    __tablename__ = "drafts"

    case_ref: Mapped[str] = mapped_column(
        ForeignKey("work_items.case_ref", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str]
    read_back_at: Mapped[datetime] = mapped_column(Moment)
    draft: Mapped[bytes] = mapped_column(LargeBinary)


class SystemStopRow(Base):
    """A system that must not be asked."""

    __tablename__ = "system_stops"

    municipality: Mapped[str] = mapped_column(primary_key=True)
    system: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str]
    what: Mapped[str]
    since: Mapped[datetime] = mapped_column(Moment)
    secret_mark: Mapped[str]
