"""The browser is started once, speaks Swedish, and shows a client certificate where one is asked for."""

import datetime as dt
import ipaddress
import os
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from playwright.async_api import Browser, Page

from bots.kit.browser import BrowserChoice, ClientCertificate, ContextOptions, new_context, open_browser
from bots.kit.errors import ScreenError, SystemUnreachable
from bots.kit.landmark import heading
from bots.kit.screen import Screen
from bots.kit.secret import Secret


class Inside(Screen):
    system = "kassan"
    name = "Inne"
    landmark = heading("Inne")


@dataclass(frozen=True, kw_only=True)
class Authority:
    """A certificate authority of the test's own."""

    folder: Path
    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def file(self) -> Path:
        return self.folder / "ca.pem"

    def issue(self, name: str, password: bytes | None = None) -> tuple[Path, Path]:
        """A certificate and its key, as files."""
        key = ec.generate_private_key(ec.SECP256R1())
        local = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
        made = _builder(name, self.certificate.subject, key)
        made = made.add_extension(x509.SubjectAlternativeName([local]), critical=False)
        cert_file, key_file = self.folder / f"{name}.crt", self.folder / f"{name}.key"
        cert_file.write_bytes(made.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
        locked = serialization.BestAvailableEncryption(password) if password else serialization.NoEncryption()
        form = serialization.PrivateFormat.PKCS8
        key_file.write_bytes(key.private_bytes(serialization.Encoding.PEM, form, locked))
        return cert_file, key_file


def _builder(name: str, issuer: x509.Name | None, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    today = dt.datetime.now(dt.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer or subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - dt.timedelta(days=1))
        .not_valid_after(today + dt.timedelta(days=1))
    )


def authority_in(folder: Path, name: str) -> Authority:
    folder.mkdir(exist_ok=True)
    key = ec.generate_private_key(ec.SECP256R1())
    made = _builder(name, None, key).add_extension(
        x509.BasicConstraints(ca=True, path_length=None), critical=True
    )
    authority = Authority(folder=folder, key=key, certificate=made.sign(key, hashes.SHA256()))
    authority.file.write_bytes(authority.certificate.public_bytes(serialization.Encoding.PEM))
    return authority


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return authority_in(tmp_path / "ca", "test authority")


class _Guarded(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = b"<!doctype html><h1>Inne</h1>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_request(self, code: object = "-", size: object = "-") -> None:
        """Tests print nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A refused handshake is what some of these tests are about."""


@pytest.fixture
def guarded(authority: Authority) -> Iterator[str]:
    """The origin of a server that lets nobody in without a certificate of the authority."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*authority.issue("server"))
    context.load_verify_locations(authority.file)
    context.verify_mode = ssl.CERT_REQUIRED
    server = _Server(("127.0.0.1", 0), _Guarded)
    # The handshake is left to the thread that answers, so that a slow one does not block the others.
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"https://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


async def visit(browser: Browser, origin: str, *certificates: ClientCertificate) -> Inside:
    options = ContextOptions(client_certificates=certificates, default_timeout_seconds=5)
    context = await new_context(browser, options)
    try:
        return await Inside.open(await context.new_page(), origin + "/")
    finally:
        await context.close()


async def test_a_client_certificate_opens_the_door(
    browser_choice: BrowserChoice, authority: Authority, guarded: str
) -> None:
    cert, key = authority.issue("robot", b"hemligt")
    mine = ClientCertificate(
        origin=guarded, cert_path=cert, key_path=key, passphrase=Secret("hemligt", name="KASSAN_KEY")
    )
    async with open_browser(browser_choice, ca_files=[authority.file]) as browser:
        await visit(browser, guarded, mine)


async def test_a_certificate_of_another_authority_is_told_as_unreachable(
    browser_choice: BrowserChoice, authority: Authority, guarded: str, tmp_path: Path
) -> None:
    cert, key = authority_in(tmp_path / "other", "somebody else").issue("robot")
    foreign = ClientCertificate(origin=guarded, cert_path=cert, key_path=key)
    async with open_browser(browser_choice, ca_files=[authority.file]) as browser:
        with pytest.raises(SystemUnreachable):
            await visit(browser, guarded, foreign)


async def test_a_server_that_is_not_trusted_is_told_as_unreachable(
    browser: Browser, authority: Authority, guarded: str
) -> None:
    cert, key = authority.issue("robot")
    with pytest.raises(SystemUnreachable, match="TLS handshake"):
        await visit(browser, guarded, ClientCertificate(origin=guarded, cert_path=cert, key_path=key))


async def test_without_a_certificate_nobody_comes_in(browser: Browser, guarded: str) -> None:
    with pytest.raises(ScreenError):
        await visit(browser, guarded)


async def test_several_authorities_are_trusted_at_once_and_the_environment_is_put_back(
    browser_choice: BrowserChoice, authority: Authority, guarded: str, tmp_path: Path, monkeypatch: Any
) -> None:
    already, other = (authority_in(tmp_path / name, name) for name in ("already", "other"))
    monkeypatch.setenv("NODE_EXTRA_CA_CERTS", str(already.file))
    cert, key = authority.issue("robot")
    async with open_browser(browser_choice, ca_files=[other.file, authority.file]) as browser:
        assert os.environ["NODE_EXTRA_CA_CERTS"] == str(already.file)
        await visit(browser, guarded, ClientCertificate(origin=guarded, cert_path=cert, key_path=key))


async def test_a_file_without_certificates_is_told_before_the_browser_starts(
    browser_choice: BrowserChoice, tmp_path: Path
) -> None:
    wrong = tmp_path / "not-a.pem"
    wrong.write_text("not a certificate")
    with pytest.raises(ssl.SSLError):
        async with open_browser(browser_choice, ca_files=[wrong]):
            pytest.fail("opened")


async def test_a_context_is_swedish_and_in_stockholm(page: Page) -> None:
    told = await page.evaluate(
        "[navigator.language, Intl.DateTimeFormat().resolvedOptions().timeZone, (1234.5).toLocaleString()]"
    )
    assert told == ["sv-SE", "Europe/Stockholm", "1\u00a0234,5"]
