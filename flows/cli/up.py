"""`utkast up` and `utkast down`: everything at once, to try: mock systems, Prefect, deployments and workers.

Each program runs in the background and is known by its pid file; `down` stops exactly those.
"""

import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import httpx
from pydantic import BaseModel, ConfigDict

from flows.cli import console as prefect_console
from flows.cli import mocks, postgresql
from flows.cli.background import Background
from flows.cli.demo import CASEWORKER
from flows.cli.terminal import Terminal
from flows.cli.trouble import CannotGoOn
from flows.console.names import NIGHT, ON_DEMAND, POOL
from flows.engine import prepare_engine
from flows.settings import Settings, load_settings
from flows.swedish_number import numbered

console = Terminal()
PREFECT_PORT = 4200
READY_WITHIN_SECONDS, WORKER_READY_WITHIN_SECONDS = 180.0, 120.0
ENDED_WITHIN_SECONDS, WORKER_ENDED_WITHIN_SECONDS = 30.0, 90.0
MOST_WORKERS = 64


class Asked(BaseModel):
    """What `up` is asked for; kept beside what it starts until `down`."""

    model_config = ConfigDict(frozen=True)

    applications: int
    seed: int
    workers: int
    database: Literal["sqlite", "postgres"]

    @property
    def words(self) -> str:
        """As one would type it."""
        return " ".join(f"--{name} {value}" for name, value in self.model_dump().items())


def up(asked: Asked) -> None:
    """Start what does not run, and say where everything is.

    Raises CannotGoOn, also when something else than what is asked for is up.
    """
    home = mocks.home_of_mocks()
    _keep(home, asked)
    if _all_run(home, asked.workers):
        console.print("Allt är redan igång.")
        _say_where(load_settings(), home)
        return
    mocks.start(applications=asked.applications, seed=asked.seed, reset=False)
    _write_env(home, asked.database)
    settings = load_settings()
    prepare_engine(settings)
    _start_server(settings, home)
    prefect_console.deploy("", asked.workers)
    _start_workers(settings, home, asked.workers)
    _say_where(settings, home)


def down() -> None:
    """Stop what `up` started, workers first, and wait until it has ended."""
    home = load_settings().home.resolve()
    workers = [one for one in _workers(home, MOST_WORKERS) if one.running()]
    for worker in workers:
        worker.stop(within=WORKER_ENDED_WITHIN_SECONDS)
    server = _server(home).stop(within=ENDED_WITHIN_SECONDS)
    database = postgresql.stop(home)
    console.print(
        f"{numbered(len(workers), 'arbetare stoppad', 'arbetare stoppade')}."
        if workers
        else "Inga arbetare är igång."
    )
    console.print("Prefect är stoppat." if server else "Prefect är inte igång.")
    if database:
        console.print("PostgreSQL är stoppat.")
    mocks.stop()


def _keep(home: Path, asked: Asked) -> None:
    """Note what is asked for, unless something else is up: a worker that runs would keep its old share."""
    kept = home / "run" / "asked.json"
    if is_up(home) and kept.exists():
        stands = Asked.model_validate_json(kept.read_bytes())
        if stands != asked:
            raise CannotGoOn(f"What is up was started with {stands.words}. Stop it first: make down")
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(asked.model_dump_json(), encoding="utf-8")


def is_up(home: Path) -> bool:
    """Whether anything that `up` starts beside the mock systems runs there."""
    return _server(home).running() is not None or any(one.running() for one in _workers(home, MOST_WORKERS))


def _all_run(home: Path, workers: int) -> bool:
    crew = _workers(home, workers)
    return all(one.running() for one in (mocks.systems_of(home), _server(home), *crew))


def _server(home: Path) -> Background:
    return _program(home, "server")


def _workers(home: Path, workers: int) -> Sequence[Background]:
    """One worker does everything; of several each takes a share of the night, and one more takes orders."""
    names = (
        ["worker-1"] if workers == 1 else [*(f"worker-{one + 1}" for one in range(workers)), "worker-orders"]
    )
    return [_program(home, name) for name in names]


