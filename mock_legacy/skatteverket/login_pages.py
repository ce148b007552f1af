"""The way in and out: password, one-time code, notices, log-out.

The session between password and code opens nothing but the code page.
"""

from __future__ import annotations

from sqlalchemy import update
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.templating import Jinja2Templates

from mock_legacy.platform.login import LoginDesk
from mock_legacy.platform.sessions import SignedIn
from mock_legacy.skatteverket.codes import check_code
from mock_legacy.world.models import LoginSession

REFUSALS = {
    "wrong_password": "Fel användaruppgifter.",
    "unknown_account": "Fel användaruppgifter.",
    "wrong_code": "Fel engångskod.",
    "used_code": "Koden är redan använd. Vänta tills din dosa visar nästa kod.",
    "locked": "Kontot är spärrat efter för många misslyckade försök. Kontakta er behörighetsadministratör.",
}
ENDED = {
    "timeout": "Du har loggats ut på grund av inaktivitet.",
    "lost": "Din session har avslutats. Logga in igen.",
    "replaced": "Du har loggat in på en annan plats.",
}


class LoginPages:
    """Everything before the first look-up."""

    def __init__(self, desk: LoginDesk, pages: Jinja2Templates) -> None:
        self.desk = desk
        self.pages = pages

    def front(self, request: Request) -> Response:
        """Send a visitor to where the work begins."""
        return RedirectResponse("/uppslag", status_code=303)

    def login(self, request: Request) -> Response:
        """Ask for user and password; say why the last session ended."""
        message = ENDED.get(request.state.session_end_reason, "")
        return self._login_page(request, message=message)

    async def check_password(self, request: Request) -> Response:
        """Take user and password; the right ones lead to the code page."""
        form = await request.form()
        username, password = str(form.get("anvandare", "")).strip(), str(form.get("losenord", ""))
        outcome = await run_in_threadpool(self.desk.check_password, username, password)
        if outcome != "ok":
            return self._login_page(request, refusal=REFUSALS[outcome])
        token = await run_in_threadpool(self.desk.open_session, username, stage="code")
        return self._with_session("/inloggning/kod", token)

    def code(self, request: Request) -> Response:
        """Ask for the one-time code."""
        if not isinstance(request.user, SignedIn):
            return RedirectResponse("/inloggning", status_code=303)
        return self._code_page(request)

    async def check_code(self, request: Request) -> Response:
        """Take the code; a right and unused one opens the session."""
        user = request.user
        if not isinstance(user, SignedIn):
            return RedirectResponse("/inloggning", status_code=303)
        code = str((await request.form()).get("kod", "")).replace(" ", "")
        outcome = await run_in_threadpool(check_code, self.desk, user.username, code)
        if outcome == "locked":
            await run_in_threadpool(self.desk.close_session, user.token, "locked")
            return self._login_page(request, refusal=REFUSALS[outcome])
        if outcome != "ok":
            return self._code_page(request, refusal=REFUSALS[outcome])
        await run_in_threadpool(self.desk.close_session, user.token, "code_given")
        token = await run_in_threadpool(self.desk.open_session, user.username)
        return self._with_session("/uppslag", token)

    async def notice_read(self, request: Request) -> Response:
        """Acknowledge the notice and go on to the page that it stood in front of."""
        onward = str((await request.form()).get("vidare", ""))
        if isinstance(request.user, SignedIn):
            await run_in_threadpool(self._forget_notice, request.user.token)
        # Only addresses of our own: "//" would lead to another server.
        own = onward.startswith("/") and not onward.startswith("//")
        return RedirectResponse(onward if own else "/uppslag", status_code=303)

    def log_out(self, request: Request) -> Response:
        """End the session."""
        if isinstance(request.user, SignedIn):
            self.desk.close_session(request.user.token)
        return self.pages.TemplateResponse(request, "utloggad.html", {"user": None})

    def _login_page(self, request: Request, *, refusal: str = "", message: str = "") -> Response:
        context = {"user": None, "refusal": refusal, "message": message}
        return self.pages.TemplateResponse(request, "inloggning.html", context)

    def _code_page(self, request: Request, *, refusal: str = "") -> Response:
        return self.pages.TemplateResponse(request, "engangskod.html", {"user": None, "refusal": refusal})

    def _with_session(self, address: str, token: str) -> Response:
        response = RedirectResponse(address, status_code=303)
        self.desk.give_cookie(response, token)
        return response

    def _forget_notice(self, token: str) -> None:
        with self.desk.platform.world.session() as session:
            session.execute(update(LoginSession).where(LoginSession.token == token).values(pending_notice=""))
