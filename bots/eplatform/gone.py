"""An application that the platform no longer has: one application's trouble, not the system's."""

from collections.abc import Iterator
from contextlib import contextmanager

from bots.eplatform.weather import SYSTEM
from bots.kit.errors import HttpFault, NotListed

_NOT_FOUND = 404


@contextmanager
def application_may_be_gone(screen: str) -> Iterator[None]:
    """Turn "not found" for an application's own address into `NotListed`."""
    try:
        yield
    except HttpFault as fault:
        if fault.status != _NOT_FOUND:
            raise
        raise NotListed(SYSTEM, screen, "the platform no longer has the application") from fault
