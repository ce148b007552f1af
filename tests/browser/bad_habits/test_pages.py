"""Pages that stand where another was expected: each is told by its name, and a notice is read and passed."""

from datetime import datetime

import pytest

from bots.kit.errors import NotThatScreen
from flows.errors import Code, SystemBroken, Transient, WriteUncertain
from flows.swedish_time import SWEDEN
from tests.browser.bad_habits.errands import DRAFT, FORM, ONE_EACH, XML, Place, errand
from tests.browser.bad_habits.hands import PRODUCTS, Hands
from tests.browser.bad_habits.test_sessions import LANDING, LOGIN

pytestmark = pytest.mark.campaign

ENDS = datetime(2026, 11, 18, 9, 30)  # noqa: DTZ001 - the mock world's own clock has no zone
WITH_PASSWORDS = [place for place in ONE_EACH if place.system != "forsakringskassan"]


@pytest.mark.parametrize("place", [*ONE_EACH, XML], ids=str)
async def test_a_server_error_may_pass(hands: Hands, place: Place) -> None:
    act = await errand(hands, place.errand)
    hands.strike("http_error", place.system, place.screen, status=500)
    with pytest.raises(Transient) as told:
        await act()
    assert told.value.code == Code.SYSTEM_ERROR


@pytest.mark.parametrize("place", ONE_EACH, ids=str)
async def test_an_address_that_is_gone_stops_the_system(hands: Hands, place: Place) -> None:
    act = await errand(hands, place.errand)
    hands.strike("http_error", place.system, place.screen, status=404)
    with pytest.raises(SystemBroken) as told:
        await act()
    assert told.value.code == Code.SCREEN_CHANGED


@pytest.mark.parametrize("place", [*ONE_EACH, XML, FORM], ids=str)
async def test_a_notice_is_read_and_the_errand_goes_on(hands: Hands, place: Place) -> None:
    act = await errand(hands, place.errand)
    right = await act()
    hands.strike("notice_page", place.system, place.screen)
    assert await act() == right


@pytest.mark.parametrize("status", [503, 200])
@pytest.mark.parametrize("place", ONE_EACH, ids=str)
async def test_a_closed_system_says_until_when(hands: Hands, place: Place, status: int) -> None:
    act = await errand(hands, place.errand)
    hands.strike("maintenance", place.system, place.screen, status=status, ends=ENDS)
    with pytest.raises(Transient) as told:
        await act()
    assert told.value.code == Code.MAINTENANCE
    assert told.value.until == ENDS.replace(tzinfo=SWEDEN)


@pytest.mark.parametrize("status", [503, 200])
@pytest.mark.parametrize("system", PRODUCTS)
async def test_a_system_that_is_closed_at_the_door_is_closed_and_no_password_is_given(
    cold: Hands, system: str, status: int
) -> None:
    cold.strike("maintenance", system, "login", status=status, ends=ENDS)
    with pytest.raises(Transient) as told:
        await errand(cold, LOGIN[system][1])
    assert (told.value.code, told.value.until) == (Code.MAINTENANCE, ENDS.replace(tzinfo=SWEDEN))
    assert cold.logins(system) == []


async def test_an_inbox_that_closes_while_files_are_fetched_says_until_when(hands: Hands) -> None:
    act = await errand(hands, XML.errand)
    hands.strike("maintenance", "inbox", "*", remaining=None, ends=ENDS)
    with pytest.raises(Transient) as told:
        await act()
    assert (told.value.code, told.value.until) == (Code.MAINTENANCE, ENDS.replace(tzinfo=SWEDEN))


async def test_a_closing_system_that_does_not_say_when_it_opens_has_no_until(hands: Hands) -> None:
    act = await errand(hands, "open")
    hands.strike("maintenance", "almanda", "household", text="Vi återkommer så snart vi kan.")
    with pytest.raises(Transient) as told:
        await act()
    assert (told.value.code, told.value.until) == (Code.MAINTENANCE, None)


@pytest.mark.parametrize("place", WITH_PASSWORDS, ids=str)
async def test_a_password_that_must_be_changed_blocks_and_is_never_filled_in(
    hands: Hands, place: Place
) -> None:
    act = await errand(hands, place.errand)
    hands.strike("password_change", place.system, place.screen)
    trap = hands.strike("latency", place.system, "/bytlosenord", latency_ms=1)
    hands.ordered.remove(trap)
    with pytest.raises(SystemBroken) as told:
        await act()
    assert told.value.code == Code.NOTICE_BLOCKS
    assert trap.hits == 0


@pytest.mark.parametrize("system", [place.system for place in WITH_PASSWORDS])
async def test_a_password_that_must_be_changed_at_the_login_blocks_too(cold: Hands, system: str) -> None:
    cold.strike("password_change", system, LANDING[system])
    with pytest.raises(SystemBroken) as told:
        await errand(cold, LOGIN[system][1])
    assert told.value.code == Code.NOTICE_BLOCKS


@pytest.mark.parametrize("kind", ["not_the_page", "empty_page"])
@pytest.mark.parametrize("place", ONE_EACH, ids=str)
async def test_a_page_with_200_that_is_not_the_page_is_told_with_what_was_looked_for(
    hands: Hands, place: Place, kind: str
) -> None:
    act = await errand(hands, place.errand)
    hands.strike(kind, place.system, place.screen)
    with pytest.raises(SystemBroken) as told:
        await act()
    assert told.value.code == Code.SCREEN_CHANGED
    cause = told.value.__cause__
    assert isinstance(cause, NotThatScreen)
    assert cause.expected
    assert cause in hands.seen


@pytest.mark.parametrize("kind", ["not_the_page", "empty_page", "password_change", "maintenance"])
async def test_another_page_than_the_saved_draft_leaves_the_write_uncertain(hands: Hands, kind: str) -> None:
    act = await errand(hands, "write")
    hands.strike(kind, "almanda", DRAFT.screen)
    with pytest.raises(WriteUncertain):
        await act()
    assert len(hands.drafts()) == 1
