"""A tour of three screens without a browser: where it goes on, where it ends, and of what it tells."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, cast

import pytest

from bots.kit.errors import (
    AccessDenied,
    HttpFault,
    LoginRefused,
    MaintenancePage,
    NoFreeAccount,
    NotThatScreen,
    ScreenError,
    SessionLost,
    SystemSlow,
)
from bots.kit.landmark import heading
from bots.kit.screen import Screen
from bots.kit.session_pool import SessionPool
from bots.kit.tour import LOGIN, NothingThere, Stop, Tour, Visited

REFUSED = LoginRefused("almanda", "login", account="utkast-01", secret_name="almanda.utkast-01.password")


class Front(Screen):
    """Leads to the others."""

    system, name, landmark = "almanda", "front", heading("Framsida")


class List(Screen):
    """Comes after the front, and holds a “Rubrik” that its labels do not name."""

    system, name, landmark = "almanda", "list", heading("Lista")
    labels = ("Akt",)


class Sheet(Screen):
    """Comes after the list, and is about a person."""

    system, name, landmark = "almanda", "sheet", heading("Blad")


class FakePool:
    """Sessions that say what they are told to: at logins in order, and at each screen always the same."""

    system = "almanda"

    def __init__(self, *logins: ScreenError | None, **screens: ScreenError) -> None:
        self.logins = list(logins)
        self.screens = screens
        self.visited: list[str] = []

    @asynccontextmanager
    async def lease(self) -> AsyncIterator[None]:
        if self.logins and (told := self.logins.pop(0)) is not None:
            raise told
        yield

    async def run(self, step: Callable[[Any], Awaitable[object]], *, first: object) -> object:
        return await step(self)


def visit(name: str) -> Callable[[Any], Awaitable[None]]:
    async def go(pool: FakePool) -> None:
        pool.visited.append(name)
        if name in pool.screens:
            raise pool.screens[name]

    return go


STOPS = (
    Stop(screen=Front, visit=visit("front")),
    Stop(screen=List, visit=visit("list"), after=Front),
    Stop(screen=Sheet, visit=visit("sheet"), after=Front, person=True),
)


async def never() -> bool:
    return False


async def walked(
    pool: FakePool, *, with_person: bool = True, stopped: Callable[[], Awaitable[bool]] = never
) -> dict[str, Visited]:
    tour = Tour(cast("SessionPool", pool), STOPS, accounts=2, with_person=with_person, stopped=stopped)
    seen = {one.screen: one for one in await tour.walk()}
    assert list(seen) == [LOGIN, "front", "list", "sheet"]
    return seen


async def test_every_screen_is_visited_once_and_fits() -> None:
    pool = FakePool()
    assert all(one.fits for one in (await walked(pool)).values())
    assert pool.visited == ["front", "list", "sheet"]


async def test_a_refused_login_ends_the_tour_before_its_first_screen() -> None:
    pool = FakePool(None, REFUSED)
    seen = await walked(pool)
    assert seen[LOGIN].error is REFUSED
    assert {seen[name].hindrance for name in ("front", "list", "sheet")} == {LOGIN}
    assert pool.visited == []


async def test_an_account_that_others_keep_is_told_and_the_tour_goes_on_with_the_rest() -> None:
    seen = await walked(FakePool(None, NoFreeAccount("almanda", LOGIN)))
    assert isinstance(seen[LOGIN].error, NoFreeAccount)
    assert seen["sheet"].fits


async def test_without_any_account_nothing_is_visited() -> None:
    pool = FakePool(NoFreeAccount("almanda", LOGIN))
    assert (await walked(pool))["front"].hindrance == LOGIN
    assert pool.visited == []


@pytest.mark.parametrize(
    "told", [NotThatScreen(), HttpFault(status=503), AccessDenied(), SystemSlow(), NothingThere()]
)
async def test_one_screens_trouble_does_not_keep_the_next_from_being_visited(told: ScreenError) -> None:
    pool = FakePool(list=told)
    seen = await walked(pool)
    assert (seen["list"].error, seen["sheet"].fits) == (told, True)


@pytest.mark.parametrize("told", [MaintenancePage(), SessionLost(), REFUSED])
async def test_a_system_that_is_away_is_asked_nothing_more(told: ScreenError) -> None:
    pool = FakePool(list=told)
    assert (await walked(pool))["sheet"].hindrance == "list"
    assert pool.visited == ["front", "list"]


async def test_two_slow_screens_in_a_row_are_a_system_that_is_away() -> None:
    more = (*STOPS, Stop(screen=type("Last", (Sheet,), {"name": "last"}), visit=visit("last")))
    pool = FakePool(list=SystemSlow(), sheet=SystemSlow())
    tour = Tour(cast("SessionPool", pool), more, accounts=1, with_person=True, stopped=never)
    last = (await tour.walk())[-1]
    assert (last.screen, last.hindrance, tour.ended_by) == ("last", "sheet", pool.screens["sheet"])


async def test_a_screen_behind_one_that_does_not_fit_is_not_visited() -> None:
    pool = FakePool(front=NotThatScreen())
    seen = await walked(pool)
    assert (seen["list"].hindrance, pool.visited) == ("front", ["front"])


async def test_what_is_met_on_the_way_is_told_of_the_screen_where_it_was_met() -> None:
    on_the_way = NotThatScreen("almanda", "front", missing=("Sök",))
    seen = await walked(FakePool(list=on_the_way))
    assert (seen["front"].error, seen["list"].hindrance) == (on_the_way, "front")


async def test_without_a_test_person_only_her_screens_are_left_out() -> None:
    pool = FakePool()
    seen = await walked(pool, with_person=False)
    assert (seen["list"].fits, seen["sheet"].lacks_person) == (True, True)


async def test_a_tour_that_is_stopped_goes_to_no_further_screen() -> None:
    pool = FakePool()

    async def stopped() -> bool:
        return "front" in pool.visited

    seen = await walked(pool, stopped=stopped)
    assert (seen["front"].fits, seen["list"].interrupted, seen["sheet"].interrupted) == (True, True, True)


async def test_a_screen_knows_its_labels_and_the_words_of_its_module() -> None:
    words = (await walked(FakePool(list=NotThatScreen())))["list"].words
    assert {"Akt", "Lista"} <= words
