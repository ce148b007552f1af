"""What stands in a handling's place when it is removed: each is given what stood there, and gives the other.

A stand-in is no wrong handling made up for a test, but what would be there had nobody thought of the fault.
It must not know which test has to notice.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from playwright.async_api import Browser, BrowserContext, Error, Page, Response

from bots.kit.browser import ContextOptions
from bots.kit.errors import NotThatScreen
from bots.kit.fields import Fields
from bots.kit.form import Form, Values
from bots.kit.landmark import Landmark, css
from bots.kit.seat import Seat
from bots.kit.session_pool import Noting, SessionPool
from bots.kit.table import Row

StandIn = Callable[[Any], Any]
Contexts = Callable[[Browser, ContextOptions], Awaitable[BrowserContext]]


def nothing_done(_: Any) -> Callable[..., None]:
    """A function that does nothing, and finds nothing."""
    return lambda *_given, **_named: None


def nothing_awaited(_: Any) -> Callable[..., Awaitable[None]]:
    """The same, for what is awaited."""

    async def nothing(*_given: object, **_named: object) -> None:
        """Nothing is done."""

    return nothing


def none_found(_: Any) -> Callable[..., tuple[object, ...]]:
    """A comparison in which nothing ever differs."""
    return lambda *_given, **_named: ()


def never_seen(_: Landmark) -> Landmark:
    """A sign that stands on no page."""
    return css("#never-seen")


def never(_: bool) -> bool:
    """A habit that nobody has."""
    return False


def the_first(original: Callable[..., Any]) -> Callable[..., Any]:
    """Of several the first is taken, whichever it is."""

    async def first(*given: object) -> Any:
        return (await original(*given))[:1]

    return first


def the_cause_itself(_: Any) -> Callable[[Exception], Exception]:
    """An error is told as it came, not as what it may mean."""
    return lambda cause: cause


def a_changed_screen(_: Any) -> Callable[..., NotThatScreen]:
    """Whatever the driver says, the screen is to blame."""

    def blamed(_error: Error, system: str, screen: str) -> NotThatScreen:
        return NotThatScreen(system, screen)

    return blamed


def one_try(_: Any) -> Callable[..., Awaitable[Any]]:
    """A step is taken once, and what it meets is told."""

    async def once(
        pool: SessionPool, seat: Seat, step: Callable[[Page], Awaitable[Any]], first: Noting | None
    ) -> Any:
        session = await pool._use(seat)
        if first is not None:
            await first(session.account_name)
        return await step(session.page)

    return once


def as_the_browser_does(_: Any) -> Callable[[Page], Any]:
    """A form goes as Chromium sends it, which may be twice."""

    @asynccontextmanager
    async def sent(_page: Page) -> AsyncIterator[None]:
        yield

    return sent


def by_the_mouse(_: Any) -> Callable[..., Awaitable[Response | None]]:
    """A form is filled in, and its button pressed where it stands on the page."""

    async def sent(form: Form, values: Values | None = None) -> Response | None:
        await form.fill(values or {})
        async with form.root.expect_navigation(wait_until="domcontentloaded") as answer:
            await form.root.get_by_role("button", name=form.button, exact=True).click()
        return await answer.value

    return sent


def the_same_cell(original: Callable[[Row, str], str]) -> Callable[[Row, str], str]:
    """A cell is read in the place where its heading stood the first time."""
    places: dict[tuple[str, str], int] = {}

    def cell(row: Row, header: str) -> str:
        if header not in row.headers:
            return original(row, header)
        at = places.setdefault((row.headers[-1], header), row.headers.index(header))
        return row.cells[at] or ""

    return cell


def the_same_line(original: Callable[[Fields, str], str]) -> Callable[[Fields, str], str]:
    """A value is read on the line where its label stood the first time."""
    places: dict[str, int] = {}

    def value(fields: Fields, label: str) -> str:
        if label not in fields.labels:
            return original(fields, label)
        return fields.pairs[places.setdefault(label, fields.labels.index(label))][1]

    return value


def half_a_second(original: Contexts) -> Contexts:
    """No page is waited for longer than half a second."""

    async def hasty(browser: Browser, options: ContextOptions) -> BrowserContext:
        return await original(browser, replace(options, default_timeout_seconds=0.5))

    return hasty


def five_times_the_time(original: Callable[[BrowserContext, float], None]) -> Callable[..., None]:
    """Everything is waited for five times as long as it was given."""
    return lambda context, seconds: original(context, 5 * seconds)


def questions_that_stand(original: Contexts) -> Contexts:
    """Somebody listens to the browser's questions and answers none, so that Playwright does not either."""

    async def asked(browser: Browser, options: ContextOptions) -> BrowserContext:
        context = await original(browser, options)
        context.on("dialog", lambda _question: None)
        return context

    return asked
