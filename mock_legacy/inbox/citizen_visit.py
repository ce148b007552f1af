"""What each citizen's page needs of a request: the identified person, and a guarded door."""

from __future__ import annotations

from functools import wraps

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from mock_legacy.inbox.citizen_sessions import CitizenSessions
from mock_legacy.inbox.visit import Endpoint, platform_of
from mock_legacy.world.models import Person


def sessions_of(request: Request) -> CitizenSessions:
    """Everyone identified right now."""
    sessions: CitizenSessions = request.app.state.citizens
    return sessions


def citizen_of(request: Request) -> Person:
    """The inhabitant who sends the request; only for pages behind `citizens_page`."""
    citizen: Person = request.state.citizen
    return citizen


def citizens_page(endpoint: Endpoint) -> Endpoint:
    """Let only those in who have identified themselves."""

    @wraps(endpoint)
    def guarded(request: Request) -> Response:
        with platform_of(request).world.session() as session:
            citizen = session.get(Person, sessions_of(request).person(request) or "")
        if citizen is None:
            return RedirectResponse("/legitimera", status_code=303)
        request.state.citizen = citizen
        return endpoint(request)

    return guarded
