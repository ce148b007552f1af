"""Pages that are not what they seem, refused questions, and bad weather."""

import datetime as dt

import pytest
from playwright.async_api import Browser, Page

from bots.forsakringskassan import LookupForm, PrintView
from bots.forsakringskassan.records import Answer, CsnAnswer, SourceFailure
from bots.kit.errors import (
    AccessDenied,
    HttpFault,
    NotThatScreen,
    SessionLost,
    SystemSlow,
    UnreadableValue,
    WrongPersonShown,
)
from bots.kit.session_pool import SessionPool
from tests.browser.forsakringskassan.asking import about, answer_about, options, view_of
from tests.contract import benefits_town as town
from tests.contract.benefits_portal import Portal


async def test_somebody_elses_answer_is_never_read(inside: Page) -> None:
    view = await view_of(inside, about(town.MOTHER))
    with pytest.raises(WrongPersonShown):
        await view.answer(about(town.STUDENT))


async def test_the_answer_to_another_question_is_never_read(inside: Page) -> None:
    view = await view_of(inside, about(town.MOTHER))
    with pytest.raises(NotThatScreen, match="another question"):
        await view.answer(about(town.MOTHER, case_identity="UTK-9901-100018"))


async def test_a_row_left_out_is_told(inside: Page) -> None:
    view = await view_of(inside, about(town.MOTHER))
    await inside.locator("tbody tr").first.evaluate("row => row.remove()")
    with pytest.raises(UnreadableValue, match="another number of rows than it says"):
        await view.answer(about(town.MOTHER))


async def test_a_part_of_the_rows_is_not_the_whole(inside: Page) -> None:
    view = await view_of(inside, about(town.MOTHER))
    await inside.get_by_text("Visar 4 av 4 rader").evaluate("p => { p.textContent = 'Visar 4 av 9 rader' }")
    with pytest.raises(UnreadableValue, match="does not show every row"):
        await view.answer(about(town.MOTHER))


async def test_an_empty_table_without_the_pages_own_words_is_no_answer(inside: Page) -> None:
    view = await view_of(inside, about(town.NOTHING))
    await inside.get_by_text("Inga uppgifter").first.evaluate("p => p.remove()")
    with pytest.raises(UnreadableValue, match="the page does not say so"):
        await view.answer(about(town.NOTHING))


async def test_a_missing_source_is_told(inside: Page) -> None:
    view = await view_of(inside, about(town.NOTHING))
    await inside.get_by_role("heading", name="A-kassa").evaluate("h2 => h2.parentElement.remove()")
    with pytest.raises(NotThatScreen) as changed:
        await view.answer(about(town.NOTHING))
    assert changed.value.missing == ("A-kassa",)


async def test_a_renamed_column_is_told(inside: Page) -> None:
    view = await view_of(inside, about(town.MOTHER))
    await inside.get_by_role("columnheader", name="Netto", exact=True).evaluate(
        "th => { th.textContent = 'Utbetalt' }"
    )
    with pytest.raises(NotThatScreen, match="Netto"):
        await view.answer(about(town.MOTHER))


async def test_an_amount_that_is_no_amount_is_told_without_being_shown(inside: Page) -> None:
    view = await view_of(inside, about(town.MOTHER))
    await inside.get_by_role("cell", name="8 395,50").evaluate("td => { td.textContent = '8 395,5O' }")
    with pytest.raises(UnreadableValue, match="Netto") as unread:
        await view.answer(about(town.MOTHER))
    assert "8 395" not in str(unread.value)


async def test_an_error_that_reads_otherwise_is_still_an_error(inside: Page) -> None:
    view = await view_of(inside, about(town.SILENT))
    await inside.get_by_text("Fel från CSN").evaluate("p => { p.textContent = 'Något gick fel' }")
    answer = await view.answer(about(town.SILENT))
    assert isinstance(answer, Answer)
    assert answer.csn == SourceFailure(source="CSN", code="", state="")


async def test_a_renamed_field_stops_the_question_before_it_is_sent(inside: Page, portal: Portal) -> None:
    form = await LookupForm.reach(inside)
    await inside.get_by_text("Syfte", exact=True).evaluate("label => { label.textContent = 'Ändamål' }")
    with pytest.raises(NotThatScreen) as changed:
        await form.ask(about(town.MOTHER))
    assert changed.value.missing == ("Syfte",)
    assert "Ändamål" in changed.value.standing
    assert portal.questions() == []


