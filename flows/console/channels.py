"""The blocks in Prefect that say where notices go, made from this installation's settings."""

from collections.abc import Sequence
from uuid import UUID

from prefect.blocks.abstract import NotificationBlock

from flows.console.notices import EmailNotice, WebhookNotice
from flows.errors import SetUpTrouble
from flows.settings import Settings

NAME = "utkast"


async def make_channels(settings: Settings) -> Sequence[UUID]:
    """Save a block for each channel that is set up; their ids. Raises SetUpTrouble when half of one is."""
    return [await block.save(NAME, overwrite=True) for block in channels(settings)]


def channels(settings: Settings) -> Sequence[NotificationBlock]:
    """E-mail when `notify_email` names somebody, and a webhook when `notify_webhook` says so."""
    blocks: list[NotificationBlock] = []
    if settings.notify_email:
        blocks.append(_email(settings))
    if settings.notify_webhook:
        blocks.append(WebhookNotice())
    return blocks


def _email(settings: Settings) -> EmailNotice:
    if not (settings.smtp_host and settings.smtp_from):
        raise SetUpTrouble("UTKAST_NOTIFY_EMAIL is set: set UTKAST_SMTP_HOST and UTKAST_SMTP_FROM too.")
    return EmailNotice(
        host=settings.smtp_host,
        port=settings.smtp_port,
        security=settings.smtp_security,
        sender=settings.smtp_from,
        recipients=list(settings.notify_email),
        user=settings.smtp_user,
    )
