"""`utkast mocks`: the mock systems as a process of their own; the robot is told addresses, nothing more."""

import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import httpx
from pydantic import BaseModel

from flows.cli.background import Background
from flows.cli.keys import ensure_key
from flows.cli.terminal import Terminal
from flows.cli.trouble import CannotGoOn
from flows.settings import Settings, load_settings

console = Terminal()
OURS = "made-by-the-mock-systems"
"""A file that marks a home as the demo's own."""
READY_WITHIN_SECONDS = 180
ENDED_WITHIN_SECONDS = 60
PORTS = {
    "inbox": "inbox",
    "almanda": "case_system",
    "skatteverket": "population_register",
    "forsakringskassan": "benefits",
}


def start(*, applications: int, seed: int, reset: bool, municipality: str = "exempelstad") -> Settings:
    """Start the mock systems unless they run; write `.utkast/utkast.env` so that every command finds them."""
    settings = load_settings()
    home = home_of_mocks()
    home.mkdir(parents=True, exist_ok=True)
    (home / OURS).touch()
    if systems_of(home).running() is None:
        world = ["--municipality", municipality, "--applications", str(applications), "--seed", str(seed)]
        _launch(home, [*world, *(["--reset"] if reset else []), "--ports", settings.mock_ports])
    _until_ready(home, settings.mock_ports)
    _write_env(home)
    settings = load_settings()
    ensure_key(settings)
    console.print("De fyra systemen svarar:")
    for name, url in settings.base_urls.items():
        console.print(f"  {name:20} {url}", highlight=False)
    return settings


def home_of_mocks() -> Path:
    """The folder in which the demo keeps everything it makes.

    Raises CannotGoOn when the folder is a real installation's: the demo deletes what it finds in its own.
    """
    home = load_settings().home.resolve()
    if (home / "utkast.db").exists() and not (home / OURS).exists():
        raise CannotGoOn(
            f"{home} holds the work items of an installation, and the demo would delete them. "
            "Run it in another folder, or set UTKAST_HOME to an empty one."
        )
    return home


def stop() -> None:
    """Stop exactly the process that `start` started, and wait until it has ended."""
    home = load_settings().home.resolve()
    stopped = systems_of(home).stop(within=ENDED_WITHIN_SECONDS)
    console.print("De fyra systemen är stoppade." if stopped else "De fyra systemen är inte igång.")


def next_month() -> None:
    """Let a month pass in the mock systems, and tell the robot its new date.

    Raises CannotGoOn when they do not run, or when the world knows of no further month.
    """
    home = home_of_mocks()
    if systems_of(home).running() is None:
        raise CannotGoOn("The mock systems are not running: `utkast mocks start` starts them.")
    answer = httpx.post(f"{endpoints(home).control_url}/next-month", timeout=READY_WITHIN_SECONDS)
    if answer.is_client_error:
        raise CannotGoOn(str(answer.json()["error"]))
    answer.raise_for_status()
    _write_env(home)
    console.print(f"En månad har gått: i systemen är det {answer.json()['date']}.")


class Endpoint(BaseModel):
    """Where one system answers."""

    base_url: str


class Endpoints(BaseModel):
    """What the systems' owners say of addresses."""

    systems: dict[str, Endpoint]
    control_url: str
    ca_file: Path
    world_date: date
    municipality: str


def endpoints(home: Path) -> Endpoints:
    """The addresses, as `start` received them."""
    return Endpoints.model_validate_json((home / "secrets" / "endpoints.json").read_bytes())


def _launch(home: Path, options: Sequence[str]) -> None:
    secrets = home / "secrets"
    (secrets / "endpoints.json").unlink(missing_ok=True)
    command = [sys.executable, "-m", "mock_legacy", "--data-dir", str(home / "mock")]
    systems_of(home).start([*command, "--credentials-dir", str(secrets), *options])


def _until_ready(home: Path, ports: str) -> None:
    """Also of what an earlier command started and had no time to wait for."""
    try:
        systems_of(home).until_ready(lambda: _control_answers(home), within=READY_WITHIN_SECONDS)
    except CannotGoOn as trouble:
        free = " If a port is taken: UTKAST_MOCK_PORTS=auto takes free ones." if ports == "fixed" else ""
        raise CannotGoOn(f"{trouble}{free}") from trouble


def _control_answers(home: Path) -> bool:
    try:
        return httpx.get(f"{endpoints(home).control_url}/state", timeout=5).is_success
    except (FileNotFoundError, httpx.TransportError):
        return False


def systems_of(home: Path) -> Background:
    """The mock systems of one home, whether they run or not."""
    return Background(
        name="The mock systems",
        mark="mock_legacy",
        pid_file=home / "mocks.pid",
        log=home / "logs" / "mocks.log",
    )


def _write_env(home: Path) -> None:
    told = endpoints(home)
    urls = {PORTS[name]: system.base_url for name, system in told.systems.items()}
    lines = {
        "UTKAST_HOME": str(home),
        "UTKAST_SECRETS_DIR": str(home / "secrets"),
        "UTKAST_MUNICIPALITY": told.municipality,
        "UTKAST_TODAY": told.world_date.isoformat(),
        "UTKAST_BASE_URLS": json.dumps(urls),
        "UTKAST_CA_FILES": json.dumps([str(told.ca_file)]),
    }
    text = "".join(f"{name}='{value}'\n" for name, value in lines.items())
    (home / "utkast.env").write_text(text, encoding="utf-8")