def _program(home: Path, name: str) -> Background:
    return Background(
        name=f"Prefect ({name})",
        mark="server" if name == "server" else "worker",
        pid_file=home / "run" / f"{name}.pid",
        log=home / "logs" / f"prefect-{name}.log",
    )


def _start_server(settings: Settings, home: Path) -> None:
    server = _server(home)
    if server.running() is None:
        server.start([*_utkast(), "console", "server"])
    health = f"{settings.prefect_api_url}/health"
    server.until_ready(lambda: _answers(health), within=READY_WITHIN_SECONDS)


def _start_workers(settings: Settings, home: Path, workers: int) -> None:
    crew = _workers(home, workers)
    for one in crew:
        if one.running() is None:
            one.start([*_utkast(), "console", "worker", "--name", one.pid_file.stem, *_share(one, workers)])
    for one in crew:
        one.until_ready(lambda: _is_online(settings, one), within=WORKER_READY_WITHIN_SECONDS)  # noqa: B023


def _share(worker: Background, workers: int) -> Sequence[str]:
    """A worker of several has one share of the night, so that no machine takes two."""
    if workers == 1:
        return []
    queue = ON_DEMAND if worker.pid_file.stem == "worker-orders" else NIGHT
    return ["--queue", queue, "--limit", "1" if queue == NIGHT else "2"]


def _utkast() -> Sequence[str]:
    return [sys.executable, "-m", "flows.cli"]


def _answers(address: str) -> bool:
    try:
        return httpx.get(address, timeout=5).is_success
    except httpx.TransportError:
        return False


def _is_online(settings: Settings, worker: Background) -> bool:
    address = f"{settings.prefect_api_url}/work_pools/{POOL}/workers/filter"
    answer = httpx.post(address, json={}, timeout=30).raise_for_status()
    return any(one["name"] == worker.pid_file.stem and one["status"] == "ONLINE" for one in answer.json())


def _write_env(home: Path, database: str) -> None:
    """After what the mock systems had written there: where Prefect is, and the databases if not our files."""
    lines = {"UTKAST_PREFECT_API_URL": f"http://127.0.0.1:{_port(home)}/api"}
    if database == "postgres":
        lines |= postgresql.started(home, free_port())
    with (home / "utkast.env").open("a", encoding="utf-8") as file:
        file.writelines(f"{name}='{value}'\n" for name, value in lines.items())


def _port(home: Path) -> int:
    """Prefect's usual port, or a free one where the mock systems take free ones too; kept while it runs."""
    settings = load_settings()
    kept = home / "run" / "prefect-port"
    if _server(home).running() is not None and kept.exists():
        return int(kept.read_text(encoding="ascii"))
    port = free_port() if settings.mock_ports == "auto" else PREFECT_PORT
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except OSError:
            raise CannotGoOn(
                f"Port {port} is taken. Stop what has it, or set UTKAST_MOCK_PORTS=auto."
            ) from None
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(str(port), encoding="ascii")
    return port


def free_port() -> int:
    """A port that nobody has just now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _say_where(settings: Settings, home: Path) -> None:
    page = settings.prefect_api_url.removesuffix("/api")
    told = (
        f"Prefect: {page}  (ingen inloggning)",
        f"Almanda: {settings.base_urls['case_system']}  {_login(settings, 'almanda')}",
        f"E-tjänster: {settings.base_urls['inbox']}  {_login(settings, 'inbox')}",
        f"Styrning av de påhittade systemen: {mocks.endpoints(home).control_url}  (ingen inloggning)",
        "Kontona är påhittade, i en påhittad värld.",
        "Starta en natt nu: utkast console night   Beställ en ansökan: utkast order NUMMER",
        f"Loggar: {home / 'logs'}   Stoppa allt: make down",
    )
    for line in told:
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def _login(settings: Settings, system: str) -> str:
    secret = settings.secrets_dir / f"{system}.{CASEWORKER}.password"
    return f"inloggning {CASEWORKER}, lösenord {secret.read_text(encoding='utf-8').strip()}"
