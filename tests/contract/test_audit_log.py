"""The audit log in our tables, on SQLite and on PostgreSQL: no gaps in it, and nothing undone unseen."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
import sqlalchemy as sa

from adapters.persistence.audit import SqlAuditLog
from adapters.persistence.audit_rows import LogNotWhole, values_of
from adapters.persistence.engine import Database
from adapters.persistence.perishing import SqlEntries
from adapters.persistence.seal import Seal, new_key
from adapters.persistence.tables import AuditHeadRow, AuditRow, WorkItemRow
from adapters.persistence.work_items import SqlWorkItems
from flows.audit import Act, Deed, Entry
from flows.audit_check import Finding, Wrong
from flows.erasing import Part
from flows.errors import SetUpTrouble, TablesAway
from flows.identity import PersonalNumber
from flows.records import Adult, ApplicationChild
from tests import examples
from tests.claimants import AUDIT_KEY, Order, all_at_once, crew
from tests.databases import our_postgresql, our_sqlite

SEAL = Seal([new_key()])
LAST_YEAR = datetime(2025, 11, 18, 8, 14, tzinfo=UTC)
CASE = "UTK-9901-100234"
OTHER = PersonalNumber("197908222388")
DEED = Deed(
    act=Act.PERSON_LOOKED_UP,
    account="utkast-01",
    municipality="exempelstad",
    system="Skatteverket",
    purpose="Handläggning av ekonomiskt bistånd",
    legal_basis="15 kap. socialtjänstlagen (2025:400)",
    case_ref=CASE,
    person=examples.APPLICANT,
    run="worker-1",
)


@pytest_asyncio.fixture(params=["sqlite", "postgresql"])
async def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return await our_sqlite(tmp_path)
    return await our_postgresql(request.getfixturevalue("postgresql_folder"))


@dataclass(slots=True, kw_only=True)
class Here:
    """A log, its database, and the time that it goes by."""

    database: Database
    log: SqlAuditLog
    now: datetime

    async def by_hand(self, *changes: sa.Update | sa.Delete | sa.Insert | sa.TextClause) -> None:
        """What somebody does to the tables without the key."""
        async with self.database.session() as session:
            for change in changes:
                await session.execute(change)

    async def recorded(self, number: int) -> Sequence[Entry]:
        """So many entries, each in a transaction of its own."""
        for _ in range(number):
            await self.log.record(DEED)
        return await self.log.of_case(CASE)


def log_in(database: Database) -> Here:
    here: Here
    log = SqlAuditLog(database, SEAL, lambda: AUDIT_KEY, now=lambda: here.now)
    here = Here(database=database, log=log, now=datetime.now(UTC))
    return here


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Here]:
    async with Database.opened(url) as database:
        yield log_in(database)


@pytest.fixture
def here(ours: Database) -> Here:
    return log_in(ours)


def where(number: int) -> sa.ColumnElement[bool]:
    return AuditRow.number == number


async def test_an_entry_says_all_of_its_deed_and_nobody_can_read_who_it_was_about(here: Here) -> None:
    await here.log.record(DEED, replace(DEED, act=Act.INCOMES_LOOKED_UP, person=None))
    first, second = await here.log.of_case(CASE)
    said = ("account", "municipality", "system", "purpose", "legal_basis", "case_ref", "run", "detail")
    assert [getattr(first, name) for name in said] == [getattr(DEED, name) for name in said]
    assert (first.number, second.number) == (1, 2)
    assert (first.act, second.act) == (Act.PERSON_LOOKED_UP, Act.INCOMES_LOOKED_UP)
    assert (first.person, second.person) == (SEAL.mark(examples.APPLICANT.digits), "")
    assert first.at == here.now
    assert await here.log.findings([]) == []


async def test_of_many_who_write_at_once_each_gets_a_number_and_none_is_left_out(here: Here) -> None:
    await asyncio.gather(*(here.log.record(replace(DEED, run=str(number))) for number in range(30)))
    entries = await here.log.of_case(CASE)
    assert [one.number for one in entries] == list(range(1, 31))
    assert {one.run for one in entries} == {str(number) for number in range(30)}
    assert await here.log.findings([]) == []


@pytest.mark.parametrize(
    "url", ["postgresql", pytest.param("sqlite", marks=pytest.mark.campaign)], indirect=True
)
async def test_several_processes_write_one_chain(url: str) -> None:
    async with crew(2) as writers:
        await all_at_once(writers, Order(act="audit", url=url, key=new_key(), number=20))
    async with opened(url) as here:
        entries = await here.log.of_case(CASE)
        assert [one.number for one in entries] == list(range(1, 41))
        assert len({one.run for one in entries}) == 2
        assert await here.log.findings([]) == []


async def test_what_waits_is_written_together(here: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    batches = []
    real = here.log._append

    async def counted(session: object, deeds: Sequence[Deed]) -> Sequence[Entry]:
        batches.append(len(deeds))
        return await real(session, deeds)  # type: ignore[arg-type]

    monkeypatch.setattr(here.log, "_append", counted)
    await asyncio.gather(*(here.log.record(DEED) for _ in range(8)))
    assert sum(batches) == 8
    assert len(batches) <= 2


async def test_one_who_is_cancelled_takes_nobody_else_along(here: Here) -> None:
    key_is_asked_for = asyncio.Event()

    def key() -> bytes:
        key_is_asked_for.set()
        return AUDIT_KEY

    log = SqlAuditLog(here.database, SEAL, key)
    first, *others = [asyncio.create_task(log.record(DEED)) for _ in range(4)]
    await key_is_asked_for.wait()
    first.cancel()
    assert await asyncio.gather(*others) == [None, None, None]
    assert len(await here.log.of_case(CASE)) >= 3
    assert await here.log.findings([]) == []


UNDONE: dict[str, tuple[Callable[[], Sequence[sa.Update | sa.Delete | sa.TextClause]], Finding]] = {
    "edited": (
        lambda: [sa.update(AuditRow).where(where(3)).values(purpose="annat")],
        Finding(wrong=Wrong.EDITED, first=3, last=3),
    ),
    "a time that Python has not": (
        lambda: [sa.text("UPDATE audit_log SET at = '4713-01-01 00:00:00 BC' WHERE number = 3")],
        Finding(wrong=Wrong.EDITED, first=3, last=3),
    ),
    "missing": (
        lambda: [sa.delete(AuditRow).where(where(3))],
        Finding(wrong=Wrong.MISSING, first=3, last=3),
    ),
    "moved": (
        lambda: [
            sa.update(AuditRow).where(where(one)).values(number=other)
            for one, other in ((2, 0), (4, 2), (0, 4))
        ],
        Finding(wrong=Wrong.REORDERED, first=2, last=2, belongs=4),
    ),
    "truncated": (
        lambda: [sa.delete(AuditRow).where(AuditRow.number > 3)],
        Finding(wrong=Wrong.TRUNCATED, first=4, last=5),
    ),
    "without its head": (
        lambda: [sa.delete(AuditHeadRow)],
        Finding(wrong=Wrong.SPLICED, first=1, last=5),
    ),
    "all of it gone with its head": (
        lambda: [sa.delete(AuditRow), sa.delete(AuditHeadRow)],
        Finding(wrong=Wrong.HEADLESS, first=0, last=0),
    ),
}


@pytest.mark.parametrize("how", UNDONE)
async def test_what_is_done_to_the_tables_is_found(here: Here, how: str) -> None:
    for number in range(5):
        await here.log.record(replace(DEED, run=f"worker-{number}"))
    changes, finding = UNDONE[how]
    await here.by_hand(*changes())
    assert finding in await here.log.findings([])


async def test_an_end_taken_away_with_its_head_is_found_by_the_anchor(here: Here) -> None:
    entries = await here.recorded(5)
    anchor = await here.log.head()
    await here.by_hand(
        sa.delete(AuditRow).where(AuditRow.number > 3),
        sa.update(AuditHeadRow).values(number=3, link=entries[2].link),
    )
    assert await here.log.findings([]) == []
    assert await here.log.findings([anchor]) == [Finding(wrong=Wrong.TRUNCATED, first=4, last=5)]


async def test_a_broken_part_is_set_aside_and_the_chain_goes_on_above_every_anchor(here: Here) -> None:
    await here.recorded(5)
    anchor = replace(await here.log.head(), number=9)
    await here.by_hand(sa.update(AuditRow).where(where(2)).values(account="annan"))
    assert len(await here.log.findings([anchor])) == 2
    begun = await here.log.set_aside(replace(DEED, act=Act.SET_ASIDE, detail="ärende 17"), [anchor])
    assert begun.number == 10
    assert await here.log.findings([anchor]) == []
    assert await here.log.standing_cut() == begun
    assert len(await here.log.of_case(CASE)) == 6
    await here.log.record(DEED)
    assert await here.log.findings([anchor, await here.log.head()]) == []
    await here.by_hand(sa.update(AuditRow).where(where(10)).values(detail="10 0 ärende 17"))
    assert await here.log.findings([anchor]) != []


@pytest.mark.parametrize("is_anchored", [True, False])
async def test_a_log_without_its_head_is_set_aside_and_goes_on_with_a_new_one(
    here: Here, is_anchored: bool
) -> None:
    await here.recorded(3)
    anchors = [await here.log.head()] if is_anchored else []
    await here.by_hand(sa.delete(AuditHeadRow))
    await here.log.set_aside(replace(DEED, act=Act.SET_ASIDE, detail="ärende 17"), anchors)
    await here.log.record(DEED)
    assert (await here.log.head()).number == 5
    assert await here.log.findings([*anchors, await here.log.head()]) == []


async def test_a_run_has_been_when_a_step_is_in_the_journal(here: Here) -> None:
    work = SqlWorkItems(here.database, SEAL)
    await work.collect(examples.work_item(), examples.application())
    assert not await here.log.has_run()
    await work.claim(CASE, "worker-1", examples.NOW)
    assert await here.log.has_run()


async def test_what_is_older_than_its_time_is_deleted_and_the_rest_still_proven(here: Here) -> None:
    here.now = LAST_YEAR
    await here.recorded(4)
    old_anchor = await here.log.head()
    here.now = LAST_YEAR + timedelta(days=300)
    await here.recorded(2)
    assert await here.log.purge(LAST_YEAR, replace(DEED, act=Act.PURGED, person=None, detail="tio år")) == 0
    purged = await here.log.purge(
        LAST_YEAR + timedelta(days=1), replace(DEED, act=Act.PURGED, person=None, detail="tio år")
    )
    assert purged == 4
    assert [one.number for one in await here.log.of_case(CASE)] == [5, 6, 7]
    assert await here.log.findings([old_anchor]) == []
    await here.by_hand(sa.delete(AuditRow).where(where(5)))
    assert await here.log.findings([]) == [Finding(wrong=Wrong.MISSING, first=5, last=5)]


async def test_a_time_that_somebody_has_set_back_takes_nothing_newer_with_it(here: Here) -> None:
    here.now = LAST_YEAR
    await here.recorded(2)
    here.now = LAST_YEAR + timedelta(days=300)
    await here.recorded(3)
    await here.by_hand(sa.update(AuditRow).where(where(4)).values(at=LAST_YEAR))
    purging = replace(DEED, act=Act.PURGED, person=None)
    before = LAST_YEAR + timedelta(days=1)
    assert (await SqlEntries(here.database, here.log, purging).held(before)).due == 2
    with pytest.raises(LogNotWhole, match="audit verify"):
        await here.log.purge(before, purging)
    assert await here.log.findings([]) == [Finding(wrong=Wrong.EDITED, first=4, last=4)]


@pytest.mark.parametrize("how", ["edited", "missing", "moved", "truncated"])
async def test_a_log_that_is_not_whole_is_not_purged_of_what_shows_it(here: Here, how: str) -> None:
    here.now = LAST_YEAR
    await here.recorded(5)
    changes, _ = UNDONE[how]
    await here.by_hand(*changes())
    before = [one.number for one in await here.log.of_case(CASE)]
    with pytest.raises(LogNotWhole):
        await here.log.purge(LAST_YEAR + timedelta(days=1), replace(DEED, act=Act.PURGED, person=None))
    assert [one.number for one in await here.log.of_case(CASE)] == before


async def test_nothing_can_be_put_where_a_purge_has_been(here: Here) -> None:
    here.now = LAST_YEAR
    await here.recorded(4)
    here.now = LAST_YEAR + timedelta(days=300)
    await here.recorded(2)
    kept = (await here.log.of_case(CASE))[-1]
    assert (
        await here.log.purge(LAST_YEAR + timedelta(days=1), replace(DEED, act=Act.PURGED, person=None)) == 4
    )
    assert await here.log.findings([]) == []
    await here.by_hand(sa.insert(AuditRow).values(values_of(replace(kept, number=3))))
    assert await here.log.findings([]) == [Finding(wrong=Wrong.SPLICED, first=3, last=3)]
    await here.by_hand(sa.update(AuditRow).where(where(3)).values(number=-7))
    assert [one.wrong for one in await here.log.findings([])] == [Wrong.UNPLACED]


async def test_a_person_finds_what_was_done_in_her_cases_and_in_nobody_elses(here: Here) -> None:
    await SqlWorkItems(here.database, SEAL).collect(examples.work_item(), examples.application())
    nobody = replace(DEED, person=None)
    await here.log.record(
        replace(nobody, act=Act.APPLICATION_READ),
        replace(nobody, act=Act.INBOX_LISTED, case_ref=""),
        replace(DEED, case_ref="UTK-9901-100999", person=OTHER),
    )
    (read,) = await here.log.of_person(examples.APPLICANT)
    assert read.act == Act.APPLICATION_READ
    (looked_up,) = await here.log.of_person(OTHER)
    assert looked_up.case_ref == "UTK-9901-100999"


async def test_of_two_in_one_application_each_finds_her_own_and_neither_the_others(here: Here) -> None:
    """The ex-partner is looked up because she is in the applicant's register: not that the other applied."""
    await SqlWorkItems(here.database, SEAL).collect(examples.work_item(), examples.application())
    nobody = replace(DEED, person=None)
    await here.log.record(
        replace(nobody, act=Act.APPLICATION_READ),
        replace(DEED, act=Act.CASE_OPENED),
        DEED,
        replace(DEED, person=OTHER),
        replace(DEED, act=Act.DRAFT_SAVED),
        replace(nobody, act=Act.EXPLAINED),
    )
    assert [one.number for one in await here.log.of_person(OTHER)] == [4]
    assert [one.number for one in await here.log.of_person(examples.APPLICANT)] == [1, 2, 3, 5, 6]
    assert await here.log.naming(OTHER) == []
    await here.by_hand(sa.update(WorkItemRow).values(person_mark=None, application=None))
    assert [one.number for one in await here.log.of_person(examples.APPLICANT)] == [1, 2, 3, 5, 6]
    assert [one.number for one in await here.log.of_person(OTHER)] == [4]


