"""Accounts, sessions and what each system itself recorded about who did what.

``system`` is ``inbox``, ``almanda``, ``skatteverket`` or ``forsakringskassan`` throughout.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from mock_legacy.world.models.mapping import Month, RowId, Table


class Account(Table):
    """A login. ``role`` is ``robot`` or ``caseworker``.

    At Försäkringskassan certificate and ``handlaggare_id`` stand for user name and password.
    ``label`` is the name the credentials carry (``utkast-01``); ``username`` is what is typed.
    """

    __tablename__ = "account"

    system: Mapped[str] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(primary_key=True)
    label: Mapped[str]
    full_name: Mapped[str]
    role: Mapped[str]
    password: Mapped[str] = mapped_column(default="")
    totp_secret: Mapped[str] = mapped_column(default="")
    handlaggare_id: Mapped[str] = mapped_column(default="")
    locked: Mapped[bool] = mapped_column(default=False)
    failed_attempts: Mapped[int] = mapped_column(default=0)


class LoginSession(Table):
    """A session cookie. Times are real seconds since the epoch.

    ``stage`` is ``code`` between password and one-time code, else ``open``.
    ``end_reason``: logout, replaced, timeout, lost. ``pending_notice`` is a notice not yet acknowledged.
    """

    __tablename__ = "login_session"

    token: Mapped[str] = mapped_column(String(64), primary_key=True)
    system: Mapped[str] = mapped_column(index=True)
    username: Mapped[str] = mapped_column(index=True)
    created_at: Mapped[float]
    last_seen: Mapped[float]
    ended_at: Mapped[float | None] = mapped_column(default=None)
    end_reason: Mapped[str] = mapped_column(default="")
    stage: Mapped[str] = mapped_column(default="open")
    pending_notice: Mapped[str] = mapped_column(default="")


class LoginAttempt(Table):
    """One attempt to log in.

    ``outcome``: ok, wrong_password, wrong_code, wrong_certificate, locked, unknown_account.
    ``secret_mark`` tells two secrets apart that were typed, as long as the systems run; empty for one-time
    codes and for logins that went well.
    """

    __tablename__ = "login_attempt"

    id: Mapped[RowId] = mapped_column(init=False)
    system: Mapped[str] = mapped_column(index=True)
    username: Mapped[str]
    at: Mapped[datetime]
    outcome: Mapped[str]
    secret_mark: Mapped[str] = mapped_column(default="")


class LookupLog(Table):
    """One look-up as the system recorded it: who looked at whom, where, for which stated purpose."""

    __tablename__ = "lookup_log"

    id: Mapped[RowId] = mapped_column(init=False)
    system: Mapped[str] = mapped_column(index=True)
    username: Mapped[str]
    at: Mapped[datetime]
    screen: Mapped[str]
    personnummer: Mapped[str] = mapped_column(String(12), index=True)
    purpose: Mapped[str] = mapped_column(default="")
    legal_basis: Mapped[str] = mapped_column(default="")


class WorldSetting(Table):
    """A named setting of the world: its date, its seed, which scenarios it was made of."""

    __tablename__ = "world_setting"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class ExpectedOutcome(Table):
    """What a scenario says must become of one application, in its own words; nothing computes it.

    ``state``: AWAITING_CASEWORKER, NEEDS_HUMAN, WAITING. ``amount_kronor`` for BIFALL and DELAVSLAG only.
    ``handover_draft``: a draft without proposal in Almanda tells why it was handed over.
    """

    __tablename__ = "expected_outcome"

    flow_instance_id: Mapped[int] = mapped_column(primary_key=True)
    customer_number: Mapped[str] = mapped_column(default="", index=True)
    scenario: Mapped[str] = mapped_column(index=True)
    period: Mapped[Month]
    state: Mapped[str]
    proposal: Mapped[str | None] = mapped_column(default=None)
    reason: Mapped[str | None] = mapped_column(default=None)
    amount_kronor: Mapped[int | None] = mapped_column(default=None)
    waits_until: Mapped[date | None] = mapped_column(default=None)
    handover_draft: Mapped[bool] = mapped_column(default=False)
