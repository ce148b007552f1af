"""What each caseworker's page needs of a request: the world, the desk, a rendered page, and a guarded door.

Knows no page by name but the login page and the notice that stands before everything else.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from mock_legacy.inbox.formats import file_size
from mock_legacy.platform.context import Platform
from mock_legacy.platform.login import LoginDesk
from mock_legacy.platform.lookups import Lookup, record_lookup
from mock_legacy.platform.pages import pages_in

Endpoint = Callable[[Request], Response]

_TEMPLATES = pages_in(Path(__file__).parent / "templates")
_TEMPLATES.env.filters["storlek"] = file_size


def platform_of(request: Request) -> Platform:
    """The ground all systems share."""
    platform: Platform = request.app.state.platform
    return platform


def desk_of(request: Request) -> LoginDesk:
    """The login desk of the inbox."""
    desk: LoginDesk = request.app.state.desk
    return desk


def show(request: Request, template: str, status: int = 200, /, **values: object) -> Response:
    """Render one page."""
    shown = {"place": platform_of(request).world.place(), **values}
    return _TEMPLATES.TemplateResponse(request, template, shown, status_code=status)


def caseworkers_page(endpoint: Endpoint) -> Endpoint:
    """Let only those in who have logged in and have read what they must.

    Strangers get the login page, whatever they asked for. A notice stands before every page; a form that is
    sent goes through.
    """

    @wraps(endpoint)
    def guarded(request: Request) -> Response:
        if not request.user.is_authenticated:
            return RedirectResponse(f"/login?{_why(request)}", status_code=303)
        if request.user.pending_notice and request.method == "GET":
            return show(request, "notice.html", notice=request.user.pending_notice)
        return endpoint(request)

    return guarded


def note_lookup(request: Request, screen: str, personnummer: str) -> None:
    """Record that somebody has looked at a person's application."""
    looked = Lookup(system="inbox", username=request.user.username, screen=screen, personnummer=personnummer)
    record_lookup(platform_of(request), looked)


def _why(request: Request) -> str:
    return "utloggad=1" if request.state.session_end_reason in {"timeout", "lost", "replaced"} else ""
