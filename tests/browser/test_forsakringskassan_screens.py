"""Försäkringskassan's screens against its mock: login, question, what the answer says, and bad weather."""

import datetime as dt
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page

from bots.forsakringskassan import LookupForm, PagedPayments, PrintView, Question
from bots.forsakringskassan.records import Answer, CsnAnswer, Marked, NoHit, SourceFailure, Withheld
from bots.kit.browser import BrowserChoice, ContextOptions, new_context, open_browser
from bots.kit.errors import (
    AccessDenied,
    AccountLocked,
    HttpFault,
    LoginRefused,
    NotThatScreen,
    SessionLost,
    SystemSlow,
    UnreadableValue,
    WrongPersonShown,
)
from bots.kit.secret import Account
from bots.kit.session_pool import SessionPool
from tests.contract import benefits_town as town
from tests.contract.benefits_portal import Portal, open_portal


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    with open_portal(tmp_path_factory.mktemp("forsakringskassan")) as portal:
        yield portal


@pytest.fixture
def portal(running: Portal) -> Portal:
    running.start_over()
    return running


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def trusting(browser_choice: BrowserChoice, running: Portal) -> AsyncIterator[Browser]:
    """A browser whose driver trusts the portal's authority."""
    async with open_browser(browser_choice, ca_files=[running.authority.ca_file]) as opened:
        yield opened


def options(portal: Portal) -> ContextOptions:
    return portal.door().context_options(timeout_seconds=4)


@pytest_asyncio.fixture(loop_scope="session")
async def page(trusting: Browser, portal: Portal) -> AsyncIterator[Page]:
    context = await new_context(trusting, options(portal))
    try:
        yield await context.new_page()
    finally:
        await context.close()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def logged_in(trusting: Browser, running: Portal) -> AsyncIterator[BrowserContext]:
    context = await new_context(trusting, options(running))
    try:
        await running.door().log_in(await context.new_page(), running.account("utkast-03"))
        yield context
    finally:
        await context.close()


@pytest_asyncio.fixture(loop_scope="session")
async def inside(logged_in: BrowserContext, portal: Portal) -> AsyncIterator[Page]:
    """A page in a session that other tests use too: never lose it."""
    page = await logged_in.new_page()
    yield page
    await page.close()


@pytest_asyncio.fixture(loop_scope="session")
async def alone_inside(page: Page, portal: Portal) -> Page:
    """A page in a session of its own, to be lost."""
    await portal.door().log_in(page, portal.account())
    return page


def about(number: str, **more: str | dt.date) -> Question:
    asked = Question(
        personnummer=number,
        period_from=dt.date(2026, 9, 1),
        period_to=dt.date(2026, 11, 30),
        purpose="Beslut om eller kontroll av ekonomiskt bistånd",
        legal_basis="12 kap. 1 § socialtjänstlagen (2025:400)",
        case_identity="UTK-9901-100017",
    )
    return replace(asked, **more)  # type: ignore[arg-type]


async def view_of(page: Page, question: Question) -> PrintView:
    return await (await LookupForm.reach(page)).ask(question)


async def answer_about(page: Page, number: str) -> Answer:
    answer = await (await view_of(page, about(number))).answer(about(number))
    assert isinstance(answer, Answer)
    return answer


# The way in and out


async def test_the_door_leads_to_the_question_form(page: Page, portal: Portal) -> None:
    await portal.door().log_in(page, portal.account())
    assert page.url == f"{portal.url}/"
    assert portal.attempts() == ["ok"]


async def test_the_login_page_names_the_organisation_of_the_certificate(page: Page, portal: Portal) -> None:
    await page.goto(f"{portal.url}/inloggning")
    organisation = page.get_by_label("Organisation (enligt certifikat)")
    assert await organisation.inner_text() == "Exempelstads kommun"


async def test_a_wrong_id_is_tried_once_and_names_the_secret(page: Page, portal: Portal) -> None:
    with pytest.raises(LoginRefused) as refused:
        await portal.door().log_in(page, portal.account(handlaggare_id="EXK000000"))
    assert refused.value.account == "utkast-01"
    assert refused.value.secret_name == "forsakringskassan.utkast-01.handlaggare"
    assert "EXK000000" not in str(refused.value)
    assert portal.attempts() == ["wrong_certificate"]


async def test_a_missing_id_is_told_without_trying(page: Page, portal: Portal) -> None:
    with pytest.raises(LoginRefused, match="no handläggare-id is set"):
        await portal.door().log_in(page, Account(name="utkast-01"))
    assert portal.attempts() == []


async def test_three_wrong_ids_lock_the_account_of_the_certificate(page: Page, portal: Portal) -> None:
    for _ in range(3):
        with pytest.raises(LoginRefused):
            await portal.door().log_in(page, portal.account(handlaggare_id="EXK000000"))
    assert portal.locked()
    with pytest.raises(AccountLocked):
        await portal.door().log_in(page, portal.account())


