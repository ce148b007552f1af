"""Put one system's routes together with what all systems share: the record of requests, faults, sessions.

A route's ``name`` is its screen name; faults are aimed at it. Knows nothing of what the routes do.
"""

from __future__ import annotations

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.authentication import AuthenticationMiddleware
from starlette.routing import BaseRoute

from mock_legacy.platform.context import Platform
from mock_legacy.platform.fault_middleware import FaultMiddleware
from mock_legacy.platform.login import LoginDesk
from mock_legacy.platform.request_recorder import RequestRecorder
from mock_legacy.platform.sessions import SessionBackend


def assemble(desk: LoginDesk, routes: Sequence[BaseRoute]) -> Starlette:
    """Build the application of the desk's system.

    ``request.app.state.platform`` and ``.desk`` reach the rest.
    """
    app = Starlette(
        routes=list(routes),
        middleware=[
            Middleware(RequestRecorder, platform=desk.platform, desk=desk, routes=list(routes)),
            Middleware(FaultMiddleware, platform=desk.platform, desk=desk, routes=list(routes)),
            Middleware(AuthenticationMiddleware, backend=SessionBackend(desk)),
        ],
    )
    app.state.platform = desk.platform
    app.state.desk = desk
    return app


def platform_of(app: Starlette) -> Platform:
    """Return the shared ground of an assembled application, typed."""
    platform: Platform = app.state.platform
    return platform
