"""What is due, in which order it is claimed, and when the next will be: the port WorkItems, three times."""

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from flows.swedish_time import SWEDEN
from flows.work import LEASE, Outcome, State
from tests import examples
from tests.contract.our_tables import Tables

SLUG = "exempelstad"
NOW = examples.NOW
TODAY = NOW.date()
A_MOMENT = datetime.resolution
SOON = NOW + timedelta(minutes=1)
TOMORROW = TODAY + timedelta(days=1)


async def refs_due(tables: Tables, now: datetime = NOW) -> list[str]:
    return [one.application_ref for one in await tables.work.due(SLUG, now)]


async def claimed(tables: Tables, now: datetime = NOW, *, without: tuple[str, ...] = ()) -> str | None:
    item = await tables.work.claim_next(SLUG, "worker", now, without=without)
    return item and item.application_ref


DUE = [
    Outcome(state=State.COLLECTED),
    Outcome(state=State.WAITING, wait_until=TODAY),
    Outcome(state=State.WAITING, wait_until=TODAY - timedelta(days=3)),
    Outcome(state=State.WAITING),
    Outcome(state=State.WAITING, wait_until=TODAY, not_before=NOW),
    Outcome(state=State.UNCERTAIN),
    Outcome(state=State.UNCERTAIN, not_before=NOW),
]
NOT_DUE = [
    Outcome(state=State.WAITING, wait_until=TOMORROW),
    Outcome(state=State.WAITING, wait_until=TODAY, not_before=NOW + A_MOMENT),
    Outcome(state=State.WAITING, wait_until=TOMORROW, not_before=NOW),
    Outcome(state=State.UNCERTAIN, not_before=NOW + A_MOMENT),
    Outcome(state=State.COLLECTED, not_before=NOW + A_MOMENT),
    Outcome(state=State.AWAITING_CASEWORKER),
    Outcome(state=State.NEEDS_HUMAN),
    Outcome(state=State.FAILED),
    Outcome(state=State.DECIDED),
]


@pytest.mark.parametrize("outcome", DUE, ids=repr)
async def test_what_is_due_is_listed_and_claimed(tables: Tables, outcome: Outcome) -> None:
    await tables.standing(outcome)
    assert await refs_due(tables) == ["100234"]
    assert await claimed(tables) == "100234"


@pytest.mark.parametrize("outcome", NOT_DUE, ids=repr)
async def test_what_is_not_due_is_neither_listed_nor_claimed(tables: Tables, outcome: Outcome) -> None:
    await tables.standing(outcome)
    assert await refs_due(tables) == []
    assert await claimed(tables) is None


async def test_the_first_come_is_claimed_first_and_told_as_it_stands(tables: Tables) -> None:
    for minutes, ref in ((3, "100001"), (1, "100003"), (2, "100002")):
        await tables.collected(ref, collected_at=NOW + timedelta(minutes=minutes))
    assert await refs_due(tables) == ["100003", "100002", "100001"]
    first = await tables.work.claim_next(SLUG, "worker", NOW)
    assert first == await tables.now(examples.work_item("100003"))
    assert (first.outcome.state, first.attempts, first.claims) == (State.PREPARING, 1, 1)
    assert [await claimed(tables) for _ in range(3)] == ["100002", "100001", None]


async def test_those_that_came_in_one_moment_are_claimed_by_their_reference(tables: Tables) -> None:
    for ref in ("100002", "100001", "100003"):
        await tables.collected(ref)
    assert [await claimed(tables) for _ in range(3)] == ["100001", "100002", "100003"]


async def test_another_municipalitys_items_are_not_ours_to_claim(tables: Tables) -> None:
    await tables.collected()
    assert await tables.work.claim_next("another", "worker", NOW) is None
    assert await tables.work.next_due("another", NOW - LEASE) is None
    assert not await tables.work.due("another", NOW)


async def test_a_delay_costs_no_place_in_the_queue(tables: Tables) -> None:
    for minutes, ref in enumerate(("100001", "100002", "100003")):
        await tables.collected(ref, collected_at=NOW + timedelta(minutes=minutes))
    assert await claimed(tables) == "100001"
    delayed = Outcome(state=State.WAITING, not_before=SOON)
    assert await tables.work.settle("UTK-9901-100001", delayed, NOW, worker="worker", attempts=1)
    assert await claimed(tables) == "100002"
    assert await claimed(tables, SOON) == "100001"
    assert await claimed(tables, SOON) == "100003"


async def test_what_waits_for_a_system_that_is_away_is_passed_by(tables: Tables) -> None:
    await tables.standing(Outcome(state=State.WAITING, waits_for="Almanda"), "100001")
    await tables.collected("100002")
    assert await claimed(tables, without=("Almanda", "Skatteverket")) == "100002"
    assert await claimed(tables, without=("Almanda", "Skatteverket")) is None
    assert await claimed(tables, without=("Skatteverket",)) == "100001"


async def test_a_system_is_probed_with_the_least_tried_of_those_that_wait_for_it(tables: Tables) -> None:
    waits = Outcome(state=State.WAITING, waits_for="Almanda")
    for ref in ("100001", "100002", "100003"):
        await tables.standing(waits, ref)
    await tables.collected("100000")
    for _ in range(2):
        await tables.work.claim("UTK-9901-100001", "worker", NOW)
    await tables.work.settle("UTK-9901-100001", waits, NOW, worker="worker")

    async def probe() -> str | None:
        found = await tables.work.claim_waiting_for(SLUG, "Almanda", "worker", now=NOW)
        return found and found.application_ref

    assert [await probe() for _ in range(4)] == ["100002", "100003", "100001", None]


