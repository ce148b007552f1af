"""How each trouble is brought about, and what its mending takes that is not the robot's to do."""

import asyncio
import sqlite3
import subprocess
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import undefer

from adapters.clock import StockholmClock
from adapters.persistence.engine import Database
from adapters.persistence.tables import AccountLeaseRow, WorkItemRow
from flows.wiring.sealing import seal_for
from flows.work import LEASE
from mock_legacy.platform.accounts import unlock_accounts
from mock_legacy.world.models import Draft
from tests.drills.stage import Stage
from tests.end_to_end.installation import MUNICIPALITY

ALMANDAS_SECRET = "almanda.utkast-01.password"
BEAT_SECONDS = 0.1
WITHIN_SECONDS = 90
LONG_AGO = timedelta(hours=1)


def struck(kind: str, system: str, step: str, **more: object) -> "Struck":
    """A night that meets a fault of one of the systems."""
    return Struck(kind, system, step, more)


class Struck:
    """Puts a fault in force and runs the night."""

    def __init__(self, kind: str, system: str, step: str, more: Mapping[str, object]) -> None:
        self._fault = (kind, system, step)
        self._more = more

    def __call__(self, stage: Stage) -> None:
        stage.strike(*self._fault, **self._more)
        stage.night()


def owner_mends(stage: Stage) -> None:
    """The system's owner has put it right."""
    stage.mended()


def collected(stage: Stage) -> None:
    """A night takes the application in and comes no further."""
    stage.strike("http_error", "almanda", "search", status=500)
    stage.night()
    stage.mended()


def slow(stage: Stage) -> None:
    """A screen takes longer than the robot is told to wait."""
    stage.changes["UTKAST_TIMEOUT_SECONDS"] = "2"
    stage.strike("latency", "skatteverket", "population", latency_ms=6000)
    stage.night()
    del stage.changes["UTKAST_TIMEOUT_SECONDS"]


def answer_lost(stage: Stage) -> None:
    """The line is cut when the form has been taken, and the list of drafts does not come either."""
    stage.strike("error_after_write", "almanda", "draft_form", count=1)
    stage.strike("http_error", "almanda", "draft", status=502)
    stage.strike("http_error", "almanda", "drafts", status=502, method="POST")
    stage.night()


# LOGIN_REFUSED, ACCOUNT_LOCKED


def wrong_secret(stage: Stage) -> None:
    """The password was changed in the system, and the robot was not told."""
    file = stage.here.secret(ALMANDAS_SECRET)
    file.write_text("00000000-fel", encoding="utf-8")
    stage.night()


def right_secret(stage: Stage) -> Mapping[str, str]:
    """What is typed into the secret's file."""
    handed_over = stage.here.mocks.credentials_dir / ALMANDAS_SECRET
    return {"install": handed_over.read_text(encoding="utf-8")}


def unlocked(stage: Stage) -> None:
    """The owner has unlocked the account and knows who had locked it."""
    stage.mended()
    unlock_accounts(stage.here.mocks.world)


# SYSTEM_UNREACHABLE


def wrong_address(stage: Stage) -> None:
    """Nobody answers where the system is said to be."""
    stage.here.settings.base_urls["benefits"] = "https://127.0.0.1:9"
    stage.night()


def right_address(stage: Stage) -> None:
    """The address is put right."""
    stage.here.settings.base_urls["benefits"] = stage.here.mocks.urls["forsakringskassan"]


# OUTSIDE_HOURS


def closed_now(stage: Stage) -> None:
    """The municipality's file says that the case system is closed at this hour."""
    file = stage.municipality_file()
    now = datetime.now(StockholmClock().now().tzinfo)
    hours = "00:00-00:30" if now.hour >= 12 else "23:30-24:00"
    text = file.read_text(encoding="utf-8")
    place = "    adapter: almanda\n"
    file.write_text(text.replace(place, f'{place}    hours:\n      mon-sun: "{hours}"\n'), encoding="utf-8")
    stage.night()


def right_hours(stage: Stage) -> None:
    """The hours in the file are put right."""
    file = stage.municipality_file()
    kept = [line for line in file.read_text(encoding="utf-8").splitlines(keepends=True) if '"00:' not in line]
    text = "".join(line for line in kept if '-24:00"' not in line and line != "    hours:\n")
    file.write_text(text, encoding="utf-8")


