"""Lists that mislead: a row twice, rows that come late, rows that belong to the filter before."""

import pytest
from sqlalchemy import delete, inspect

from flows.errors import CaseBroken, Code
from mock_legacy.world import models
from tests.browser.bad_habits.errands import (
    ANSWER,
    CALCULATIONS,
    DRAFT,
    DRAFTS,
    HOUSEHOLD,
    INCOMES,
    LIST,
    OVERVIEW,
    POPULATION,
    Place,
    errand,
    first_entry,
    seldom,
)
from tests.browser.bad_habits.hands import Hands

A_PAGE = 25
"""How many applications the inbox shows on a page."""
TWICE = (
    (HOUSEHOLD, "Hushållsmedlemmar"),
    (CALCULATIONS, "Beräkningar"),
    (CALCULATIONS, "Rader"),
    (OVERVIEW, "Beslut"),
    (OVERVIEW, "Genomförandeplan"),
    (DRAFTS, "Utkast"),
    (DRAFT, "Beräkningsrader"),
    (INCOMES, "Inkomstuppgifter per månad"),
    (ANSWER, ""),
)


@pytest.mark.parametrize(
    ("place", "caption"),
    [pytest.param(place, caption, id=f"{place} {caption}", marks=seldom(place)) for place, caption in TWICE],
)
async def test_a_row_that_goes_on_standing_twice_is_never_counted_twice(
    hands: Hands, place: Place, caption: str
) -> None:
    act = await errand(hands, place.errand)
    # The last row, because a calculation begins with rows that nobody counts.
    hands.strike("duplicate_rows", place.system, place.screen, text=caption, pick=-1, remaining=None)
    with pytest.raises(CaseBroken) as told:
        await act()
    assert told.value.code == Code.VALUE_UNREADABLE


@pytest.mark.campaign
async def test_a_row_that_stands_twice_at_one_look_is_read_at_the_next(hands: Hands) -> None:
    act = await errand(hands, OVERVIEW.errand)
    right = await act()
    hands.strike("duplicate_rows", "almanda", OVERVIEW.screen, text="Beslut", pick=-1)
    assert await act() == right


async def test_a_relation_that_stands_twice_is_one_relation(hands: Hands) -> None:
    act = await errand(hands, "person")
    right = await act()
    hands.strike("duplicate_rows", "skatteverket", POPULATION.screen, text="Relationer")
    assert await act() == right


async def test_an_application_that_stands_twice_in_the_inbox_is_asked_for_again(hands: Hands) -> None:
    act = await errand(hands, "list")
    right = await act()
    hands.strike("duplicate_rows", "inbox", LIST.screen)
    assert await act() == right


async def test_an_inbox_that_goes_on_repeating_itself_is_not_read(hands: Hands) -> None:
    act = await errand(hands, "list")
    hands.strike("duplicate_rows", "inbox", LIST.screen, remaining=None)
    with pytest.raises(CaseBroken) as told:
        await act()
    assert told.value.code == Code.VALUE_UNREADABLE


LISTS = (LIST, HOUSEHOLD, CALCULATIONS, OVERVIEW, DRAFTS, DRAFT, POPULATION, INCOMES, ANSWER)


@pytest.mark.parametrize("place", [pytest.param(one, id=str(one), marks=seldom(one)) for one in LISTS])
async def test_rows_that_come_late_are_waited_for(hands: Hands, place: Place) -> None:
    act = await errand(hands, place.errand)
    right = await act()
    hands.strike("slow_rows", place.system, place.screen, latency_ms=700, remaining=None)
    assert await act() == right


@pytest.mark.parametrize(
    "place", [pytest.param(one, id=str(one), marks=seldom(one)) for one in (HOUSEHOLD, INCOMES)]
)
async def test_rows_that_never_come_are_not_taken_for_nothing(hands: Hands, place: Place) -> None:
    act = await errand(hands, place.errand)
    hands.strike("slow_rows", place.system, place.screen, latency_ms=60_000, remaining=None)
    async with hands.in_haste(place.system):
        with pytest.raises(CaseBroken) as told:
            await act()
    assert told.value.code == Code.VALUE_UNREADABLE


async def test_an_inbox_list_of_the_filter_before_is_asked_for_again(hands: Hands) -> None:
    act = await errand(hands, "list")
    right = await act()
    hands.strike("stale_table", "inbox", LIST.screen)
    assert await act() == right


async def test_an_inbox_list_that_stays_with_the_filter_before_is_never_read(hands: Hands) -> None:
    act = await errand(hands, "list")
    hands.strike("stale_table", "inbox", LIST.screen, remaining=None)
    with pytest.raises(CaseBroken) as told:
        await act()
    assert told.value.code == Code.VALUE_UNREADABLE


async def test_a_full_page_of_the_filter_before_is_never_read(hands: Hands) -> None:
    """The page speaks of as many rows as it shows, and one of them is another e-service's."""
    act = await errand(hands, "list")
    many = range(550_001, 550_001 + A_PAGE - len(hands.applicants()))
    with hands.mocks.world.session() as session:
        one = session.get_one(models.InboxInstance, int((await first_entry(hands)).application_ref))
        held = {
            column.key: getattr(one, column.key) for column in inspect(models.InboxInstance).mapper.columns
        }
        session.add_all(models.InboxInstance(**held | {"flow_instance_id": number}) for number in many)
    try:
        assert len(await hands.inbox.undelivered()) == A_PAGE
        hands.strike("stale_table", "inbox", LIST.screen, remaining=None)
        with pytest.raises(CaseBroken) as told:
            await act()
        assert told.value.code == Code.VALUE_UNREADABLE
    finally:
        with hands.mocks.world.session() as session:
            ours = models.InboxInstance.flow_instance_id.in_(many)
            session.execute(delete(models.InboxInstance).where(ours))


async def test_calculations_are_read_where_no_filter_can_be_stale(hands: Hands) -> None:
    act = await errand(hands, "history")
    fault = hands.strike("stale_table", "almanda", "*", remaining=None)
    hands.ordered.remove(fault)
    await act()
    assert fault.hits == 0