async def test_who_is_named_in_an_application_stopped_early_is_told_that_there_is_one(here: Here) -> None:
    child = ApplicationChild(personal_number=examples.CHILD)
    partner = Adult(personal_number=examples.PARTNER, signed=True)
    application = examples.application(co_applicant=partner, children=(child,))
    await SqlWorkItems(here.database, SEAL).collect(examples.work_item(), application)
    await here.log.record(replace(DEED, act=Act.APPLICATION_READ, person=None))
    for who, part, posts in (
        (examples.APPLICANT, Part.APPLICANT, 1),
        (examples.PARTNER, Part.NAMED, 0),
        (examples.CHILD, Part.NAMED, 0),
    ):
        assert [(one.case_ref, one.part) for one in await here.log.naming(who)] == [(CASE, part)]
        assert len(await here.log.of_person(who)) == posts
    assert await here.log.naming(OTHER) == []


async def test_without_a_key_nothing_is_written(here: Here) -> None:
    def none() -> bytes:
        raise SetUpTrouble("no key")

    keyless = SqlAuditLog(here.database, SEAL, none)
    with pytest.raises(SetUpTrouble):
        await keyless.record(DEED)
    assert (await here.log.head()).number == 0


async def test_all_who_wait_are_told_when_the_tables_are_away(tmp_path: Path) -> None:
    async with Database.as_it_is("postgresql+asyncpg://nobody@127.0.0.1:1/none") as away:
        log = SqlAuditLog(away, SEAL, lambda: AUDIT_KEY)
        began = time.monotonic()
        told = await asyncio.gather(*(log.record(DEED) for _ in range(3)), return_exceptions=True)
        assert [type(one) for one in told] == [TablesAway] * 3
        assert time.monotonic() - began < 10