async def test_a_probe_is_made_with_nothing_that_is_not_due(tables: Tables) -> None:
    await tables.standing(Outcome(state=State.WAITING, waits_for="Almanda", not_before=SOON))
    assert await tables.work.claim_waiting_for(SLUG, "Almanda", "worker", now=NOW) is None
    assert await tables.work.claim_waiting_for(SLUG, "Skatteverket", "worker", now=SOON) is None
    assert await tables.work.claim_waiting_for(SLUG, "Almanda", "worker", now=SOON) is not None


async def test_what_a_dead_worker_left_is_due_when_its_lease_is_over_and_not_before(tables: Tables) -> None:
    await tables.collected()
    assert await tables.work.claim_next(SLUG, "dead", NOW) is not None
    assert await claimed(tables, NOW + LEASE) is None
    assert await refs_due(tables, NOW + LEASE) == []
    assert await refs_due(tables, NOW + LEASE + A_MOMENT) == ["100234"]
    again = await tables.work.claim_next(SLUG, "worker", NOW + LEASE + A_MOMENT)
    assert again is not None
    assert (again.attempts, again.claims) == (2, 2)


async def test_one_that_is_held_is_not_claimed_even_by_its_own_worker(tables: Tables) -> None:
    await tables.collected()
    assert await claimed(tables) == "100234"
    assert await claimed(tables) is None


@pytest.mark.parametrize(
    "outcome",
    [
        Outcome(state=State.WAITING, wait_until=TODAY, not_before=SOON),
        Outcome(state=State.UNCERTAIN, not_before=SOON),
    ],
    ids=repr,
)
async def test_the_next_is_due_at_the_very_moment_that_is_told(tables: Tables, outcome: Outcome) -> None:
    await tables.standing(outcome)
    told = await tables.work.next_due(SLUG, NOW)
    assert told == SOON
    assert await claimed(tables, SOON - A_MOMENT) is None
    assert await claimed(tables, SOON) == "100234"


async def test_a_lease_is_over_at_the_very_moment_that_is_told(tables: Tables) -> None:
    await tables.collected()
    assert await claimed(tables) == "100234"
    told = await tables.work.next_due(SLUG, NOW)
    assert told is not None
    assert await tables.work.next_due(SLUG, NOW + LEASE) == told
    assert await claimed(tables, told - A_MOMENT) is None
    assert await claimed(tables, told) == "100234"


async def test_the_earliest_of_all_that_will_be_due_is_told(tables: Tables) -> None:
    await tables.collected("100001")
    await tables.standing(Outcome(state=State.WAITING, not_before=SOON, waits_for="Almanda"), "100002")
    await tables.standing(Outcome(state=State.UNCERTAIN, not_before=SOON + timedelta(hours=1)), "100003")
    assert await claimed(tables) == "100001"
    assert await tables.work.next_due(SLUG, NOW) == SOON
    lease_is_over = NOW + LEASE + A_MOMENT
    assert await tables.work.next_due(SLUG, NOW, without=("Almanda",)) == lease_is_over
    assert await tables.work.next_due(SLUG, lease_is_over) == SOON + timedelta(hours=1)
    assert await tables.work.next_due(SLUG, SOON + timedelta(hours=1)) is None


@pytest.mark.parametrize(
    "outcome",
    [
        Outcome(state=State.COLLECTED),
        Outcome(state=State.WAITING, wait_until=TOMORROW),
        Outcome(state=State.WAITING, wait_until=TOMORROW, not_before=SOON),
        Outcome(state=State.WAITING, not_before=datetime(2026, 11, 19, 0, 0, tzinfo=SWEDEN)),
        Outcome(state=State.NEEDS_HUMAN, not_before=SOON),
    ],
    ids=repr,
)
async def test_what_is_due_already_or_on_another_day_is_nothing_to_wait_for(
    tables: Tables, outcome: Outcome
) -> None:
    await tables.standing(outcome)
    assert await tables.work.next_due(SLUG, NOW) is None


async def test_the_day_that_counts_is_stockholms(tables: Tables) -> None:
    half_past_midnight = datetime(2026, 11, 19, 0, 30, tzinfo=SWEDEN)
    assert half_past_midnight.astimezone(UTC).date() == TODAY
    last_of_today = datetime(2026, 11, 18, 23, 59, tzinfo=SWEDEN)
    await tables.standing(Outcome(state=State.WAITING, not_before=last_of_today), "100001")
    await tables.standing(Outcome(state=State.WAITING, wait_until=TOMORROW), "100002")
    assert await tables.work.next_due(SLUG, NOW) == last_of_today
    assert await refs_due(tables, half_past_midnight) == ["100001", "100002"]


async def test_eight_at_once_claim_each_item_exactly_once(tables: Tables) -> None:
    collected = [await tables.collected(str(100_000 + at)) for at in range(40)]

    async def shift(worker: str) -> list[str]:
        had = []
        while (item := await tables.work.claim_next(SLUG, worker, NOW)) is not None:
            had.append(item.case_ref)
        return had

    had = await asyncio.gather(*(shift(f"worker-{number}") for number in range(8)))
    assert Counter(ref for one in had for ref in one) == Counter(one.case_ref for one in collected)
    assert {one.claims for one in await tables.work.listed(SLUG)} == {1}
    assert all(one == sorted(one) for one in had)
