"""What the systems' own records say, for tests to assert on: drafts, look-ups, logins, sessions, requests.

Reads only. Personnummer are in these answers, as in the systems themselves: never log them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import ColumnElement, ScalarSelect, Select, func, inspect, select
from sqlalchemy.orm import Session

from mock_legacy.platform.request_record import Entry, RequestRecord
from mock_legacy.world.models import (
    Account,
    CaseFile,
    Decision,
    Draft,
    DraftGridRow,
    DraftSave,
    ExpectedOutcome,
    InboxEvent,
    InboxInstance,
    LoginAttempt,
    LoginSession,
    LookupLog,
    PaymentRow,
    Table,
)

Plain = str | int | float | bool | None
Row = dict[str, Plain]
T = TypeVar("T", bound=Table)
REQUEST_COLUMNS = {"system", "screen", "method", "account", "role", "session", "at", "status", "seconds"}
HIDDEN = {"payload", "password", "totp_secret", "token", "handlaggare_id"}


def counts(session: Session) -> dict[str, int]:
    """Return how many drafts, decisions, payments, look-ups, logins and deliveries there are."""
    tables: dict[str, type[Table]] = {
        "drafts": Draft,
        "decisions": Decision,
        "payments": PaymentRow,
        "lookups": LookupLog,
        "login_attempts": LoginAttempt,
        "expected": ExpectedOutcome,
    }
    counted = {name: select(func.count()).select_from(table) for name, table in tables.items()}
    counted["deliveries"] = select(func.count()).select_from(InboxInstance).where(*_delivered())
    counted["active_sessions"] = select(func.count()).select_from(LoginSession).where(_is_active())
    return {name: session.scalar(count) or 0 for name, count in counted.items()}


def drafts(session: Session, chosen: dict[str, str]) -> list[dict[str, object]]:
    """Return drafts with their grid rows; ``chosen`` narrows by any of a draft's columns."""
    found = session.scalars(_narrowed(Draft, chosen).order_by(Draft.draft_number))
    return [{**_row(draft), "rows": [_row(row) for row in _grid(session, draft)]} for draft in found]


def _grid(session: Session, draft: Draft) -> Sequence[DraftGridRow]:
    wanted = select(DraftGridRow).where(DraftGridRow.draft_number == draft.draft_number)
    return session.scalars(wanted.order_by(DraftGridRow.position)).all()


def saves(session: Session, chosen: dict[str, str]) -> list[Row]:
    """Return every save of every draft, in order: who, when, and which version it made."""
    return [_row(row) for row in session.scalars(_narrowed(DraftSave, chosen).order_by(DraftSave.id))]


def lookups(session: Session, chosen: dict[str, str]) -> list[Row]:
    """Return look-ups; ``chosen`` narrows by system, username, personnummer, screen."""
    return [_row(row) for row in session.scalars(_narrowed(LookupLog, chosen).order_by(LookupLog.id))]


def accounts(session: Session) -> list[Row]:
    """Return accounts without their secrets: role, locked, failed attempts in a row."""
    return [_row(row) for row in session.scalars(select(Account).order_by(Account.system, Account.username))]


def login_attempts(session: Session, chosen: dict[str, str]) -> list[Row]:
    """Return every attempt to log in, in order."""
    return [_row(row) for row in session.scalars(_narrowed(LoginAttempt, chosen).order_by(LoginAttempt.id))]


def active_sessions(session: Session) -> list[Row]:
    """Return sessions that have not ended, without their tokens."""
    return [_row(row) for row in session.scalars(select(LoginSession).where(_is_active()))]


def _is_active() -> ColumnElement[bool]:
    return LoginSession.ended_at.is_(None)


def sessions(session: Session, record: RequestRecord) -> list[Row]:
    """Return every session since the last reset, in order, ended or not; ``session`` is None for one unused.

    The number is the one that `requests` tell, for a token is told to nobody.
    """
    found = session.scalars(select(LoginSession).order_by(LoginSession.created_at))
    numbered = ((row, record.sender(row.token)) for row in found)
    return [{**_row(row), "session": sender.number if sender else None} for row, sender in numbered]


def requests(entries: Sequence[Entry], chosen: dict[str, str]) -> list[Row]:
    """Return requests; ``chosen`` narrows by any of their columns. None tells whom it was about."""
    for name in chosen:
        if name not in REQUEST_COLUMNS:
            raise UnknownColumn(f"requests have no {name!r}")
    rows = (_request(entry) for entry in entries)
    return [row for row in rows if all(str(row[name]) == value for name, value in chosen.items())]


def _request(entry: Entry) -> Row:
    return {
        "system": entry.system,
        "screen": entry.screen,
        "method": entry.method,
        "account": entry.sender.account,
        "role": entry.sender.role,
        "session": entry.sender.number,
        "at": entry.at.isoformat(timespec="microseconds"),
        "status": entry.status,
        "seconds": entry.seconds,
    }


def deliveries(session: Session) -> list[Row]:
    """Return deliveries confirmed since the world was made, and how many times each was confirmed."""
    wanted = select(InboxInstance, _confirmations()).where(*_delivered())
    return [{**_row(instance), "confirmations": count} for instance, count in session.execute(wanted)]


def _confirmations() -> ScalarSelect[int]:
    of_it = InboxEvent.flow_instance_id == InboxInstance.flow_instance_id
    confirmed = select(func.count()).select_from(InboxEvent).where(of_it, InboxEvent.kind == "delivery")
    return confirmed.correlate(InboxInstance).scalar_subquery()


def _delivered() -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return InboxInstance.delivered_external_id.is_not(None), _confirmations() > 0


def decisions(session: Session, chosen: dict[str, str]) -> list[Row]:
    """Return decisions made by people."""
    return [_row(row) for row in session.scalars(_narrowed(Decision, chosen).order_by(Decision.id))]


def expected(session: Session, chosen: dict[str, str]) -> list[Row]:
    """Return what each scenario states, with the applicant's personnummer to find the case by."""
    wanted = _narrowed(ExpectedOutcome, chosen).order_by(ExpectedOutcome.flow_instance_id)
    with_person = wanted.add_columns(InboxInstance.poster_personnummer).join(
        InboxInstance, InboxInstance.flow_instance_id == ExpectedOutcome.flow_instance_id
    )
    return [{**_row(outcome), "personnummer": person} for outcome, person in session.execute(with_person)]


def locked_files(session: Session) -> list[Row]:
    """Return case files that somebody holds."""
    return [_row(row) for row in session.scalars(select(CaseFile).where(CaseFile.locked_by.is_not(None)))]


class UnknownColumn(Exception):
    """A read-out was narrowed by something its rows do not have."""


def _narrowed(table: type[T], chosen: dict[str, str]) -> Select[tuple[T]]:
    columns = inspect(table).columns
    for name in chosen:
        if name not in columns:
            raise UnknownColumn(f"{table.__tablename__} has no {name!r}")
    return select(table).where(*(columns[name] == value for name, value in chosen.items()))


def _row(row: Table) -> Row:
    names = [column.key for column in inspect(type(row)).column_attrs if column.key not in HIDDEN]
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: object) -> Plain:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, str | int | float | bool) or value is None:
        return value
    raise TypeError(f"a column of {type(value).__name__} has no place in a read-out")