async def test_a_certificate_the_portal_does_not_know_is_refused(trusting: Browser, portal: Portal) -> None:
    stranger = portal.door("stranger")
    context = await new_context(trusting, stranger.context_options(timeout_seconds=4))
    with pytest.raises(LoginRefused):
        await stranger.log_in(await context.new_page(), portal.account())
    await context.close()


async def test_one_certificate_serves_every_account_of_the_organisation(page: Page, portal: Portal) -> None:
    await portal.door("utkast-01").log_in(page, portal.account("utkast-02"))
    assert portal.attempts() == ["ok"]


async def test_logging_out_ends_the_session(alone_inside: Page, portal: Portal) -> None:
    await portal.door().log_out(alone_inside)
    with pytest.raises(SessionLost):
        await LookupForm.reach(alone_inside)


async def test_a_pool_logs_in_with_the_doors_certificate(trusting: Browser, portal: Portal) -> None:
    pool = SessionPool(trusting, portal.door(), [portal.account()], context=options(portal))
    answer = await pool.run(lambda page: answer_about(page, town.MOTHER))
    await pool.aclose()
    assert len(answer.fk) == 4  # type: ignore[arg-type]


# What the answer says


async def test_payments_of_forsakringskassan_are_read_with_their_lines(inside: Page) -> None:
    answer = await answer_about(inside, town.MOTHER)
    assert isinstance(answer.fk, tuple)
    assert [(one.code, one.paid_on, one.net) for one in answer.fk] == [
        ("BOB", dt.date(2026, 10, 27), Decimal("3100.00")),
        ("SJP", dt.date(2026, 10, 23), Decimal("8395.50")),
        ("ABB", dt.date(2026, 10, 20), Decimal("2650.00")),
        ("US", dt.date(2026, 9, 25), Decimal("1673.00")),
    ]
    sick = answer.fk[1]
    assert (sick.gross, sick.tax, sick.deduction) == (Decimal("12345.50"), Decimal(3450), Decimal(500))
    assert [(line.kind, line.amount) for line in answer.fk[2].details] == [
        ("Barnbidrag", Decimal(2500)),
        ("Flerbarnstillägg", Decimal(150)),
    ]
    assert answer.fk[0].details == ()


async def test_what_is_not_paid_yet_is_not_a_payment(inside: Page, portal: Portal) -> None:
    answer = await answer_about(inside, town.MOTHER)
    assert isinstance(answer.fk, tuple)
    assert max(one.paid_on for one in answer.fk) < portal.world.today()


async def test_pensions_have_another_shape_and_are_read_all_the_same(inside: Page) -> None:
    answer = await answer_about(inside, town.PENSIONER)
    assert isinstance(answer.pm, tuple)
    double, single = answer.pm
    assert (double.paid_on, double.net, double.deduction) == (
        dt.date(2026, 10, 19),
        Decimal(11240),
        Decimal(0),
    )
    assert [(row.code, row.name, row.amount) for row in double.rows] == [
        ("EF", "Änkepension", Decimal(9120)),
        ("EF", "Bostadstillägg", Decimal(2120)),
    ]
    assert (single.net, single.deduction) == (Decimal(8000), Decimal(1000))
    assert [row.amount for row in single.rows] == [Decimal(9000)]
    assert answer.fk == ()


async def test_csn_writes_dates_and_statuses_in_its_own_way(inside: Page) -> None:
    answer = await answer_about(inside, town.STUDENT)
    assert isinstance(answer.csn, CsnAnswer)
    assert answer.csn.flag == "Nej"
    assert [(row.kind, row.paid_on, row.status) for row in answer.csn.rows] == [
        ("GRUNDB", dt.date(2026, 9, 25), "UTBETALAD"),
        ("GRUNDL", dt.date(2026, 10, 26), "Utbetald"),
        ("GRUNDB", dt.date(2026, 10, 26), "Utbetald"),
        ("GRUNDB", dt.date(2026, 11, 25), "Planerad"),
        ("TILLB", None, "Planerad"),
    ]


async def test_claims_are_read_decided_ones_too(inside: Page) -> None:
    claims = (await answer_about(inside, town.CLAIMANT)).claims
    assert claims.failures == ()
    assert [(one.code, one.status, one.expected_on) for one in claims.rows] == [
        ("AS", "Under handläggning", dt.date(2026, 11, 25)),
        ("BOB", "Under handläggning", None),
        ("FP", "Beslutad", None),
    ]


