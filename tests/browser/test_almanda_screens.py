"""Almanda's screens against its mock: login, weather, iframes, and a form that keeps what is typed."""

import datetime as dt
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, Route

from bots.almanda import (
    CalculationsPage,
    Door,
    DraftForm,
    DraftPage,
    DraftsPage,
    HouseholdPage,
    OverviewPage,
    SearchPage,
)
from bots.kit.browser import ContextOptions, new_context
from bots.kit.errors import (
    AccessDenied,
    AccountLocked,
    HttpFault,
    LoginRefused,
    NotThatScreen,
    RecordLocked,
    SaveUnanswered,
    ScreenError,
    SessionLost,
    SystemSlow,
    UnreadableValue,
    WrongPersonShown,
)
from bots.kit.loading import goto
from bots.kit.secret import Account
from tests.browser.sessions import KeptPage, opened_context
from tests.contract import case_town as town
from tests.contract.case_system import Almanda, open_almanda
from tests.written_draft import CONTENT, KEY


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Almanda]:
    with open_almanda(tmp_path_factory.mktemp("almanda")) as almanda:
        yield almanda


@pytest.fixture
def almanda(running: Almanda) -> Almanda:
    running.platform.faults.clear()
    running.forget_drafts()
    return running


def options(almanda: Almanda) -> ContextOptions:
    return ContextOptions(base_url=almanda.url, default_timeout_seconds=15)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def kept_outside(browser: Browser, running: Almanda) -> AsyncIterator[KeptPage]:
    async with opened_context(browser, options(running)) as context:
        yield KeptPage(context, options(running))


@pytest_asyncio.fixture(loop_scope="session")
async def page(kept_outside: KeptPage, almanda: Almanda) -> AsyncIterator[Page]:
    async with kept_outside.lent_to_a_stranger() as page:
        yield page


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def logged_in(browser: Browser, running: Almanda) -> AsyncIterator[BrowserContext]:
    async with opened_context(browser, options(running)) as context:
        await Door(running.url).log_in(await context.new_page(), running.account("utkast-02"))
        yield context


@pytest.fixture(scope="module")
def kept_inside(logged_in: BrowserContext, running: Almanda) -> KeptPage:
    return KeptPage(logged_in, options(running))


@pytest_asyncio.fixture(loop_scope="session")
async def inside(kept_inside: KeptPage, almanda: Almanda) -> AsyncIterator[Page]:
    """A page in a session that other tests use too: never lose it."""
    async with kept_inside.lent() as page:
        yield page


@pytest_asyncio.fixture(loop_scope="session")
async def alone_inside(page: Page, almanda: Almanda) -> Page:
    """A page in a session of its own, to be lost."""
    await Door(almanda.url).log_in(page, almanda.account())
    return page


async def test_a_login_reads_the_notice_and_stands_at_the_start_page(page: Page, almanda: Almanda) -> None:
    almanda.strike("notice_page", "start", text="Driftstopp på söndag.")
    await Door(almanda.url).log_in(page, almanda.account())
    assert await page.get_by_role("heading", name="Startsida").is_visible()


async def test_a_refused_password_is_tried_once_and_names_its_secret(page: Page, almanda: Almanda) -> None:
    before = len(almanda.attempts())
    with pytest.raises(LoginRefused) as told:
        await Door(almanda.url).log_in(page, almanda.account(password="fel"))
    assert almanda.attempts()[before:] == ["wrong_password"]
    assert told.value.secret_name == "almanda.utkast-01.password"
    assert told.value.account == "utkast-01"


async def test_a_missing_password_is_never_tried(page: Page, almanda: Almanda) -> None:
    before = len(almanda.attempts())
    with pytest.raises(LoginRefused):
        await Door(almanda.url).log_in(page, Account(name="utkast-01"))
    assert len(almanda.attempts()) == before


async def test_a_locked_account_is_told_as_locked(page: Page, almanda: Almanda) -> None:
    door, wrong = Door(almanda.url), almanda.account("utkast-03", password="fel")
    for _ in range(3):
        with pytest.raises(LoginRefused):
            await door.log_in(page, wrong)
    with pytest.raises(AccountLocked):
        await door.log_in(page, almanda.account("utkast-03"))


