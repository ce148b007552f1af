"""A session that dies, in the four ways old systems show it, and an account that is locked."""

import pytest

from flows.errors import Code, SystemBroken, Transient, WriteUncertain
from tests.browser.bad_habits.errands import (
    DELIVERY,
    DRAFT,
    FORM,
    HOUSEHOLD,
    LIST,
    ONE_EACH,
    REFERENCE,
    XML,
    Place,
    draft_for,
    errand,
    first_entry,
    first_file,
    write,
)
from tests.browser.bad_habits.hands import PRODUCTS, Hands

pytestmark = pytest.mark.campaign

LOSSES = ("session_loss", "dead_session_login_page", "dead_session_401", "dead_session_360")


@pytest.mark.parametrize("kind", LOSSES)
@pytest.mark.parametrize("place", [*ONE_EACH, XML], ids=str)
async def test_a_lost_session_is_logged_in_once_more_and_the_errand_goes_on(
    cold: Hands, place: Place, kind: str
) -> None:
    act = await errand(cold, place.errand)
    cold.strike(kind, place.system, place.screen)
    again = await act()
    assert cold.logins(place.system) == ["ok", "ok"]
    assert again == await act()


@pytest.mark.parametrize("place", [LIST, HOUSEHOLD], ids=str)
async def test_a_session_lost_a_second_time_is_told_and_not_tried_further(cold: Hands, place: Place) -> None:
    act = await errand(cold, place.errand)
    cold.strike("session_loss", place.system, place.screen, remaining=None)
    with pytest.raises(Transient) as told:
        await act()
    assert told.value.code == Code.SESSION_LOST
    assert cold.logins(place.system) == ["ok", "ok"]


@pytest.mark.parametrize("kind", LOSSES)
async def test_a_session_lost_at_the_empty_form_is_logged_in_once_more_and_the_draft_is_written_once(
    cold: Hands, kind: str
) -> None:
    act = await errand(cold, "write")
    cold.strike(kind, "almanda", FORM.screen)
    await act()
    assert len(cold.drafts()) == 1
    assert cold.logins("almanda") == ["ok", "ok"]


async def test_a_session_lost_at_the_press_is_uncertain_and_nothing_is_pressed_again(cold: Hands) -> None:
    file = await first_file(cold)

    async def die() -> None:
        cold.strike("session_loss", "almanda", FORM.screen)

    with pytest.raises(WriteUncertain):
        await cold.cases.save_draft(file, draft_for(file), before_sending=die)
    assert not cold.drafts()


async def test_a_session_lost_after_the_press_is_uncertain_and_the_draft_is_found_by_looking(
    cold: Hands,
) -> None:
    file = await first_file(cold)
    cold.strike("session_loss", "almanda", DRAFT.screen)
    with pytest.raises(WriteUncertain):
        await write(cold, file)
    found = await cold.cases.find_draft(file, REFERENCE)
    assert found is not None
    assert len(cold.drafts()) == 1


async def test_a_session_lost_before_a_delivery_is_confirmed_is_logged_in_once_more(cold: Hands) -> None:
    entry = await first_entry(cold)
    cold.strike("session_loss", "inbox", DELIVERY.screen)
    await cold.inbox.confirm_delivery(entry.application_ref, REFERENCE)
    assert cold.confirmed(entry.application_ref) == [REFERENCE]


LANDING = {
    "inbox": "instances",
    "almanda": "start",
    "skatteverket": "lookup_form",
    "forsakringskassan": "question",
}


@pytest.mark.parametrize("kind", ["session_loss", "dead_session_login_page"])
@pytest.mark.parametrize("system", LANDING)
async def test_a_session_lost_as_soon_as_it_began_is_no_refused_password(
    cold: Hands, system: str, kind: str
) -> None:
    cold.strike(kind, system, LANDING[system])
    await errand(cold, LOGIN[system][1])
    assert cold.logins(system) == ["ok", "ok"]


LOGIN = {
    "inbox": ("login", "list"),
    "almanda": ("login", "open"),
    "skatteverket": ("login_check", "person"),
    "forsakringskassan": ("login_submit", "benefits"),
}


@pytest.mark.parametrize("system", PRODUCTS)
async def test_a_locked_account_stops_its_system_and_is_not_tried_again(cold: Hands, system: str) -> None:
    screen, name = LOGIN[system]
    cold.strike("account_locked", system, screen)
    for _ in range(2):
        with pytest.raises(SystemBroken) as told:
            await errand(cold, name)
        assert told.value.code == Code.ACCOUNT_LOCKED
    assert cold.logins(system) == ["locked"]
