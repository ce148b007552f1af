"""Each of the four systems is asked only when its certificate holds: our authority, its name, in time."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from bots.almanda import Door as AlmandaDoor
from bots.eplatform.door import Door as EPlatformDoor
from bots.forsakringskassan import Door as ForsakringskassanDoor
from bots.kit.browser import BrowserChoice, ContextOptions, open_browser
from bots.kit.errors import SystemUnreachable
from bots.kit.secret import Account, Secret
from bots.kit.session_pool import SessionPool, SystemDoor
from bots.skatteverket import Door as SkatteverketDoor
from mock_legacy.platform.certificates import Authority
from mock_legacy.platform.run import MockOptions, RunningMocks, start_mocks
from mock_legacy.platform.systems import SYSTEM_NAMES
from mock_legacy.world.generator import Recipe
from tests.contract.bad_certificates import server_files

ROBOT = "utkast-01"
PATIENCE_SECONDS = 30.0
DOORS: dict[str, Callable[[str], SystemDoor]] = {
    "inbox": EPlatformDoor,
    "almanda": AlmandaDoor,
    "skatteverket": SkatteverketDoor,
}
WRONG = {"expired": ("127.0.0.1", -1, "has expired"), "another name": ("127.0.0.2", 30, "another name")}


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("town") / "authority")


@contextmanager
def town(authority: Authority, files: tuple[Path, Path] | None = None) -> Iterator[RunningMocks]:
    """The four systems by TLS, with another certificate than theirs if one is given."""
    folder, recipe = authority.folder.parent, Recipe(applications=1)
    with start_mocks(MockOptions(data_dir=folder, recipe=recipe, tls=True, server_files=files)) as mocks:
        yield mocks


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def told_of_it(browser_choice: BrowserChoice, authority: Authority) -> AsyncIterator[Browser]:
    """A browser that trusts the town's authority."""
    async with open_browser(browser_choice, ca_files=[authority.ca_file]) as browser:
        yield browser


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def told_of_another(
    browser_choice: BrowserChoice, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Browser]:
    """A browser that trusts some other town's."""
    other = Authority(tmp_path_factory.mktemp("strangers"))
    async with open_browser(browser_choice, ca_files=[other.ca_file]) as browser:
        yield browser


def pool_of(mocks: RunningMocks, system: str, browser: Browser) -> SessionPool:
    """Sessions in one system, with the right secrets."""
    url, files = mocks.urls[system], mocks.credentials_dir
    options = ContextOptions(base_url=url, default_timeout_seconds=PATIENCE_SECONDS)
    if system == "forsakringskassan":
        certificate, key = (files / f"{system}.{ROBOT}.{kind}.pem" for kind in ("certificate", "key"))
        portal = ForsakringskassanDoor(url, cert_path=certificate, key_path=key)
        options = portal.context_options(timeout_seconds=PATIENCE_SECONDS)
        secret = mocks.secret(f"{system}.{ROBOT}.handlaggare")
        account = Account(name=ROBOT, password=Secret(secret, name="id"), totp=None)
        return SessionPool(browser, portal, (account,), context=options)
    seed = mocks.secret(f"{system}.{ROBOT}.totp") if system == "skatteverket" else ""
    account = Account(
        name=ROBOT,
        password=Secret(mocks.secret(f"{system}.{ROBOT}.password"), name="password"),
        totp=Secret(seed, name="totp") if seed else None,
    )
    return SessionPool(browser, DOORS[system](url), (account,), context=options)


async def refusal(mocks: RunningMocks, system: str, browser: Browser) -> str:
    """What is told of a system whose certificate does not hold."""
    pool = pool_of(mocks, system, browser)
    try:
        with pytest.raises(SystemUnreachable) as refused:
            async with pool.lease():
                pytest.fail(f"{system} was asked")
    finally:
        await pool.aclose()
    return str(refused.value)


async def test_every_system_whose_certificate_holds_is_entered(
    told_of_it: Browser, authority: Authority
) -> None:
    with town(authority) as mocks:
        assert {url.partition(":")[0] for name, url in mocks.urls.items() if name != "control"} == {"https"}
        for system in SYSTEM_NAMES:
            pool = pool_of(mocks, system, told_of_it)
            async with pool.lease() as session:
                assert session.page.url.startswith(mocks.urls[system])
            await pool.aclose()


@pytest.mark.parametrize("wrong", WRONG)
async def test_a_certificate_that_does_not_hold_stops_the_system_by_name(
    told_of_it: Browser, authority: Authority, subtests: pytest.Subtests, wrong: str
) -> None:
    address, days_left, words = WRONG[wrong]
    with town(authority, server_files(authority, address, days_left=days_left)) as mocks:
        for system in SYSTEM_NAMES:
            with subtests.test(system):
                told = await refusal(mocks, system, told_of_it)
                assert "TLS handshake failed" in told
                assert words in told


async def test_an_authority_that_nobody_was_told_of_stops_every_system(
    told_of_another: Browser, authority: Authority, subtests: pytest.Subtests
) -> None:
    with town(authority) as mocks:
        for system in SYSTEM_NAMES:
            with subtests.test(system):
                assert "an authority that we do not trust" in await refusal(mocks, system, told_of_another)
