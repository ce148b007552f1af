"""The world that `make pictures` takes its pictures of: mock systems by TLS and a Prefect server of its own.

All of it stands on free ports with a home in a temporary folder, so that nothing else here is disturbed.
It must not know what is photographed.
"""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from tenacity import Retrying, retry_if_result, stop_after_delay, wait_fixed

from mock_legacy.platform.run import MockOptions, RunningMocks, start_mocks

PATIENCE_SECONDS = 600
PORTS = {
    "inbox": "inbox",
    "almanda": "case_system",
    "skatteverket": "population_register",
    "forsakringskassan": "benefits",
}


class NoPicture(Exception):
    """A picture cannot be taken; the message says what was not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A running world: the mock systems, Prefect's address, and the environment of the robot's commands."""

    mocks: RunningMocks
    prefect: str
    environment: Mapping[str, str]


@contextmanager
def set_stage(home: Path) -> Iterator[Stage]:
    """The world in `home`, running until the block ends."""
    secrets = home / "secrets"
    with (
        start_mocks(MockOptions(data_dir=home / "mock", credentials_dir=secrets, tls=True)) as mocks,
        _prefect_server(home) as prefect,
    ):
        stage = Stage(mocks=mocks, prefect=prefect, environment=_environment(home, mocks, prefect))
        utkast(stage, "new-key")
        yield stage


def _environment(home: Path, mocks: RunningMocks, prefect: str) -> Mapping[str, str]:
    """The robot's settings for this world; a settings file that lies about is not read."""
    told = json.loads((mocks.credentials_dir / "endpoints.json").read_text(encoding="utf-8"))
    ours = {
        "UTKAST_ENV_FILE": str(home / "none.env"),
        "UTKAST_HOME": str(home),
        "UTKAST_SECRETS_DIR": str(mocks.credentials_dir),
        "UTKAST_MUNICIPALITY": "exempelstad",
        "UTKAST_TODAY": told["world_date"],
        "UTKAST_BASE_URLS": json.dumps({port: mocks.urls[name] for name, port in PORTS.items()}),
        "UTKAST_CA_FILES": json.dumps([told["ca_file"]]),
        "UTKAST_PREFECT_API_URL": f"{prefect}/api",
        "COLUMNS": "100",
    }
    return _without_other_worlds() | ours


def _without_other_worlds() -> dict[str, str]:
    """This process's environment without what would lead to somebody else's Prefect or Utkast."""
    return {
        name: value
        for name, value in os.environ.items()
        if name == "UTKAST_BROWSER_PATH" or not name.startswith(("PREFECT_", "UTKAST_"))
    }


@contextmanager
def _prefect_server(home: Path) -> Iterator[str]:
    """A Prefect server with its user interface; its address."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    environment = _without_other_worlds() | {
        "PREFECT_HOME": str(home / "prefect"),
        "PREFECT_UI_API_URL": f"{address}/api",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
    }
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    with (home / "prefect.log").open("wb") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            _wait_for(f"{address}/api/health")
            yield address
        finally:
            server.terminate()
            server.wait(timeout=PATIENCE_SECONDS)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _wait_for(address: str) -> None:
    waiting = Retrying(
        stop=stop_after_delay(PATIENCE_SECONDS),
        wait=wait_fixed(0.5),
        retry=retry_if_result(lambda ok: not ok),
    )
    waiting(lambda: _answers(address))


def _answers(address: str) -> bool:
    try:
        return httpx.get(address, timeout=5).is_success
    except httpx.TransportError:
        return False


def utkast(stage: Stage, *arguments: str) -> str:
    """What a command of `utkast` says. Raises NoPicture when it ends with trouble."""
    command = [str(Path(sys.executable).with_name("utkast")), *arguments]
    ran = subprocess.run(command, env=dict(stage.environment), capture_output=True, text=True, check=False)
    if ran.returncode:
        raise NoPicture(f"{' '.join(arguments)} ended with {ran.returncode}: {ran.stdout}{ran.stderr}")
    return ran.stdout


def spoil(stage: Stage, **fault: str) -> None:
    """Put a fault in force in the mock systems."""
    address = f"{stage.mocks.urls['control']}/faults"
    httpx.post(address, json=fault, timeout=PATIENCE_SECONDS).raise_for_status()


def application_of(stage: Stage, scenario: str) -> int:
    """The inbox's number of the first application of a scenario."""
    return int(
        next(one for one in asked(stage, "expected") if one["scenario"] == scenario)["flow_instance_id"]
    )


def asked(stage: Stage, what: str, **narrowed: str) -> list[dict[str, str]]:
    address = f"{stage.mocks.urls['control']}/{what}"
    answer = httpx.get(address, params=narrowed, timeout=PATIENCE_SECONDS).raise_for_status()
    return list(answer.json())


def nightly_run(stage: Stage) -> str:
    """Prefect's own name of the one nightly run."""
    answer = httpx.post(f"{stage.prefect}/api/flow_runs/filter", json={}, timeout=PATIENCE_SECONDS)
    (run,) = (one["id"] for one in answer.raise_for_status().json() if one["name"].startswith("nightly"))
    return str(run)
