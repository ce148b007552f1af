"""One municipality's installation: settings, secrets and nights; and what the systems' own records say.

The records are asked for over the control interface, so that no test believes the robot's own word.
"""

import json
import os
import shutil
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
from prefect.settings import PREFECT_API_URL
from sqlalchemy import update

from flows.cli.keys import ensure_key
from flows.cli.mocks import PORTS
from flows.logs import log_to
from flows.nightly import nightly
from flows.ports import WorkItems
from flows.report import RunReport
from flows.review import review
from flows.robot import Robot
from flows.settings import PROJECT, Settings
from flows.wiring.robots import robot_at_work
from flows.wiring.store import opened_store
from flows.work import WorkItem, case_ref_for
from mock_legacy.world.generator import Recipe
from mock_legacy.world.models import InboxInstance
from tests.trust import TRUST

if TYPE_CHECKING:
    from mock_legacy.platform.run import RunningMocks

MUNICIPALITY, CODE = "exempelstad", "9901"
Record = Mapping[str, Any]


@dataclass(slots=True, kw_only=True)
class Installation:
    """A home of its own against mock systems that others may use too; only its date moves."""

    mocks: "RunningMocks"
    settings: Settings

    def new_world(self, *scenarios: str, applications: int | None = None, marked: bool = False) -> None:
        """Make the world anew: one household for each scenario named, or `applications` of all kinds.

        In a `marked` world each person's words can be found again.
        """
        number = len(scenarios) if applications is None else applications
        self.mocks.reset(Recipe(applications=number, scenarios=scenarios, marked=marked))
        self.settings = self.settings.model_copy(update={"today": self.mocks.world.today()})

    def tomorrow(self) -> None:
        """A day passes, for the robot and for the world."""
        assert self.settings.today is not None
        day = self.settings.today + timedelta(days=1)
        self.settings = self.settings.model_copy(update={"today": day})
        self.mocks.world.move_to(day)

    def take_out_of_the_inbox(self) -> None:
        """Whatever lies in the inbox now was taken in by somebody else."""
        theirs = update(InboxInstance).where(InboxInstance.delivered_external_id.is_(None))
        with self.mocks.world.session() as session:
            session.execute(theirs.values(delivered_external_id="2026-1", delivered_system="Almanda"))

    def put_in(self, payload: bytes, *, like: str) -> str:
        """One more form in the inbox, whole or spoilt, from whoever sent `like`; its number."""
        answer = httpx.post(
            f"{self.mocks.urls['control']}/inbox",
            params={"like": like},
            content=payload,
            verify=TRUST,
            timeout=30,
        )
        answer.raise_for_status()
        return str(answer.json()["flow_instance_id"])

    def form(self, number: str) -> bytes:
        """The XML of an application, to be spoilt."""
        answer = httpx.get(f"{self.mocks.urls['control']}/inbox/{number}", verify=TRUST, timeout=30)
        answer.raise_for_status()
        return answer.content

    def strike(self, kind: str, system: str, step: str, **more: object) -> None:
        """Put a fault in force, once unless said otherwise."""
        order = {"kind": kind, "system": system, "step": step, "count": 1, **more}
        answer = httpx.post(f"{self.mocks.urls['control']}/faults", json=order, verify=TRUST, timeout=30)
        answer.raise_for_status()

    @asynccontextmanager
    async def at_work(self, **changes: object) -> AsyncIterator[Robot]:
        """A warm robot; `changes` are settings that differ."""
        settings = self.settings.model_copy(update=changes)
        async with robot_at_work(settings, MUNICIPALITY) as robot:
            yield robot

    async def night(self, **changes: object) -> RunReport:
        """One night, from login to report."""
        async with self.at_work(**changes):
            return await nightly(MUNICIPALITY)

    async def review(self, case_ref: str, **changes: object) -> WorkItem:
        """One application on demand."""
        async with self.at_work(**changes):
            return await review(MUNICIPALITY, case_ref)

    @asynccontextmanager
    async def work(self) -> AsyncIterator[WorkItems]:
        """Our own tables."""
        async with opened_store(self.settings) as store:
            yield store.work

    async def items(self) -> Mapping[str, WorkItem]:
        """Every application by the inbox's number."""
        async with self.work() as work:
            return {item.application_ref: item for item in await work.listed(MUNICIPALITY)}

    def records(self, what: str, **chosen: str) -> Sequence[Record]:
        """The systems' own records, such as `state/drafts`."""
        answer = httpx.get(f"{self.mocks.urls['control']}/{what}", params=chosen, verify=TRUST, timeout=30)
        answer.raise_for_status()
        rows: Sequence[Record] = answer.json()
        return rows

    def drafts(self) -> Mapping[str, Record]:
        """Almanda's own drafts that carry a reference of ours; each reference at most once."""
        ours = [row for row in self.records("state/drafts") if row["external_reference"]]
        by_reference = {row["external_reference"]: row for row in ours}
        assert len(by_reference) == len(ours), "an application has two drafts"
        return by_reference

    def application_numbers(self) -> Mapping[str, str]:
        """The inbox's number of each scenario's application."""
        return {row["scenario"]: str(row["flow_instance_id"]) for row in self.records("expected")}

    def case_ref(self, scenario: str) -> str:
        """Our reference of the only application of a scenario."""
        return case_ref_for(CODE, self.application_numbers()[scenario])

    def environment(self) -> dict[str, str]:
        """What a program finds the installation by; of this process's settings only the browser's place."""
        theirs = ("UTKAST_", "PREFECT_")
        kept = {
            name: value
            for name, value in os.environ.items()
            if name == "UTKAST_BROWSER_PATH" or not name.startswith(theirs)
        }
        return kept | {
            "UTKAST_ENV_FILE": str(self.settings.home / "none.env"),
            "UTKAST_HOME": str(self.settings.home),
            "UTKAST_SECRETS_DIR": str(self.settings.secrets_dir),
            "UTKAST_MUNICIPALITY": self.settings.municipality,
            "UTKAST_TODAY": str(self.settings.today),
            "UTKAST_BASE_URLS": json.dumps(self.settings.base_urls),
            "UTKAST_CA_FILES": json.dumps([str(file) for file in self.settings.ca_files]),
            "UTKAST_PREFECT_API_URL": str(PREFECT_API_URL.value()),
            "PYTHONPATH": str(PROJECT),
            "NO_COLOR": "1",
        }

    def secret(self, name: str) -> Path:
        """The file of a secret."""
        return self.settings.secrets_dir / name

    def logged(self) -> Sequence[Record]:
        """Every line of the robot's log."""
        text = (self.settings.home / "logs" / "utkast.jsonl").read_text(encoding="utf-8")
        return [json.loads(line) for line in text.splitlines()]


QUICK: dict[str, Any] = {
    "retry_seconds": (0.5, 1.0, 2.0),
    "uncertain_seconds": 1.0,
    "cool_off_seconds": 1.0,
    "longest_cool_off_seconds": 2.0,
    "patience_seconds": 60.0,
}
"""A pace for tests: what takes minutes in a municipality takes seconds here."""


def installed(mocks: "RunningMocks", home: Path) -> Installation:
    """Install: copy what the systems' owners handed over, make a data key, send the log home."""
    secrets = home / "secrets"
    shutil.copytree(mocks.credentials_dir, secrets)
    settings = Settings(
        home=home,
        secrets_dir=secrets,
        municipality=MUNICIPALITY,
        today=mocks.world.today(),
        base_urls={port: mocks.urls[name] for name, port in PORTS.items()},
        ca_files=(secrets / "ca.pem",),
        timeout_seconds=60,
        **QUICK,
    )
    ensure_key(settings)
    log_to(home / "logs")
    return Installation(mocks=mocks, settings=settings)
