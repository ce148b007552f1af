"""The login desk of one system: passwords, one-time codes, certificates, locked accounts, sessions.

Three wrong answers in a row lock the account. Every attempt is recorded as the system's own record.
Knows nothing of pages: a system decides what its login looks like and says.
"""

from __future__ import annotations

import hmac
import secrets
import time
from typing import Literal

import pyotp
from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session
from starlette.responses import Response

from mock_legacy.platform.context import Platform
from mock_legacy.world.models import Account, LoginAttempt, LoginSession

Outcome = Literal["ok", "wrong_password", "wrong_code", "wrong_certificate", "locked", "unknown_account"]
ATTEMPTS_BEFORE_LOCK = 3
_KEY = secrets.token_bytes(32)


class LoginDesk:
    """Check who comes and keep their sessions.

    ``one_session_per_account`` ends the old one at a new login.
    """

    def __init__(self, platform: Platform, system: str, *, one_session_per_account: bool = False) -> None:
        self.platform = platform
        self.system = system
        self.one_session_per_account = one_session_per_account
        self.cookie = f"{system}_session"

    def check_password(self, username: str, password: str) -> Outcome:
        """Compare a password; a wrong one counts towards the lock."""
        with self.platform.world.session() as session:
            account = session.get(Account, (self.system, username))
            good = account is not None and secrets.compare_digest(
                account.password.encode(), password.encode()
            )
            return self._settle(
                session, username, account, failure=None if good else "wrong_password", typed=password
            )

    def check_code(self, username: str, code: str) -> Outcome:
        """Compare a one-time code (TOTP, thirty seconds, one step of grace); a wrong one counts too."""
        with self.platform.world.session() as session:
            account = session.get(Account, (self.system, username))
            good = account is not None and pyotp.TOTP(account.totp_secret).verify(code, valid_window=1)
            return self._settle(session, username, account, failure=None if good else "wrong_code")

    def check_certificate(self, handlaggare_id: str, certificate_name: str) -> tuple[Outcome, str]:
        """Match a handläggare id with the organisation's client certificate; give outcome and user name.

        Any certificate of the organisation does for any of its handläggare.
        A wrong id counts towards the lock of the account that the certificate was made for.
        """
        with self.platform.world.session() as session:
            found = self._account_where(session, Account.handlaggare_id == handlaggare_id)
            holder = self._account_where(session, Account.label == certificate_name)
            failure: Outcome | None = None if found and holder else "wrong_certificate"
            username = found.username if found else handlaggare_id
            return self._settle(
                session, username, found or holder, failure=failure, typed=handlaggare_id
            ), username

    def open_session(self, username: str, *, stage: Literal["open", "code"] = "open") -> str:
        """Open a session and return its token; a session at stage ``code`` waits for the one-time code."""
        now = time.time()
        token = secrets.token_urlsafe(24)
        with self.platform.world.session() as session:
            if stage == "open":
                self._welcome(session, username, now)
            session.add(
                LoginSession(
                    token=token,
                    system=self.system,
                    username=username,
                    created_at=now,
                    last_seen=now,
                    stage=stage,
                )
            )
        return token

    def close_session(self, token: str, reason: str = "logout") -> None:
        """End one session."""
        with self.platform.world.session() as session:
            session.execute(
                update(LoginSession)
                .where(LoginSession.token == token, LoginSession.ended_at.is_(None))
                .values(ended_at=time.time(), end_reason=reason)
            )

    def give_cookie(self, response: Response, token: str) -> None:
        """Set this system's session cookie; its name differs per system because cookies ignore ports."""
        response.set_cookie(self.cookie, token, httponly=True, samesite="lax")

    def _account_where(self, session: Session, condition: ColumnElement[bool]) -> Account | None:
        return session.scalars(select(Account).where(Account.system == self.system, condition)).one_or_none()

    def _welcome(self, session: Session, username: str, now: float) -> None:
        session.add(
            LoginAttempt(system=self.system, username=username, at=self.platform.world.now(), outcome="ok")
        )
        session.execute(
            update(Account)
            .where(Account.system == self.system, Account.username == username)
            .values(failed_attempts=0)
        )
        if self.one_session_per_account:
            session.execute(
                update(LoginSession)
                .where(
                    LoginSession.system == self.system,
                    LoginSession.username == username,
                    LoginSession.ended_at.is_(None),
                )
                .values(ended_at=now, end_reason="replaced")
            )

    def _settle(
        self,
        session: Session,
        username: str,
        account: Account | None,
        *,
        failure: Outcome | None,
        typed: str = "",
    ) -> Outcome:
        outcome = _outcome(account, failure)
        if account is not None and outcome not in {"ok", "locked"}:
            account.failed_attempts += 1
            account.locked = account.failed_attempts >= ATTEMPTS_BEFORE_LOCK
        if outcome != "ok":
            session.add(
                LoginAttempt(
                    system=self.system,
                    username=username,
                    at=self.platform.world.now(),
                    outcome=outcome,
                    secret_mark=_mark(typed),
                )
            )
        return outcome


def _mark(typed: str) -> str:
    """Tell secrets apart without keeping them; nothing for nothing."""
    return hmac.new(_KEY, typed.encode(), "sha256").hexdigest()[:16] if typed else ""


def _outcome(account: Account | None, failure: Outcome | None) -> Outcome:
    if account is None:
        return "unknown_account"
    if account.locked:
        return "locked"
    return failure or "ok"
