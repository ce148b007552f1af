"""Who sends a request: Starlette's authentication, fed from the session table.

Signed-in users carry the scopes ``authenticated`` and their role (``robot`` or ``caseworker``); between
password and one-time code only ``password_given``. Guard pages with ``starlette.authentication.requires``.
Knows nothing of how a session came to be.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from sqlalchemy import update
from starlette.authentication import AuthCredentials, AuthenticationBackend, BaseUser
from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection

from mock_legacy.platform.login import LoginDesk
from mock_legacy.world.models import Account, LoginSession

LAST_SEEN_GRAIN_SECONDS = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn(BaseUser):
    """The account behind a request (``request.user``)."""

    username: str
    full_name: str
    role: str
    token: str
    stage: str
    pending_notice: str

    @property
    def is_authenticated(self) -> bool:
        """Say that the one-time code, where there is one, has been given too."""
        return self.stage == "open"

    @property
    def display_name(self) -> str:
        """The name shown in the page header."""
        return self.full_name


class SessionBackend(AuthenticationBackend):
    """Read the system's cookie.

    When a cookie belongs to a session that has ended, ``request.state.session_end_reason`` says why.
    """

    def __init__(self, desk: LoginDesk) -> None:
        self.desk = desk

    async def authenticate(self, conn: HTTPConnection) -> tuple[AuthCredentials, BaseUser] | None:
        """Find the live session of a request."""
        conn.state.session_end_reason = ""
        token = conn.cookies.get(self.desk.cookie)
        if token is None:
            return None
        found = await run_in_threadpool(self._visit, token)
        if isinstance(found, str):
            conn.state.session_end_reason = found
            return None
        scopes = ["authenticated", found.role] if found.is_authenticated else ["password_given"]
        return AuthCredentials(scopes), found

    def _visit(self, token: str) -> SignedIn | str:
        """Give the user of a live session, or the reason why there is none."""
        now = time.time()
        with self.desk.platform.world.session() as session:
            row = session.get(LoginSession, token)
            if row is None or row.system != self.desk.system:
                return "unknown"
            if row.ended_at is not None:
                return row.end_reason
            timeout = self.desk.platform.session_timeout_seconds
            if now - row.last_seen > timeout:
                row.ended_at, row.end_reason = now, "timeout"
                return "timeout"
            account = session.get_one(Account, (row.system, row.username))
            signed_in = _signed_in(row, account)
            if now - row.last_seen > min(LAST_SEEN_GRAIN_SECONDS, timeout / 4):
                session.execute(update(LoginSession).where(LoginSession.token == token).values(last_seen=now))
            return signed_in


def _signed_in(row: LoginSession, account: Account) -> SignedIn:
    return SignedIn(
        username=row.username,
        full_name=account.full_name,
        role=account.role,
        token=row.token,
        stage=row.stage,
        pending_notice=row.pending_notice,
    )
