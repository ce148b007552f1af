"""What each kind of fault does to one request. An effect wraps the rest of the application.

Effects may answer themselves, change what comes in or out, or just take time. To add a kind, write a
function with the signature of ``Effect`` and name it in ``EFFECTS``. Knows nothing of matching or counting.
"""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from mock_legacy.platform.faults import Fault
from mock_legacy.platform.login import LoginDesk
from mock_legacy.world.models import LoginSession


@dataclass(frozen=True, slots=True, kw_only=True)
class Struck:
    """One request that a fault strikes: the application behind, and the ASGI trio."""

    fault: Fault
    desk: LoginDesk
    app: ASGIApp
    scope: Scope
    receive: Receive
    send: Send

    async def go_on(self) -> None:
        """Let the request through."""
        await self.app(self.scope, self.receive, self.send)


Effect = Callable[[Struck], Awaitable[None]]


async def latency(struck: Struck) -> None:
    """Take ``latency_ms`` plus up to ``jitter_ms`` longer than usual."""
    jitter = random.uniform(0, struck.fault.jitter_ms)  # noqa: S311 - weather, not secrets
    await anyio.sleep((struck.fault.latency_ms + jitter) / 1000)
    await struck.go_on()


async def http_error(struck: Struck) -> None:
    """Answer with ``status`` instead of the page."""
    text = struck.fault.text or "Ett fel har inträffat. Kontakta systemförvaltningen."
    response = PlainTextResponse(text, status_code=struck.fault.status)
    await response(struck.scope, struck.receive, struck.send)


async def session_loss(struck: Struck) -> None:
    """End the visitor's session, then go on: the system shows whatever it shows to a stranger."""
    token = Request(struck.scope).cookies.get(struck.desk.cookie)
    if token is not None:
        await run_in_threadpool(struck.desk.close_session, token, "lost")
    await struck.go_on()


async def notice_page(struck: Struck) -> None:
    """Leave a notice on the session.

    A system with notices shows it before anything else until acknowledged.
    """
    token = Request(struck.scope).cookies.get(struck.desk.cookie)
    if token is not None:
        text = struck.fault.text or "Planerat driftstopp på söndag kl. 06.00–09.00."
        await run_in_threadpool(_leave_notice, struck.desk, token, text)
    await struck.go_on()


def _leave_notice(desk: LoginDesk, token: str, text: str) -> None:
    with desk.platform.world.session() as session:
        row = session.get(LoginSession, token)
        if row is not None:
            row.pending_notice = text


EFFECTS: dict[str, Effect] = {
    "latency": latency,
    "http_error": http_error,
    "session_loss": session_loss,
    "notice_page": notice_page,
}
