"""Whom Prefect tells when something is wrong: by e-mail through SMTP, and by a webhook.

Prefect's server sends these itself, when one of `automations` strikes: no worker needs to be alive. It finds
the two kinds of block by `flows.wiring.prefect_plugin`, so the project is installed where the server runs. A
block holds no secret: it is read when something is sent, from the server's own UTKAST_SECRETS_DIR.
"""

import asyncio
import smtplib
import ssl
from email.message import EmailMessage
from typing import Literal

import httpx
from prefect.blocks.abstract import NotificationBlock, NotificationError
from pydantic import Field

from flows.scrubbing import scrubbed
from flows.settings import load_settings

ANSWER_SECONDS = 20.0
SMTP_PASSWORD, WEBHOOK_ADDRESS = "smtp.password", "webhook.address"


class EmailNotice(NotificationBlock):
    """A message to operations through the municipality's own mail server."""

    _block_type_name = "Utkast e-mail"
    _block_type_slug = "utkast-e-mail"

    host: str = Field(description="The mail server.")
    port: int = Field(default=587, ge=1, le=65535)
    security: Literal["starttls", "tls", "none"] = "starttls"
    sender: str = Field(description="Who it is from.")
    recipients: list[str] = Field(min_length=1, description="Who it is to.")
    user: str = Field(default="", description="Blank where the mail server asks for no login.")

    async def notify(self, body: str, subject: str | None = None) -> None:
        """Send it. Raises NotificationError with the kind of trouble: a server's own words may hold more."""
        message = EmailMessage()
        message["From"], message["To"] = self.sender, ", ".join(self.recipients)
        message["Subject"] = scrubbed(subject or "Utkast")
        message.set_content(scrubbed(body))
        try:
            await asyncio.to_thread(self._send, message)
        except (OSError, smtplib.SMTPException) as trouble:
            raise NotificationError(f"{self.host}:{self.port}: {type(trouble).__name__}") from None

    def _send(self, message: EmailMessage) -> None:
        trust = ssl.create_default_context()
        with self._connected(trust) as server:
            if self.security == "starttls":
                server.starttls(context=trust)
            if self.user:
                server.login(self.user, _secret(SMTP_PASSWORD))
            server.send_message(message)

    def _connected(self, trust: ssl.SSLContext) -> smtplib.SMTP:
        if self.security == "tls":
            return smtplib.SMTP_SSL(self.host, self.port, timeout=ANSWER_SECONDS, context=trust)
        return smtplib.SMTP(self.host, self.port, timeout=ANSWER_SECONDS)


class WebhookNotice(NotificationBlock):
    """A message to a chat or an alarm central: a POST of JSON with `subject`, `body`, and both as `text`.

    Its address is a secret, for whoever has it may send.
    """

    _block_type_name = "Utkast webhook"
    _block_type_slug = "utkast-webhook"

    async def notify(self, body: str, subject: str | None = None) -> None:
        """Send it. Raises NotificationError with the kind of trouble, never with the address."""
        subject, body = scrubbed(subject or "Utkast"), scrubbed(body)
        told = {"text": f"{subject}\n{body}", "subject": subject, "body": body}
        try:
            address = _secret(WEBHOOK_ADDRESS)
            async with httpx.AsyncClient(timeout=ANSWER_SECONDS) as client:
                (await client.post(address, json=told)).raise_for_status()
        except (OSError, httpx.HTTPError, httpx.InvalidURL) as trouble:
            raise NotificationError(f"webhook: {type(trouble).__name__}") from None


def _secret(name: str) -> str:
    return (load_settings().secrets_dir / name).read_text(encoding="utf-8").strip()
