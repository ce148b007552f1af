"""A screen: one page of one system, recognised by its landmark before anything on it is touched.

While a screen is waited for, the bad weather of its system (login page, notice, maintenance, lock) is waited
for in the same wait, so that an outage is told at once and by its name.
It must not know any system, nor what the values on a screen mean.
"""

from collections.abc import Sequence
from typing import ClassVar, NoReturn, Self

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Frame, Page
from playwright.async_api import TimeoutError as PlaywrightTimeout

from bots.kit.errors import (
    ForcedNotice,
    NotThatScreen,
    SystemSlow,
)
from bots.kit.landmark import Landmark, Root, frame
from bots.kit.loading import goto, raise_if_error
from bots.kit.outline import learn
from bots.kit.sight import Look, Wish, look, seen_off, wait_for_sight
from bots.kit.translation import page_moved, translated, without_page_content
from bots.kit.weather import BadWeather

_TURNS = 4


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
    rows_come_late: ClassVar[bool] = True
    """Whether a list with headings alone is waited for; not so on a form, whose grid may be empty."""

    def __init__(self, page: Page, root: Root) -> None:
        self.page = page
        self.root = root

    @classmethod
    async def at(cls, page: Page) -> Self:
        """Wait until this screen stands there, and return it.

        Raises the error of the bad weather that stands there instead, `HttpFault` for an error page, or
        `NotThatScreen` with what was missing and what stood there.
        It looks at what stands there now; `Form.send` waits the old page out.
        """
        with translated(cls.system, cls.name):
            return cls(page, await _Arrival(cls, page).root())

    @classmethod
    async def open(cls, page: Page, url: str) -> Self:
        """Go straight to the screen's address and wait for it."""
        telling = [kind.sign for kind in cls.weather if kind.tells_more_than_status]
        await goto(page, url, system=cls.system, screen=cls.name, telling=telling)
        return await cls.at(page)

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
                    return met
                await self._face(met)
            except PlaywrightError as error:
                # A frame was taken away, or the page moved on, while it was looked at: look again.
                if not page_moved(error):
                    raise
        raise ForcedNotice(self.screen.system, self.screen.name, "one page after the other, without end")

    async def _face(self, weather: BadWeather) -> None:
        """Let it raise what it says, or pass it by and see that it has gone."""
        try:
            async with seen_off(weather.root, weather.sign):
                await weather.face()
        except PlaywrightTimeout as late:
            told = f"could not be passed: {weather.sign}"
            raise ForcedNotice(self.screen.system, self.screen.name, told) from without_page_content(late)

    async def _walk(self) -> Root | BadWeather:
        """The root of the screen, or the bad weather met on the way to it."""
        root: Root = self.page
        for name in self.screen.frames:
            if (met := await self._see(root, frame(name))) is not None:
                return met
            root = await self._content(root, name)
        return await self._see(root, self.screen.landmark, self.screen.labels) or root

    async def _content(self, root: Root, name: str) -> Frame:
        parent = root.main_frame if isinstance(root, Page) else root
        for child in parent.child_frames:
            if child.name == name and not child.is_detached():
                return child
        content = await (await frame(name).anywhere(root).first.element_handle()).content_frame()
        if content is None:
            raise NotThatScreen(self.screen.system, self.screen.name, expected=f"frame “{name}”")
        return content

    async def _see(self, root: Root, wanted: Landmark, labels: Sequence[str] = ()) -> BadWeather | None:
        """See what is wanted on this root, or return the bad weather that stands there, which goes first."""
        weather = self.screen.weather
        wish = Wish(
            wanted=wanted,
            weather=[kind.sign for kind in weather],
            labels=labels,
            lists=self.screen.rows_come_late,
        )
        if _is_unborn(root):
            seen = await self._wait(root, wish)
        else:
            seen = await look(root, wish)
            late = wish.lists and seen.bare
            if seen.weather < 0 and (late or not (seen.there and seen.ready)):
                raise_if_error(seen, system=self.screen.system, screen=self.screen.name)
                seen = await self._wait(root, wish)
        if seen.weather >= 0:
            kind = weather[seen.weather]
            return kind(self.page, root, system=self.screen.system, screen=self.screen.name)
        if seen.missing:
            self._is_not(wanted, seen)
        return None

    async def _wait(self, root: Root, wish: Wish) -> Look:
        """Wait for what is wanted, bad weather or an error page, and say which it was."""
        system, name = self.screen.system, self.screen.name
        try:
            await wait_for_sight(root, wish)
        except PlaywrightTimeout:
            late = SystemSlow(system, name, "the page or frame was not loaded in time")
            if _is_unborn(root):
                raise late from None
            seen = await look(root, wish)
            if not seen.ready:
                raise late from None
            # Rows that never came are told by whoever reads the list, which says what it is.
            if not (seen.there and seen.bare):
                self._is_not(wish.wanted, seen)
        seen = await look(root, wish)
        if not seen.there and seen.weather < 0:
            raise_if_error(seen, system=system, screen=name)
            self._is_not(wish.wanted, seen)
        return seen

    def _is_not(self, wanted: Landmark, seen: Look) -> NoReturn:
        where = self.screen
        raise NotThatScreen(
            where.system, where.name, expected=str(wanted), missing=seen.missing, standing=seen.standing
        )


def _is_unborn(root: Root) -> bool:
    """A frame that has not begun to load does not answer a look, not even with a time-out."""
    return isinstance(root, Frame) and root.url in {"", "about:blank"}
