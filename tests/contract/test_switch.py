"""The port Switch, kept by the fake and by our tables on SQLite and on PostgreSQL alike."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from adapters.persistence.engine import Database
from adapters.persistence.seal import Seal
from adapters.persistence.switch import SqlSwitch
from adapters.persistence.tables import PauseRow
from flows.journal import Pause
from tests import examples
from tests.contract.our_tables import KEY, Tables
from tests.databases import our_sqlite

NOW = examples.NOW
LATER = NOW + timedelta(hours=1)
PAUSE = Pause(since=NOW, who="Kim Exempel", reason="Almanda räknar fel")
SECOND = replace(PAUSE, since=LATER, who="Robin Exempel", reason="Ny version")


def everything_in(folder: Path) -> bytes:
    return b"".join(part.read_bytes() for part in folder.iterdir())


async def test_a_pause_stands_until_somebody_resumes(tables: Tables) -> None:
    assert await tables.switch.paused("exempelstad") is None
    assert await tables.switch.pause("exempelstad", PAUSE)
    assert await tables.switch.paused("exempelstad") == PAUSE
    assert await tables.switch.resume("exempelstad", "Robin Exempel", LATER)
    assert await tables.switch.paused("exempelstad") is None


async def test_the_first_pause_stands(tables: Tables) -> None:
    assert await tables.switch.pause("exempelstad", PAUSE)
    assert not await tables.switch.pause("exempelstad", SECOND)
    assert await tables.switch.paused("exempelstad") == PAUSE


async def test_what_is_not_paused_cannot_be_resumed(tables: Tables) -> None:
    assert not await tables.switch.resume("exempelstad", "Robin Exempel", NOW)
    await tables.switch.pause("exempelstad", PAUSE)
    assert await tables.switch.resume("exempelstad", "Robin Exempel", NOW)
    assert not await tables.switch.resume("exempelstad", "Robin Exempel", NOW)


async def test_one_municipality_is_paused_without_the_others(tables: Tables) -> None:
    await tables.switch.pause("exempelstad", PAUSE)
    assert await tables.switch.paused("another") is None
    assert not await tables.switch.resume("another", "Robin Exempel", NOW)
    assert await tables.switch.pause("another", SECOND)
    assert await tables.switch.paused("exempelstad") == PAUSE


async def test_of_many_who_pause_at_once_one_has_paused(tables: Tables) -> None:
    pauses = [replace(PAUSE, who=f"Person {number}") for number in range(8)]
    paused = await asyncio.gather(*(tables.switch.pause("exempelstad", one) for one in pauses))
    assert paused.count(True) == 1
    assert await tables.switch.paused("exempelstad") == pauses[paused.index(True)]
    resumed = await asyncio.gather(*(tables.switch.resume("exempelstad", "Kim", LATER) for _ in range(8)))
    assert resumed.count(True) == 1


async def test_who_paused_and_who_resumed_is_kept_and_cannot_be_read_off_the_file(tmp_path: Path) -> None:
    seal = Seal([KEY])
    async with Database.opened(await our_sqlite(tmp_path)) as database:
        switch = SqlSwitch(database, seal)
        await switch.pause("exempelstad", PAUSE)
        await switch.resume("exempelstad", "Robin Exempel", LATER)
        await switch.pause("exempelstad", SECOND)
        async with database.session() as session:
            first, then = await session.scalars(select(PauseRow).order_by(PauseRow.id))
    assert first.ended_by is not None
    assert [seal.unseal(words).decode() for words in (first.who, first.reason, first.ended_by)] == [
        "Kim Exempel",
        "Almanda räknar fel",
        "Robin Exempel",
    ]
    assert (first.ended_at, then.ended_at) == (LATER, None)
    stored = everything_in(tmp_path)
    assert b"exempelstad" in stored
    assert b"Exempel" not in stored
    assert "räknar fel".encode() not in stored
