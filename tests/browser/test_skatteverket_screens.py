"""Skatteverket's screens against its mock: login, look-ups, what the pages say, and bad weather."""

import datetime as dt
import time
from collections.abc import AsyncIterator, Iterator
from decimal import Decimal

import pyotp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, Route
from sqlalchemy import select

from bots.kit.browser import ContextOptions
from bots.kit.errors import (
    AccessDenied,
    AccountLocked,
    ForcedNotice,
    HttpFault,
    LoginRefused,
    NotListed,
    NotThatScreen,
    SessionLost,
    SystemSlow,
    SystemUnreachable,
    UnreadableValue,
    WrongPersonShown,
)
from bots.kit.secret import Account, Secret
from bots.skatteverket import Door, LookupForm, Query
from bots.skatteverket.one_time_code import STEP_SECONDS
from mock_legacy.world.models import UsedCode
from tests.browser.sessions import KeptPage, opened_context
from tests.contract import tax_town as town
from tests.contract.tax_service import TaxService, open_tax_service


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TaxService]:
    with open_tax_service(tmp_path_factory.mktemp("skatteverket")) as service:
        yield service


@pytest.fixture
def service(running: TaxService) -> TaxService:
    running.start_over()
    return running


def options(service: TaxService) -> ContextOptions:
    return ContextOptions(base_url=service.url, default_timeout_seconds=15)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def kept_outside(browser: Browser, running: TaxService) -> AsyncIterator[KeptPage]:
    async with opened_context(browser, options(running)) as context:
        yield KeptPage(context, options(running))


@pytest_asyncio.fixture(loop_scope="session")
async def page(kept_outside: KeptPage, service: TaxService) -> AsyncIterator[Page]:
    async with kept_outside.lent_to_a_stranger() as page:
        yield page


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def logged_in(browser: Browser, running: TaxService) -> AsyncIterator[BrowserContext]:
    async with opened_context(browser, options(running)) as context:
        await Door(running.url).log_in(await context.new_page(), running.account("utkast-03"))
        yield context


@pytest.fixture(scope="module")
def kept_inside(logged_in: BrowserContext, running: TaxService) -> KeptPage:
    return KeptPage(logged_in, options(running))


@pytest_asyncio.fixture(loop_scope="session")
async def inside(kept_inside: KeptPage, service: TaxService) -> AsyncIterator[Page]:
    """A page in a session that other tests use too: never lose it."""
    async with kept_inside.lent() as page:
        yield page


@pytest_asyncio.fixture(loop_scope="session")
async def alone_inside(page: Page, service: TaxService) -> Page:
    """A page in a session of its own, to be lost."""
    await Door(service.url).log_in(page, service.account())
    return page


async def rewrite(page: Page, was: str, becomes: str) -> None:
    """Let the answer to a look-up read otherwise than the service wrote it."""

    async def rewritten(route: Route) -> None:
        answer = await route.fetch()
        await route.fulfill(response=answer, body=(await answer.text()).replace(was, becomes))

    await page.route("**/uppslag", rewritten)


def about(digits: str, **more: str) -> Query:
    settings = {"purpose": "Ekonomiskt bistånd", "legal_basis": "15 kap. SoL", "reference": "EB-1", **more}
    return Query(digits=digits, **settings)


# The way in


async def test_the_door_leads_to_the_look_up_form(page: Page, service: TaxService) -> None:
    await Door(service.url).log_in(page, service.account())
    assert page.url == f"{service.url}/uppslag"
    assert service.attempts() == ["ok"]


async def test_a_wrong_password_is_tried_once_and_names_the_secret(page: Page, service: TaxService) -> None:
    with pytest.raises(LoginRefused) as refused:
        await Door(service.url).log_in(page, service.account(password="not this one"))
    assert refused.value.secret_name == "skatteverket.utkast-01.password"
    assert service.attempts() == ["wrong_password"]


