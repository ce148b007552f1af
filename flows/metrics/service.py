"""`/metrics` and `/health` over HTTP, on an address that only this machine reaches unless set otherwise."""

import socket
from urllib.parse import urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from flows.metrics.exporter import Exporter
from flows.metrics.health import examined
from flows.metrics.seen import Watch
from flows.ports import Clock

TEXT = "text/plain; version=0.0.4; charset=utf-8"


def application(watch: Watch, clock: Clock) -> Starlette:
    """The two pages."""
    exporter = Exporter(watch, clock)

    async def metrics(_request: Request) -> Response:
        return Response(await exporter.text(), media_type=TEXT)

    async def health(_request: Request) -> Response:
        found = await examined(watch, clock)
        return JSONResponse(found.as_json(), status_code=found.status)

    return Starlette(routes=[Route("/metrics", metrics), Route("/health", health)])


def listening(address: str) -> socket.socket:
    """A socket on `host:port`; port 0 takes a free one. Raises OSError or ValueError when it cannot be had.

    A blank host would be every address of the machine, and is refused: who wants that writes 0.0.0.0.
    """
    asked = urlsplit(f"//{address}")
    if not asked.hostname or asked.port is None:
        raise ValueError("it must be host:port")
    family = socket.AF_INET6 if ":" in asked.hostname else socket.AF_INET
    return socket.create_server((asked.hostname, asked.port), family=family)


async def serve(app: Starlette, on: socket.socket) -> None:
    """Serve until SIGTERM or Ctrl-C. No request is logged: it says nothing."""
    config = uvicorn.Config(app, log_config=None, access_log=False, lifespan="off")
    await uvicorn.Server(config).serve(sockets=[on])
