"""Login, logout and the notice that must be read: the only pages a stranger or an unread notice lets through.

Knows no case files.
"""

from __future__ import annotations

from sqlalchemy import func, select
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from mock_legacy.almanda.viewstate import field
from mock_legacy.almanda.visit import PAGES, SYSTEM, go_to
from mock_legacy.platform.login import LoginDesk, Outcome
from mock_legacy.world.models import LoginAttempt, LoginSession

START = "/Start.aspx"
LOGINS_BETWEEN_NOTICES = 4
NOTICE = (
    "Ny version av Almanda (4.7.2) är installerad. Utskrift av beslut sker nu från fliken Beslut.\n"
    "Rapportera fel till systemförvaltningen på det vanliga sättet."
)
_REFUSALS: dict[Outcome, str] = {"locked": "Kontot är låst. Kontakta systemförvaltningen."}
_WRONG = "Felaktigt användarnamn eller lösenord."
_ENDED = {
    "timeout": "Du har loggats ut på grund av inaktivitet.",
    "replaced": "Du har loggats ut eftersom kontot har loggat in på en annan plats.",
    "lost": "Din session har avslutats. Logga in igen.",
}


async def login(request: Request) -> Response:
    """Show the login form, and let in whoever gives the right password."""
    if request.method == "GET":
        return _login_page(request, message=_ENDED.get(request.state.session_end_reason, ""))
    form = await request.form()
    username, password = field(form, "ctl00$txtAnvandarnamn").strip(), field(form, "ctl00$txtLosenord")
    desk: LoginDesk = request.app.state.desk
    outcome = await run_in_threadpool(desk.check_password, username, password)
    if outcome != "ok":
        return _login_page(request, message=_REFUSALS.get(outcome, _WRONG), username=username)
    token = await run_in_threadpool(_let_in, desk, username)
    response = go_to(_return_address(request))
    desk.give_cookie(response, token)
    return response


async def logout(request: Request) -> Response:
    """End the session and show the login form."""
    desk: LoginDesk = request.app.state.desk
    token = request.cookies.get(desk.cookie)
    if token is not None:
        await run_in_threadpool(desk.close_session, token)
    return _login_page(request, message="Du är nu utloggad.")


async def notice(request: Request) -> Response:
    """Show the notice until the button says that it has been read."""
    if not request.user.is_authenticated:
        return go_to("/Login.aspx")
    desk: LoginDesk = request.app.state.desk
    if request.method == "POST":
        await run_in_threadpool(_acknowledge, desk, request.user.token)
        return go_to(_return_address(request))
    shown = {"user": request.user, "text": request.user.pending_notice, "action": _own_address(request)}
    return PAGES.TemplateResponse(request, "notice.html", shown)


def _let_in(desk: LoginDesk, username: str) -> str:
    with desk.platform.world.session() as db:
        mine = (
            LoginAttempt.system == SYSTEM,
            LoginAttempt.username == username,
            LoginAttempt.outcome == "ok",
        )
        earlier = db.scalar(select(func.count()).select_from(LoginAttempt).where(*mine)) or 0
    token = desk.open_session(username)
    if earlier % LOGINS_BETWEEN_NOTICES == 0:
        with desk.platform.world.session() as db:
            db.get_one(LoginSession, token).pending_notice = NOTICE
    return token


def _acknowledge(desk: LoginDesk, token: str) -> None:
    with desk.platform.world.session() as db:
        db.get_one(LoginSession, token).pending_notice = ""


def _login_page(request: Request, *, message: str, username: str = "") -> Response:
    shown = {"message": message, "username": username, "action": _own_address(request)}
    return PAGES.TemplateResponse(request, "login.html", shown)


def _own_address(request: Request) -> str:
    path = "/Login.aspx" if request.url.path == "/LoggaUt.aspx" else request.url.path
    return f"{path}?{request.url.query}" if request.url.query else path


def _return_address(request: Request) -> str:
    wanted = request.query_params.get("ReturnUrl", START)
    inside = wanted.startswith("/") and not wanted.startswith(("//", "/Login", "/LoggaUt"))
    return wanted if inside else START
