"""Who is identified on the citizen's side, in memory only: a test BankID lasts as long as the server runs.

Knows nothing of pages.
"""

from __future__ import annotations

import secrets
from threading import Lock

from starlette.requests import Request
from starlette.responses import Response

COOKIE = "inbox_citizen"


class CitizenSessions:
    """Session tokens and the persons behind them."""

    def __init__(self) -> None:
        self._persons: dict[str, str] = {}
        self._lock = Lock()

    def enter(self, response: Response, personnummer: str) -> None:
        """Identify a person and give the cookie that says so."""
        token = secrets.token_urlsafe(24)
        with self._lock:
            self._persons[token] = personnummer
        response.set_cookie(COOKIE, token, httponly=True, samesite="lax")

    def person(self, request: Request) -> str | None:
        """The personnummer of whoever sends the request."""
        with self._lock:
            return self._persons.get(request.cookies.get(COOKIE, ""))

    def leave(self, request: Request) -> None:
        """Forget the session."""
        with self._lock:
            self._persons.pop(request.cookies.get(COOKIE, ""), None)
