"""One request to Almanda: who comes, what was posted, and a unit of work on the world.

`page` puts the door before every screen: login, notice, permission, viewstate.  Knows no screen.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote

import anyio
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from mock_legacy.almanda.formats import FORMATS
from mock_legacy.almanda.viewstate import VIEWSTATE, field, is_sealed_for, pressed, seal
from mock_legacy.platform.assembly import platform_of
from mock_legacy.platform.faults import Fault
from mock_legacy.platform.habits import habit_of
from mock_legacy.platform.lookups import Lookup, record_lookup
from mock_legacy.platform.pages import pages_in
from mock_legacy.platform.sessions import SignedIn
from mock_legacy.world import World

SYSTEM = "almanda"
PAGES = pages_in(Path(__file__).parent / "templates")
PAGES.env.filters.update(FORMATS)
SEE_OTHER = HTTPStatus.FOUND
LATE_MS = 20_000.0
"""How long a form that is taken late has queued, when nobody says: longer than visitors wait."""


class Refused(Exception):
    """Show another page than the one asked for; ``template`` says why, in the system's own words."""

    def __init__(self, template: str, status: HTTPStatus, **shown: object) -> None:
        super().__init__(template)
        self.template = template
        self.status = status
        self.shown = shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A signed-in user's request."""

    request: Request
    user: SignedIn
    form: FormData
    db: Session
    world: World

    @property
    def posted(self) -> bool:
        """Whether this is a postback."""
        return self.request.method == "POST"

    @property
    def pressed(self) -> str:
        """The control that was pressed, without its container's name."""
        return pressed(self.form) if self.posted else ""

    @property
    def subject(self) -> str:
        """The case file or draft that the address names."""
        return self.asked("akt") or self.asked("utkast")

    def asked(self, name: str) -> str:
        """Give a parameter of the address."""
        return self.request.query_params.get(name, "")

    def typed(self, name: str) -> str:
        """Give a field of the form by the end of its name, as ``txtBelopp``."""
        return field(self.form, f"ctl00$cph${name}")

    def habit(self, kind: str) -> Fault | None:
        """Give a fault that was ordered for this request and that the page must show itself."""
        return habit_of(self.request.scope, kind)

    def must_be_caseworker(self) -> None:
        """Refuse an account without the right to decide and to change."""
        if self.user.role != "caseworker":
            raise Refused("denied.html", HTTPStatus.FORBIDDEN)

    def looked_at(self, personnummer: str, screen: str) -> None:
        """Write the look-up into the system's own record."""
        platform = platform_of(self.request.app)
        lookup = Lookup(system=SYSTEM, username=self.user.username, screen=screen, personnummer=personnummer)
        record_lookup(platform, lookup)

    def show(self, template: str, status: HTTPStatus = HTTPStatus.OK, **shown: object) -> Response:
        """Render a page."""
        path = self.request.url.path
        frame = {
            "user": self.user,
            "today": self.world.today(),
            "place": self.world.place(),
            "viewstate": seal(path, self.subject, self.user.username),
            "action": f"{path}?{self.request.url.query}" if self.request.url.query else path,
            "after_postback": self.posted or bool(self.asked("sparad")),
        }
        return PAGES.TemplateResponse(self.request, template, frame | shown, status_code=status)


View = Callable[[Visit], Response]


def page(view: View) -> Callable[[Request], Awaitable[Response]]:
    """Make a view an endpoint behind login and notice."""

    async def endpoint(request: Request) -> Response:
        if not request.user.is_authenticated:
            return _to("/Login.aspx", request)
        if request.user.pending_notice and request.method == "GET":
            return _to("/Driftinformation.aspx", request)
        form = await request.form() if request.method == "POST" else FormData()
        await _while_it_queues(request)
        return await run_in_threadpool(_answer, view, request, form)

    return endpoint


def go_to(address: str) -> Response:
    """Send the browser on after a postback."""
    return RedirectResponse(address, status_code=SEE_OTHER)


async def _while_it_queues(request: Request) -> None:
    late = habit_of(request.scope, "late_write")
    if late is not None:
        await anyio.sleep((late.latency_ms or LATE_MS) / 1000)


def _answer(view: View, request: Request, form: FormData) -> Response:
    world = platform_of(request.app).world
    with world.session() as db:
        visit = Visit(request=request, user=request.user, form=form, db=db, world=world)
        try:
            _check_viewstate(visit)
            return view(visit)
        except Refused as refusal:
            return visit.show(refusal.template, refusal.status, **refusal.shown)


def _check_viewstate(visit: Visit) -> None:
    given = field(visit.form, VIEWSTATE)
    path = visit.request.url.path
    if visit.posted and not is_sealed_for(path, visit.subject, visit.user.username, given=given):
        raise Refused(
            "error.html",
            HTTPStatus.INTERNAL_SERVER_ERROR,
            message="Sidans tillstånd (viewstate) är ogiltigt. Ladda om sidan och försök igen.",
        )


def _to(page_address: str, request: Request) -> Response:
    path = request.url.path
    back = f"{path}?{request.url.query}" if request.url.query else path
    # A lost postback cannot be played again: after login the page stands empty.
    return go_to(f"{page_address}?ReturnUrl={quote(back, safe='')}")
