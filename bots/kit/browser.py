"""The browser: which one, how it is started, and what every context of it has in common.

A process has one Playwright driver and one browser; each logged-in session is a context of that browser.
It must not know any system: what differs between systems comes in as `ContextOptions`.
"""

import asyncio
import json
import os
import shutil
import ssl
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import playwright
import structlog
from playwright.async_api import Browser, BrowserContext, Playwright, async_playwright

from bots.kit.asking import be_patient
from bots.kit.chromium import arguments
from bots.kit.secret import Secret
from bots.kit.trust_store import write_trust_store

_DRIVER = Path(playwright.__file__).parent / "driver" / "package"
_ON_PATH = ("chromium-headless-shell", "chromium")
_OURS = ("UTKAST_", "PREFECT_")
_EXTRA_CA = "NODE_EXTRA_CA_CERTS"
log = structlog.get_logger(__name__)
CLOSING_SECONDS = 30.0
"""It takes a tenth of one; Playwright itself would wait for ever."""


class BrowserNotFound(Exception):
    """No browser to start; the message is one sentence that says what to install."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BrowserChoice:
    """A browser to start.  `path` is None for Playwright's own download."""

    path: Path | None
    origin: str
    """Where it was found: `setting`, `playwright` or `path`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientCertificate:
    """A TLS client certificate for one origin, as two PEM files or one PFX file."""

    origin: str
    cert_path: Path | None = None
    key_path: Path | None = None
    pfx_path: Path | None = None
    passphrase: Secret | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextOptions:
    """What one system needs of its contexts."""

    base_url: str | None = None
    client_certificates: tuple[ClientCertificate, ...] = ()
    default_timeout_seconds: float = 10.0


def find_browser(setting: str | None = None) -> BrowserChoice:
    """The browser named by the setting, else Playwright's own, else one on PATH.

    Raises `BrowserNotFound`, also when the setting names a file that is not there: a wrong setting is
    told, never worked around.
    """
    if setting:
        return _named(setting)
    if (own := _playwrights_own()) is not None:
        return BrowserChoice(path=None, origin=f"playwright ({own.name})")
    for name in _ON_PATH:
        if found := shutil.which(name):
            return BrowserChoice(path=Path(found), origin="path")
    raise BrowserNotFound(
        "No browser found: run 'playwright install chromium-headless-shell', or install the package "
        "'chromium-headless-shell', or name a Chromium in the setting UTKAST_BROWSER_PATH."
    )


def _named(setting: str) -> BrowserChoice:
    path = shutil.which(setting)
    if path is None:
        raise BrowserNotFound(f"The setting UTKAST_BROWSER_PATH names {setting!r}: no such program here.")
    return BrowserChoice(path=Path(path), origin="setting")


def _playwrights_own() -> Path | None:
    """The headless shell that this Playwright downloads, looked for where Playwright puts it.

    One of another revision, left by another Playwright, would not be started and does not count.
    """
    for folder in _download_folders():
        for program in ("chrome-headless-shell", "headless_shell"):
            found = sorted(folder.glob(f"chromium_headless_shell-{wanted_revision()}/*/{program}*"))
            if found:
                return found[-1]
    return None


def wanted_revision() -> str:
    """The revision of the headless shell that the installed Playwright asks for."""
    listed = json.loads((_DRIVER / "browsers.json").read_text(encoding="utf-8"))["browsers"]
    return str(next(one["revision"] for one in listed if one["name"] == "chromium-headless-shell"))


def _download_folders() -> Iterator[Path]:
    named = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    if named:
        yield _DRIVER / ".local-browsers" if named == "0" else Path(named)
        return
    yield Path.home() / ".cache" / "ms-playwright"
    yield Path.home() / "Library" / "Caches" / "ms-playwright"
    if local := os.environ.get("LOCALAPPDATA"):
        yield Path(local) / "ms-playwright"


@asynccontextmanager
async def open_browser(
    choice: BrowserChoice,
    *,
    headless: bool = True,
    ca_files: Sequence[Path] = (),
    recordings: Path | None = None,
) -> AsyncIterator[Browser]:
    """One driver and one browser, closed when the block ends.

    `ca_files` are certificate authorities (PEM) to trust beside the usual ones.  Where a system wants a
    client certificate, and for what is asked for outside a page, it is the driver that verifies the server,
    and else the browser: both are told, and each reads its trust store once, at its start.
    `recordings` is where the driver writes what it records; None is a folder of its own for temporary files.
    Raises `NoTrustStore` when the browser cannot be told.
    """
    with _bundle(ca_files) as bundle, _home(ca_files) as home:
        driver = await _start_driver(bundle)
        try:
            browser = await _launch(driver, choice, headless=headless, home=home, recordings=recordings)
            try:
                yield browser
            finally:
                await _ended(browser.close(), "browser")
        finally:
            await _ended(driver.stop(), "driver")


async def _ended(closing: Awaitable[None], what: str) -> None:
    """What does not end in time ends with our process: it holds nothing of a system's by then."""
    try:
        async with asyncio.timeout(CLOSING_SECONDS):
            await closing
    except TimeoutError:
        log.warning("browser.not_closed", what=what)


