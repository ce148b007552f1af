"""Every screen that a bot knows is in its system's tour, so that the doctor visits all there are."""

import importlib
import pkgutil
from collections.abc import Iterator
from datetime import date

import pytest

import bots
from bots.almanda.door import LoggedOut as AlmandaLoggedOut
from bots.almanda.orders_page import OrderPage
from bots.almanda.tour import AlmandaTour
from bots.eplatform.tour import EPlatformTour
from bots.forsakringskassan import Question
from bots.forsakringskassan.tour import ForsakringskassanTour
from bots.kit.login import LoginScreen
from bots.kit.screen import Screen
from bots.kit.tour import Stop
from bots.skatteverket import Query
from bots.skatteverket.door import LoggedOut as SkatteverketLoggedOut
from bots.skatteverket.tour import SkatteverketTour

QUESTION = Question(
    personnummer="",
    period_from=date(2026, 10, 1),
    period_to=date(2026, 11, 30),
    purpose="",
    legal_basis="",
    case_identity="",
)
TOURS: dict[str, tuple[Stop, ...]] = {
    "almanda": AlmandaTour("").stops(),
    "eplatform": EPlatformTour(231).stops(),
    "skatteverket": SkatteverketTour(Query(digits="", purpose="", legal_basis="", reference="")).stops(),
    "forsakringskassan": ForsakringskassanTour(QUESTION).stops(),
}
VISITED_OTHERWISE: dict[type[Screen], str] = {
    OrderPage: "only an order of the list leads there, and most days there is none",
    AlmandaLoggedOut: "the tour ends by logging out, and what goes wrong there is logged",
    SkatteverketLoggedOut: "the tour ends by logging out, and what goes wrong there is logged",
}
"""Login pages are no stops either: the tour begins by logging in, and tells what stood there."""


def every_screen() -> Iterator[type[Screen]]:
    """The screens of all bots, but for the kit's own kinds of screen."""
    for module in pkgutil.walk_packages(bots.__path__, prefix="bots."):
        importlib.import_module(module.name)
    waiting = list(Screen.__subclasses__())
    while waiting:
        screen = waiting.pop()
        waiting += screen.__subclasses__()
        if screen.__module__.startswith("bots.") and not screen.__module__.startswith("bots.kit."):
            yield screen


def test_every_screen_is_in_a_tour() -> None:
    wanted = {screen for screen in every_screen() if not issubclass(screen, LoginScreen)}
    toured = {stop.screen for stops in TOURS.values() for stop in stops}
    assert wanted - VISITED_OTHERWISE.keys() == toured
    assert len(toured) == 20


@pytest.mark.parametrize("stops", TOURS.values(), ids=TOURS)
def test_a_screen_stands_once_in_its_tour_and_after_the_one_that_leads_to_it(stops: tuple[Stop, ...]) -> None:
    names = [stop.screen.name for stop in stops]
    assert len(set(names)) == len(names)
    for number, stop in enumerate(stops):
        before = [earlier.screen for earlier in stops[:number]]
        assert stop.after is None or stop.after in before
