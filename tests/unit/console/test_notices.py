"""A notice reaches a mail server and a webhook, and what goes wrong with it tells no secret."""

import json
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from prefect.blocks.abstract import NotificationError

from flows.console.channels import channels
from flows.console.notices import EmailNotice, WebhookNotice
from flows.errors import SetUpTrouble
from flows.settings import Settings
from tests.mail_server import PASSWORD, Letter, Postbox, mail_server_here


@pytest.fixture
async def mail_server() -> AsyncIterator[tuple[Postbox, int]]:
    async with mail_server_here() as here:
        yield here


@pytest.fixture
def secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where Prefect's server finds them."""
    monkeypatch.setenv("UTKAST_SECRETS_DIR", str(tmp_path))
    return tmp_path


def email(port: int, folder: Path, password: str = PASSWORD) -> EmailNotice:
    (folder / "smtp.password").write_text(f"{password}\n", encoding="utf-8")
    return EmailNotice(
        host="127.0.0.1",
        port=port,
        security="none",
        sender="utkast@kommun.example",
        recipients=["drift@kommun.example", "jour@kommun.example"],
        user="utkast",
    )


async def test_an_e_mail_arrives(mail_server: tuple[Postbox, int], secrets: Path) -> None:
    postbox, port = mail_server
    await email(port, secrets).notify("Körningen slutade som Crashed.", "Utkast: natten föll")
    to = "drift@kommun.example, jour@kommun.example"
    body = "Körningen slutade som Crashed."
    assert postbox.received == [Letter(to=to, subject="Utkast: natten föll", body=body)]


async def test_a_refused_login_is_told_without_the_password(
    mail_server: tuple[Postbox, int], secrets: Path
) -> None:
    with pytest.raises(NotificationError) as told:
        await email(mail_server[1], secrets, "fel-ord").notify("x", "y")
    assert told.value.log.endswith("SMTPAuthenticationError")


async def test_a_mail_server_without_encryption_is_not_used_unless_it_is_meant(
    mail_server: tuple[Postbox, int], secrets: Path
) -> None:
    notice = email(mail_server[1], secrets).model_copy(update={"security": "starttls"})
    with pytest.raises(NotificationError) as told:
        await notice.notify("x", "y")
    assert told.value.log.endswith("SMTPNotSupportedError")
    assert mail_server[0].received == []


@contextmanager
def webhook(status: int = 200) -> Iterator[tuple[str, list[dict[str, str]]]]:
    told: list[dict[str, str]] = []

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = HTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/hooks/hemlig-adress", told
    finally:
        server.shutdown()
        server.server_close()


def notice(address: str, folder: Path) -> WebhookNotice:
    (folder / "webhook.address").write_text(f"{address}\n", encoding="utf-8")
    return WebhookNotice()


async def test_a_webhook_is_called(secrets: Path) -> None:
    with webhook() as (address, told):
        await notice(address, secrets).notify("Kropp", "Ämne")
    assert told == [{"text": "Ämne\nKropp", "subject": "Ämne", "body": "Kropp"}]


async def test_a_notice_that_would_tell_of_a_person_does_not(
    mail_server: tuple[Postbox, int], secrets: Path
) -> None:
    postbox, port = mail_server
    with webhook() as (address, told):
        await notice(address, secrets).notify("Om 19900131-2384", "Ring 070-123 45 67")
    await email(port, secrets).notify("Om 19900131-2384", "Ring 070-123 45 67")
    (letter,) = postbox.received
    assert (letter.subject, letter.body) == ("Ring [telefon]", "Om [personnummer]")
    assert told[0]["text"] == "Ring [telefon]\nOm [personnummer]"


async def test_a_webhook_that_refuses_is_told_without_its_address(secrets: Path) -> None:
    with webhook(status=403) as (address, _), pytest.raises(NotificationError) as told:
        await notice(address, secrets).notify("Kropp", "Ämne")
    assert told.value.log == "webhook: HTTPStatusError"


def settings(**more: object) -> Settings:
    return Settings(notify_email=("drift@kommun.example",), **more)


MAIL = {"smtp_host": "smtp.kommun.example", "smtp_from": "utkast@kommun.example", "smtp_user": "utkast"}


def test_no_channel_is_made_that_is_not_asked_for() -> None:
    assert channels(Settings()) == []


def test_each_channel_that_is_set_up_is_made_and_holds_no_secret(secrets: Path) -> None:
    for name in ("smtp.password", "webhook.address"):
        (secrets / name).write_text("hemligt", encoding="utf-8")
    made = channels(settings(notify_webhook=True, **MAIL))
    assert [type(one) for one in made] == [EmailNotice, WebhookNotice]
    assert not any("hemligt" in one.model_dump_json() for one in made)


@pytest.mark.parametrize("half", [{}, {"smtp_host": "smtp.kommun.example"}])
def test_half_a_mail_server_is_told(half: dict[str, str]) -> None:
    with pytest.raises(SetUpTrouble, match="UTKAST_SMTP_FROM"):
        channels(settings(**half))


async def test_a_secret_that_is_not_there_is_told(secrets: Path) -> None:
    with pytest.raises(NotificationError) as told:
        await WebhookNotice().notify("Kropp", "Ämne")
    assert told.value.log == "webhook: FileNotFoundError"
