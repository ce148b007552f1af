"""Where a drill is held: an installation in a folder of its own, and a person who types in it.

What is typed runs in a shell, as the runbooks are written for: with `utkast` on the path, in the folder that
holds `.utkast`. What stands in a runbook for something of the reader's own is put in.
"""

import asyncio
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from prefect.settings import PREFECT_API_URL
from sqlalchemy import select

from flows.wiring.keys import KeyBox
from flows.work import WorkItem
from mock_legacy.world.generator import Recipe
from mock_legacy.world.models import Account
from tests.drills.pages import SECRETS, SERVERS_SECRETS
from tests.end_to_end.installation import MUNICIPALITY, Installation, installed

if TYPE_CHECKING:
    from mock_legacy.platform.run import RunningMocks

PROJECT = Path(__file__).resolve().parents[2]
QUICK = {
    "UTKAST_RETRY_SECONDS": "[0.5, 1.0]",
    "UTKAST_UNCERTAIN_SECONDS": "1",
    "UTKAST_COOL_OFF_SECONDS": "1",
    "UTKAST_LONGEST_COOL_OFF_SECONDS": "2",
    "UTKAST_PATIENCE_SECONDS": "3",
    "UTKAST_TIMEOUT_SECONDS": "20",
}
"""What takes minutes in a municipality takes seconds here."""
PORT_OF = {
    "E-tjänster": "inbox",
    "Almanda": "case_system",
    "Skatteverket": "population_register",
    "Försäkringskassan": "benefits",
}
HOUSEHOLD = "single_with_costs"
LONGEST_COMMAND = 200
_CASE_REF = "UTK-9901-100234"
_EVIDENCE = re.compile(r"\d{8}T\d{6}-[a-z]+-[0-9a-f]{8}\.(json|png)")
_ADDRESS = "https://almanda.example.se/"
_PREFECT = "http://127.0.0.1:4200/api"
_BACKUPS = "/var/backups/utkast"
# systemd hands a copy of the secrets to each unit that it starts.
_SYSTEMCTL = """#!/bin/sh
[ "$1" = restart ] || exit 1
rm -rf {handed_out} && cp -r {secrets} {handed_out}
"""
_RETIRED = re.compile(r"(?<=utkast keys retire )[0-9a-f]{8}")
_RELEASED = re.compile(r"(?<=utkast systems release )\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a command said, and its exit code."""

    line: str
    code: int
    said: str

    def __str__(self) -> str:
        return f"$ {self.line}\n{self.said}(exit code {self.code})"


@dataclass(slots=True, kw_only=True)
class Stage:
    """One household's application, and all that may go wrong with it. `system` is the one it is about."""

    here: Installation
    folder: Path
    system: str = "Almanda"
    changes: dict[str, str] = field(default_factory=dict)
    _begun: "subprocess.Popen[str] | None" = None

    def types(self, line: str, *, stdin: str = "") -> Answer:
        """What a person types, with the reader's own in place of the runbook's examples."""
        put_in = self._put_in(line)
        done = subprocess.run(
            ["bash", "-c", put_in],
            cwd=self.folder,
            env=self._environment(),
            input=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=LONGEST_COMMAND,
            check=False,
        )
        return Answer(line=put_in, code=done.returncode, said=done.stdout)

    def begins(self, line: str) -> None:
        """The same, and it goes on while more is typed, until `ended` or the end of the drill."""
        self._begun = self._started(line)

    def ended(self) -> Answer:
        """What that one said; it is waited for."""
        assert self._begun is not None
        said, _ = self._begun.communicate(timeout=LONGEST_COMMAND)
        return Answer(line="begun before", code=self._begun.returncode, said=said)

    def cleared(self) -> None:
        """Nothing that was begun goes on after the drill."""
        if self._begun is not None and self._begun.poll() is None:
            self._begun.kill()
            self._begun.wait()

    def _started(self, line: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            ["bash", "-c", f"exec {line}"],
            cwd=self.folder,
            env=self._environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    @contextmanager
    def meanwhile(self, line: str) -> Iterator["subprocess.Popen[str]"]:
        """The same, while something else happens; it is waited for when the block ends."""
        running = self._started(line)
        try:
            yield running
            running.communicate(timeout=LONGEST_COMMAND)
        finally:
            if running.poll() is None:
                running.kill()
                running.wait()

    def night(self) -> Answer:
        """The night that meets what has gone wrong."""
        return self.types("utkast night")

    def strike(self, kind: str, system: str, step: str, **more: object) -> None:
        """Something goes wrong with one screen until it is mended."""
        self.here.strike(kind, system, step, **{"count": None, **more})

    def mended(self) -> None:
        """The system's owner has mended the system."""
        self.here.mocks.platform.faults.clear()

    @property
    def case_ref(self) -> str:
        """Our reference of the application."""
        return self.here.case_ref(HOUSEHOLD)

    @property
    def item(self) -> WorkItem:
        """The application as our tables have it."""
        item = asyncio.run(self._found())
        assert item is not None
        return item

    @property
    def known(self) -> bool:
        """Whether our tables have it."""
        return asyncio.run(self._found()) is not None

    async def _found(self) -> WorkItem | None:
        async with self.here.work() as work:
            return await work.find(self.case_ref)

    @property
    def backups(self) -> Path:
        """Where the backups lie."""
        return self.folder / "backups"

    @property
    def log(self) -> str:
        """The robot's log."""
        file = self.here.settings.home / "logs" / "utkast.jsonl"
        return file.read_text(encoding="utf-8") if file.exists() else ""

    def on_a_server(self) -> None:
        """From now on the secrets lie where a server has them, and the workers have copies of them."""
        secrets, tools = self.folder / "credentials", self.folder / "tools"
        tools.mkdir()
        stand_in = tools / "systemctl"
        stand_in.write_text(_SYSTEMCTL.format(handed_out=self._handed_out, secrets=secrets), encoding="utf-8")
        stand_in.chmod(0o755)
        self.types(f"cp -r {SECRETS} {secrets} && cp -r {secrets} {self._handed_out}")
        self.changes |= {"UTKAST_SECRETS_DIR": str(secrets), "PATH": f"{tools}:{self._path}"}

    def night_of_a_worker(self) -> Answer:
        """A night of a worker that was started before, with the secrets that it was handed then."""
        return self.types(f"UTKAST_SECRETS_DIR={self._handed_out} utkast night")

    @property
    def _handed_out(self) -> Path:
        return self.folder / "handed-out"

    @property
    def _path(self) -> str:
        return f"{Path(sys.executable).parent}:{os.environ['PATH']}"

    def municipality_file(self) -> Path:
        """The municipality's file, in a folder of settings that is the drill's own."""
        config = self.folder / "config"
        if not config.exists():
            self.types(f"cp -r {PROJECT / 'config'} config")
            self.changes["UTKAST_CONFIG_DIR"] = str(config)
        return config / "municipalities" / f"{MUNICIPALITY}.yaml"

    def _put_in(self, line: str) -> str:
        line = line.replace(_CASE_REF, self.case_ref).replace(_BACKUPS, str(self.backups))
        if (secrets := self.changes.get("UTKAST_SECRETS_DIR")) is not None:
            line = line.replace(SERVERS_SECRETS, secrets).replace(SECRETS, secrets)
        line = line.replace(_PREFECT, str(PREFECT_API_URL.value()))
        line = line.replace(_ADDRESS, self.here.settings.base_urls[PORT_OF[self.system]])
        line = _RETIRED.sub(lambda _: KeyBox(self.here.settings).seen.older[-1], line)
        line = _EVIDENCE.sub(lambda name: self._latest_evidence(name[1]), line)
        return _RELEASED.sub(self.system, line)

    def _latest_evidence(self, ending: str) -> str:
        files = sorted((self.here.settings.home / "evidence").glob(f"*.{ending}"))
        assert files, f"there is no evidence that ends with .{ending}"
        return files[-1].name

    def _environment(self) -> Mapping[str, str]:
        usual = {**self.here.environment(), **QUICK, "PATH": self._path, "COLUMNS": "120"}
        return {**usual, **self.changes}


@contextmanager
def set_up(mocks: "RunningMocks", folder: Path, *beside: str) -> Iterator[Stage]:
    """An installation in `folder`, and one household that has applied; all is lifted after the drill.

    `beside` are households that have applied too, and that the drill is not about.
    """
    scenarios = (HOUSEHOLD, *beside)
    mocks.reset(Recipe(applications=len(scenarios), scenarios=scenarios))
    passwords = _passwords(mocks)
    stage = Stage(here=installed(mocks, folder / ".utkast"), folder=folder)
    try:
        yield stage
    finally:
        stage.cleared()
        mocks.platform.faults.clear()
        _set_back(mocks, passwords)


def _passwords(mocks: "RunningMocks") -> Mapping[tuple[str, str], str]:
    with mocks.world.session() as session:
        return {(one.system, one.username): one.password for one in session.scalars(select(Account))}


def _set_back(mocks: "RunningMocks", passwords: Mapping[tuple[str, str], str]) -> None:
    """A password that was changed in a drill would shut out whoever comes after it."""
    with mocks.world.session() as session:
        for account in session.scalars(select(Account)):
            account.password = passwords[account.system, account.username]
