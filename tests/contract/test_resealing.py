"""What is sealed is counted by key and sealed anew, on both databases; and nobody's work is lost by it."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import Table, select, update

from adapters import evidence_keys
from adapters.evidence_folder import EvidenceFolder
from adapters.persistence.engine import Database
from adapters.persistence.resealing import Passed, SealedTables, sealed_tables
from adapters.persistence.seal import Keys, NoDataKey, Seal, key_id, new_key
from adapters.persistence.switch import SqlSwitch
from adapters.persistence.tables import WorkItemRow
from adapters.persistence.work_items import SqlWorkItems
from flows.failures import Piece
from flows.journal import Pause
from flows.work import Outcome, State
from tests import examples

OLD, NEW = new_key(), new_key()
NOW, REF, TOWN = examples.NOW, "UTK-9901-100234", "exempelstad"
WAITS = Outcome(state=State.WAITING, explanation="Väntar på svar.")


@pytest.fixture
def database(ours: Database) -> Database:
    return ours


async def filled(database: Database, seal: Seal) -> SqlWorkItems:
    """An application that waits, its draft, and a pause that has ended."""
    work, switch = SqlWorkItems(database, seal), SqlSwitch(database, seal)
    await work.collect(examples.work_item(), examples.application())
    await work.claim(REF, "w", NOW)
    await work.keep_draft(examples.draft(), "77", NOW, worker="w")
    await work.settle(REF, WAITS, NOW, worker="w")
    await switch.pause(TOWN, Pause(since=NOW, who="Anna", reason="Byte"))
    await switch.resume(TOWN, "Berit", NOW)
    return work


async def test_every_value_is_counted_and_sealed_anew(database: Database) -> None:
    await filled(database, Seal([OLD]))
    tables = SealedTables(database, Seal([NEW, OLD]))
    before = await tables.counted()
    assert {name: dict(found) for name, found in before.items() if found} == {
        "work_items": {key_id(OLD): 2},
        "drafts": {key_id(OLD): 1},
        "pauses": {key_id(OLD): 3},
    }
    assert await tables.resealed() == Passed(sealed=6)
    assert {one for found in (await tables.counted()).values() for one in found} == {key_id(NEW)}
    assert await tables.resealed() == Passed()
    work = SqlWorkItems(database, Seal([NEW]))
    item = await work.find(REF)
    assert item is not None
    assert item.outcome == WAITS
    assert await work.application(REF) == examples.application()
    assert await work.draft(REF) == examples.draft()


async def test_what_was_sealed_before_there_were_ids_is_sealed_anew_too(database: Database) -> None:
    await filled(database, Seal([OLD]))
    before = Fernet(OLD).encrypt("Från förr.".encode())
    async with database.session() as session:
        await session.execute(update(WorkItemRow).values(explanation=before))
    tables = SealedTables(database, Seal([OLD]))
    assert (await tables.counted())["work_items"] == {"": 1, key_id(OLD): 1}
    assert await tables.resealed() == Passed(sealed=1)
    item = await SqlWorkItems(database, Seal([OLD])).find(REF)
    assert item is not None
    assert item.outcome.explanation == "Från förr."


async def test_what_no_key_opens_is_counted_left_as_it_is_and_keeps_nothing_else(database: Database) -> None:
    work = await filled(database, Seal([OLD]))
    await SqlWorkItems(database, Seal([new_key()])).collect(examples.work_item("100999"), None)
    tables = SealedTables(database, Seal([NEW, OLD]))
    assert await tables.resealed() == Passed(sealed=6, closed=1)
    with pytest.raises(NoDataKey):
        await work.find(REF)


async def test_what_somebody_writes_meanwhile_is_theirs_and_sealed_anew_next_time(database: Database) -> None:
    """Between the reading of a row and its writing a worker settles the item, with the key of before."""
    await filled(database, Seal([OLD]))
    work = SqlWorkItems(database, Seal(Keys(data=(OLD,), coming=(NEW,))))
    told = Outcome(state=State.AWAITING_CASEWORKER, explanation="Utkastet står där.")

    class Hurried(SealedTables):
        async def _resealed(self, table: Table, row: dict[str, Any]) -> Passed:
            if table.name != "work_items":
                return await super()._resealed(table, row)
            item = await work.find(REF)
            assert item is not None
            if item.outcome != told:
                await work.put(item, told, NOW + timedelta(seconds=1))
            return await super()._resealed(table, row)

    tables = Hurried(database, Seal([NEW, OLD]))
    assert (await tables.resealed()).sealed < 6
    assert (await tables.resealed()).sealed > 0
    item = await SqlWorkItems(database, Seal([NEW])).find(REF)
    assert item is not None
    assert item.outcome == told


async def test_a_worker_without_the_new_key_claims_nothing_of_it_and_costs_it_no_try(
    database: Database,
) -> None:
    await filled(database, Seal([NEW]))
    with pytest.raises(NoDataKey, match=key_id(NEW)):
        await SqlWorkItems(database, Seal([OLD])).claim_next(TOWN, "old", NOW)
    claimed = await SqlWorkItems(database, Seal([NEW, OLD])).claim_next(TOWN, "new", NOW)
    assert claimed is not None
    assert (claimed.attempts, claimed.claims) == (1, 2)


def test_every_kind_of_column_that_we_seal_is_found() -> None:
    found = {table.name for table in sealed_tables()}
    assert found >= {"work_items", "assessments", "drafts", "pauses"}


async def test_evidence_is_sealed_anew_and_keeps_its_time(tmp_path: Path) -> None:
    folder = EvidenceFolder(tmp_path, Seal([OLD]))
    name = await folder.note(Piece(name="", at=NOW, system="Almanda", code="UNEXPECTED"))
    file = tmp_path / f"{name}.json"
    taken = file.stat().st_mtime_ns
    assert evidence_keys.counted(tmp_path) == {key_id(OLD): 1}
    assert evidence_keys.resealed(tmp_path, Seal([NEW, OLD])) == Passed(sealed=1)
    assert evidence_keys.counted(tmp_path) == {key_id(NEW): 1}
    assert file.stat().st_mtime_ns == taken
    assert (await EvidenceFolder(tmp_path, Seal([NEW])).pieces())[0].code == "UNEXPECTED"


async def test_marks_are_the_same_when_the_data_key_is_another(database: Database) -> None:
    await filled(database, Seal([OLD]))
    async with database.session() as session:
        (mark,) = await session.scalars(select(WorkItemRow.person_mark))
    assert mark == Seal([OLD]).mark(examples.APPLICANT.digits)