async def test_a_new_login_ends_the_old_session(
    browser: Browser, alone_inside: Page, almanda: Almanda
) -> None:
    other = await new_context(browser, options(almanda))
    try:
        await Door(almanda.url).log_in(await other.new_page(), almanda.account())
    finally:
        await other.close()
    with pytest.raises(SessionLost):
        await SearchPage.enter(alone_inside)


async def test_logging_out_ends_the_session(alone_inside: Page, almanda: Almanda) -> None:
    await Door(almanda.url).log_out(alone_inside)
    with pytest.raises(SessionLost):
        await DraftsPage.of(alone_inside, KEY)


async def test_a_session_lost_in_the_frame_is_seen_there(alone_inside: Page, almanda: Almanda) -> None:
    almanda.strike("session_loss", "household")
    with pytest.raises(SessionLost):
        await HouseholdPage.of(alone_inside, KEY)


async def test_a_notice_in_the_frame_is_read_there_and_passed(inside: Page, almanda: Almanda) -> None:
    almanda.strike("notice_page", "household")
    household = await HouseholdPage.of(inside, KEY)
    assert (await household.read(town.COUPLE)).key == KEY


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_an_error_status_is_told_with_its_number(inside: Page, almanda: Almanda, status: int) -> None:
    almanda.strike("http_error", "overview", status=status)
    with pytest.raises(HttpFault) as told:
        await OverviewPage.of(inside, KEY)
    assert told.value.status == status
    assert told.value.passing


async def test_latency_is_waited_for(inside: Page, almanda: Almanda) -> None:
    almanda.strike("latency", "calculations_detail", latency_ms=700)
    page = await CalculationsPage.of(inside, KEY, count=2)
    assert [sheet.month for sheet in await page.read(town.COUPLE)] == [10, 9]


async def test_a_system_slower_than_the_patience_is_slow(inside: Page, almanda: Almanda) -> None:
    inside.set_default_navigation_timeout(500)
    almanda.strike("latency", "drafts", latency_ms=2500)
    with pytest.raises(SystemSlow):
        await DraftsPage.of(inside, KEY)


async def test_almandas_own_error_page_is_told(inside: Page) -> None:
    with pytest.raises(HttpFault):
        await DraftPage.of(inside, KEY, "999999")


async def test_every_page_about_somebody_else_is_refused(inside: Page) -> None:
    with pytest.raises(WrongPersonShown):
        await (await HouseholdPage.of(inside, KEY)).read(town.ALONE)
    with pytest.raises(WrongPersonShown):
        await (await CalculationsPage.of(inside, KEY, count=2)).read(town.ALONE)
    with pytest.raises(WrongPersonShown):
        await (await OverviewPage.of(inside, KEY)).read(town.ALONE)
    with pytest.raises(WrongPersonShown):
        await (await DraftsPage.of(inside, KEY)).read(town.ALONE)
    with pytest.raises(WrongPersonShown):
        await (await DraftForm.of(inside, KEY, rows=1)).fill(town.ALONE, CONTENT)


async def test_a_draft_of_somebody_else_is_refused(inside: Page) -> None:
    form = await DraftForm.of(inside, KEY, rows=1, warnings=1)
    await form.fill(town.COUPLE, CONTENT)
    shown = await form.save()
    with pytest.raises(WrongPersonShown):
        await shown.read(town.ALONE, "1")


async def test_a_search_lands_in_the_frame_of_the_only_case_file(inside: Page) -> None:
    answer = await (await SearchPage.enter(inside)).find(town.COUPLE)
    assert answer.in_case_file
    assert await answer.keys("Sökande") == (KEY,)


async def test_several_hits_are_listed_and_chosen_by_role(inside: Page) -> None:
    answer = await (await SearchPage.enter(inside)).find(town.TWICE)
    assert not answer.in_case_file
    assert await answer.keys("Sökande") == ("K104247",)
    assert await answer.keys("Medsökande") == ("K104248",)


