"""uvicorn's HTTP/1.1 protocol, telling each request which client certificate and which connection it came by.

``request.state.client_certificate_name`` is the certificate's common name, and ``client_organisation`` the
organisation it names; both are empty without TLS.
``request.state.transport`` is the connection itself, for faults that cut it. Knows no system.
"""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol


class TellingProtocol(H11Protocol):
    """HTTP/1.1 whose requests know their connection."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Note the peer's certificate once per connection."""
        super().connection_made(transport)
        self.app_state = {
            **self.app_state,
            "transport": transport,
            "client_certificate_name": _from_certificate(transport, "commonName"),
            "client_organisation": _from_certificate(transport, "organizationName"),
        }

    def shutdown(self) -> None:
        """Let go of an idle connection at once: by TLS its end would be waited for, for half a minute."""
        super().shutdown()
        if self.transport.is_closing():
            self.transport.abort()


def _from_certificate(transport: asyncio.Transport, wanted: str) -> str:
    certificate = transport.get_extra_info("peercert") or {}
    for relative_name in certificate.get("subject", ()):
        for key, value in relative_name:
            if key == wanted:
                return str(value)
    return ""
