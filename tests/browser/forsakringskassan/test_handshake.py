"""Certificates that are wrong, each told by name: a failed handshake is never taken for a page."""

import pickle
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from adapters.forsakringskassan import ForsakringskassanBenefits
from bots.forsakringskassan import Door, HandshakeFailed
from bots.kit.browser import BrowserChoice, open_browser
from bots.kit.errors import SystemUnreachable
from bots.kit.session_pool import SessionPool
from flows.eligibility.period import Period
from flows.errors import Code, Transient
from flows.identity import PersonalNumber
from flows.records import Lookup
from mock_legacy.platform.certificates import Authority
from tests.contract import benefits_town as town
from tests.contract.bad_certificates import expired_client_files
from tests.contract.benefits_portal import Portal
from tests.fakes.audit import audit_of

REFUSED = "refuses our client certificate"
UNTRUSTED = "signed by an authority that we do not trust"


class StoppedClock:
    def now(self) -> datetime:
        return datetime(2026, 11, 18, 8, tzinfo=UTC)


@pytest.fixture(scope="module")
def strangers(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """An authority that nobody here trusts."""
    return Authority(tmp_path_factory.mktemp("strangers"))


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def trusting_nobody(browser_choice: BrowserChoice) -> AsyncIterator[Browser]:
    """A browser that nobody has told of the portal's authority."""
    async with open_browser(browser_choice) as opened:
        yield opened


@asynccontextmanager
async def pool_of(browser: Browser, portal: Portal, door: Door) -> AsyncIterator[SessionPool]:
    pool = SessionPool(browser, door, [portal.account()], context=door.context_options(timeout_seconds=30))
    try:
        yield pool
    finally:
        await pool.aclose()


async def refusal(browser: Browser, portal: Portal, door: Door) -> HandshakeFailed:
    """What the door says of a handshake that must fail."""
    async with pool_of(browser, portal, door) as pool:
        with pytest.raises(HandshakeFailed) as failed:
            async with pool.lease():
                pytest.fail("nobody should come in")
    assert portal.attempts() == []
    return failed.value


async def test_an_expired_client_certificate_is_refused_by_name(trusting: Browser, portal: Portal) -> None:
    certificate, key = expired_client_files(portal.authority, "utkast-01")
    door = Door(portal.url, cert_path=certificate, key_path=key)
    assert REFUSED in str(await refusal(trusting, portal, door))


async def test_a_client_certificate_of_another_authority_is_refused_by_name(
    trusting: Browser, portal: Portal, strangers: Authority
) -> None:
    certificate, key = strangers.client_files("utkast-01")
    door = Door(portal.url, cert_path=certificate, key_path=key)
    assert REFUSED in str(await refusal(trusting, portal, door))


async def test_a_missing_client_certificate_is_told_by_name(trusting: Browser, portal: Portal) -> None:
    door = Door(portal.url, cert_path=None, key_path=None)
    failed = await refusal(trusting, portal, door)
    assert "none is set for this address" in str(failed)


async def test_a_portal_whose_authority_nobody_was_told_of_is_not_trusted(
    trusting_nobody: Browser, portal: Portal
) -> None:
    assert UNTRUSTED in str(await refusal(trusting_nobody, portal, portal.door()))


async def test_a_portal_of_another_authority_is_not_trusted(
    browser_choice: BrowserChoice, portal: Portal, strangers: Authority
) -> None:
    async with open_browser(browser_choice, ca_files=[strangers.ca_file]) as trusting_strangers:
        assert UNTRUSTED in str(await refusal(trusting_strangers, portal, portal.door()))


async def test_a_portal_that_is_down_is_no_handshake(trusting: Browser, portal: Portal) -> None:
    certificate, key = portal.authority.client_files("utkast-01")
    door = Door("https://127.0.0.1:9", cert_path=certificate, key_path=key)
    async with pool_of(trusting, portal, door) as pool:
        with pytest.raises(SystemUnreachable) as unreachable:
            async with pool.lease():
                pytest.fail("nobody should come in")
    assert not isinstance(unreachable.value, HandshakeFailed)


async def test_the_adapter_says_that_the_system_is_unreachable_and_why(
    trusting_nobody: Browser, portal: Portal
) -> None:
    async with pool_of(trusting_nobody, portal, portal.door()) as pool:
        adapter = ForsakringskassanBenefits(pool, clock=StoppedClock(), audit=audit_of("Försäkringskassan"))
        lookup = Lookup(case_ref="UTK-9901-100017", purpose="Kontroll", legal_basis="12 kap. 1 § SoL")
        with pytest.raises(Transient) as waits:
            await adapter.answers(PersonalNumber(town.MOTHER), [Period(2026, 10)], lookup)
    assert waits.value.code == Code.SYSTEM_UNREACHABLE
    assert waits.value.system == "Försäkringskassan"
    assert UNTRUSTED in waits.value.what
    assert portal.lookups() == []


def test_the_failure_survives_pickling() -> None:
    failed = HandshakeFailed("forsakringskassan", "login", "the TLS handshake failed: no reason")
    assert str(pickle.loads(pickle.dumps(failed))) == str(failed)
