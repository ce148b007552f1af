"""A mail server that keeps what is sent to it, for tests of notices."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from email.header import decode_header, make_header
from typing import Any

from aiosmtpd.handlers import Message
from aiosmtpd.smtp import SMTP, AuthResult

PASSWORD = "lykta-vagn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What arrived, as its reader sees it."""

    to: str
    subject: str
    body: str


class Postbox(Message):
    """Keeps what is sent to it."""

    def __init__(self) -> None:
        super().__init__()
        self.received: list[Letter] = []

    def handle_message(self, message: Any) -> None:
        subject = str(make_header(decode_header(message["Subject"])))
        body = message.get_payload(decode=True).decode().strip()
        self.received.append(Letter(to=message["To"], subject=subject, body=body))

    def about(self, words: str) -> Sequence[Letter]:
        """Those that say so."""
        return [one for one in self.received if words in one.subject + one.body]


def _knows(_server: object, _session: object, _envelope: object, _mechanism: str, login: Any) -> AuthResult:
    return AuthResult(success=login.password == PASSWORD.encode(), handled=False)


@asynccontextmanager
async def mail_server_here() -> AsyncIterator[tuple[Postbox, int]]:
    """A mail server that wants the login `utkast` with the password above; what it keeps, and its port."""
    postbox, loop = Postbox(), asyncio.get_running_loop()
    asks: dict[str, Any] = {"authenticator": _knows, "auth_require_tls": False}
    server = await loop.create_server(lambda: SMTP(postbox, loop=loop, **asks), "127.0.0.1", 0)
    async with server:
        yield postbox, server.sockets[0].getsockname()[1]
