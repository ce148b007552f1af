"""The screens of E-tjänster, in good weather and bad."""

from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page

from bots.eplatform.delivery import Delivery
from bots.eplatform.delivery_form import DeliveryForm
from bots.eplatform.inbox_list import InboxList
from bots.eplatform.instance_page import InstancePage
from bots.eplatform.whole_list import read_whole_list
from bots.eplatform.xml_download import download_xml
from bots.kit.browser import ContextOptions
from bots.kit.errors import (
    AccountLocked,
    HttpFault,
    LoginRefused,
    NotListed,
    NotThatScreen,
    SessionLost,
    SystemSlow,
    UnreadableValue,
    WrongPersonShown,
)
from bots.kit.secret import Account
from tests import inbox_forms as forms
from tests.browser.sessions import KeptPage, opened_context
from tests.inbox_service import InboxService, open_inbox

STOCKHOLM = ZoneInfo("Europe/Stockholm")
POSTED = datetime(2026, 11, 5, 15, 41, 45, tzinfo=STOCKHOLM)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[InboxService]:
    with open_inbox(tmp_path_factory.mktemp("inbox")) as running:
        yield running


@pytest.fixture
def one_application(service: InboxService) -> None:
    """An inbox with one application."""
    service.start_over()
    service.put(540117, posted=POSTED.replace(tzinfo=None), payload=forms.FILE)


def options(service: InboxService) -> ContextOptions:
    return ContextOptions(base_url=service.url, default_timeout_seconds=15)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def kept_outside(browser: Browser, service: InboxService) -> AsyncIterator[KeptPage]:
    async with opened_context(browser, options(service)) as context:
        yield KeptPage(context, options(service))


@pytest_asyncio.fixture(loop_scope="session")
async def stranger(kept_outside: KeptPage, one_application: None) -> AsyncIterator[Page]:
    """A page that nobody has logged in on."""
    async with kept_outside.lent_to_a_stranger() as page:
        yield page


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def logged_in(browser: Browser, service: InboxService) -> AsyncIterator[BrowserContext]:
    async with opened_context(browser, options(service)) as context:
        await service.door().log_in(await context.new_page(), service.account())
        yield context


@pytest.fixture(scope="module")
def kept_inside(logged_in: BrowserContext, service: InboxService) -> KeptPage:
    return KeptPage(logged_in, options(service))


@pytest_asyncio.fixture(loop_scope="session")
async def robot(kept_inside: KeptPage, one_application: None) -> AsyncIterator[Page]:
    """A page in a session that other tests use too: never lose it."""
    async with kept_inside.lent() as page:
        yield page


async def test_the_list_gives_number_status_and_time_on_a_24_hour_clock(robot: Page) -> None:
    shown = await InboxList.turn_to(robot, service=231, number=1)
    (row,) = shown.rows
    assert (row.number, row.status, row.external_id) == ("540117", "Inskickat", "")
    assert row.submitted_at == POSTED.replace(second=0)
    assert (shown.pages, shown.total) == (1, 1)


async def test_the_whole_list_is_turned_page_by_page(robot: Page, service: InboxService) -> None:
    for number in range(540200, 540250):
        service.put(number, posted=POSTED.replace(tzinfo=None) + timedelta(minutes=number - 540200))
    rows = await read_whole_list(robot, service=231)
    assert [row.number for row in rows] == [
        *(str(one) for one in range(540249, 540200, -1)),
        "540200",
        "540117",
    ]


async def test_an_e_service_without_applications_has_an_empty_list(robot: Page) -> None:
    assert await read_whole_list(robot, service=77) == ()


async def test_a_file_comes_as_it_is_stored(robot: Page) -> None:
    assert await download_xml(robot, "540117") == forms.FILE


async def test_confirming_shows_the_application_with_its_delivery(robot: Page) -> None:
    form = await DeliveryForm.of(robot, "540117")
    assert await form.delivery_of("540117") == Delivery()
    shown = await form.confirm(external_id="UTK-1", system="Utkast")
    assert await shown.delivery_of("540117") == Delivery(external_id="UTK-1", system="Utkast")


async def test_the_platform_itself_lets_a_second_id_take_the_firsts_place(
    robot: Page, service: InboxService
) -> None:
    """Which is why the robot looks first: this is the habit that the mock must have."""
    for external_id in ("UTK-1", "UTK-2"):
        form = await DeliveryForm.of(robot, "540117")
        await form.confirm(external_id=external_id, system="Utkast")
    assert service.instance(540117).delivered_external_id == "UTK-2"
    assert service.confirmations(540117) == ["UTK-1", "UTK-2"]


async def test_a_page_about_another_application_is_not_used(robot: Page) -> None:
    form = await DeliveryForm.of(robot, "540117")
    with pytest.raises(WrongPersonShown):
        await form.delivery_of("540118")
    instance = await InstancePage.open(robot, InstancePage.address("540117"))
    with pytest.raises(WrongPersonShown):
        await instance.delivery_of("540118")


async def test_an_application_that_is_gone_is_not_listed(robot: Page) -> None:
    with pytest.raises(NotListed):
        await download_xml(robot, "1")
    with pytest.raises(NotListed):
        await DeliveryForm.of(robot, "1")


async def test_a_stranger_meets_the_login_page_everywhere(stranger: Page) -> None:
    with pytest.raises(SessionLost):
        await InboxList.turn_to(stranger, service=231, number=1)
    with pytest.raises(SessionLost):
        await download_xml(stranger, "540117")
    with pytest.raises(SessionLost):
        await DeliveryForm.of(stranger, "540117")


