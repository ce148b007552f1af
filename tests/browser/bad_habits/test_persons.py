"""Somebody else: never read, never written about; and a colleague who has the file open is left in peace."""

import pytest
from playwright.async_api import Page

from bots.almanda import DraftPage
from bots.kit.errors import NotThatScreen, WrongPersonShown
from flows.errors import CaseBroken, Code, SystemBroken, Transient
from tests.browser.bad_habits.errands import (
    ANSWER,
    CALCULATIONS,
    DELIVERY,
    DRAFT,
    DRAFTS,
    FORM,
    HOUSEHOLD,
    INCOMES,
    LOOKUP,
    MONTHS,
    OVERVIEW,
    POPULATION,
    REFERENCE,
    XML,
    Place,
    daily,
    draft_for,
    errand,
    first_file,
    write,
)
from tests.browser.bad_habits.hands import Hands

ABOUT_SOMEBODY = (
    HOUSEHOLD,
    XML,
    DELIVERY,
    Place(system="inbox", screen="instance", errand="deliver"),
    CALCULATIONS,
    OVERVIEW,
    DRAFTS,
    FORM,
)


@pytest.mark.parametrize("place", daily(*ABOUT_SOMEBODY))
async def test_a_page_about_somebody_else_is_never_read_nor_written_on(hands: Hands, place: Place) -> None:
    act = await errand(hands, place.errand)
    hands.strike("wrong_person", place.system, place.screen)
    with pytest.raises(CaseBroken) as told:
        await act()
    assert told.value.code == Code.WRONG_PERSON_SHOWN
    assert len(hands.drafts()) == (place is DRAFTS)


@pytest.mark.parametrize("place", daily(POPULATION, INCOMES, ANSWER))
async def test_an_answer_about_somebody_asked_for_before_is_never_read(hands: Hands, place: Place) -> None:
    act = await errand(hands, place.errand)
    other = hands.applicants()[1]
    if place is ANSWER:
        await hands.benefits.answers(other, MONTHS, LOOKUP)
    else:
        await hands.register.person(other, LOOKUP)
    hands.strike("wrong_person", place.system, place.screen)
    with pytest.raises(CaseBroken) as told:
        await act()
    assert told.value.code == Code.WRONG_PERSON_SHOWN


async def test_a_draft_of_another_person_is_never_taken_for_ours(hands: Hands) -> None:
    """Almanda answers with another household's draft under the address of ours."""
    file = await first_file(hands)
    await write(hands, file)
    (draft,) = hands.drafts()
    other = await hands.cases.open_case(hands.applicants()[1], REFERENCE)
    assert other is not None

    async def look(page: Page) -> None:
        shown = await DraftPage.of(page, file.key, str(draft.draft_number))
        await shown.read(other.applicant.digits, str(draft.draft_number))

    with pytest.raises(WrongPersonShown):
        await hands.system("almanda").pool.run(look)


@pytest.mark.campaign
async def test_another_draft_of_the_same_person_is_never_taken_for_ours(hands: Hands) -> None:
    """Last month's draft, which a caseworker has decided, would else be read as ours with her work in it."""
    file = await first_file(hands)
    earlier = hands.decided_before(file.key)
    act = await errand(hands, "find")
    right = await act()
    hands.strike("another_draft", "almanda", DRAFT.screen)
    with pytest.raises(SystemBroken) as told:
        await act()
    assert told.value.code == Code.SCREEN_CHANGED
    cause = told.value.__cause__
    assert isinstance(cause, NotThatScreen)
    assert cause.standing == (f"Utkast {earlier}",)
    assert await act() == right


async def test_a_namesake_in_the_search_is_looked_at_again_and_never_chosen(hands: Hands) -> None:
    act = await errand(hands, "open")
    right = await act()
    hands.strike("namesake", "almanda", "search")
    assert await act() == right
    hands.strike("namesake", "almanda", "search", remaining=None)
    with pytest.raises(CaseBroken) as told:
        await act()
    assert told.value.code == Code.VALUE_UNREADABLE
    assert "2 case files" in told.value.what


async def test_a_file_that_a_colleague_has_open_is_told_as_locked_and_nothing_is_written(
    hands: Hands,
) -> None:
    file = await first_file(hands)
    hands.strike("locked_record", "almanda", FORM.screen)
    with pytest.raises(Transient) as told:
        await write(hands, file)
    assert told.value.code == Code.RECORD_LOCKED
    assert "Anna" not in str(told.value)
    assert not hands.drafts()
    assert hands.seen == []


async def test_a_file_that_a_colleague_takes_while_the_form_is_filled_in_is_not_written_in(
    hands: Hands,
) -> None:
    file = await first_file(hands)

    async def taken() -> None:
        hands.strike("locked_record", "almanda", FORM.screen)

    with pytest.raises(Transient) as told:
        await hands.cases.save_draft(file, draft_for(file), before_sending=taken)
    assert told.value.code == Code.RECORD_LOCKED
    assert not hands.drafts()


async def test_a_colleague_at_work_is_seen_on_the_household_page(hands: Hands) -> None:
    who = hands.applicants()[0]
    hands.strike("locked_record", "almanda", HOUSEHOLD.screen)
    file = await hands.cases.open_case(who, REFERENCE)
    assert file is not None
    assert file.at_work == "En handläggare har tagit ärendet i Almanda."
