"""`utkast metrics` as a process: it serves, says where, needs no key, and ends when it is told to."""

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from flows.cli.trouble import CannotGoOn
from tests.unit.cli.conftest import Terminal

UTKAST = [sys.executable, "-u", "-c", "from flows.cli import main; main()"]


def test_an_address_that_is_taken_is_told_in_a_sentence(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setenv("UTKAST_METRICS_ADDRESS", f"127.0.0.1:{taken.getsockname()[1]}")
        with pytest.raises(CannotGoOn, match="UTKAST_METRICS_ADDRESS"):
            terminal.type("metrics")


@pytest.mark.parametrize("address", ["nowhere", "127.0.0.1", "127.0.0.1:http", ":9464", ""])
def test_what_is_no_address_is_refused(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("UTKAST_METRICS_ADDRESS", address)
    with pytest.raises(CannotGoOn, match="UTKAST_METRICS_ADDRESS"):
        terminal.type("metrics")


def test_it_serves_without_a_key_and_tells_when_the_tables_have_been_made(
    terminal: Terminal, tmp_path: Path
) -> None:
    env = os.environ | {"UTKAST_METRICS_ADDRESS": "127.0.0.1:0", "UTKAST_SECRETS_DIR": str(tmp_path / "none")}
    with subprocess.Popen([*UTKAST, "metrics"], stdout=subprocess.PIPE, text=True, env=env) as server:
        try:
            assert server.stdout is not None
            said = re.search(r"http://127\.0\.0\.1:\d+/", server.stdout.readline())
            assert said is not None
            before = httpx.get(f"{said[0]}health")
            assert terminal.type("status")[0] == 0  # makes the tables
            after, metrics = (httpx.get(f"{said[0]}{page}") for page in ("health", "metrics"))
        finally:
            server.send_signal(signal.SIGTERM)
    assert (before.status_code, before.json()["wrong"][0]["what"]) == (503, "TABLES_OF_ANOTHER_VERSION")
    assert (after.status_code, after.json()["healthy"]) == (200, True)
    assert "\nutkast_up 1.0\n" in metrics.text
    assert server.returncode in (0, -signal.SIGTERM)
