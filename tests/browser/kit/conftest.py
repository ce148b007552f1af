"""A small site of ugly pages on a port of its own, told page by page what to answer."""

import asyncio
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.kit.doors import FakeDoor


@dataclass(kw_only=True)
class Answer:
    """What a path answers; `cut` hangs up without a word, `held` waits for the test's end."""

    html: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False
    held: bool = False


class UglySite:
    """Answers by path; remembers what was asked for and posted."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.posted: list[dict[str, str]] = []
        self.reached = threading.Event()
        self.ended = threading.Event()

    def serve(self, path: str, html: str = "", **how: Any) -> str:
        self.answers[path] = Answer(html=html, **how)
        return self.origin + path

    async def is_reached(self) -> bool:
        """Wait, ten seconds at most, until something was posted."""
        return await asyncio.to_thread(self.reached.wait, 10)

    def answer(self, path: str) -> Answer:
        return self.answers.get(path, Answer(html="<h1>Not Found</h1>", status=404))


class _Handler(BaseHTTPRequestHandler):
    site: UglySite
    protocol_version = "HTTP/1.1"  # connections are used again, as by any real server

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        read = parse_qs(self.rfile.read(length).decode())
        self.site.posted.append({name: values[0] for name, values in read.items()})
        self.site.reached.set()
        self._answer()

    def _answer(self) -> None:
        path = urlsplit(self.path).path
        if path == "/favicon.ico":
            self.send_error(404)
            return
        self.site.asked.append(path)
        answer = self.site.answer(path)
        if answer.held:
            self.site.ended.wait(30)
        if answer.held or answer.cut:
            self.close_connection = True
            return
        body = f"<!doctype html><meta charset=utf-8><body>{answer.html}".encode()
        self.send_response(answer.status)
        for name, value in {"Content-Type": "text/html; charset=utf-8", **answer.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_request(self, code: object = "-", size: object = "-") -> None:
        """Tests print nothing."""


@pytest.fixture
def site() -> Iterator[UglySite]:
    handler = type("Handler", (_Handler,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    handler.site = UglySite(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield handler.site
    finally:
        handler.site.ended.set()
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def door(site: UglySite) -> FakeDoor:
    return FakeDoor(site)
