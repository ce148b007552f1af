"""uvicorn servers side by side on one thread of their own, started and stopped together.

Knows nothing of what they serve.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from mock_legacy.platform.protocol import TellingProtocol

START_SECONDS = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tls:
    """Server certificate and key, and the authority whose client certificates are required, if any are."""

    certificate: Path
    key: Path
    client_authority: Path | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One application on one listening socket."""

    name: str
    app: ASGIApp
    listener: socket.socket
    tls: Tls | None = None

    @property
    def url(self) -> str:
        """Base address without trailing slash."""
        host, port = self.listener.getsockname()[:2]
        shown = f"[{host}]" if ":" in host else host
        return f"{'https' if self.tls else 'http'}://{shown}:{port}"


def listen(host: str, port: int) -> socket.socket:
    """Bind a socket; port 0 takes a free one."""
    return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)


class ServerThread:
    """Serve sites on a thread until stopped."""

    def __init__(self, sites: list[Site]) -> None:
        self._sites = sites
        self._servers = [uvicorn.Server(_config(site)) for site in sites]
        self._thread = threading.Thread(target=self._run, name="mock-legacy-servers", daemon=True)

    def start(self) -> None:
        """Start and return when every server answers."""
        self._thread.start()
        deadline = time.monotonic() + START_SECONDS
        pause = threading.Event()
        while not all(server.started for server in self._servers):
            if time.monotonic() > deadline or not self._thread.is_alive():
                raise RuntimeError("The mock systems did not start")
            pause.wait(0.005)

    def stop(self) -> None:
        """Let running requests end, close, and wait for the thread."""
        for server in self._servers:
            server.should_exit = True
        self._thread.join()

    def _run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        pairs = zip(self._servers, self._sites, strict=True)
        await asyncio.gather(*(server.serve(sockets=[site.listener]) for server, site in pairs))


def _config(site: Site) -> uvicorn.Config:
    # No access log: addresses and forms of these systems are about persons.
    config = uvicorn.Config(
        site.app,
        http=TellingProtocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=2,
        server_header=False,
    )
    if site.tls is not None:
        config.ssl_certfile = str(site.tls.certificate)
        config.ssl_keyfile = str(site.tls.key)
        if site.tls.client_authority is not None:
            config.ssl_ca_certs = str(site.tls.client_authority)
            config.ssl_cert_reqs = ssl.CERT_REQUIRED
    return config