async def test_each_silent_source_is_a_failure_with_its_code(inside: Page) -> None:
    answer = await answer_about(inside, town.SILENT)
    assert answer.akassa == SourceFailure(source="A-kassorna", code="SO-503", state="OTILLGANGLIG")
    assert answer.csn == SourceFailure(source="CSN", code="SSBT-CSN-900", state="FELANDE")
    assert isinstance(answer.af, SourceFailure)
    assert isinstance(answer.fk, tuple)
    assert answer.pm == ()


async def test_a_silent_agency_silences_its_claims_alone(inside: Page) -> None:
    claims = (await answer_about(inside, town.PM_SILENT)).claims
    assert [failure.source for failure in claims.failures] == ["Pensionsmyndigheten"]
    assert claims.rows == ()


async def test_a_protected_person_has_the_mark_and_nothing_else(inside: Page) -> None:
    view = await view_of(inside, about(town.SECRET))
    assert await view.answer(about(town.SECRET)) == Marked(flag="Ja")
    assert "Dold" not in await inside.content()
    assert await inside.get_by_role("table").count() == 0


async def test_a_mark_at_arbetsformedlingen_withholds_that_source(inside: Page) -> None:
    answer = await answer_about(inside, town.AF_SECRET)
    assert (answer.flag, answer.af) == ("Nej", Withheld(flag="Ja"))


async def test_a_blank_mark_is_read_as_blank(inside: Page) -> None:
    assert (await answer_about(inside, town.BLANK)).flag == ""


async def test_nobody_is_no_hit(inside: Page) -> None:
    view = await view_of(inside, about(town.NOBODY))
    assert await view.answer(about(town.NOBODY)) == NoHit(flag="")


async def test_the_portal_writes_each_question_down(inside: Page, portal: Portal) -> None:
    await answer_about(inside, town.MOTHER)
    (question,), (log,) = portal.questions(), portal.lookups()
    asked = about(town.MOTHER)
    assert (question.personnummer, question.case_identity) == (town.MOTHER, asked.case_identity)
    assert (question.period_from, question.period_to) == (asked.period_from, asked.period_to)
    assert (log.username, log.purpose, log.legal_basis) == ("utkast-03", asked.purpose, asked.legal_basis)


async def test_no_personnummer_stands_in_an_address_or_title(inside: Page) -> None:
    addresses: list[str] = []
    inside.on("request", lambda request: addresses.append(request.url))
    await answer_about(inside, town.MOTHER)
    assert len(addresses) == 3
    for shown in (*addresses, await inside.title()):
        assert town.MOTHER[2:8] not in shown
        assert town.MOTHER[8:] not in shown


async def test_a_question_shows_no_personnummer_of_itself() -> None:
    assert town.MOTHER not in repr(about(town.MOTHER))


# Pages of ten


async def test_the_tab_is_turned_to_its_last_page(inside: Page) -> None:
    tab = await (await LookupForm.reach(inside)).ask_for_tabs(about(town.MANY))
    payments = await tab.payments(about(town.MANY))
    assert isinstance(payments, tuple)
    assert [one.number for one in payments] == list(range(1, 24))
    whole = (await answer_about(inside, town.MANY)).fk
    assert payments == whole


async def test_a_single_page_needs_no_turning(inside: Page) -> None:
    tab = await (await LookupForm.reach(inside)).ask_for_tabs(about(town.MOTHER))
    payments = await tab.payments(about(town.MOTHER))
    assert isinstance(payments, tuple)
    assert payments == (await answer_about(inside, town.MOTHER)).fk


async def test_the_tab_tells_a_silent_source_too(inside: Page) -> None:
    tab = await (await LookupForm.reach(inside)).ask_for_tabs(about(town.FK_SILENT))
    failure = await tab.payments(about(town.FK_SILENT))
    assert failure == SourceFailure(source="Försäkringskassan", code="LEFI-900", state="OTILLGANGLIG")


async def test_a_page_shown_twice_does_not_add_up(inside: Page) -> None:
    tab = await (await LookupForm.reach(inside)).ask_for_tabs(about(town.MANY))
    await inside.goto(f"{inside.url}?sida=2")
    with pytest.raises(UnreadableValue):
        await (await PagedPayments.at(inside)).payments(about(town.MANY))
    assert tab.page is inside


# Pages that are not what they seem


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


# Questions that the portal refuses


@pytest.mark.parametrize("lacking", ["purpose", "legal_basis", "case_identity"])
async def test_a_question_without_its_reason_is_refused(inside: Page, portal: Portal, lacking: str) -> None:
    with pytest.raises(AccessDenied):
        await view_of(inside, about(town.MOTHER, **{lacking: ""}))
    assert portal.lookups() == []


async def test_a_period_that_is_too_long_is_refused(inside: Page) -> None:
    with pytest.raises(UnreadableValue, match="Period"):
        await view_of(inside, about(town.MOTHER, period_from=dt.date(2020, 1, 1)))


# Bad weather


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