@pytest.mark.parametrize("lacking", ["purpose", "legal_basis", "case_identity"])
async def test_a_question_without_its_reason_is_refused(inside: Page, portal: Portal, lacking: str) -> None:
    with pytest.raises(AccessDenied):
        await view_of(inside, about(town.MOTHER, **{lacking: ""}))
    assert portal.lookups() == []


async def test_a_period_that_is_too_long_is_refused(inside: Page) -> None:
    with pytest.raises(UnreadableValue, match="Period"):
        await view_of(inside, about(town.MOTHER, period_from=dt.date(2020, 1, 1)))


async def test_a_lost_session_is_told_as_such(alone_inside: Page, portal: Portal) -> None:
    portal.strike("session_loss", "question")
    with pytest.raises(SessionLost):
        await LookupForm.reach(alone_inside)


async def test_a_session_lost_while_asking_is_told_as_such(alone_inside: Page, portal: Portal) -> None:
    form = await LookupForm.reach(alone_inside)
    portal.strike("session_loss", "ask")
    with pytest.raises(SessionLost):
        await form.ask(about(town.MOTHER))
    assert portal.lookups() == []


@pytest.mark.campaign
async def test_a_pool_logs_in_again_after_a_lost_session(trusting: Browser, portal: Portal) -> None:
    pool = SessionPool(trusting, portal.door(), [portal.account()], context=options(portal))
    await pool.run(lambda page: answer_about(page, town.MOTHER))
    portal.strike("session_loss", "question")
    answer = await pool.run(lambda page: answer_about(page, town.STUDENT))
    await pool.aclose()
    assert isinstance(answer.csn, CsnAnswer)
    assert portal.attempts() == ["ok", "ok"]


@pytest.mark.parametrize("step", ["question", "ask", "print_view"])
async def test_an_error_status_is_told_wherever_it_comes(inside: Page, portal: Portal, step: str) -> None:
    portal.strike("http_error", step, status=500)
    with pytest.raises(HttpFault) as fault:
        await view_of(inside, about(town.MOTHER))
    assert fault.value.status == 500
    assert fault.value.passing


async def test_a_fault_can_be_aimed_at_one_person(inside: Page, portal: Portal) -> None:
    portal.strike("http_error", "print_view", status=503, person=town.STUDENT)
    assert isinstance((await answer_about(inside, town.MOTHER)).fk, tuple)
    with pytest.raises(HttpFault):
        await view_of(inside, about(town.STUDENT))


async def test_a_notice_is_read_and_passed(inside: Page, portal: Portal) -> None:
    portal.strike("notice_page", "question")
    assert isinstance((await answer_about(inside, town.MOTHER)).fk, tuple)


async def test_a_notice_between_question_and_answer_is_passed_without_asking_again(
    inside: Page, portal: Portal
) -> None:
    portal.strike("notice_page", "ask")
    assert isinstance((await answer_about(inside, town.MOTHER)).fk, tuple)
    assert len(portal.questions()) == 1


async def test_a_notice_at_the_door_is_passed(page: Page, portal: Portal) -> None:
    await portal.door().log_in(page, portal.account())
    portal.strike("notice_page", "question")
    await page.goto(portal.url)
    await LookupForm.at(page)


@pytest.mark.campaign
async def test_slowness_is_waited_for(inside: Page, portal: Portal) -> None:
    portal.strike("latency", "print_view", latency_ms=1800)
    assert isinstance((await answer_about(inside, town.MOTHER)).fk, tuple)


async def test_an_answer_that_does_not_come_in_time_is_slow(inside: Page, portal: Portal) -> None:
    form = await LookupForm.reach(inside)
    inside.set_default_navigation_timeout(700)
    portal.strike("latency", "print_view", latency_ms=2500)
    with pytest.raises(SystemSlow):
        await form.ask(about(town.MOTHER))


async def test_another_ones_question_is_not_there(inside: Page, alone_inside: Page) -> None:
    await answer_about(inside, town.MOTHER)
    with pytest.raises(HttpFault) as fault:
        await PrintView.open(alone_inside, inside.url)
    assert fault.value.status == 404


async def test_a_question_that_is_no_longer_kept_is_a_lost_session(inside: Page) -> None:
    await answer_about(inside, town.MOTHER)
    await inside.goto(inside.url.replace("/svar/", "/svar/x"))
    with pytest.raises(SessionLost):
        await PrintView.at(inside)
