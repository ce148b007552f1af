"""A PostgreSQL of our own for `make up DB=postgres`: the distribution's programs, our folder and port.

Prefect's tables need the extension pg_trgm, which the distribution's package `postgresql` brings. That
package's own cluster is not touched. It listens on this machine only; its one password is a secret file's.
"""

import os
import pwd
import re
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from flows.cli.background import Background
from flows.cli.trouble import CannotGoOn

DATABASES = {"UTKAST_DATABASE_URL": "utkast", "UTKAST_PREFECT_DATABASE_URL": "prefect"}
OWNER = "utkast"
NOTE = "postgresql-folder"
"""Tells where its files are when they are outside the home."""
READY_WITHIN_SECONDS, ENDED_WITHIN_SECONDS = 60.0, 60.0
INSTALL = "PostgreSQL is not installed: as root, apt-get install postgresql"


def started(home: Path, port: int) -> Mapping[str, str]:
    """Make it if it is not there, start it if it does not run; the settings that lead to it.

    Raises CannotGoOn when its programs are not installed.
    """
    programs, folder = _programs(), _folder(home)
    server = _server(home)
    if not (folder / "data").exists():
        _make(programs, folder, home)
    if server.running() is None:
        options = ["-D", str(folder / "data"), "-p", str(port), "-k", str(folder), "-h", "127.0.0.1"]
        server.start([*_as_nobody_special(), str(programs / "postgres"), *options])
        (home / "run" / "postgresql-port").write_text(str(port), encoding="ascii")
    port = int((home / "run" / "postgresql-port").read_text(encoding="ascii"))
    server.until_ready(lambda: _answers(programs, port), within=READY_WITHIN_SECONDS)
    _make_databases(programs, home, port)
    password = _password(home).read_text(encoding="ascii")
    address = f"postgresql+asyncpg://{OWNER}:{password}@127.0.0.1:{port}"
    return {setting: f"{address}/{name}" for setting, name in DATABASES.items()}


def stop(home: Path) -> bool:
    """Stop it; False when it does not run."""
    return _server(home).stop(within=ENDED_WITHIN_SECONDS)


def runs(home: Path) -> bool:
    """Whether it runs."""
    return _server(home).running() is not None


def remove(home: Path) -> None:
    """Take away what it keeps outside the home; it does not run."""
    note = home / "run" / NOTE
    if note.exists():
        shutil.rmtree(note.read_text(encoding="utf-8"), ignore_errors=True)


def _server(home: Path) -> Background:
    return Background(
        name="PostgreSQL",
        mark="postgres",
        pid_file=home / "run" / "postgresql.pid",
        log=home / "logs" / "postgresql.log",
    )


def _programs() -> Path:
    """The newest version's folder of programs, where Debian puts them or wherever PATH leads."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    found = str(debian[-1]) if debian else shutil.which("initdb")
    if found is None:
        raise CannotGoOn(INSTALL)
    return Path(found).resolve().parent


def _version(program: Path) -> int:
    return int(re.sub(r"\D", "", program.parent.parent.name) or 0)


def _folder(home: Path) -> Path:
    """Where its files are. Root's own folders are closed to the user that it runs as: then elsewhere."""
    if os.geteuid() != 0:
        return home / "postgresql"
    note = home / "run" / NOTE
    if not note.exists():
        note.parent.mkdir(parents=True, exist_ok=True)
        # mkdtemp makes it private.
        folder = tempfile.mkdtemp(prefix="utkast-postgresql-", dir="/var/tmp")  # nosec B108
        shutil.chown(folder, _user())
        note.write_text(folder, encoding="utf-8")
    return Path(note.read_text(encoding="utf-8"))


def _user() -> str:
    """The package makes this user; where it has not, nobody."""
    known = {one.pw_name for one in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _as_nobody_special() -> Sequence[str]:
    """PostgreSQL refuses to run as root."""
    return ["setpriv", f"--reuid={_user()}", "--clear-groups", "--"] if os.geteuid() == 0 else []


def _make(programs: Path, folder: Path, home: Path) -> None:
    password = _password(home)
    if not password.exists():
        password.touch(mode=0o600)
        password.write_text(secrets.token_urlsafe(24), encoding="ascii")
    folder.mkdir(parents=True, exist_ok=True)
    # The user that it runs as may not read our secrets: a copy for as long as it takes.
    told = folder / "password"
    told.touch(mode=0o600)
    told.write_bytes(password.read_bytes())
    if os.geteuid() == 0:
        shutil.chown(told, _user())
    how = ["-D", str(folder / "data"), "-U", OWNER, "--auth=scram-sha-256", f"--pwfile={told}"]
    try:
        _run([*_as_nobody_special(), str(programs / "initdb"), *how, "--encoding=UTF8", "--locale=C.UTF-8"])
    finally:
        told.unlink()


def _make_databases(programs: Path, home: Path, port: int) -> None:
    there = _asked(programs, home, port, question="SELECT datname FROM pg_database").split()
    for name in DATABASES.values():
        if name not in there:
            _asked(programs, home, port, question=f"CREATE DATABASE {name}")


def _asked(programs: Path, home: Path, port: int, *, question: str) -> str:
    where = ["-h", "127.0.0.1", "-p", str(port), "-U", OWNER, "-d", "postgres", "-At", "-c", question]
    password = _password(home).read_text(encoding="ascii")
    return _run([str(programs / "psql"), *where], more={"PGPASSWORD": password})


def _answers(programs: Path, port: int) -> bool:
    asking = [str(programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
    return subprocess.run(asking, check=False).returncode == 0  # noqa: S603 - our own command


def _run(command: Sequence[str], more: Mapping[str, str] | None = None) -> str:
    environment = dict(os.environ) | dict(more or {})
    ran = subprocess.run(command, stdin=subprocess.DEVNULL, env=environment, capture_output=True, check=False)  # noqa: S603
    if ran.returncode:
        raise CannotGoOn(f"{Path(command[-1]).name}: {ran.stderr.decode(errors='replace').strip()}")
    return ran.stdout.decode()


def _password(home: Path) -> Path:
    return home / "secrets" / "postgresql.password"
