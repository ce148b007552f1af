"""Screens that changed or are in the way: a label gone is told, and what moves is found."""

from datetime import date

import pytest
from playwright.async_api import Page
from sqlalchemy import update

from bots.almanda import DraftForm, StartPage
from bots.kit.errors import NotThatScreen
from flows.eligibility.facts import Missing
from flows.errors import Code, SystemBroken
from mock_legacy.world import models
from tests.browser.bad_habits.errands import (
    ANSWER,
    CALCULATIONS,
    DELIVERY,
    DRAFT,
    DRAFTS,
    FORM,
    HOUSEHOLD,
    INCOMES,
    LIST,
    LOOKUP,
    ONE_EACH,
    OVERVIEW,
    PAGES,
    POPULATION,
    QUESTION,
    SEARCH,
    Place,
    daily,
    draft_for,
    errand,
    first_file,
    seldom,
)
from tests.browser.bad_habits.hands import Hands

NEEDED = (
    (LIST, "Inskickat"),
    (DELIVERY, "Externt id"),
    (SEARCH, "Personnummer"),
    (HOUSEHOLD, "Skyddad identitet"),
    (CALCULATIONS, "Godkänt"),
    (OVERVIEW, "Lagrum"),
    (DRAFTS, "Extern referens"),
    (DRAFT, "Belopp"),
    (FORM, "Utbetalningsdag"),
    (FORM, "Spara utkast"),
    (POPULATION, "Sekretessmarkering"),
    (INCOMES, "Kontant bruttolön"),
    (QUESTION, "Personnummer"),
    (ANSWER, "Skyddad"),
)


@pytest.mark.parametrize(
    ("place", "label"),
    [pytest.param(place, label, id=f"{place} {label}", marks=seldom(place)) for place, label in NEEDED],
)
async def test_a_renamed_label_stops_the_system_and_is_told_with_the_new_one(
    hands: Hands, place: Place, label: str
) -> None:
    act = await errand(hands, place.errand)
    hands.strike("renamed_label", place.system, place.screen, text=label, new_text="Nytt ord")
    with pytest.raises(SystemBroken) as told:
        await act()
    assert told.value.code == Code.SCREEN_CHANGED
    cause = told.value.__cause__
    assert isinstance(cause, NotThatScreen)
    assert label in (*cause.missing, cause.expected)
    assert "Nytt ord" in cause.standing
    assert not [draft for draft in hands.drafts() if place is FORM]


async def test_a_renamed_label_that_may_be_left_out_is_seen_by_its_new_name(hands: Hands) -> None:
    who = hands.applicants()[0]
    left = update(models.Person).where(models.Person.personnummer == who.digits)
    with hands.mocks.world.session() as session:
        session.execute(left.values(deregistered_on=date(2026, 11, 1), deregistration_reason="Utvandrad"))
    try:
        assert isinstance(await hands.register.person(who, LOOKUP), Missing)
        hands.strike("renamed_label", "skatteverket", "population", text="Avregistrerad")
        with pytest.raises(SystemBroken) as told:
            await hands.register.person(who, LOOKUP)
        assert told.value.code == Code.SCREEN_CHANGED
    finally:
        with hands.mocks.world.session() as session:
            session.execute(left.values(deregistered_on=None, deregistration_reason=""))


@pytest.mark.parametrize("place", daily(POPULATION, DELIVERY, QUESTION, ANSWER))
async def test_a_field_that_has_moved_is_read_by_its_label(hands: Hands, place: Place) -> None:
    act = await errand(hands, place.errand)
    right = await act()
    hands.start_over()
    hands.strike("moved_field", place.system, place.screen, pick=1)
    assert await act() == right
    # What moved may be of the form that stands beside the answer, for the next question.
    assert await act() == right


async def test_a_field_that_has_moved_is_filled_in_by_its_label(hands: Hands) -> None:
    file = await first_file(hands)
    act = await errand(hands, "write")
    hands.strike("moved_field", "almanda", FORM.screen, text="Belopp")
    await act()
    found = await hands.cases.find_draft(file, draft_for(file).case_ref)
    assert found is not None
    assert found.draft == draft_for(file)


@pytest.mark.parametrize(
    "place",
    [pytest.param(one, id=str(one), marks=seldom(one)) for one in PAGES if one not in {DELIVERY, FORM}],
)
async def test_a_column_that_is_new_shifts_nothing(hands: Hands, place: Place) -> None:
    act = await errand(hands, place.errand)
    right = await act()
    # At every look: else the next one, that is made where a value cannot be read, would do.
    hands.strike("inserted_column", place.system, place.screen, pick=0, remaining=None)
    assert await act() == right


async def test_a_column_that_is_new_in_the_form_leaves_every_row_where_it_belongs(hands: Hands) -> None:
    file = await first_file(hands)
    act = await errand(hands, "write")
    hands.strike("inserted_column", "almanda", FORM.screen, pick=3)
    await act()
    found = await hands.cases.find_draft(file, draft_for(file).case_ref)
    assert found is not None
    assert found.draft == draft_for(file)


@pytest.mark.parametrize("place", daily(FORM, SEARCH, DELIVERY, POPULATION, QUESTION))
async def test_something_over_the_page_eats_no_press(hands: Hands, place: Place) -> None:
    act = await errand(hands, place.errand)
    hands.strike("overlay", place.system, place.screen, latency_ms=60_000)
    await act()
    assert len(hands.drafts()) == (place is FORM)


@pytest.mark.parametrize("place", daily(FORM, *ONE_EACH, SEARCH, DELIVERY))
async def test_a_question_about_unsaved_changes_holds_nobody_up(hands: Hands, place: Place) -> None:
    act = await errand(hands, place.errand)
    hands.strike("unsaved_dialog", place.system, place.screen)
    await act()
    hands.mocks.platform.faults.clear()
    await act()


@pytest.mark.parametrize("fault", [True, False], ids=["the fault's question", "Almanda's own"])
async def test_a_form_that_is_left_asks_about_unsaved_changes_and_saves_nothing(
    hands: Hands, fault: bool
) -> None:
    file = await first_file(hands)
    if fault:
        hands.strike("unsaved_dialog", "almanda", FORM.screen)

    async def leave(page: Page) -> None:
        form = await DraftForm.of(page, file.key, rows=1)
        # A browser asks only when somebody has been at the keys.
        await page.get_by_label("Belopp", exact=True).press_sequentially("1")
        await StartPage.open(form.page, "/Start.aspx")

    await hands.system("almanda").pool.run(leave)
    assert not hands.drafts()
