"""A world to measure in: the mock systems as a process of their own, and the settings that point at them."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from tenacity import retry, retry_if_exception_type, stop_after_delay, wait_fixed

from adapters.persistence.seal import new_key
from flows.wiring.sealing import KEYS

PORTS = {
    "inbox": "inbox",
    "almanda": "case_system",
    "skatteverket": "population_register",
    "forsakringskassan": "benefits",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """Whom one application is about."""

    application_ref: str
    personnummer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where the systems answer, and where their secrets lie."""

    home: Path
    urls: dict[str, str]
    control_url: str
    ca_file: Path
    world_date: str

    def secret_file(self, name: str) -> Path:
        return self.home / "secrets" / name

    def secret(self, name: str) -> str:
        return self.secret_file(name).read_text(encoding="utf-8").strip()

    def applicants(self) -> Sequence[Applicant]:
        """Who has applied, in the order of the inbox."""
        stated = httpx.get(f"{self.control_url}/expected", timeout=30).raise_for_status().json()
        return [
            Applicant(application_ref=str(one["flow_instance_id"]), personnummer=one["personnummer"])
            for one in stated
        ]

    def environment(self) -> dict[str, str]:
        """The robot's settings for this world."""
        return {
            "UTKAST_ENV_FILE": "",
            "UTKAST_HOME": str(self.home),
            "UTKAST_SECRETS_DIR": str(self.home / "secrets"),
            "UTKAST_MUNICIPALITY": "exempelstad",
            "UTKAST_TODAY": self.world_date,
            "UTKAST_BASE_URLS": json.dumps({PORTS[name]: url for name, url in self.urls.items()}),
            "UTKAST_CA_FILES": json.dumps([str(self.ca_file)]),
        }


@contextmanager
def world(home: Path, *, applications: int, scenario: str | None = None) -> Iterator[Places]:
    """The mock systems with so many applications, for as long as the block lasts."""
    secrets = home / "secrets"
    command = [sys.executable, "-m", "mock_legacy", "--ports", "auto", "--data-dir", str(home / "mock")]
    command += ["--credentials-dir", str(secrets), "--applications", str(applications)]
    command += ["--scenario", scenario] if scenario else []
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            places = _handed_over(home)
            for name in KEYS:
                (secrets / name).touch(mode=0o600)
                (secrets / name).write_text(new_key(), encoding="utf-8")
            os.environ.update(places.environment())
            yield places
        finally:
            process.terminate()


@retry(
    retry=retry_if_exception_type((FileNotFoundError, httpx.TransportError)),
    stop=stop_after_delay(60),
    wait=wait_fixed(0.1),
    reraise=True,
)
def _handed_over(home: Path) -> Places:
    told = json.loads((home / "secrets" / "endpoints.json").read_text(encoding="utf-8"))
    httpx.get(f"{told['control_url']}/state", timeout=10).raise_for_status()
    return Places(
        home=home,
        urls={name: system["base_url"] for name, system in told["systems"].items()},
        control_url=told["control_url"],
        ca_file=Path(told["ca_file"]),
        world_date=told["world_date"],
    )
