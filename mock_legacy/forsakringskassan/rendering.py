"""Turn a template into a page of this portal, and put a notice before it when one is waiting.

Knows the portal's look, not its contents.
"""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from starlette.authentication import requires
from starlette.requests import Request
from starlette.responses import Response

from mock_legacy.platform.pages import pages_in

templates = pages_in(Path(__file__).parent / "templates")

Endpoint = Callable[[Request], Awaitable[Response]]


def page(request: Request, name: str, *, status: int = 200, **values: Any) -> Response:
    """Render a template with what every page's header needs."""
    signed_in = request.user if request.user.is_authenticated else None
    response = templates.TemplateResponse(
        request,
        name,
        {
            "user": signed_in,
            "organisation": getattr(request.state, "client_organisation", ""),
            **values,
        },
        status_code=status,
    )
    # What stands on these pages is about persons: nothing of it may lie in a browser's cache.
    response.headers["Cache-Control"] = "no-store"
    return response


def for_signed_in(endpoint: Endpoint) -> Endpoint:
    """Let only signed-in users in, and show them a waiting notice first."""

    @requires("authenticated", redirect="login")
    @functools.wraps(endpoint)
    async def guarded(request: Request) -> Response:
        if request.user.pending_notice and request.method == "GET":
            return page(request, "notice.html", text=request.user.pending_notice, onward=request.url.path)
        return await endpoint(request)

    return guarded
