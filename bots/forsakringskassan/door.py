"""The way in and out: the client certificate by TLS, then the handläggare-id on the login page.

A refused login is never tried again: accounts lock.
"""

from pathlib import Path

from playwright.async_api import Page

from bots.forsakringskassan.handshake import handshake_told
from bots.forsakringskassan.lookup_form import LookupForm
from bots.forsakringskassan.weather import SYSTEM, ClosedPage, LoginRefusal, NoticePage, Refusal
from bots.kit.browser import ClientCertificate, ContextOptions
from bots.kit.errors import AccountLocked, LoginRefused
from bots.kit.landmark import heading
from bots.kit.screen import Screen
from bots.kit.secret import Account, Secret
from bots.kit.translation import translated


class LoginScreen(Screen):
    """The login page."""

    system = SYSTEM
    name = "login"
    landmark = heading("Logga in")
    labels = ("Handläggare-id",)
    weather = (ClosedPage,)

    async def enter(self, handlaggare_id: str) -> None:
        """Type the handläggare-id and send the form."""
        field = self.root.get_by_label("Handläggare-id", exact=True)
        with translated(SYSTEM, self.name):
            await field.fill(handlaggare_id)
            async with self.page.expect_navigation(wait_until="commit"):
                await field.evaluate("field => field.form.requestSubmit()")


class _FirstScreen(LookupForm):
    """What stands there after a login that went well."""

    name = "login"
    weather = (LoginRefusal, NoticePage, ClosedPage)


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
        if account.password is None:
            raise LoginRefused(
                SYSTEM,
                "login",
                account=account.name,
                secret_name="handlaggare",  # noqa: S106 - the name of the setting
                detail="no handläggare-id is set",
            )
        async with handshake_told(page):
            screen = await LoginScreen.open(page, f"{self.base_url}/inloggning")
        await screen.enter(account.password.reveal())
        try:
            await _FirstScreen.at(page)
        except Refusal as refusal:
            raise _as_told(refusal, account.name, account.password.name) from refusal

    async def log_out(self, page: Page) -> None:
        """End the session from wherever the page stands."""
        form = await LookupForm.reach(page)
        await form.log_out()
        await LoginScreen.at(page)


def _as_told(refusal: Refusal, account: str, secret_name: str) -> LoginRefused | AccountLocked:
    if refusal.locked:
        return AccountLocked(SYSTEM, "login", account=account)
    return LoginRefused(SYSTEM, "login", account=account, secret_name=secret_name)
