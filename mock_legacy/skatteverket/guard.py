"""What stands before every page behind the login: a live session, and a notice that must be read first.

Knows nothing of the pages behind it.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.templating import Jinja2Templates

from mock_legacy.platform.sessions import SignedIn


def signed_in(request: Request) -> SignedIn | None:
    """Return the user behind a request; none for strangers and between password and code."""
    user = request.user
    return user if isinstance(user, SignedIn) and user.is_authenticated else None


def to_login() -> Response:
    """Send a stranger to the login page."""
    return RedirectResponse("/inloggning", status_code=303)


def notice_first(request: Request, pages: Jinja2Templates, user: SignedIn) -> Response | None:
    """Return the notice page when a notice waits to be read."""
    if not user.pending_notice:
        return None
    context = {"user": user, "notice": user.pending_notice, "onward": request.url.path}
    return pages.TemplateResponse(request, "meddelande.html", context)