async def test_a_wrong_seed_is_tried_once_and_names_the_secret(page: Page, service: TaxService) -> None:
    good = service.account()
    wrong = Account(
        name=good.name, password=good.password, totp=Secret(pyotp.random_base32(), name="the.totp")
    )
    with pytest.raises(LoginRefused, match=r"the\.totp"):
        await Door(service.url).log_in(page, wrong)
    assert service.attempts() == ["wrong_code"]


async def test_a_seed_that_is_no_seed_is_told_without_being_shown(page: Page, service: TaxService) -> None:
    good = service.account()
    broken = Account(name=good.name, password=good.password, totp=Secret("1!1!", name="the.totp"))
    with pytest.raises(LoginRefused, match="not a one-time code seed") as refused:
        await Door(service.url).log_in(page, broken)
    assert "1!1!" not in str(refused.value)


async def test_a_third_wrong_password_locks_and_the_robot_says_so(page: Page, service: TaxService) -> None:
    door, wrong = Door(service.url), service.account(password="not this one")
    for _ in range(3):
        with pytest.raises(LoginRefused):
            await door.log_in(page, wrong)
    with pytest.raises(AccountLocked):
        await door.log_in(page, service.account())
    assert service.attempts() == ["wrong_password"] * 3 + ["locked"]


async def test_a_second_login_in_the_same_half_minute_gives_the_next_code(
    page: Page, service: TaxService
) -> None:
    # The half minute has just begun, by the robot's clock: to wait for the next would take all of it.
    begun = time.time() // STEP_SECONDS * STEP_SECONDS
    door = Door(service.url, now=lambda: begun)
    started = time.monotonic()
    await door.log_in(page, service.account())
    await door.log_in(page, service.account())
    assert service.attempts() == ["ok", "ok"]
    assert time.monotonic() - started < 25


async def test_a_code_used_by_another_process_is_no_refusal(page: Page, service: TaxService) -> None:
    stopped_clock = time.time()
    for _ in range(2):
        await Door(service.url, now=lambda: stopped_clock).log_in(page, service.account())
    assert service.attempts() == ["ok", "used_code", "ok"]
    assert not service.locked()
    with service.world.session() as session:
        assert len(session.scalars(select(UsedCode)).all()) == 2


async def test_logging_out_ends_the_session(alone_inside: Page, service: TaxService) -> None:
    await Door(service.url).log_out(alone_inside)
    with pytest.raises(SessionLost):
        await LookupForm.ready(alone_inside)


# What the pages say


async def test_folkbokforing_is_read_whole(inside: Page) -> None:
    sheet = await (await (await LookupForm.ready(inside)).population(about(town.MOTHER))).read()
    assert (sheet.secrecy, sheet.protected, sheet.withheld) == ("Nej", "Nej", False)
    assert (sheet.civil_status, sheet.civil_status_since) == ("Gift", dt.date(2014, 6, 7))
    assert sheet.address == ("Storgatan 4 lgh 1101", "990 12 Prövköping")
    assert sheet.municipality_code == "9901"
    assert [(line.digits, line.relation, line.same_address) for line in sheet.relations] == [
        (town.FATHER, "Make", "Ja"),
        (town.DAUGHTER, "Barn", "Ja"),
        (town.SON, "Barn", "Nej"),
        (town.DAUGHTER, "Vårdnadshavare för", "Ja"),
    ]


async def test_a_protected_person_has_marks_and_nothing_else(inside: Page) -> None:
    form = await LookupForm.ready(inside)
    secret = await (await form.population(about(town.SECRET))).read()
    hidden = await (await form.population(about(town.HIDDEN))).read()
    assert (secret.secrecy, secret.protected, secret.withheld) == ("Ja", "Nej", True)
    assert (hidden.secrecy, hidden.protected, hidden.withheld) == ("Nej", "Ja", True)
    assert "Dold" not in await inside.content()
    assert secret.address == hidden.address == ()


