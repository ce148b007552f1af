"""A screen: one page of one system, recognised by its landmark before anything on it is touched.

While a screen is waited for, the bad weather of its system (login page, notice, maintenance, lock) is waited
for in the same wait, so that an outage is told at once and by its name.
It must not know any system, nor what the values on a screen mean.
"""

import re
from typing import ClassVar, Self

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Frame, Locator, Page, Response
from playwright.async_api import TimeoutError as PlaywrightTimeout

from bots.kit.errors import (
    AccessDenied,
    ForcedNotice,
    HttpFault,
    NotThatScreen,
    SessionLost,
    SystemUnreachable,
)
from bots.kit.landmark import Landmark, Root
from bots.kit.outline import learn, standing_labels
from bots.kit.translation import page_moved, translated, without_page_content

_FIRST_LOOK_MS = 1500
_TURNS = 4


class BadWeather:
    """A page that may stand where another was expected.  Each system has a class for each of its own."""

    sign: ClassVar[Landmark]

    def __init__(self, page: Page, root: Root, *, system: str, screen: str) -> None:
        self.page = page
        self.root = root
        self.system = system
        self.screen = screen

    async def face(self) -> None:
        """Pass it by, as a person would, and return; or raise what it says."""
        raise NotImplementedError


class Screen:
    """One screen.  A system's screens set the class attributes and name their locators in `__init__`.

    `labels` are the labels the screen cannot work without: a renamed one is told before anything is read.
    `frames` are the names of the frames to go through, from the page inwards, for screens inside iframes.
    """

    system: ClassVar[str]
    name: ClassVar[str]
    landmark: ClassVar[Landmark]
    labels: ClassVar[tuple[str, ...]] = ()
    weather: ClassVar[tuple[type[BadWeather], ...]] = ()
    frames: ClassVar[tuple[str, ...]] = ()

    def __init__(self, page: Page, root: Root) -> None:
        self.page = page
        self.root = root

    @classmethod
    async def at(cls, page: Page) -> Self:
        """Wait until this screen stands there, and return it.

        Raises the error of the bad weather that stands there instead, `HttpFault` for an error page, or
        `NotThatScreen` with what was missing and what stood there.
        """
        with translated(cls.system, cls.name):
            return cls(page, await _Arrival(cls, page).root())

    @classmethod
    async def open(cls, page: Page, url: str) -> Self:
        """Go straight to the screen's address and wait for it."""
        await goto(page, url, system=cls.system, screen=cls.name)
        return await cls.at(page)

    def field(self, label: str) -> Locator:
        """The control with this label; a colon or asterisk after the label does not count."""
        return self.root.get_by_label(re.compile(rf"^\s*{re.escape(label)}\s*[:*]*\s*$"))

    @classmethod
    async def check_labels(cls, root: Root) -> None:
        if not cls.labels:
            return
        standing = await standing_labels(root, cls.labels)
        missing = [label for label in cls.labels if label not in standing.found]
        if missing:
            raise NotThatScreen(
                cls.system, cls.name, expected=str(cls.landmark), missing=missing, standing=standing.showable
            )

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        learn(cls.labels)


