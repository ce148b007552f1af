"""What a failed TLS handshake looks like in the browser, and what it means in words that IT can act on.

With a client certificate it is Playwright's driver that speaks TLS with the portal, not the browser, so:

* an authority that we do not trust: no error; a page that begins "Playwright client-certificate error"
* a client certificate that the portal does not take: the connection just ends (TLS 1.3 tells it too late)
* no client certificate at all: the browser meets the portal itself, which ends the connection as well
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Page

from bots.kit.asking import ask
from bots.kit.errors import SystemSlow, SystemUnreachable

_BY_DRIVER = "Playwright client-certificate error"

_REFUSED = "refuses our client certificate (expired, revoked or of an authority it does not know)"
_NONE = "none is set for this address"
_UNKNOWN = "the portal's certificate is signed by an authority that we do not trust: see the CA file"

# What a refused certificate may end in: which one depends on how far the browser had come.
_ENDED = (
    "ERR_EMPTY_RESPONSE",
    "ERR_CONNECTION_CLOSED",
    "ERR_CONNECTION_RESET",
    "ERR_SOCKET_NOT_CONNECTED",
    "ERR_SSL_PROTOCOL_ERROR",
)

# Words of TLS libraries, the most telling first; what the portal says of us comes as an "alert".
_MEANINGS = (
    ("certificate required", "the portal asks for a client certificate and got none"),
    ("alert", f"the portal {_REFUSED}"),
    ("certificate has expired", "the portal's own certificate has expired"),
    ("does not match certificate's altnames", "the portal's own certificate is for another name"),
    ("self-signed certificate", _UNKNOWN),
    ("self signed certificate", _UNKNOWN),
    ("unable to", _UNKNOWN),
    ("signature failure", _UNKNOWN),
    ("ERR_CERT_AUTHORITY_INVALID", f"no client certificate was sent: {_NONE}"),
    ("ERR_BAD_SSL_CLIENT_AUTH_CERT", "the portal asks for a client certificate and got none"),
    *((ended, f"the portal ended the connection: most likely it {_REFUSED}, or {_NONE}") for ended in _ENDED),
)


class HandshakeFailed(SystemUnreachable):
    """The TLS handshake failed; `detail` says whose certificate, and why."""


@asynccontextmanager
async def handshake_told(page: Page) -> AsyncIterator[None]:
    """Raise `HandshakeFailed` instead of `SystemUnreachable` when that is what happened inside the block."""
    try:
        yield
    except SystemSlow:
        raise
    except SystemUnreachable as cut:
        meaning = meaning_of(cut.detail if "ERR_" in cut.detail else await _told_by_driver(page))
        if meaning is None:
            raise
        raise HandshakeFailed(cut.system, cut.screen, f"the TLS handshake failed: {meaning}") from cut


def meaning_of(told: str) -> str | None:
    """What those words say of a handshake, or None when they say nothing of one."""
    for words, meaning in _MEANINGS:
        if words in told and (words.startswith("ERR_") or _BY_DRIVER in told):
            return meaning
    return "for a reason not known here" if _BY_DRIVER in told else None


async def _told_by_driver(page: Page) -> str:
    # <body>Playwright client-certificate error: self-signed certificate in certificate chain</body>
    if page.url.startswith("chrome-error:"):
        return ""
    text = str(await ask(page, "() => document.body?.innerText ?? ''"))
    return text[:300] if text.startswith(_BY_DRIVER) else ""
