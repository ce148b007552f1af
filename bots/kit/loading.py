"""Going to an address, and what the document that came says of itself: its status, or that it never came.

It must not know which screen was expected.
"""

from collections.abc import Sequence

from playwright.async_api import Response

from bots.kit.errors import AccessDenied, HttpFault, SessionLost, SystemUnreachable
from bots.kit.landmark import Landmark, Root, frame
from bots.kit.sight import Look, Wish, look
from bots.kit.translation import translated

_NOTHING = frame("")


async def goto(
    root: Root, url: str, *, system: str, screen: str, telling: Sequence[Landmark] = ()
) -> Response | None:
    """Go to an address and raise what its status says; afterwards a screen waits for its landmark.

    `telling` are the signs of pages that come with an error status and say more than it: they are left.
    """
    with translated(system, screen):
        response = await root.goto(url, wait_until="domcontentloaded")
        if response is not None and not response.ok:
            # The driver and the browser serve error pages of their own, with a status that says less.
            seen = await look(root, Wish(wanted=_NOTHING, weather=telling))
            if seen.weather >= 0:
                return response
            raise_if_error(seen, system=system, screen=screen)
            raise_for_status(response.status, system=system, screen=screen)
    return response


def raise_if_error(seen: Look, *, system: str, screen: str) -> None:
    """Raise if what was seen is an error page: the browser's, the driver's or the server's."""
    if seen.lost:
        raise SystemUnreachable(system, screen, "the browser could not load the page")
    if seen.handshake:
        raise SystemUnreachable(system, screen, "the TLS handshake with the client certificate failed")
    if seen.ready:
        raise_for_status(seen.status, system=system, screen=screen)


def raise_for_status(status: int, *, system: str, screen: str) -> None:
    """Raise what an HTTP status says.  360 is how some old portals send a dead session to the login page."""
    if status in (360, 401):
        raise SessionLost(system, screen, f"the server answered with HTTP status {status}")
    if status == 403:
        raise AccessDenied(system, screen, "the server answered with HTTP status 403")
    if status >= 400:
        raise HttpFault(system, screen, status=status)