async def test_an_empty_list_of_hits_counts_only_with_the_pages_own_words(inside: Page) -> None:
    answer = await (await SearchPage.enter(inside)).find("197908222388")
    assert await answer.keys("Sökande") == ()
    await inside.evaluate("document.querySelector('#dgTraffar tr.inga').remove()")
    with pytest.raises(UnreadableValue):
        await answer.keys("Sökande")


async def test_an_empty_table_without_its_own_words_is_no_answer(inside: Page) -> None:
    drafts = await DraftsPage.of(inside, "K104241")
    await inside.evaluate("document.querySelector('#dgUtkast tr.inga').remove()")
    with pytest.raises(UnreadableValue):
        await drafts.read(town.NEW)


async def test_no_personnummer_stands_in_any_address(inside: Page, almanda: Almanda) -> None:
    addresses: list[str] = []
    inside.on("request", lambda request: addresses.append(request.url))
    await (await SearchPage.enter(inside)).find(town.COUPLE)
    await (await HouseholdPage.at(inside)).read(town.COUPLE)
    form = await DraftForm.of(inside, KEY, rows=1, warnings=1)
    await form.fill(town.COUPLE, CONTENT)
    await form.save()
    assert len(addresses) > 5
    assert not [one for one in addresses if town.COUPLE[2:8] in one or town.COUPLE[8:] in one]


async def test_a_renamed_label_is_told_before_anything_is_typed(inside: Page, almanda: Almanda) -> None:
    await _rename(inside, "Utbetalningsdag", "Utbetalas den")
    with pytest.raises(NotThatScreen) as told:
        await DraftForm.of(inside, KEY, rows=1)
    assert told.value.missing == ("Utbetalningsdag",)
    assert "Utbetalas den" in told.value.standing
    assert not almanda.drafts(KEY)


async def test_a_form_with_too_few_rows_is_not_filled(inside: Page, almanda: Almanda) -> None:
    form = await DraftForm.of(inside, KEY, rows=5)
    many = replace(CONTENT, lines=CONTENT.lines * 6)
    with pytest.raises(NotThatScreen):
        await form.fill(town.COUPLE, many)
    assert not almanda.drafts(KEY)


async def test_an_option_that_does_not_exist_is_told(inside: Page) -> None:
    form = await DraftForm.of(inside, KEY, rows=1, warnings=1)
    with pytest.raises(UnreadableValue) as told:
        await form.fill(town.COUPLE, replace(CONTENT, proposal="Avvisning"))
    assert told.value.label == "Förslag"


async def test_a_field_that_cuts_what_is_typed_is_told(inside: Page) -> None:
    form = await DraftForm.of(inside, KEY, rows=1, warnings=1)
    await inside.evaluate("document.querySelector('#txtExternReferens').maxLength = 5")
    with pytest.raises(UnreadableValue) as told:
        await form.fill(town.COUPLE, CONTENT)
    assert told.value.label == "Extern referens"


async def test_one_save_is_one_draft_with_every_field_where_it_belongs(
    inside: Page, almanda: Almanda
) -> None:
    form = await DraftForm.of(inside, KEY, rows=1, warnings=1)
    await form.fill(town.COUPLE, CONTENT)
    await form.save()
    (kept,) = almanda.drafts(KEY)
    assert (kept.external_reference, kept.application_reference) == ("9901-100234", "100234")
    assert (kept.period, kept.proposal, kept.amount_ore) == ("2026-11", "BIFALL", 1_102_000)
    assert (kept.payment_date, kept.stickprov) == (dt.date(2026, 11, 27), True)
    (row,) = kept.rows
    assert (row.section, row.label, row.applied_ore, row.approved_ore) == ("COST", "Hyra", None, 580_000)
    assert (row.previous_ore, row.caseworker_ore) == (570_000, None)
    (warning,) = kept.warnings
    assert (warning.kind, warning.about, warning.status) == ("HOUSING_REVIEW", "bostad/form", "Öppen")
    assert (kept.track, kept.priority, kept.prepares_payment) == ("Individuellt flöde", 3, False)
    assert almanda.notes(KEY) == [("Utkast till beslut", "Utkast förberett.", "utkast-02")]
    assert (kept.created_by, kept.status) == ("utkast-02", "Utkast")


