"""One municipality's installation for a campaign: its file, secrets, settings, and workers that use them.

The settings are the environment that a worker is started with, as in any installation.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import yaml

from adapters.persistence.seal import new_key
from flows.settings import PROJECT, Settings
from flows.wiring.sealing import KEYS
from tests.chaos.blows import Blow, noted
from tests.chaos.orders import LEASE_SECONDS, ORDERS, Orders
from tests.chaos.town import Town

MUNICIPALITY, CODE = "exempelstad", "9901"
PORTS = {
    "inbox": "inbox",
    "almanda": "case_system",
    "skatteverket": "population_register",
    "forsakringskassan": "benefits",
}
REGISTER = "blows"
"""Where a worker that dies by order says so, at its desk."""
ACCOUNTS = ("utkast-01", "utkast-02", "utkast-03")
SHORT_PACE = {
    "UTKAST_TIMEOUT_SECONDS": "12",
    "UTKAST_RETRY_SECONDS": "[1, 2, 4]",
    "UTKAST_UNCERTAIN_SECONDS": "30",
    "UTKAST_COOL_OFF_SECONDS": "1.5",
    "UTKAST_LONGEST_COOL_OFF_SECONDS": "6",
    "UTKAST_PATIENCE_SECONDS": "60",
    "UTKAST_GRACE_SECONDS": "5",
}
"""The robot's patience in a campaign: the same order of things, in seconds.

Nobody looks for a draft whose answer was lost for longer than a page may take, than a lease lasts, and than
the slowest write is on its way (`weather.LATE_SECONDS`): whoever looks earlier writes a second one.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A time, by the robot's own clock, when nothing may be asked of one system."""

    system: str
    starts: datetime
    ends: datetime


@dataclass(slots=True, kw_only=True)
class Premises:
    """A home with settings. `sessions` is how many accounts the robot may use in each system.

    In those of `alone` it has one. `hired` counts the workers.
    """

    home: Path
    town: Town
    database_url: str
    sessions: int = 2
    alone: tuple[str, ...] = ()
    hired: int = 0
    pace: Mapping[str, str] = field(default_factory=lambda: dict(SHORT_PACE))

    def fallen(self) -> Sequence[str]:
        """The blows that have come upon any worker, by their words."""
        registers = sorted(self.home.glob(f"workers/*/{REGISTER}"))
        return [words for register in registers for words in noted(register)]

    @property
    def secrets(self) -> Path:
        return self.home / "secrets"

    def furnish(self, windows: Sequence[Window] = ()) -> None:
        """Copy what the systems' owners handed over, make keys, and write the municipality's file."""
        shutil.copytree(self.town.handed_over, self.secrets)
        for name in KEYS:
            (self.secrets / name).touch(mode=0o600)
            (self.secrets / name).write_text(new_key(), encoding="utf-8")
        shutil.copytree(PROJECT / "config", self.home / "config")
        self._write_file(windows)

    def _write_file(self, windows: Sequence[Window]) -> None:
        path = self.home / "config" / "municipalities" / f"{MUNICIPALITY}.yaml"
        told = yaml.safe_load(path.read_text(encoding="utf-8"))
        for name, port in PORTS.items():
            closed = [
                {
                    "starts": one.starts.replace(tzinfo=None, microsecond=0),
                    "ends": one.ends.replace(tzinfo=None, microsecond=0),
                    "why": "byte av server",
                }
                for one in windows
                if one.system == name
            ]
            system = told["systems"][port]
            sessions = 1 if name in self.alone else self.sessions
            system |= {"accounts": list(ACCOUNTS), "sessions": sessions}
            system |= {"maintenance": closed, "closing_margin_minutes": 1}
        path.write_text(yaml.safe_dump(told, allow_unicode=True, sort_keys=False), encoding="utf-8")

    def environment(self) -> dict[str, str]:
        """The settings."""
        return {
            **self.pace,
            "UTKAST_ENV_FILE": "",
            "UTKAST_HOME": str(self.home),
            "UTKAST_CONFIG_DIR": str(self.home / "config"),
            "UTKAST_SECRETS_DIR": str(self.secrets),
            "UTKAST_DATABASE_URL": self.database_url,
            "UTKAST_MUNICIPALITY": MUNICIPALITY,
            "UTKAST_TODAY": self.town.world_date,
            "UTKAST_BASE_URLS": json.dumps({PORTS[name]: url for name, url in self.town.urls.items()}),
            "UTKAST_CA_FILES": json.dumps([str(self.secrets / "ca.pem")]),
        }

    def settings(self) -> Settings:
        """The settings, for those who only look."""
        return Settings(
            home=self.home,
            config_dir=self.home / "config",
            secrets_dir=self.secrets,
            database_url=self.database_url,
            municipality=MUNICIPALITY,
        )

    def hire(
        self, *, ahead: float = 0.0, lease: float = LEASE_SECONDS, blows: Sequence[Blow] = ()
    ) -> "Hired":
        """Start a worker with orders; what it says of itself goes to a file of its own."""
        desk = self.desk()
        orders = self.orders(desk, ahead=ahead, lease=lease, blows=blows)
        environment = os.environ | self.environment() | {ORDERS: orders.written()}
        with (desk / "said.txt").open("wb") as said:
            process = subprocess.Popen(
                [sys.executable, "-m", "tests.chaos.worker"],
                env=environment,
                cwd=PROJECT,
                stdout=said,
                stderr=said,
            )
        return Hired(process=process, begun=desk / "begun", register=desk / REGISTER)

    def desk(self) -> Path:
        """The next worker's folder."""
        self.hired += 1
        desk = self.home / "workers" / str(self.hired)
        desk.mkdir(parents=True)
        return desk

    def orders(
        self, desk: Path, *, ahead: float = 0.0, lease: float = LEASE_SECONDS, blows: Sequence[Blow] = ()
    ) -> Orders:
        """What the worker at the desk is told."""
        return Orders(
            register=str(desk / REGISTER),
            begun=str(desk / "begun"),
            ahead=ahead,
            lease=lease,
            blows=tuple(blows),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Hired:
    """A worker's process, the file that says that it has begun, and its register of blows."""

    process: "subprocess.Popen[bytes]"
    begun: Path
    register: Path