class _Arrival:
    """One wait for a screen, through its frames, past the notices that can be passed."""

    def __init__(self, screen: type[Screen], page: Page) -> None:
        self.screen = screen
        self.page = page

    async def root(self) -> Root:
        """The root of the screen, its document whole and its labels checked."""
        for _ in range(_TURNS):
            try:
                met = await self._walk()
                if not isinstance(met, BadWeather):
                    await met.wait_for_load_state("domcontentloaded")
                    await self.screen.check_labels(met)
                    return met
            except PlaywrightError as error:
                if not page_moved(error):
                    raise
                continue  # A frame was taken away, or the page moved on, while it was looked at: look again.
            await met.face()
        raise ForcedNotice(self.screen.system, self.screen.name, "one page after the other, without end")

    async def _walk(self) -> Root | BadWeather:
        """The root of the screen, or the bad weather met on the way to it."""
        root: Root = self.page
        for name in self.screen.frames:
            frame = root.locator(f'iframe[name="{name}"], frame[name="{name}"]')
            if (met := await self._wait(root, frame, f"frame “{name}”")) is not None:
                return met
            root = await self._content(root, name, frame)
        met = await self._wait(root, self.screen.landmark.within(root), str(self.screen.landmark))
        return root if met is None else met

    async def _content(self, root: Root, name: str, frame: Locator) -> Frame:
        parent = root.main_frame if isinstance(root, Page) else root
        for child in parent.child_frames:
            if child.name == name and not child.is_detached():
                return child
        handle = await frame.first.element_handle()
        content = await handle.content_frame()
        if content is None:
            raise NotThatScreen(self.screen.system, self.screen.name, expected=f"frame “{name}”")
        return content

    async def _wait(self, root: Root, wanted: Locator, told: str) -> BadWeather | None:
        """Wait for what is wanted or any bad weather, in one wait; the bad weather goes first."""
        signs = [(kind, kind.sign.within(root)) for kind in self.screen.weather]
        either = wanted
        for _, sign in signs:
            either = either.or_(sign)
        await self._appear(root, either, told)
        if not signs or not await _any_of([sign for _, sign in signs]).count():
            return None
        for kind, sign in signs:
            if await sign.count():
                return kind(self.page, root, system=self.screen.system, screen=self.screen.name)
        return None

    async def _appear(self, root: Root, either: Locator, told: str) -> None:
        """Look briefly, then ask whether an error page stands there, and only then wait in full."""
        try:
            await either.first.wait_for(state="attached", timeout=_FIRST_LOOK_MS)
        except PlaywrightTimeout:
            await raise_if_error_page(root, system=self.screen.system, screen=self.screen.name)
            await self._appear_late(root, either, told)

    async def _appear_late(self, root: Root, either: Locator, told: str) -> None:
        try:
            await either.first.wait_for(state="attached")
        except PlaywrightTimeout as late:
            where = self.screen
            await raise_if_error_page(root, system=where.system, screen=where.name)
            standing = await standing_labels(root)
            raise NotThatScreen(
                where.system, where.name, expected=told, standing=standing.showable
            ) from without_page_content(late)


def _any_of(locators: list[Locator]) -> Locator:
    first, *rest = locators
    for one in rest:
        first = first.or_(one)
    return first


async def goto(root: Root, url: str, *, system: str, screen: str) -> Response | None:
    """Go to an address and raise what its status says; afterwards a screen waits for its landmark."""
    with translated(system, screen):
        response = await root.goto(url, wait_until="domcontentloaded")
        if response is not None and not response.ok:
            await raise_if_error_page(root, system=system, screen=screen)
            raise_for_status(response.status, system=system, screen=screen)
    return response


# A failed TLS handshake with a client certificate does not raise: the driver serves this text as the page.
_WHAT_STANDS = """() => ({
  handshake: (document.body?.innerText ?? '').startsWith('Playwright client-certificate error'),
  status: performance.getEntriesByType('navigation')[0]?.responseStatus ?? 0,
})"""


async def raise_if_error_page(root: Root, *, system: str, screen: str) -> None:
    """Raise if what stands there is the browser's own error page or an answer with an error status.

    A click that fails to load does not raise in Playwright; this is how it is told afterwards.
    """
    if root.url.startswith("chrome-error:"):
        raise SystemUnreachable(system, screen, "the browser could not load the page")
    stands = await root.evaluate(_WHAT_STANDS)
    if stands["handshake"]:
        raise SystemUnreachable(system, screen, "the TLS handshake with the client certificate failed")
    raise_for_status(int(stands["status"]), system=system, screen=screen)


def raise_for_status(status: int, *, system: str, screen: str) -> None:
    """Raise what an HTTP status says.  360 is how some old portals send a dead session to the login page."""
    if status in (360, 401):
        raise SessionLost(system, screen, f"the server answered with HTTP status {status}")
    if status == 403:
        raise AccessDenied(system, screen, "the server answered with HTTP status 403")
    if status >= 400:
        raise HttpFault(system, screen, status=status)
