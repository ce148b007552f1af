"""Questions to a page: one script, one answer, in bounded time.

Playwright bounds every wait but no evaluate: after a form is sent by script the old page answers nothing
until the server does, however long that takes.  So what is asked of a page is asked here.
Question and answer travel as one string each: the driver is slow with objects.
It must not know any screen.
"""

import asyncio
import json
from collections.abc import Awaitable
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from playwright.async_api import BrowserContext, Locator, Page

from bots.kit.errors import SystemSlow
from bots.kit.landmark import Root

T = TypeVar("T")

_PLAYWRIGHTS_OWN_SECONDS = 30.0
_patiences: WeakKeyDictionary[BrowserContext, float] = WeakKeyDictionary()


def be_patient(context: BrowserContext, seconds: float) -> None:
    """How long the pages of this context may take to answer a question."""
    _patiences[context] = seconds


async def ask(place: Root | Locator, script: str, given: object = None) -> Any:
    """What the script answers, as JSON reads it.

    The script is a function of what is given; where a locator is asked, of its elements and what is given.
    Raises `SystemSlow` if the page does not answer in its context's time.
    """
    typed = json.dumps(given)
    if isinstance(place, Locator):
        told = place.evaluate_all(f"(those, given) => {_as_text(script, 'those, ')}", typed)
    else:
        told = place.evaluate(f"given => {_as_text(script)}", typed)
    return json.loads(await answered(place, told))


async def stands(wanted: Locator) -> bool:
    """Whether it stands there now, seen or not."""
    return bool(await answered(wanted, wanted.count()))


async def texts(wanted: Locator) -> list[str]:
    """What each of them says now."""
    return await answered(wanted, wanted.all_inner_texts())


async def answered(place: Root | Locator, answer: Awaitable[T]) -> T:
    """The answer, or `SystemSlow` if the page does not give it in its context's time."""
    try:
        async with asyncio.timeout(patience(place)):
            return await answer
    except TimeoutError as busy:
        raise SystemSlow(detail="the page did not answer") from busy


def _as_text(script: str, before: str = "") -> str:
    return f"JSON.stringify(({script})({before}JSON.parse(given)) ?? null)"


def patience(place: Root | Locator) -> float:
    """How long this place's context waits for an answer, in seconds."""
    page = place if isinstance(place, Page) else place.page
    return _patiences.get(page.context, _PLAYWRIGHTS_OWN_SECONDS)
