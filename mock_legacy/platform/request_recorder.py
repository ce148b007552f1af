"""Note every request to one system, before any fault can strike it.

Knows nothing of what is done with the record.
"""

from __future__ import annotations

from collections.abc import Sequence

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mock_legacy.platform.context import Platform
from mock_legacy.platform.login import LoginDesk
from mock_legacy.platform.request_record import NOBODY, Entry, Sender
from mock_legacy.platform.screen_names import screen_of
from mock_legacy.world.models import Account, LoginSession


class RequestRecorder:
    """ASGI middleware around one system, the outermost."""

    def __init__(
        self, app: ASGIApp, *, platform: Platform, desk: LoginDesk, routes: Sequence[BaseRoute]
    ) -> None:
        self.app = app
        self.platform = platform
        self.desk = desk
        self.routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, and note when it came, from whom, and how it ended."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        screen, _ = screen_of(self.routes, scope)
        sender = await self._sender(scope)
        entry = self.platform.requests.begin(self.desk.system, screen, scope["method"], sender=sender)
        try:
            await self.app(scope, receive, _noting(entry, send))
        finally:
            entry.end()

    async def _sender(self, scope: Scope) -> Sender:
        token = Request(scope).cookies.get(self.desk.cookie)
        if token is None:
            return NOBODY
        known = self.platform.requests.sender(token)
        return await run_in_threadpool(self._introduced, token) if known is None else known

    def _introduced(self, token: str) -> Sender:
        with self.platform.world.session() as session:
            row = session.get(LoginSession, token)
            if row is None or row.system != self.desk.system:
                return NOBODY
            account = session.get_one(Account, (row.system, row.username))
        return self.platform.requests.introduce(token, account.username, account.role)


def _noting(entry: Entry, send: Send) -> Send:
    async def noted(message: Message) -> None:
        if message["type"] == "http.response.start":
            entry.status = message["status"]
        await send(message)

    return noted
