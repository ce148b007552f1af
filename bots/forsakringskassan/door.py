"""The way in and out: the client certificate by TLS, then the handläggare-id on the login page.

A refused login is never tried again: accounts lock.
"""

from pathlib import Path

from playwright.async_api import Page

from bots.forsakringskassan.handshake import handshake_told
from bots.forsakringskassan.lookup_form import LookupForm
from bots.forsakringskassan.weather import SYSTEM, ClosedPage
from bots.kit.browser import ClientCertificate, ContextOptions
from bots.kit.landmark import heading
from bots.kit.login import LoginScreen
from bots.kit.secret import Account, Secret


class LoginPage(LoginScreen):
    """The login page."""

    system = SYSTEM
    name = "login"
    landmark = heading("Logga in")
    labels = ("Handläggare-id",)
    weather = (ClosedPage,)
    button = "Logga in"
    locked = "Kontot är låst"


class Door:
    """How the portal is entered and left.

    The certificate is the organisation's; `context_options` carries it to the browser. Its authority must be
    given to the browser too (`open_browser(ca_files=…)`), because the driver verifies the portal.
    """

    system = SYSTEM

    def __init__(
        self,
        base_url: str,
        *,
        cert_path: Path | None,
        key_path: Path | None,
        passphrase: Secret | None = None,
    ) -> None:
        self.base_url = base_url.rstrip("/")
        self._certificates: tuple[ClientCertificate, ...] = ()
        if cert_path is not None and key_path is not None:
            self._certificates = (
                ClientCertificate(
                    origin=self.base_url, cert_path=cert_path, key_path=key_path, passphrase=passphrase
                ),
            )

    def context_options(self, *, timeout_seconds: float = 10.0) -> ContextOptions:
        """What a browser context needs to come in here."""
        return ContextOptions(
            base_url=self.base_url,
            client_certificates=self._certificates,
            default_timeout_seconds=timeout_seconds,
        )

    async def log_in(self, page: Page, account: Account) -> None:
        """Log in once. Raises `HandshakeFailed`, `LoginRefused` or `AccountLocked`."""
        handlaggare_id = account.need_password(SYSTEM, kept_as="handlaggare")
        async with handshake_told(page):
            login = await LoginPage.open(page, f"{self.base_url}/inloggning")
        typed = {"Handläggare-id": handlaggare_id.reveal()}
        await login.give(typed, account=account.name, secret=handlaggare_id)
        await LookupForm.at(page)

    async def log_out(self, page: Page) -> None:
        """End the session from wherever the page stands."""
        form = await LookupForm.reach(page)
        await form.log_out()
        await LoginPage.at(page)