# NO_FREE_ACCOUNT


def accounts_lent(stage: Stage) -> None:
    """Another worker has all the robot's accounts in the case system, and is alive."""
    stage.types("utkast list")
    asyncio.run(_lend(stage, "another-worker", datetime.now(StockholmClock().now().tzinfo)))
    stage.night()


def accounts_free(stage: Stage) -> None:
    """The other worker has ended."""
    asyncio.run(_lend(stage, None, datetime.now(StockholmClock().now().tzinfo)))


async def _lend(stage: Stage, holder: str | None, now: datetime) -> None:
    lease = {"holder": holder, "held_since": holder and now, "lease_until": holder and now + LONG_AGO}
    async with Database.opened(stage.here.settings.database) as database, database.session() as session:
        for account in ("utkast-01", "utkast-02"):
            key = {"municipality": MUNICIPALITY, "system": "Almanda", "account": account}
            await session.execute(delete(AccountLeaseRow).filter_by(**key))
            session.add(AccountLeaseRow(**key, **lease, refused_as="", refused_mark=""))


# TABLES_AWAY


def file_locked(stage: Stage) -> None:
    """Another program takes the robot's database for itself in the middle of the night."""
    stage.changes["UTKAST_PATIENCE_SECONDS"] = "300"
    stage.strike("latency", "almanda", "household", latency_ms=3000, count=1)
    with stage.meanwhile("utkast night") as night:
        _until(night, lambda: '"system": "almanda", "account"' in stage.log)
        holder = sqlite3.connect(stage.here.settings.home / "utkast.db", isolation_level=None)
        try:
            holder.execute("BEGIN EXCLUSIVE")
            _until(night, lambda: "tables.away" in stage.log)
        finally:
            holder.close()


def _until(night: "subprocess.Popen[str]", happens: Callable[[], bool]) -> None:
    over = time.monotonic() + WITHIN_SECONDS
    while not happens():
        assert night.poll() is None, "the night ended first"
        assert time.monotonic() < over, "it did not happen"
        with suppress(subprocess.TimeoutExpired):
            night.wait(BEAT_SECONDS)


# WORKER_LOST


def workers_died(stage: Stage) -> None:
    """Each worker that took the application has died with it in hand."""
    collected(stage)
    asyncio.run(_claimed_and_left(stage))
    stage.night()


async def _claimed_and_left(stage: Stage) -> None:
    long_ago = StockholmClock(stage.here.settings.today).now() - LONG_AGO
    async with stage.here.work() as work:
        for number in range(stage.here.settings.most_attempts):
            then = long_ago + number * (LEASE + timedelta(seconds=1))
            assert await work.claim(stage.case_ref, f"dead-{number}", then)


# DRAFT_MISMATCH, DRAFT_DUPLICATED


def draft_removed(stage: Stage) -> None:
    """The caseworker has removed the draft that was wrong."""
    stage.mended()
    with stage.here.mocks.world.session() as session:
        for draft in session.scalars(select(Draft).where(Draft.external_reference == stage.case_ref)):
            session.delete(draft)


def one_of_two_removed(stage: Stage) -> None:
    """The caseworker has chosen which of the two is to stand."""
    stage.mended()
    with stage.here.mocks.world.session() as session:
        ours = select(Draft).where(Draft.external_reference == stage.case_ref)
        first, *others = session.scalars(ours)
        assert first is not None
        for draft in others:
            session.delete(draft)


# UNEXPECTED


def stored_by_another_version(stage: Stage) -> None:
    """What lies in our tables is of a form that this version does not know."""
    collected(stage)
    right = asyncio.run(_application(stage, b"{}"))
    stage.here.secret("application.right").write_bytes(right)
    stage.night()


def right_version(stage: Stage) -> None:
    """The right version is installed again."""
    right = stage.here.secret("application.right").read_bytes()
    asyncio.run(_application(stage, seal_for(stage.here.settings).unseal(right)))


async def _application(stage: Stage, becomes: bytes) -> bytes:
    """Put other words in place of the stored application; what lay there, sealed."""
    seal = seal_for(stage.here.settings)
    async with Database.opened(stage.here.settings.database) as database, database.session() as session:
        row = (await session.scalars(select(WorkItemRow).options(undefer(WorkItemRow.application)))).one()
        lay = row.application
        assert lay is not None
        row.application = seal.seal(becomes)
    return lay
