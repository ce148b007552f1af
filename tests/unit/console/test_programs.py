"""A worker that is told to stop has its runs put their work down first, and ends after them."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from prefect.settings.models.root import Settings as PrefectSettings
from tenacity import Retrying, retry_if_result, stop_after_delay, wait_fixed

from flows.console.programs import server_environment, worker_environment
from flows.settings import Settings

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows sends no signal to another process")

RUN = """
import pathlib, signal, sys, threading
told = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: told.set())
pathlib.Path(sys.argv[1], "run-began").touch()
told.wait()
pathlib.Path(sys.argv[1], "run-put-its-work-down").touch()
"""
WORKER = """
import pathlib, subprocess, sys
run = subprocess.Popen([sys.executable, "-c", sys.argv[2], sys.argv[1]])
try:
    run.wait()
    __import__("threading").Event().wait()
except KeyboardInterrupt:
    pathlib.Path(sys.argv[1], "worker-ended-after").write_text(str(run.poll()))
"""
FOREMAN = """
import os, sys
from flows.console.programs import led
raise SystemExit(led([sys.executable, "-c", sys.argv[1], sys.argv[2], sys.argv[3]], dict(os.environ)))
"""


def until(file: Path) -> None:
    Retrying(stop=stop_after_delay(30), wait=wait_fixed(0.05), retry=retry_if_result(lambda ok: not ok))(
        file.exists
    )


@pytest.mark.parametrize("word", [signal.SIGTERM, signal.SIGINT], ids=lambda word: word.name)
def test_runs_end_before_their_worker(word: signal.Signals, tmp_path: Path) -> None:
    foreman = subprocess.Popen([sys.executable, "-c", FOREMAN, WORKER, str(tmp_path), RUN])
    until(tmp_path / "run-began")
    foreman.send_signal(word)
    assert foreman.wait(timeout=30) == 0
    assert (tmp_path / "run-put-its-work-down").exists()
    assert (tmp_path / "worker-ended-after").read_text(encoding="utf-8") == "0"


def test_a_worker_that_ends_by_itself_says_how() -> None:
    command = [sys.executable, "-c", FOREMAN, "raise SystemExit(7)", "", ""]
    assert subprocess.run(command, check=False).returncode == 7


def test_a_run_stands_in_a_folder_of_its_own_so_every_path_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = worker_environment(Settings())
    assert told["UTKAST_HOME"] == str(tmp_path / ".utkast")
    assert told["UTKAST_SECRETS_DIR"] == str(tmp_path / ".utkast" / "secrets")
    assert told["PATH"].split(os.pathsep)[0] == str(Path(sys.executable).parent)


def test_the_server_takes_old_runs_away_remembers_who_runs_and_tells_browsers_where_it_is() -> None:
    settings = Settings(
        prefect_api_url="http://127.0.0.1:4200/api",
        prefect_ui_api_url="https://utkast.example/api",
        prefect_database_url="postgresql+asyncpg://prefect@/prefect",
    )
    told = server_environment(settings)
    assert told["PREFECT_UI_API_URL"] == "https://utkast.example/api"
    assert told["PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED"] == "events,flow_runs"
    assert told["PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE"].endswith("filesystem")
    assert told["PREFECT_SERVER_DATABASE_CONNECTION_URL"].startswith("postgresql+asyncpg")


def test_prefect_knows_every_setting_that_the_server_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that it does not know would be passed over in silence."""
    for name, value in server_environment(Settings(prefect_api_url="http://127.0.0.1:4200/api")).items():
        monkeypatch.setenv(name, value)
    known = PrefectSettings()
    assert set(known.server.services.db_vacuum.enabled) == {"events", "flow_runs"}
    assert known.server.concurrency.lease_storage.endswith("filesystem")
    assert known.server.ui.show_promotional_content is False
    assert (known.server.ui.api_url, known.ui_url) == ("http://127.0.0.1:4200/api", "http://127.0.0.1:4200")


def test_prefect_knows_every_setting_that_a_worker_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in worker_environment(Settings()).items():
        monkeypatch.setenv(name, value)
    assert PrefectSettings().worker.query_seconds == 3
