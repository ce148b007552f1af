"""`utkast up` in a home of its own on free ports, as a newcomer would type it, and what came of it."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psutil
from tenacity import (
    AsyncRetrying,
    retry_if_exception_type,
    retry_if_result,
    stop_after_delay,
    wait_fixed,
)

from flows.settings import Settings
from tests.trust import TRUST

PROJECT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Everything:
    """A home where all is up, until the block ends."""

    home: Path
    environment: Mapping[str, str]

    def utkast(self, *words: str) -> str:
        """What a command says. Fails the test when it does not end well."""
        command = [sys.executable, "-m", "flows.cli", *words]
        ran = subprocess.run(
            command, env=dict(self.environment), cwd=PROJECT, capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return ran.stdout

    @property
    def settings(self) -> Settings:
        """As every command finds them."""
        return Settings(_env_file=self.home / "utkast.env")  # type: ignore[call-arg]

    def runs(self, **narrowed: object) -> Sequence[Mapping[str, Any]]:
        """Prefect's runs that were to have begun; one that waits to be tried again, or for a slot, too."""
        begun = {"state": {"name": {"not_any_": ["Scheduled"]}}}
        answer = httpx.post(
            f"{self.settings.prefect_api_url}/flow_runs/filter",
            json={"flow_runs": begun | narrowed},
            timeout=30,
        )
        return list(answer.raise_for_status().json())

    def told(self, what: str, **wanted: object) -> str:
        """What Prefect's server knows of one kind, such as `artifacts`, as it gives it out."""
        address = f"{self.settings.prefect_api_url}/{what}/filter"
        return httpx.post(address, json=wanted, timeout=30).raise_for_status().text

    def run_now(self, flow: str) -> None:
        """Press *Run* on a flow's deployment in Prefect's pages."""
        api = self.settings.prefect_api_url
        deployed = httpx.get(f"{api}/deployments/name/{flow}/exempelstad", timeout=30).raise_for_status()
        address = f"{api}/deployments/{deployed.json()['id']}/create_flow_run"
        httpx.post(address, json={}, timeout=30).raise_for_status()

    def records(self, what: str) -> Sequence[Mapping[str, Any]]:
        """The mock systems' own records, such as `state/drafts`."""
        told = json.loads((self.home / "secrets" / "endpoints.json").read_text(encoding="utf-8"))
        answer = httpx.get(f"{told['control_url']}/{what}", verify=TRUST, timeout=30)
        return list(answer.raise_for_status().json())

    def drafts(self) -> Sequence[str]:
        """Our references on Almanda's own drafts, as often as they stand there."""
        found = (row["external_reference"] for row in self.records("state/drafts"))
        return [reference for reference in found if reference]

    def program(self, name: str) -> psutil.Process:
        """One of those that were started."""
        return psutil.Process(int((self.home / "run" / f"{name}.pid").read_text(encoding="utf-8").split()[0]))

    def kill(self, name: str) -> None:
        """It and all that it has started are gone at once, as when a machine is."""
        program = self.program(name)
        for one in (*program.children(recursive=True), program):
            one.kill()


@contextmanager
def everything_up(home: Path, *words: str, **settings: str) -> Iterator[Everything]:
    """`utkast up`, and `utkast down` at the end, after which nothing of it runs."""
    clean = {
        name: value
        for name, value in os.environ.items()
        if name == "UTKAST_BROWSER_PATH" or not name.startswith(("PREFECT_", "UTKAST_"))
    }
    ours = {
        "UTKAST_HOME": str(home),
        "UTKAST_ENV_FILE": str(home / "utkast.env"),
        "UTKAST_MOCK_PORTS": "auto",
    }
    here = Everything(home=home, environment=clean | ours | settings)
    try:
        here.utkast("up", *words)
        yield here
    finally:
        here.utkast("down")
        left = [
            one
            for one in psutil.process_iter(["cmdline"])
            if str(home) in " ".join(one.info["cmdline"] or ())
        ]
        folder = home / "run" / "postgresql-folder"
        if folder.exists():
            shutil.rmtree(folder.read_text(encoding="utf-8"))
    assert left == []


def notices(port: int) -> dict[str, str]:
    """Settings by which Prefect's server sends e-mail to the test's own mail server."""
    return {
        "UTKAST_NOTIFY_EMAIL": '["drift@kommun.example"]',
        "UTKAST_SMTP_HOST": "127.0.0.1",
        "UTKAST_SMTP_PORT": str(port),
        "UTKAST_SMTP_SECURITY": "none",
        "UTKAST_SMTP_FROM": "utkast@kommun.example",
    }


async def until(is_so: Any, *, within: float) -> None:
    """Wait until it is. Who does not answer at once is asked again in time. Raises tenacity.RetryError."""
    waiting = AsyncRetrying(
        stop=stop_after_delay(within),
        wait=wait_fixed(1),
        retry=retry_if_result(lambda ok: not ok) | retry_if_exception_type(httpx.TimeoutException),
    )

    async def look() -> bool:
        return bool(is_so())

    await waiting(look)
