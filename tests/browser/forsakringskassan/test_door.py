"""The way into and out of the portal, and how a wrong id is told."""

import pytest
from playwright.async_api import Browser, Page

from bots.forsakringskassan import LookupForm
from bots.kit.browser import new_context
from bots.kit.errors import (
    AccountLocked,
    LoginRefused,
    SessionLost,
)
from bots.kit.secret import Account
from bots.kit.sent_once import sent_once
from bots.kit.session_pool import SessionPool
from tests.browser.forsakringskassan.asking import about, answer_about, options
from tests.contract import benefits_town as town
from tests.contract.benefits_portal import Portal


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
    with pytest.raises(LoginRefused, match=r"forsakringskassan\.utkast-01\.handlaggare"):
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


async def test_a_form_goes_as_one_request_with_the_client_certificate(inside: Page, portal: Portal) -> None:
    form = await LookupForm.reach(inside)
    async with sent_once(inside):
        await form.ask(about(town.MOTHER))
    assert len(portal.questions()) == 1
