"""Login, logout, and the notice that must be read before anything else."""

from __future__ import annotations

from sqlalchemy import update
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from mock_legacy.inbox.posted import posted_fields
from mock_legacy.inbox.visit import desk_of, platform_of, show
from mock_legacy.world.models import LoginSession

_REFUSED = "Felaktigt användarnamn eller lösenord."
_LOCKED = (
    "Kontot är spärrat efter för många misslyckade inloggningar. Kontakta systemförvaltningen för e-tjänster."
)
_LEFT = "Du har loggats ut eftersom sessionen har avslutats. Logga in igen för att fortsätta."


def login(request: Request) -> Response:
    """Show the login form, or check what was typed into it."""
    if request.method == "GET":
        told = _LEFT if "utloggad" in request.query_params else ""
        return show(request, "login.html", message=told, username="")
    fields = posted_fields(request)
    username = fields.one("username").strip()
    outcome = desk_of(request).check_password(username, fields.one("password"))
    if outcome != "ok":
        message = _LOCKED if outcome == "locked" else _REFUSED
        return show(request, "login.html", message=message, username=username)
    response = RedirectResponse("/arenden", status_code=303)
    desk_of(request).give_cookie(response, desk_of(request).open_session(username))
    return response


def logout(request: Request) -> Response:
    """End the session."""
    desk = desk_of(request)
    token = request.cookies.get(desk.cookie)
    if token:
        desk.close_session(token)
    return show(request, "login.html", message="Du är utloggad.", username="")


def acknowledge_notice(request: Request) -> Response:
    """Take the notice off the session once it has been read."""
    if not request.user.is_authenticated:
        return RedirectResponse("/login", status_code=303)
    with platform_of(request).world.session() as session:
        session.execute(
            update(LoginSession).where(LoginSession.token == request.user.token).values(pending_notice="")
        )
    onward = posted_fields(request).one("vidare")
    return RedirectResponse(onward if onward.startswith("/arenden") else "/arenden", status_code=303)
