"""What has been kept long enough goes, on both databases; what is open, or younger, or another's stays."""

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest_asyncio
from sqlalchemy import ColumnElement, select, text

from adapters.persistence.engine import Database
from adapters.persistence.perishing import SqlContents, SqlSteps
from adapters.persistence.seal import Seal, new_key
from adapters.persistence.switch import SqlSwitch
from adapters.persistence.tables import AssessmentRow, DraftRow, WorkItemRow
from adapters.persistence.work_items import SqlWorkItems
from flows.eligibility.assessment import Assessment
from flows.eligibility.case import CaseFacts
from flows.journal import Pause
from flows.records import Application
from flows.retention import HAS_CONTENT, OPEN, Held
from flows.work import PURGED, Outcome, State
from tests import examples
from tests.household_facts import Case

TOWN, NOW = "exempelstad", examples.NOW
LATER = NOW + timedelta(days=400)
BEFORE = LATER - timedelta(days=365)
DONE = Outcome(state=State.AWAITING_CASEWORKER, explanation="Utkastet väntar på dig.")
REF, OPEN_REF, YOUNG_REF = "UTK-9901-100234", "UTK-9901-100235", "UTK-9901-100236"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Three applications: one that is settled and old, one that is open and old, one that is new."""

    database: Database
    work: SqlWorkItems
    switch: SqlSwitch
    contents: SqlContents
    steps: SqlSteps


@pytest_asyncio.fixture
async def kept(ours: Database) -> Kept:
    seal = Seal([new_key()])
    here = Kept(
        database=ours,
        work=SqlWorkItems(ours, seal),
        switch=SqlSwitch(ours, seal),
        contents=SqlContents(ours, seal, TOWN),
        steps=SqlSteps(ours, TOWN),
    )
    await filled(here.work)
    return here


async def filled(work: SqlWorkItems) -> None:
    for ref in ("100234", "100235", "100236"):
        case_ref = f"UTK-9901-{ref}"
        then = LATER if case_ref == YOUNG_REF else NOW
        item = examples.work_item(ref, collected_at=then, updated_at=then)
        await work.collect(item, examples.application(ref))
        if case_ref != OPEN_REF:
            await work.claim(case_ref, "w", then)
            await work.keep_assessment(*assessed(case_ref), then, worker="w")
            await work.keep_draft(examples.draft(ref), "77", then, worker="w")
            await work.settle(case_ref, DONE, then, worker="w")


def assessed(case_ref: str) -> tuple[CaseFacts, Assessment]:
    case = Case()
    return replace(case.facts(), case_ref=case_ref), replace(case.assessed(), case_ref=case_ref)


async def test_what_is_to_go_is_counted_and_nothing_is_touched(kept: Kept) -> None:
    assert await kept.contents.held(BEFORE) == Held(number=3, due=1, oldest=NOW, stays={OPEN: 1})
    assert await kept.contents.held(None) == Held(number=3, due=0, oldest=NOW)
    assert await kept.steps.held(BEFORE) == Held(number=3, due=0, oldest=NOW, stays={OPEN: 1, HAS_CONTENT: 1})
    assert await kept.work.application(REF) == examples.application()


async def test_the_content_goes_and_a_bare_item_is_left_that_nobody_prepares_again(kept: Kept) -> None:
    assert await kept.contents.purge(BEFORE, LATER) == 1
    item = await kept.work.find(REF)
    assert item is not None
    assert (item.period, item.outcome.explanation, item.outcome.state) == (None, PURGED, DONE.state)
    assert await application_of(kept.work, REF) is None
    assert await kept.work.draft(REF) is None
    assert list(await kept.work.assessments(REF)) == []
    assert len(await kept.work.journal(REF)) > 0
    for stays in (OPEN_REF, YOUNG_REF):
        assert await application_of(kept.work, stays) is not None
    assert await kept.contents.purge(BEFORE, LATER) == 0


async def application_of(work: SqlWorkItems, ref: str) -> Application | None:
    try:
        return await work.application(ref)
    except LookupError:
        return None


async def test_the_bare_item_goes_with_its_steps_when_its_own_time_is_out(kept: Kept) -> None:
    assert await kept.steps.purge(BEFORE, LATER) == 0
    await kept.contents.purge(BEFORE, LATER)
    assert await kept.steps.purge(BEFORE, LATER) == 1
    assert await kept.work.find(REF) is None
    assert list(await kept.work.journal(REF)) == []
    assert {one.case_ref for one in await kept.work.listed(TOWN)} == {OPEN_REF, YOUNG_REF}


async def test_pauses_go_when_they_have_ended_long_ago_and_one_that_stands_does_not(kept: Kept) -> None:
    for _ in range(2):
        assert await kept.switch.pause(TOWN, Pause(since=NOW, who="Anna", reason="Byte"))
        await kept.switch.resume(TOWN, "Anna", NOW)
    assert await kept.switch.pause(TOWN, Pause(since=NOW, who="Anna", reason="Står"))
    assert (await kept.steps.held(BEFORE)).due == 2
    assert await kept.steps.purge(BEFORE, LATER) == 2
    assert await kept.switch.paused(TOWN) is not None


async def test_one_that_is_taken_up_again_is_left_alone(kept: Kept) -> None:
    """Somebody reviews it after it was found to be due, just before it would be emptied."""

    class Hurried(SqlContents):
        async def _emptied(self, ref: str, which: ColumnElement[bool]) -> bool:
            assert await kept.work.claim(REF, "reviewer", LATER)
            return await super()._emptied(ref, which)

    assert await Hurried(kept.database, Seal([new_key()]), TOWN).purge(BEFORE, LATER) == 0
    assert await kept.work.application(REF) == examples.application()


async def test_another_municipalitys_are_left_alone(kept: Kept) -> None:
    elsewhere = SqlContents(kept.database, Seal([new_key()]), "nystad")
    assert await elsewhere.held(BEFORE) == Held(number=0, due=0)
    assert await elsewhere.purge(BEFORE, LATER) == 0
    assert await kept.work.application(REF) == examples.application()


async def test_a_repeated_application_is_still_known_by_one_that_stays(kept: Kept) -> None:
    await kept.contents.purge(BEFORE, LATER)
    assert await kept.work.is_repeated(YOUNG_REF)


async def test_the_database_is_swept_and_works_on(kept: Kept) -> None:
    await kept.contents.purge(BEFORE, LATER)
    assert await kept.database.swept()
    assert await kept.work.application(YOUNG_REF) == examples.application("100236")


async def test_nothing_that_was_purged_is_left_in_sqlites_files(tmp_path: Path) -> None:
    """The very bytes that were sealed are looked for, in the file and in the one beside it."""
    seal = Seal([new_key()])
    async with Database.opened(f"sqlite+aiosqlite:///{tmp_path / 'utkast.db'}") as database:
        async with database.session() as session:
            # As SQLite has it where it was built without this: what is deleted stands where it stood.
            await session.execute(text("PRAGMA secure_delete=OFF"))
        await filled(SqlWorkItems(database, seal))
        contents = SqlContents(database, seal, TOWN)
        sealed = await sealed_of(database, REF)
        assert all(one in bytes_in(tmp_path) for one in sealed)
        await contents.purge(BEFORE, LATER)
        assert any(one in bytes_in(tmp_path) for one in sealed), "then there is nothing to sweep"
        assert await database.swept()
        assert [one for one in sealed if one in bytes_in(tmp_path)] == []
        (kept, *_) = await sealed_of(database, YOUNG_REF)
        assert kept in bytes_in(tmp_path)


async def sealed_of(database: Database, case_ref: str) -> list[bytes]:
    """A piece of each sealed value of an application; a whole one may be spread over pages."""
    columns = (
        (WorkItemRow.application, WorkItemRow),
        (WorkItemRow.explanation, WorkItemRow),
        (DraftRow.draft, DraftRow),
        (AssessmentRow.facts, AssessmentRow),
    )
    async with database.session() as session:
        whole = [
            await session.scalar(select(column).where(table.case_ref == case_ref))
            for column, table in columns
        ]
    return [one[20:80] for one in whole if one]


def bytes_in(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())
