"""Way in and out: the client certificate has been checked by TLS before anything here is reached.

What is left to ask for is the handläggare-id. Knows nothing of questions and answers.
"""

from __future__ import annotations

from sqlalchemy import update
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from mock_legacy.forsakringskassan.rendering import page
from mock_legacy.platform.login import LoginDesk, Outcome
from mock_legacy.world.models import LoginSession

ENDED = {
    "timeout": "Du har loggats ut på grund av inaktivitet. Logga in igen.",
    "replaced": "Du har loggats ut eftersom samma handläggare-id har loggat in på en annan plats.",
    "lost": "Din session är inte längre giltig. Logga in igen.",
}
REFUSED: dict[Outcome, str] = {
    "locked": "Kontot är låst efter tre misslyckade inloggningar. Kontakta er behörighetsadministratör.",
    "wrong_certificate": "Handläggare-id och organisationens certifikat hör inte ihop. Inloggningen nekades.",
    "unknown_account": "Handläggare-id och organisationens certifikat hör inte ihop. Inloggningen nekades.",
}


async def show(request: Request) -> Response:
    """Show the login page, with the reason when a session has just ended."""
    return page(request, "login.html", refused="", ended=ENDED.get(request.state.session_end_reason, ""))


async def log_in(request: Request) -> Response:
    """Check the handläggare-id against the certificate."""
    desk: LoginDesk = request.app.state.desk
    form = await request.form()
    handlaggare_id = str(form.get("handlaggare_id", "")).strip()
    if not handlaggare_id:
        return page(request, "login.html", refused="Ange handläggare-id.", ended="", status=422)
    certificate_name = getattr(request.state, "client_certificate_name", "")
    outcome, username = await run_in_threadpool(desk.check_certificate, handlaggare_id, certificate_name)
    if outcome != "ok":
        return page(request, "login.html", refused=REFUSED[outcome], ended="")
    response = RedirectResponse("/", status_code=303)
    desk.give_cookie(response, await run_in_threadpool(desk.open_session, username))
    return response


async def log_out(request: Request) -> Response:
    """End the session and show the login page."""
    desk: LoginDesk = request.app.state.desk
    if request.user.is_authenticated:
        await run_in_threadpool(desk.close_session, request.user.token)
    response = RedirectResponse("/inloggning", status_code=303)
    response.delete_cookie(desk.cookie)
    return response


async def read_notice(request: Request) -> Response:
    """Acknowledge a notice and go on to the page that was asked for."""
    onward = str((await request.form()).get("vidare", "/"))
    if request.user.is_authenticated:
        await run_in_threadpool(_forget_notice, request)
    own_page = onward.startswith("/") and not onward.startswith("//")
    return RedirectResponse(onward if own_page else "/", status_code=303)


def _forget_notice(request: Request) -> None:
    with request.app.state.platform.world.session() as session:
        session.execute(
            update(LoginSession).where(LoginSession.token == request.user.token).values(pending_notice="")
        )
