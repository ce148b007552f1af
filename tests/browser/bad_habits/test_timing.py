"""Slow answers, no answer, a line that is cut: waited for, or told as what they are, and within bounds."""

import time

import pytest

from flows.errors import Code, Transient
from tests.browser.bad_habits.errands import FORM, ONE_EACH, XML, Place, errand
from tests.browser.bad_habits.hands import Hands

pytestmark = pytest.mark.campaign


@pytest.mark.parametrize("place", [*ONE_EACH, XML], ids=str)
async def test_latency_is_waited_for(hands: Hands, place: Place) -> None:
    act = await errand(hands, place.errand)
    right = await act()
    hands.strike("latency", place.system, place.screen, latency_ms=800)
    assert await act() == right


@pytest.mark.parametrize("place", [*ONE_EACH, XML, FORM], ids=str)
async def test_a_screen_that_hangs_is_slow_when_patience_ends(hands: Hands, place: Place) -> None:
    act = await errand(hands, place.errand)
    hands.strike("hang", place.system, place.screen)
    async with hands.in_haste(place.system):
        started = time.monotonic()
        with pytest.raises(Transient) as told:
            await act()
        assert time.monotonic() - started < hands.timeout_seconds
    assert told.value.code == Code.SYSTEM_SLOW
    assert not hands.drafts()


@pytest.mark.parametrize("place", [*ONE_EACH, XML, FORM], ids=str)
async def test_a_line_that_is_cut_is_told_as_unreachable(hands: Hands, place: Place) -> None:
    act = await errand(hands, place.errand)
    hands.strike("cut", place.system, place.screen)
    with pytest.raises(Transient) as told:
        await act()
    assert told.value.code == Code.SYSTEM_UNREACHABLE
    assert not hands.drafts()