async def test_no_relations_count_only_with_the_pages_own_words(inside: Page) -> None:
    page = await (await LookupForm.ready(inside)).population(about(town.LATE))
    assert (await page.read()).relations == ()
    await inside.get_by_text("Inga uppgifter").evaluate("cell => cell.closest('tr').remove()")
    with pytest.raises(UnreadableValue):
        await page.read()


async def test_incomes_are_read_whole(inside: Page) -> None:
    sheet = await (await (await LookupForm.ready(inside)).incomes(about(town.MOTHER))).read()
    october = [line for line in sheet.months if (line.year, line.month) == (2026, 10)]
    assert [(line.declared.gross, line.declared.tax) for line in october if line.declared] == [
        (Decimal("18450.50"), Decimal("4021.00")),
        (Decimal("3200.00"), Decimal("960.00")),
    ]
    assert [line.incomplete for line in sheet.months if (line.year, line.month) == (2026, 11)] == [True]
    assert [(line.booked, line.amount) for line in sheet.payouts] == [
        (dt.date(2026, 10, 8), Decimal("3214.00")),
        (dt.date(2026, 6, 9), Decimal("880.00")),
    ]
    assert [(line.year, line.amount) for line in sheet.capital] == [(2025, 1250), (2024, 0), (2023, 0)]


async def test_the_next_look_up_is_made_from_the_page_of_the_last(inside: Page) -> None:
    visited: list[str] = []
    inside.on("framenavigated", lambda frame: visited.append(frame.url))
    await (await LookupForm.ready(inside)).population(about(town.MOTHER))
    await (await LookupForm.ready(inside)).incomes(about(town.MOTHER))
    await (await LookupForm.ready(inside)).population(about(town.FATHER))
    assert [url.rsplit("/", 1)[1] for url in visited] == [
        "uppslag",
        "folkbokforing",
        "samlad",
        "folkbokforing",
    ]


async def test_no_personnummer_stands_in_an_address_or_title(inside: Page) -> None:
    addresses: list[str] = []
    inside.on("request", lambda request: addresses.append(request.url))
    await (await LookupForm.ready(inside)).population(about(town.MOTHER))
    assert addresses
    for shown in (*addresses, await inside.title()):
        assert town.MOTHER[2:8] not in shown
        assert town.MOTHER[8:] not in shown


async def test_the_register_writes_each_look_up_down(inside: Page, service: TaxService) -> None:
    await (await LookupForm.ready(inside)).population(about(town.MOTHER, reference="EB-77"))
    ((log, reference),) = service.lookups()
    assert (log.personnummer, log.purpose, log.legal_basis) == (
        town.MOTHER,
        "Ekonomiskt bistånd",
        "15 kap. SoL",
    )
    assert (log.username, log.screen, reference) == ("utkast-03", "folkbokforing", "EB-77")


# Answers that are no page


async def test_a_person_who_does_not_exist_is_not_listed(inside: Page) -> None:
    with pytest.raises(NotListed):
        await (await LookupForm.ready(inside)).population(about(town.NOBODY))


@pytest.mark.parametrize(
    ("lacking", "complaint"),
    [("purpose", "Ange ändamål."), ("legal_basis", "Ange lagstöd."), ("reference", "Ange ärendereferens.")],
)
async def test_a_look_up_without_its_reason_is_refused(
    inside: Page, service: TaxService, lacking: str, complaint: str
) -> None:
    with pytest.raises(AccessDenied, match=complaint):
        await (await LookupForm.ready(inside)).population(about(town.MOTHER, **{lacking: ""}))
    assert service.lookups() == []


async def test_another_persons_page_is_never_read(inside: Page) -> None:
    form = await LookupForm.ready(inside)
    await form.population(about(town.FATHER))
    other = inside.url

    async def mixed_up(route: Route) -> None:
        await route.fulfill(status=303, headers={"location": other})

    await inside.route("**/uppslag", mixed_up)
    with pytest.raises(WrongPersonShown) as wrong:
        await form.population(about(town.MOTHER))
    assert town.MOTHER not in str(wrong.value)
    assert town.FATHER not in str(wrong.value)


