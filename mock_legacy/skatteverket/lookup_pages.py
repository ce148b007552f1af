"""The look-up form and the user's own log.

A look-up lacking purpose, legal basis or case reference is refused before anything is read.
"""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.templating import Jinja2Templates

from mock_legacy.platform.context import Platform
from mock_legacy.platform.sessions import SignedIn
from mock_legacy.skatteverket.guard import notice_first, signed_in, to_login
from mock_legacy.skatteverket.lookup_register import VIEWS, Asked, own_log, person_known, register


class LookupPages:
    """Ask about a person, and see what one has asked before."""

    def __init__(self, platform: Platform, pages: Jinja2Templates) -> None:
        self.platform = platform
        self.pages = pages

    def form(self, request: Request) -> Response:
        """Show the empty form; it never remembers what the last look-up was for."""
        user = signed_in(request)
        if user is None:
            return to_login()
        return notice_first(request, self.pages, user) or self._page(request, user, Asked())

    async def look_up(self, request: Request) -> Response:
        """Take a look-up; a notice, if any, is shown with the result, so that no look-up is lost."""
        user = signed_in(request)
        if user is None:
            return to_login()
        form = await request.form()
        asked = Asked(
            personnummer=str(form.get("personnummer", "")),
            purpose=str(form.get("andamal", "")),
            legal_basis=str(form.get("lagstod", "")),
            reference=str(form.get("arendereferens", "")),
            view=str(form.get("visa", "")),
        )
        return await run_in_threadpool(self._answer, request, user, asked)

    def log(self, request: Request) -> Response:
        """Show the user's own look-ups, without persons."""
        user = signed_in(request)
        if user is None:
            return to_login()
        context = {"user": user, "entries": own_log(self.platform, user)}
        return notice_first(request, self.pages, user) or self.pages.TemplateResponse(
            request, "logg.html", context
        )

    def _answer(self, request: Request, user: SignedIn, asked: Asked) -> Response:
        if complaints := asked.complaints():
            return self._page(request, user, asked, complaints=complaints)
        number = register(self.platform, user, asked)
        if not person_known(self.platform, asked.digits):
            return self._page(request, user, asked, not_found=True)
        return RedirectResponse(f"/uppslag/{number}/{asked.view}", status_code=303)

    def _page(
        self,
        request: Request,
        user: SignedIn,
        asked: Asked,
        *,
        complaints: list[str] | None = None,
        not_found: bool = False,
    ) -> Response:
        context = {
            "user": user,
            "asked": asked,
            "views": VIEWS,
            "complaints": complaints or [],
            "not_found": not_found,
        }
        return self.pages.TemplateResponse(request, "uppslag.html", context)