async def test_logging_out_ends_the_session(stranger: Page, service: InboxService) -> None:
    await service.door().log_in(stranger, service.account("utkast-02"))
    await service.door().log_out(stranger)
    with pytest.raises(SessionLost):
        await InboxList.turn_to(stranger, service=231, number=1)


async def test_a_wrong_password_is_tried_once(stranger: Page, service: InboxService) -> None:
    with pytest.raises(LoginRefused, match=r"utkast-01.*inbox\.utkast-01\.password"):
        await service.door().log_in(stranger, service.account(password="fel lösenord"))
    assert service.attempts() == ["wrong_password"]


async def test_a_missing_password_is_not_tried(stranger: Page, service: InboxService) -> None:
    with pytest.raises(LoginRefused, match=r"inbox\.utkast-01\.password"):
        await service.door().log_in(stranger, Account(name="utkast-01"))
    assert service.attempts() == []


async def test_a_locked_account_is_told(stranger: Page, service: InboxService) -> None:
    service.lock()
    with pytest.raises(AccountLocked):
        await service.door().log_in(stranger, service.account())


@pytest.mark.parametrize("step", ["instances", "instance_xml", "delivery"])
async def test_a_server_error_keeps_its_status(robot: Page, service: InboxService, step: str) -> None:
    service.strike("http_error", step, status=500, remaining=None)
    with pytest.raises(HttpFault) as caught:
        await visit(robot, step)
    assert caught.value.status == 500
    assert caught.value.passing


@pytest.mark.parametrize("step", ["instances", "delivery"])
async def test_a_page_that_does_not_come_in_time_is_slow(
    robot: Page, service: InboxService, step: str
) -> None:
    robot.set_default_navigation_timeout(300)
    service.strike("latency", step, latency_ms=1500)
    with pytest.raises(SystemSlow):
        await visit(robot, step)


@pytest.mark.parametrize("step", ["instances", "instance_xml", "delivery"])
async def test_a_notice_is_read_and_passed(robot: Page, service: InboxService, step: str) -> None:
    service.strike("notice_page", step)
    await visit(robot, step)
    await visit(robot, step)


async def visit(page: Page, step: str) -> None:
    match step:
        case "instances":
            await InboxList.turn_to(page, service=231, number=1)
        case "instance_xml":
            await download_xml(page, "540117")
        case _:
            await page.goto("about:blank")
            await (await DeliveryForm.of(page, "540117")).delivery_of("540117")


LIST = """<main><h1>Ärenden</h1><select id="etjanst"><option value="231" selected>Ansökan</option></select>
<input type="checkbox" name="levererade" {ticked}>{table}
<div class="sidor"><span>Sida 1 av 1</span><span class="antal">{span}</span></div></main>"""
TABLE = """<table><thead><tr><th>Ärende</th><th>Status</th><th>{time}</th><th>Kompletteringar</th>
<th>Externt id</th><th>E-tjänst</th></tr></thead><tbody><tr><td>{number}</td><td>Inskickat</td>
<td>2026-11-05 15:41</td><td>0</td><td></td>
<td>Ansökan</td></tr></tbody></table>"""
ONE = "Visar 1–1 av 1 ärenden"


@pytest.mark.parametrize(
    ("html", "error"),
    [
        (LIST.format(ticked="", table="", span=ONE), UnreadableValue),
        (LIST.format(ticked="checked", table="", span=ONE), NotThatScreen),
        (
            LIST.format(ticked="", table=TABLE.format(time="Skickat", number=540117), span=ONE),
            NotThatScreen,
        ),
        (
            LIST.format(ticked="", table=TABLE.format(time="Inskickat", number="A12"), span=ONE),
            UnreadableValue,
        ),
        (
            LIST.format(
                ticked="",
                table=TABLE.format(time="Inskickat", number=540117),
                span="Visar 1–25 av 60 ärenden",
            ),
            UnreadableValue,
        ),
        (
            LIST.format(ticked="", table=TABLE.format(time="Inskickat", number=540117), span=""),
            UnreadableValue,
        ),
    ],
    ids=[
        "empty and not said so",
        "another filter",
        "renamed column",
        "no number",
        "rows lost",
        "no count",
    ],
)
async def test_a_list_that_does_not_add_up_is_not_read(page: Page, html: str, error: type[Exception]) -> None:
    await page.set_content(html)
    with pytest.raises(error):
        await InboxList(page, page).read(service=231, number=1)


@pytest.mark.parametrize(
    ("row", "spoilt"),
    [("<td>Ansökan</td>", "<td>Tomtansökan</td>"), ("<td></td>", "<td>2026-1</td>")],
    ids=["another e-service", "delivered"],
)
async def test_a_row_that_the_filter_would_not_let_through_is_not_read(
    page: Page, row: str, spoilt: str
) -> None:
    table = TABLE.format(time="Inskickat", number=540117)
    await page.set_content(LIST.format(ticked="", table=table, span=ONE))
    assert len((await InboxList(page, page).read(service=231, number=1)).rows) == 1
    await page.set_content(LIST.format(ticked="", table=table.replace(row, spoilt), span=ONE))
    with pytest.raises(UnreadableValue, match="the filter lets through"):
        await InboxList(page, page).read(service=231, number=1)


async def test_a_list_of_another_e_service_is_not_read(page: Page) -> None:
    await page.set_content(
        LIST.format(ticked="", table=TABLE.format(time="Inskickat", number=540117), span=ONE)
    )
    with pytest.raises(NotThatScreen):
        await InboxList(page, page).read(service=77, number=1)
