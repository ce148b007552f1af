"""The pages that show what was looked up; each names its person, and each opens in one session only."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.templating import Jinja2Templates

from mock_legacy.platform.context import Platform
from mock_legacy.platform.sessions import SignedIn
from mock_legacy.skatteverket import incomes, population
from mock_legacy.skatteverket.guard import notice_first, signed_in, to_login
from mock_legacy.skatteverket.lookup_register import VIEWS, Asked, person_behind
from mock_legacy.world.models import Person


class ResultPages:
    """One look-up's pages."""

    def __init__(self, platform: Platform, pages: Jinja2Templates) -> None:
        self.platform = platform
        self.pages = pages

    def population(self, request: Request) -> Response:
        """Show folkbokföring."""
        return self._show(request, "folkbokforing")

    def incomes(self, request: Request) -> Response:
        """Show employer declarations per month."""
        return self._show(request, "inkomst")

    def tax_account(self, request: Request) -> Response:
        """Show payouts from the tax account."""
        return self._show(request, "skattekonto")

    def capital(self, request: Request) -> Response:
        """Show capital income per year."""
        return self._show(request, "kapital")

    def collected(self, request: Request) -> Response:
        """Show declarations, payouts and capital income on one page."""
        return self._show(request, "samlad")

    def _show(self, request: Request, view: str) -> Response:
        user = signed_in(request)
        if user is None:
            return to_login()
        if (notice := notice_first(request, self.pages, user)) is not None:
            return notice
        lookup_id = int(request.path_params["lookup_id"])
        person = person_behind(self.platform, user, lookup_id)
        if person is None:
            return self.pages.TemplateResponse(request, "borta.html", {"user": user}, status_code=404)
        return self._page(request, user, view, person=person)

    def _page(self, request: Request, user: SignedIn, view: str, *, person: Person) -> Response:
        world = self.platform.world
        with world.session() as session:
            sheet = (
                population.sheet_of(session, person)
                if view == "folkbokforing"
                else incomes.sheet_of(session, person, world.today())
            )
            context = {
                "user": user,
                "views": VIEWS,
                "view": view,
                "lookup_id": request.path_params["lookup_id"],
                "shown_at": world.now(),
                "asked": Asked(view=view),
                "person": person,
                "withheld": person.protection in population.MARKED,
                "sheet": sheet,
            }
            return self.pages.TemplateResponse(request, f"{view}.html", context)
