"""The port WorkItems, kept by the fake and by our tables on SQLite and on PostgreSQL alike."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from adapters.persistence.engine import Database
from adapters.persistence.seal import NoDataKey, Seal, new_key
from adapters.persistence.work_items import SqlWorkItems
from flows.eligibility.assessment import Proposal
from flows.eligibility.period import Period
from flows.ports import WorkItems
from flows.records import Adult
from flows.swedish_time import SWEDEN
from flows.work import LEASE, Outcome, State
from tests import examples
from tests.contract.our_tables import KEY, Tables
from tests.databases import our_sqlite
from tests.household_facts import Case, cost

TODAY = examples.NOW.date()
A_MOMENT = timedelta(seconds=1)
WAITS = Outcome(state=State.WAITING, wait_until=TODAY)


@pytest.fixture
def work(tables: Tables) -> WorkItems:
    return tables.work


async def test_an_application_is_taken_in_once(work: WorkItems) -> None:
    item = examples.work_item()
    assert await work.collect(item, examples.application())
    assert not await work.collect(replace(item, collected_at=examples.NOW + timedelta(days=1)), None)
    assert await work.find(item.case_ref) == item
    assert await work.application(item.case_ref) == examples.application()


async def test_one_application_reference_cannot_become_two_items(work: WorkItems) -> None:
    item = examples.work_item()
    assert await work.collect(item, examples.application())
    assert not await work.collect(replace(item, case_ref="UTK-9901-other"), examples.application())
    assert [one.case_ref for one in await work.listed("exempelstad")] == [item.case_ref]


async def test_an_application_that_never_could_be_read_is_a_lookup_error(work: WorkItems) -> None:
    await work.collect(examples.work_item(), None)
    with pytest.raises(LookupError):
        await work.application("UTK-9901-100234")


async def test_a_second_application_for_the_month_is_known_as_a_repetition(work: WorkItems) -> None:
    later = examples.NOW + timedelta(hours=1)
    december = Period(2026, 12)
    for ref, at, period in (
        ("100001", examples.NOW, examples.NOVEMBER),
        ("100002", later, examples.NOVEMBER),
        ("100003", later, december),
    ):
        item = examples.work_item(ref, collected_at=at, period=period)
        await work.collect(item, examples.application(ref, period=period))
    somebody_else = Adult(personal_number=examples.PARTNER, signed=True)
    other = examples.application("100004", applicant=somebody_else)
    await work.collect(examples.work_item("100004", collected_at=later), other)
    repeated = [await work.is_repeated(f"UTK-9901-{ref}") for ref in ("100001", "100002", "100003", "100004")]
    assert repeated == [False, True, False, False]


async def test_items_that_stand_alike_are_counted_with_the_oldest_first_of_each(tables: Tables) -> None:
    waits = Outcome(state=State.WAITING, reason="PENDING_BENEFIT")
    drafted = Outcome(state=State.AWAITING_CASEWORKER, proposal=Proposal.BIFALL)
    for hours, outcome in enumerate([drafted, waits, drafted, Outcome(state=State.FAILED, reason="X")]):
        at = examples.NOW + timedelta(hours=hours)
        await tables.standing(outcome, ref=f"10000{hours}", collected_at=at)
    await tables.collected("100009", municipality="annanstad")
    told = [
        (one.state, one.why, one.number, one.oldest) for one in await tables.tallies.tallied("exempelstad")
    ]
    assert told == [
        (State.AWAITING_CASEWORKER, "BIFALL", 2, examples.NOW),
        (State.WAITING, "PENDING_BENEFIT", 1, examples.NOW + timedelta(hours=1)),
        (State.FAILED, "X", 1, examples.NOW + timedelta(hours=3)),
    ]
    assert await tables.tallies.tallied("tomstad") == []


async def test_one_worker_holds_an_item_until_the_lease_is_over(work: WorkItems) -> None:
    item = examples.work_item()
    await work.collect(item, examples.application())
    assert await work.claim(item.case_ref, "first", examples.NOW)
    assert not await work.claim(item.case_ref, "second", examples.NOW + LEASE)
    assert await work.claim(item.case_ref, "second", examples.NOW + LEASE + A_MOMENT)
    held = await work.find(item.case_ref)
    assert held is not None
    assert (held.outcome.state, held.attempts) == (State.PREPARING, 2)


async def test_a_settled_item_gives_its_lease_back(work: WorkItems) -> None:
    item = examples.work_item()
    await work.collect(item, examples.application())
    await work.claim(item.case_ref, "first", examples.NOW)
    assert await work.settle(item.case_ref, WAITS, examples.NOW, worker="first")
    assert await work.claim(item.case_ref, "second", examples.NOW)


async def test_a_killed_workers_item_is_free_within_two_minutes(work: WorkItems) -> None:
    item = examples.work_item()
    await work.collect(item, examples.application())
    await work.claim(item.case_ref, "killed", examples.NOW)
    assert await work.claim(item.case_ref, "second", examples.NOW + timedelta(minutes=2))


async def test_a_renewed_lease_lasts_from_the_renewal_and_counts_no_attempt(work: WorkItems) -> None:
    item = examples.work_item()
    await work.collect(item, examples.application())
    later = examples.NOW + LEASE - A_MOMENT
    await work.claim(item.case_ref, "first", examples.NOW)
    assert await work.renew(item.case_ref, "first", later)
    assert not await work.claim(item.case_ref, "second", later + LEASE)
    held = await work.find(item.case_ref)
    assert held is not None
    assert (held.attempts, held.updated_at) == (1, examples.NOW)
    assert await work.claim(item.case_ref, "second", later + LEASE + A_MOMENT)


async def test_a_lease_that_is_over_is_still_its_workers_until_another_takes_it(work: WorkItems) -> None:
    item = examples.work_item()
    await work.collect(item, examples.application())
    await work.claim(item.case_ref, "first", examples.NOW)
    long_after = examples.NOW + timedelta(hours=3)
    assert await work.renew(item.case_ref, "first", long_after)
    assert not await work.claim(item.case_ref, "second", long_after + LEASE)


async def test_a_worker_goes_on_with_an_item_that_it_holds_itself(work: WorkItems) -> None:
    item = examples.work_item()
    await work.collect(item, examples.application())
    assert await work.claim(item.case_ref, "first", examples.NOW)
    assert await work.claim(item.case_ref, "first", examples.NOW + A_MOMENT)


@pytest.mark.parametrize("settled", [False, True])
async def test_a_worker_that_lost_its_item_changes_nothing_of_it(work: WorkItems, *, settled: bool) -> None:
    item = examples.work_item()
    await work.collect(item, examples.application())
    await work.claim(item.case_ref, "first", examples.NOW)
    later = examples.NOW + LEASE + A_MOMENT
    assert await work.claim(item.case_ref, "second", later)
    if settled:
        assert await work.settle(item.case_ref, WAITS, later, worker="second")
    as_it_stands = await work.find(item.case_ref)

    failed = Outcome(state=State.FAILED)
    assert not await work.renew(item.case_ref, "first", later)
    assert not await work.keep_draft(examples.draft(), "77", later, worker="first")
    assert not await work.settle(item.case_ref, failed, later, worker="first")
    assert await work.find(item.case_ref) == as_it_stands
    assert await work.draft(item.case_ref) is None
    assert await work.settle(item.case_ref, failed, later, worker="second") is not settled


async def test_an_item_that_nobody_claimed_is_nobodys_to_settle(work: WorkItems) -> None:
    item = examples.work_item()
    await work.collect(item, examples.application())
    assert not await work.renew(item.case_ref, "first", examples.NOW)
    assert not await work.settle(item.case_ref, WAITS, examples.NOW, worker="first")
    assert await work.find(item.case_ref) == item


async def test_an_item_is_put_in_another_state_only_as_it_was_read(work: WorkItems) -> None:
    read = examples.work_item()
    await work.collect(read, examples.application())
    await work.claim(read.case_ref, "first", examples.NOW)
    assert not await work.put(read, WAITS, examples.NOW)
    await work.settle(read.case_ref, read.outcome, examples.NOW, worker="first")
    assert not await work.put(read, WAITS, examples.NOW)
    again = await work.find(read.case_ref)
    assert again is not None
    assert await work.put(again, WAITS, examples.NOW + A_MOMENT)
    assert not await work.put(again, Outcome(state=State.FAILED), examples.NOW)
    put = await work.find(read.case_ref)
    assert put == replace(again, outcome=WAITS, updated_at=examples.NOW + A_MOMENT)
    assert await work.put(put, WAITS, examples.NOW + 2 * A_MOMENT)
    assert not await work.put(put, Outcome(state=State.FAILED), examples.NOW)
    assert not await work.put(examples.work_item("999999"), WAITS, examples.NOW)


async def test_whoever_holds_an_item_that_is_put_away_loses_it(work: WorkItems) -> None:
    item = examples.work_item()
    await work.collect(item, examples.application())
    await work.claim(item.case_ref, "first", examples.NOW)
    held = await work.find(item.case_ref)
    assert held is not None
    assert await work.put(held, Outcome(state=State.NEEDS_HUMAN), examples.NOW)
    assert not await work.renew(item.case_ref, "first", examples.NOW)
    assert not await work.settle(item.case_ref, WAITS, examples.NOW, worker="first")


async def test_the_hour_that_comes_twice_in_october_lengthens_no_lease(work: WorkItems) -> None:
    item = examples.work_item()
    await work.collect(item, examples.application())
    summer_time = datetime(2026, 10, 25, 2, 59, 30, tzinfo=SWEDEN)
    normal_time = datetime(2026, 10, 25, 2, 1, 1, tzinfo=SWEDEN, fold=1)
    assert normal_time.astimezone(UTC) - summer_time.astimezone(UTC) == LEASE + A_MOMENT
    assert await work.claim(item.case_ref, "first", summer_time)
    assert await work.claim(item.case_ref, "second", normal_time)


async def test_an_unknown_item_cannot_be_claimed(work: WorkItems) -> None:
    assert not await work.claim("UTK-9901-nobody", "first", examples.NOW)


async def test_a_draft_is_kept_as_it_was_read_back(work: WorkItems) -> None:
    await work.collect(examples.work_item(), examples.application())
    assert await work.draft("UTK-9901-100234") is None
    await work.claim("UTK-9901-100234", "first", examples.NOW)
    for now in (examples.NOW, examples.NOW + LEASE):
        assert await work.keep_draft(examples.draft(), "77", now, worker="first")
    assert not await work.claim("UTK-9901-100234", "second", examples.NOW + LEASE + A_MOMENT)
    assert await work.draft("UTK-9901-100234") == examples.draft()


async def test_every_assessment_is_kept_with_its_facts_and_the_latest_comes_first(work: WorkItems) -> None:
    await work.collect(examples.work_item(), examples.application())
    assert list(await work.assessments("UTK-9901-100234")) == []
    await work.claim("UTK-9901-100234", "first", examples.NOW)
    case = Case(costs=(cost("RENT", 5800),))
    facts = replace(case.facts(), case_ref="UTK-9901-100234")
    first = replace(case.assessed(), case_ref=facts.case_ref)
    then = replace(first, amount=Decimal(1), findings=())
    tomorrow = examples.NOW + timedelta(days=1)
    assert await work.keep_assessment(facts, then, tomorrow, worker="first")
    assert await work.keep_assessment(facts, first, examples.NOW, worker="first")
    assert await work.keep_assessment(facts, first, tomorrow, worker="first")
    kept = await work.assessments("UTK-9901-100234")
    assert [(one.made_at, one.facts, one.assessment) for one in kept] == [
        (tomorrow, facts, first),
        (tomorrow, facts, then),
        (examples.NOW, facts, first),
    ]


def _everything_in(folder: Path) -> bytes:
    return b"".join(part.read_bytes() for part in folder.iterdir())


async def test_nothing_personal_lies_open_in_the_file(tmp_path: Path) -> None:
    async with Database.opened(await our_sqlite(tmp_path)) as database:
        work = SqlWorkItems(database, Seal([KEY]))
        await work.collect(examples.work_item(), examples.application())
        await work.claim("UTK-9901-100234", "first", examples.NOW)
        assert await work.keep_draft(examples.draft(), "77", examples.NOW, worker="first")
    stored = _everything_in(tmp_path)
    assert examples.APPLICANT.digits.encode() not in stored
    assert examples.HOME.street.encode() not in stored
    assert b"UTK-9901-100234" in stored


async def test_another_key_opens_nothing_and_a_new_key_still_opens_the_old(tmp_path: Path) -> None:
    async with Database.opened(await our_sqlite(tmp_path)) as database:
        await SqlWorkItems(database, Seal([KEY])).collect(examples.work_item(), examples.application())
        rotated = SqlWorkItems(database, Seal([new_key(), KEY]))
        assert await rotated.application("UTK-9901-100234") == examples.application()
        with pytest.raises(NoDataKey, match="does not fit"):
            await SqlWorkItems(database, Seal([new_key()])).application("UTK-9901-100234")


async def test_an_item_that_the_tables_cannot_hold_is_not_taken_for_one_that_is_in(ours: Database) -> None:
    nobodys = examples.work_item(municipality=None)
    with pytest.raises(IntegrityError):
        await SqlWorkItems(ours, Seal([KEY])).collect(nobodys, examples.application())


def test_no_key_is_refused_with_the_way_to_make_one() -> None:
    with pytest.raises(NoDataKey, match="utkast new-key"):
        Seal([])
