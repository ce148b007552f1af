"""A door to an old system that remembers who came and went, and the accounts to go there with."""

import contextlib
from collections.abc import AsyncIterator, Callable
from typing import Any

from playwright.async_api import Browser, Page

from bots.kit.errors import AccountLocked, LoginRefused
from bots.kit.secret import Account, Secret
from bots.kit.session_pool import SessionPool


class FakeDoor:
    """A door that remembers who came and went; the session is a cookie in the context."""

    system = "gammalt"

    def __init__(self, site: Any) -> None:
        self.base_url = site.serve("/", "<h1>Inne</h1>")
        self.wrong: set[str] = set()
        self.locked: set[str] = set()
        self.tried: list[str] = []
        self.left: list[str] = []
        self.at_once = 0
        self.most_at_once = 0
        self.let_in: Callable[[], Any] | None = None
        self.on_leave: Callable[[Page], Any] | None = None

    async def log_in(self, page: Page, account: Account) -> None:
        self.tried.append(account.name)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await page.goto(self.base_url)
            await page.evaluate("name => { document.cookie = `who=${name}` }", account.name)
            if self.let_in is not None:
                await self.let_in()
        finally:
            self.at_once -= 1
        if account.name in self.wrong:
            raise LoginRefused(
                self.system, "login", account=account.name, secret_name=f"{account.name}_PASSWORD"
            )
        if account.name in self.locked:
            raise AccountLocked(self.system, "login", account=account.name)

    async def log_out(self, page: Page) -> None:
        if self.on_leave is not None:
            await self.on_leave(page)
        self.left.append(await who(page))


async def who(page: Page) -> str:
    """The account that the page's session belongs to."""
    if page.url == "about:blank":
        (cookie,) = await page.context.cookies()
        return cookie["value"]
    return str(await page.evaluate("document.cookie.split('=')[1] ?? ''"))


def accounts(*names: str) -> list[Account]:
    return [Account(name=name, password=Secret("pw", name=f"{name}_PASSWORD")) for name in names]


@contextlib.asynccontextmanager
async def pool_of(browser: Browser, door: FakeDoor, *names: str, **how: Any) -> AsyncIterator[SessionPool]:
    """A pool for these accounts, closed when the block ends."""
    pool = SessionPool(browser, door, accounts(*names), **how)
    try:
        yield pool
    finally:
        await pool.aclose()
