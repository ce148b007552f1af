"""`utkast mocks`: the mock systems as a process of their own; the robot is told addresses, nothing more."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import httpx
from pydantic import BaseModel
from rich.console import Console
from tenacity import RetryError, Retrying, retry_if_result, stop_after_delay, wait_fixed

from flows.cli.keys import ensure_key
from flows.cli.trouble import CannotGoOn
from flows.settings import Settings, load_settings

console = Console()
OURS = "made-by-the-mock-systems"
"""A file that marks a home as the demo's own."""
READY_WITHIN_SECONDS = 60
ENDED_WITHIN_SECONDS = 15
PORTS = {
    "inbox": "inbox",
    "almanda": "case_system",
    "skatteverket": "population_register",
    "forsakringskassan": "benefits",
}


def start(*, applications: int, seed: int, reset: bool) -> Settings:
    """Start the mock systems unless they run; write `.utkast/utkast.env` so that every command finds them."""
    settings = load_settings()
    home = home_of_mocks()
    home.mkdir(parents=True, exist_ok=True)
    (home / OURS).touch()
    if not _running(home):
        world = ["--applications", str(applications), "--seed", str(seed), *(["--reset"] if reset else [])]
        _launch(home, [*world, "--ports", settings.mock_ports])
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
    process = _running(home)
    if process is None:
        console.print("De fyra systemen är inte igång.")
        return
    os.kill(process, signal.SIGTERM)
    _wait_until_ended(home)
    console.print("De fyra systemen är stoppade.")


class Endpoint(BaseModel):
    """Where one system answers."""

    base_url: str


class Endpoints(BaseModel):
    """What the systems' owners say of addresses."""

    systems: dict[str, Endpoint]
    control_url: str
    ca_file: Path
    world_date: date


def endpoints(home: Path) -> Endpoints:
    """The addresses, as `start` received them."""
    return Endpoints.model_validate_json((home / "secrets" / "endpoints.json").read_bytes())


def _launch(home: Path, options: Sequence[str]) -> None:
    (home / "logs").mkdir(parents=True, exist_ok=True)
    secrets = home / "secrets"
    (secrets / "endpoints.json").unlink(missing_ok=True)
    command = [sys.executable, "-m", "mock_legacy", "--data-dir", str(home / "mock")]
    command += ["--credentials-dir", str(secrets), *options]
    with (home / "logs" / "mocks.log").open("ab") as log:
        process = subprocess.Popen(  # noqa: S603 - our own module, arguments that typer has checked
            command, stdout=log, stderr=log, start_new_session=True
        )
    _pid_file(home).write_text(str(process.pid), encoding="utf-8")
    _wait_until_ready(home, process)


def _wait_until_ready(home: Path, process: "subprocess.Popen[bytes]") -> None:
    log = home / "logs" / "mocks.log"
    asked = Retrying(
        stop=stop_after_delay(READY_WITHIN_SECONDS),
        wait=wait_fixed(0.1),
        retry=retry_if_result(lambda answer: answer is False),
    )
    try:
        asked(lambda: process.poll() is not None or _control_answers(home))
    except RetryError:
        raise CannotGoOn(f"The mock systems did not answer in time. Read {log}.") from None
    if process.poll() is not None:
        _pid_file(home).unlink(missing_ok=True)
        raise CannotGoOn(f"The mock systems ended at once. Read {log}.")


def _control_answers(home: Path) -> bool:
    try:
        return httpx.get(f"{endpoints(home).control_url}/state", timeout=5).is_success
    except (FileNotFoundError, httpx.TransportError):
        return False


def _running(home: Path) -> int | None:
    """The process that `start` started, if it still runs: another may have been given its number since."""
    file = _pid_file(home)
    if not file.exists():
        return None
    process = int(file.read_text(encoding="utf-8"))
    try:
        os.kill(process, 0)
        ours = "mock_legacy" in Path(f"/proc/{process}/cmdline").read_text(encoding="utf-8")
    except (ProcessLookupError, FileNotFoundError):
        ours = False
    if not ours:
        file.unlink()
    return process if ours else None


def _wait_until_ended(home: Path) -> None:
    """Its ports are free only when it is gone. Raises CannotGoOn when it does not end."""
    gone = Retrying(
        stop=stop_after_delay(ENDED_WITHIN_SECONDS), wait=wait_fixed(0.05), retry=retry_if_result(bool)
    )
    try:
        gone(lambda: _running(home))
    except RetryError:
        raise CannotGoOn("The mock systems did not end when asked to.") from None


def _pid_file(home: Path) -> Path:
    return home / "mocks.pid"


def _write_env(home: Path) -> None:
    told = endpoints(home)
    urls = {PORTS[name]: system.base_url for name, system in told.systems.items()}
    lines = {
        "UTKAST_HOME": str(home),
        "UTKAST_SECRETS_DIR": str(home / "secrets"),
        "UTKAST_MUNICIPALITY": "exempelstad",
        "UTKAST_TODAY": told.world_date.isoformat(),
        "UTKAST_BASE_URLS": json.dumps(urls),
        "UTKAST_CA_FILES": json.dumps([str(told.ca_file)]),
    }
    text = "".join(f"{name}='{value}'\n" for name, value in lines.items())
    (home / "utkast.env").write_text(text, encoding="utf-8")