async def test_a_result_opens_only_in_the_session_that_asked(
    inside: Page, service: TaxService, browser: Browser
) -> None:
    await (await LookupForm.ready(inside)).population(about(town.MOTHER))
    async with opened_context(browser, ContextOptions(base_url=service.url)) as context:
        other = await context.new_page()
        await Door(service.url).log_in(other, service.account("utkast-02"))
        response = await other.goto(inside.url)
        assert response is not None
        assert response.status == 404
        assert town.MOTHER[8:] not in await other.content()


# Bad weather


async def test_a_slow_service_is_waited_for(inside: Page, service: TaxService) -> None:
    service.strike("latency", "population", latency_ms=700)
    sheet = await (await (await LookupForm.ready(inside)).population(about(town.MOTHER))).read()
    assert sheet.civil_status == "Gift"


async def test_a_service_that_does_not_answer_in_time_is_slow(inside: Page, service: TaxService) -> None:
    form = await LookupForm.ready(inside)
    inside.set_default_navigation_timeout(500)
    service.strike("latency", "population", latency_ms=2500)
    with pytest.raises(SystemSlow):
        await form.population(about(town.MOTHER))


@pytest.mark.parametrize("step", ["lookup", "population"])
async def test_an_error_page_is_told_with_its_status(inside: Page, service: TaxService, step: str) -> None:
    service.strike("http_error", step, status=500)
    with pytest.raises(HttpFault) as fault:
        await (await LookupForm.ready(inside)).population(about(town.MOTHER))
    assert fault.value.status == 500


@pytest.mark.parametrize("step", ["login", "login_check", "code", "code_check"])
async def test_an_error_page_during_login_is_no_refusal(page: Page, service: TaxService, step: str) -> None:
    service.strike("http_error", step, status=503)
    with pytest.raises(HttpFault):
        await Door(service.url).log_in(page, service.account())


async def test_a_lost_session_is_told_at_the_next_look_up(alone_inside: Page, service: TaxService) -> None:
    form = await LookupForm.ready(alone_inside)
    service.strike("session_loss", "lookup")
    with pytest.raises(SessionLost):
        await form.population(about(town.MOTHER))
    assert service.lookups() == []


async def test_a_session_lost_between_look_up_and_page_is_told(
    alone_inside: Page, service: TaxService
) -> None:
    service.strike("session_loss", "population")
    with pytest.raises(SessionLost):
        await (await LookupForm.ready(alone_inside)).population(about(town.MOTHER))


async def test_a_notice_is_read_and_passed_by(inside: Page, service: TaxService) -> None:
    service.strike("notice_page", "population", text="Tjänsten är stängd på söndag.")
    sheet = await (await (await LookupForm.ready(inside)).population(about(town.MOTHER))).read()
    assert sheet.civil_status == "Gift"
    assert len(service.lookups()) == 1


async def test_a_notice_without_a_way_past_it_is_told(inside: Page, service: TaxService) -> None:
    service.strike("notice_page", "population")

    await rewrite(inside, "Jag har läst meddelandet", "Byt lösenord")
    with pytest.raises(ForcedNotice):
        await (await LookupForm.ready(inside)).population(about(town.MOTHER))


async def test_a_renamed_label_is_told_by_name(inside: Page) -> None:
    await rewrite(inside, "Sekretessmarkering", "Sekretess")
    with pytest.raises(NotThatScreen) as changed:
        await (await LookupForm.ready(inside)).population(about(town.MOTHER))
    assert changed.value.missing == ("Sekretessmarkering",)


async def test_nobody_answering_is_unreachable(inside: Page) -> None:
    form = await LookupForm.ready(inside)
    await inside.route("**/uppslag", lambda route: route.abort("connectionrefused"))
    with pytest.raises(SystemUnreachable):
        await form.population(about(town.MOTHER))