async def test_a_case_file_that_somebody_holds_gives_no_form(inside: Page) -> None:
    with pytest.raises(RecordLocked) as told:
        await DraftForm.of(inside, "K104242", rows=1)
    assert "Bo Ekdahl" in told.value.locked_by
    assert "Bo" not in str(told.value)


async def test_a_lock_that_comes_before_the_save_is_told_and_saves_nothing(
    inside: Page, almanda: Almanda
) -> None:
    form = await DraftForm.of(inside, KEY, rows=1, warnings=1)
    await form.fill(town.COUPLE, CONTENT)
    almanda.person_takes(KEY, town.ANNA)
    try:
        with pytest.raises(RecordLocked):
            await form.save()
    finally:
        almanda.person_takes(KEY, None)
    assert not almanda.drafts(KEY)


async def test_an_answer_cut_off_after_the_save_is_uncertain_and_never_repeated(
    inside: Page, almanda: Almanda
) -> None:
    form = await DraftForm.of(inside, KEY, rows=1, warnings=1)
    await form.fill(town.COUPLE, CONTENT)
    almanda.strike("cut_after_write", "draft_form", latency_ms=1)
    with pytest.raises(SaveUnanswered):
        await form.save()
    assert len(almanda.drafts(KEY)) == 1


async def test_a_session_lost_before_the_save_is_uncertain_too(alone_inside: Page, almanda: Almanda) -> None:
    form = await DraftForm.of(alone_inside, KEY, rows=1)
    await form.fill(town.COUPLE, CONTENT)
    almanda.strike("session_loss", "draft_form")
    with pytest.raises(SaveUnanswered):
        await form.save()
    assert not almanda.drafts(KEY)


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ("document.querySelector('#txtExternReferens').setCustomValidity('nej')", UnreadableValue),
        (
            "[...document.querySelectorAll('input')].find(one => one.value === 'Spara utkast').remove()",
            NotThatScreen,
        ),
    ],
    ids=["a field the page refuses", "no button"],
)
async def test_what_the_form_refuses_before_it_is_sent_keeps_its_own_error(
    inside: Page, almanda: Almanda, changed: str, refusal: type[ScreenError]
) -> None:
    form = await DraftForm.of(inside, KEY, rows=1, warnings=1)
    await form.fill(town.COUPLE, CONTENT)
    posts: list[str] = []
    inside.on("request", lambda request: posts.append(request.method))
    await inside.evaluate(changed)
    with pytest.raises(refusal) as told:
        await form.save()
    assert (told.value.system, told.value.screen) == (DraftForm.system, DraftForm.name)
    assert not posts
    assert not almanda.drafts(KEY)


@pytest.mark.parametrize(
    "address",
    [
        "FattaBeslut.aspx?akt={key}&utkast=1",
        "UtkastAndra.aspx?akt={key}&utkast=1",
        "Utbetala.aspx?akt={key}&beslut=1",
    ],
)
async def test_the_robots_account_may_neither_change_nor_decide_nor_pay(inside: Page, address: str) -> None:
    with pytest.raises(AccessDenied):
        await goto(inside, f"/{address.format(key=KEY)}", system="almanda", screen="forbidden")


async def test_unsaved_changes_do_not_hold_the_robot_back(inside: Page, almanda: Almanda) -> None:
    form = await DraftForm.of(inside, KEY, rows=1, warnings=1)
    await form.fill(town.COUPLE, CONTENT)
    await DraftsPage.of(inside, KEY)
    assert not almanda.drafts(KEY)


async def _rename(page: Page, old: str, new: str) -> None:
    async def renamed(route: Route) -> None:
        answer = await route.fetch()
        await route.fulfill(response=answer, body=(await answer.text()).replace(old, new))

    await page.route("**/UtkastNytt.aspx*", renamed)