async def _start_driver(bundle: Path | None) -> Playwright:
    with _environment(_EXTRA_CA, bundle):
        return await async_playwright().start()


async def _launch(
    driver: Playwright, choice: BrowserChoice, *, headless: bool, home: Path | None, recordings: Path | None
) -> Browser:
    return await driver.chromium.launch(
        executable_path=choice.path,
        headless=headless,
        traces_dir=recordings,
        args=arguments(),
        env=environment_of_browser() | ({"HOME": str(home)} if home else {}),
        # A terminal's Ctrl-C reaches the driver too, and sessions must be logged out before it goes.
        handle_sigint=False,
    )


def environment_of_browser() -> dict[str, str | float | bool]:
    """Ours, without our own settings: an address of a database may hold its password."""
    return {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}


async def new_context(browser: Browser, options: ContextOptions) -> BrowserContext:
    """A fresh context: Swedish, Stockholm time, downloads accepted, no service workers."""
    context = await browser.new_context(
        base_url=options.base_url,
        locale="sv-SE",
        timezone_id="Europe/Stockholm",
        service_workers="block",
        accept_downloads=True,
        client_certificates=[_for_playwright(one) for one in options.client_certificates] or None,
    )
    bound(context, options.default_timeout_seconds)
    return context


def bound(context: BrowserContext, seconds: float) -> None:
    """How long anything on the pages of this context is waited for, be it a wait, a document or an answer."""
    context.set_default_timeout(seconds * 1000)
    context.set_default_navigation_timeout(seconds * 1000)
    be_patient(context, seconds)


def _for_playwright(certificate: ClientCertificate) -> Any:
    given: dict[str, str | Path] = {"origin": certificate.origin}
    if certificate.cert_path and certificate.key_path:
        given["certPath"] = certificate.cert_path
        given["keyPath"] = certificate.key_path
    if certificate.pfx_path:
        given["pfxPath"] = certificate.pfx_path
    if certificate.passphrase:
        given["passphrase"] = certificate.passphrase.reveal()
    return given


@contextmanager
def _bundle(ca_files: Sequence[Path]) -> Iterator[Path | None]:
    """One file with these authorities and those trusted before, for as long as the driver may read it."""
    if not ca_files:
        yield None
        return
    already = os.environ.get(_EXTRA_CA)
    files = [*([Path(already)] if already else []), *ca_files]
    with tempfile.TemporaryDirectory(prefix="utkast-ca-") as folder:
        bundle = Path(folder) / "authorities.pem"
        bundle.write_text("\n".join(_pem(file) for file in files), encoding="ascii")
        yield bundle


@contextmanager
def _home(ca_files: Sequence[Path]) -> Iterator[Path | None]:
    """A home for the browser in which those authorities are trusted.

    Only on Linux: elsewhere Chromium asks the operating system, and so must whoever adds an authority.
    """
    if not ca_files or sys.platform != "linux":
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="utkast-home-", ignore_cleanup_errors=True) as folder:
        write_trust_store(Path(folder), ca_files)
        yield Path(folder)


def _pem(file: Path) -> str:
    """The file's certificates; a file that holds none is told now, not at the first failed handshake."""
    text = file.read_text(encoding="ascii")
    ssl.create_default_context(cadata=text)
    return text


@contextmanager
def _environment(name: str, value: Path | None) -> Iterator[None]:
    """Set an environment variable for the block, and put back what was there."""
    if value is None:
        yield
        return
    before = os.environ.get(name)
    os.environ[name] = str(value)
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before
