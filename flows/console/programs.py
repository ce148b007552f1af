"""Prefect's own programs, the server and the workers, with what this installation has them know.

A worker that is told to stop has its runs put their work down before it ends itself. Prefect's own way is to
kill them: measured with 3.8.8, a night was gone within three seconds of the SIGTERM, its sessions open, its
applications held, and Prefect called it Running for ever.
"""

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import psutil

from flows.console.names import POOL
from flows.settings import Settings
from flows.signals import HEARD

QUERY_SECONDS = "3"
"""How often a worker looks for work; Prefect's own choice, ten, is long for somebody who waits."""
LOOK_SECONDS = 1.0


def server_command(settings: Settings) -> Sequence[str]:
    """What starts Prefect's server on the address that the settings name."""
    address = urlsplit(settings.prefect_api_url)
    where = ["--host", address.hostname or "127.0.0.1", "--port", str(address.port or 4200)]
    return [sys.executable, "-m", "prefect", "server", "start", *where]


def server_environment(settings: Settings) -> Mapping[str, str]:
    """What the server is to know, beside what `prepare_engine` has set for every program."""
    ours = {
        "PREFECT_UI_API_URL": settings.prefect_ui_api_url or settings.prefect_api_url,
        "PREFECT_UI_URL": (settings.prefect_ui_api_url or settings.prefect_api_url).removesuffix("/api"),
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        # Old runs, events and what belongs to neither any more are taken away; by itself it takes events.
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
        # In memory, its own choice, a server that is started anew forgets who runs.
        "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
    }
    if settings.prefect_database_url:
        ours["PREFECT_SERVER_DATABASE_CONNECTION_URL"] = settings.prefect_database_url
    return dict(os.environ) | ours


def worker_environment(settings: Settings) -> Mapping[str, str]:
    """What a worker and its runs are to know: a run stands in a folder of its own, so every path is whole."""
    ours = {
        "UTKAST_ENV_FILE": str(Path(os.environ.get("UTKAST_ENV_FILE", ".utkast/utkast.env")).resolve()),
        "UTKAST_HOME": str(settings.home.resolve()),
        "UTKAST_CONFIG_DIR": str(settings.config_dir.resolve()),
        "UTKAST_SECRETS_DIR": str(settings.secrets_dir.resolve()),
        "UTKAST_CA_FILES": json.dumps([str(file.resolve()) for file in settings.ca_files]),
        "PREFECT_WORKER_QUERY_SECONDS": QUERY_SECONDS,
        # A deployment's command says `python`.
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)]),
    }
    return dict(os.environ) | ours


def serve(settings: Settings) -> int:
    """Be Prefect's server until told to stop; its exit code."""
    command = list(server_command(settings))
    os.execve(command[0], command, dict(server_environment(settings)))  # noqa: S606 - our own command


def work(settings: Settings, *, name: str, queues: Sequence[str], limit: int) -> int:
    """Be a worker until told to stop; its exit code. For the main thread."""
    command = [sys.executable, "-m", "prefect", "worker", "start", "--pool", POOL, "--type", "process"]
    command += ["--limit", str(limit), *(["--name", name] if name else [])]
    command += [word for queue in queues for word in ("--work-queue", queue)]
    return led(command, worker_environment(settings))


def led(command: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run a worker that starts runs; its exit code, or 0 when it was told to stop.

    Told once its runs are asked to end, told again they are hurried, and then the worker itself ends.
    """
    with _listening() as told:
        worker = subprocess.Popen(command, env=dict(environment), start_new_session=True)  # noqa: S603 - ours
        passed_on: Counter[int] = Counter()
        while _still_runs(worker):
            if told and not _passed_on_to_runs(worker, len(told), passed_on):
                worker.send_signal(signal.SIGINT)
        return 0 if told else worker.returncode


@contextmanager
def _listening() -> Iterator[list[int]]:
    """Every word to stop, as it is heard. A program that is started meanwhile hears as any other does."""
    told: list[int] = []
    before = {one: signal.signal(one, lambda number, _: told.append(number)) for one in HEARD}
    try:
        yield told
    finally:
        for one, handler in before.items():
            signal.signal(one, handler or signal.SIG_DFL)


def _still_runs(worker: "subprocess.Popen[bytes]") -> bool:
    try:
        worker.wait(timeout=LOOK_SECONDS)
    except subprocess.TimeoutExpired:
        return True
    return False


def _passed_on_to_runs(worker: "subprocess.Popen[bytes]", times: int, passed_on: Counter[int]) -> bool:
    """Tell each run as often as we were told; whether there are any left."""
    with suppress(psutil.NoSuchProcess):
        runs = psutil.Process(worker.pid).children()
        for run in runs:
            while passed_on[run.pid] < times:
                passed_on[run.pid] += 1
                run.terminate()
        return bool(runs)
    return False
