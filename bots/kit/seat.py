"""One account's place in a session pool: its session, how often it was used, and whether it can be trusted.

It must not know how a system logs in, nor who waits for the place.
"""

import asyncio
from dataclasses import dataclass

import structlog
from playwright.async_api import BrowserContext, Page

from bots.kit.errors import ScreenError
from bots.kit.secret import Account
from bots.kit.translation import translated

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A logged-in session, the leaser's own until the lease ends."""

    account_name: str
    context: BrowserContext
    page: Page


class Seat:
    """One account's place in the pool, taken or free, logged in or not."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.session: Session | None = None
        self.uses = 0
        self.lost = False
        self.spoilt = False
        self.free_since = 0.0

    @property
    def page(self) -> Page | None:
        return self.session.page if self.session is not None else None

    def begin(self, session: Session) -> Session:
        self.end()
        self.session = session
        return session

    def end(self) -> None:
        self.session = None
        self.uses = 0
        self.lost = False
        self.spoilt = False

    async def turn_page(self, old: Session) -> Session:
        """A new page in the same login, because the old one may stand anywhere."""
        page = await old.context.new_page()
        await old.page.close()
        self.session = Session(account_name=old.account_name, context=old.context, page=page)
        self.spoilt = False
        return self.session


async def close(context: BrowserContext, system: str, *, within: float) -> None:
    """Close a session's context, and with it its pages, in so many seconds; what is gone is only logged."""
    try:
        async with asyncio.timeout(within):
            with translated(system, "logout"):
                await context.close()
    except (ScreenError, TimeoutError) as error:
        log.warning("context.not_closed", system=system, why=str(error) or "it took too long")
