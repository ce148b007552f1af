"""Collecting takes everything in once, confirms it, and is never stopped by one application."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from flows.breaker import Breaker
from flows.collect import AT_A_TIME, collect, in_order_for
from flows.errors import (
    CaseBroken,
    Code,
    NeedsHuman,
    NotAsked,
    Reason,
    SystemBroken,
    TablesAway,
    Transient,
    UtkastError,
)
from flows.records import Application, InboxEntry
from flows.systems import note_failure, probing, take_probe
from flows.work import State, WorkItem
from tests import examples
from tests.fakes.breakers import FakeBreakers
from tests.fakes.clock import FakeClock
from tests.fakes.inbox import FakeInbox
from tests.flows.moments import Crowd, as_called, for_ever
from tests.robots import Bench, OneForMany, bench, prepare

DOWN = Transient(Code.SYSTEM_UNREACHABLE, "nobody answers.", system="E-tjänster")


TAKEN = NotAsked(Code.NO_FREE_ACCOUNT, "all are in use.", system="E-tjänster")
TABLES = TablesAway(Code.TABLES_AWAY, "the connection was closed.")


async def due(here: Bench) -> None:
    """The inbox has failed often enough to be left alone, and somebody should probe it."""
    for number in range(here.pace.failures_in_a_row):
        await note_failure(here.robot(), DOWN, by=f"UTK-9901-{number}")
    here.clock.moment += here.pace.cool_off
    assert breaker(here).may_be_probed(here.clock.now())


def breaker(here: Bench) -> Breaker:
    return here.breakers.breakers.get(("exempelstad", "E-tjänster"), Breaker(system="E-tjänster"))


def arrived(*refs: str) -> tuple[Bench, list[str]]:
    made = bench()
    return made, [made.arrive(ref) for ref in refs]


async def test_a_new_application_becomes_a_work_item_and_is_confirmed_with_our_reference() -> None:
    here, (case_ref,) = arrived("100234")
    collected = await collect(here.robot())
    assert (collected.new, collected.settled, collected.trouble) == (1, (), None)
    item = here.item(case_ref)
    assert (item.outcome.state, item.period) == (State.COLLECTED, examples.NOVEMBER)
    assert here.inbox.confirmations == [("100234", case_ref)]
    assert await here.work.application(case_ref) == examples.application("100234")


async def test_collecting_twice_changes_nothing() -> None:
    here, _ = arrived("100234", "100235")
    await collect(here.robot())
    before = dict(here.work.items)
    collected = await collect(here.robot())
    assert (collected.new, collected.trouble) == (0, None)
    assert here.work.items == before
    assert len(here.inbox.confirmations) == 2


@dataclass(slots=True, kw_only=True)
class SlowToRead(FakeInbox):
    """One that never comes to the end of an application, and tells who has left it."""

    async def read(self, entry: InboxEntry) -> Application:
        try:
            await asyncio.Event().wait()
        finally:
            self.calls["left"] += 1
        raise AssertionError


@dataclass(slots=True, kw_only=True)
class Unhurried(FakeInbox):
    """One whose pages take their time, as the clock shows."""

    clock: FakeClock

    async def undelivered(self) -> Sequence[InboxEntry]:
        await self._turn_a_page()
        return await FakeInbox.undelivered(self)

    async def read(self, entry: InboxEntry) -> Application:
        await self._turn_a_page()
        return await FakeInbox.read(self, entry)

    async def confirm_delivery(self, application_ref: str, case_ref: str, *, completions: int = 0) -> None:
        await self._turn_a_page()
        await FakeInbox.confirm_delivery(self, application_ref, case_ref, completions=completions)

    async def _turn_a_page(self) -> None:
        self.clock.moment += timedelta(milliseconds=100)
        await asyncio.sleep(0)  # noqa: TID251 - the others get their turn


async def test_workers_that_begin_together_share_the_inbox_between_them() -> None:
    here, refs = arrived(*(str(100200 + number) for number in range(60)))
    here.inbox = Unhurried(clock=here.clock, entries=here.inbox.entries, applications=here.inbox.applications)
    collected = await asyncio.gather(*(collect(here.robot(f"worker-{one}", width=1)) for one in range(3)))
    assert sum(one.new for one in collected) == len(refs)
    assert min(one.new for one in collected) > 0
    assert sorted(case_ref for _, case_ref in here.inbox.confirmations) == sorted(refs)
    # Two may come to the same application at the same moment; without an order of their own each reads all.
    assert here.inbox.calls["read"] <= len(refs) * 1.2
    assert here.inbox.calls["confirm_delivery"] == len(refs)


def test_the_oldest_hundred_are_taken_in_before_those_that_came_after_them() -> None:
    entries = [examples.entry(str(100000 + number)) for number in range(2 * AT_A_TIME + 1)]
    orders = [in_order_for(f"worker-{one}", entries) for one in range(2)]
    assert orders[0] != orders[1]
    for order in orders:
        for first in range(0, len(entries), AT_A_TIME):
            assert {one.application_ref for one in order[first : first + AT_A_TIME]} == {
                one.application_ref for one in entries[first : first + AT_A_TIME]
            }


class AwayForTheSecond(OneForMany):
    """Our own tables, away when the second application is asked for."""

    async def find(self, case_ref: str) -> WorkItem | None:
        if case_ref.endswith("100235"):
            raise TablesAway(Code.TABLES_AWAY, "the connection was closed.")
        return await super().find(case_ref)


async def test_when_our_tables_are_away_nobody_is_left_at_work() -> None:
    here, _ = arrived("100234", "100235")
    here.inbox = SlowToRead(entries=here.inbox.entries)
    here.work.__class__ = AwayForTheSecond
    with pytest.raises(TablesAway):
        await collect(here.robot())
    assert here.inbox.calls["left"] == 1


@pytest.mark.parametrize("reason", [Reason.UNREADABLE_APPLICATION, Reason.UNKNOWN_MUNICIPALITY])
async def test_what_cannot_be_read_is_handed_over_with_the_field_and_confirmed(reason: Reason) -> None:
    here = bench()
    what = "Ansökan 100234: fältet Values/cost1/Amount går inte att läsa."
    here.inbox.arrive(examples.entry(), NeedsHuman(reason, what, system="E-tjänster"))
    collected = await collect(here.robot())
    item = here.item("UTK-9901-100234")
    assert (collected.new, item.outcome.state, item.outcome.reason) == (1, State.NEEDS_HUMAN, reason)
    assert collected.settled == (item,)
    assert "Values/cost1/Amount" in item.outcome.explanation
    assert here.inbox.delivered == {"100234": item.case_ref}
    assert await prepare(here.robot(), item.case_ref) == item
    assert here.asked == 0


@dataclass(slots=True, kw_only=True)
class OutdatedInbox(FakeInbox):
    """An inbox whose list is older than what has happened since."""

    async def undelivered(self) -> Sequence[InboxEntry]:
        return self.entries


async def test_an_application_that_another_system_took_is_handed_over_and_never_prepared() -> None:
    here = bench()
    here.inbox = OutdatedInbox()
    case_ref = here.arrive("100234")
    here.inbox.taken_by_another("100234", "2026-4711")
    collected = await collect(here.robot())
    item = here.item(case_ref)
    assert (item.outcome.state, item.outcome.reason) == (State.NEEDS_HUMAN, Reason.DELIVERED_ELSEWHERE)
    assert (collected.new, collected.settled) == (1, (item,))
    assert (await collect(here.robot())).settled == ()
    assert here.inbox.delivered == {"100234": "2026-4711"}
    assert await prepare(here.robot(), case_ref) == item
    assert here.asked == 0


async def test_a_cut_between_storing_and_confirming_is_mended_by_the_next_run() -> None:
    here, (case_ref,) = arrived("100234")
    here.inbox.troubles["confirm_delivery"] = DOWN
    collected = await collect(here.robot())
    assert (collected.new, collected.trouble) == (1, DOWN)
    assert here.item(case_ref).outcome.state is State.COLLECTED
    assert here.inbox.confirmations == []

    here.inbox.troubles.clear()
    collected = await collect(here.robot())
    assert (collected.new, collected.trouble) == (0, None)
    assert here.inbox.confirmations == [("100234", case_ref)]
    assert list(here.work.items) == [case_ref]


async def test_an_inbox_that_is_down_keeps_what_is_collected() -> None:
    here = bench()
    case_ref = await here.collected()
    here.inbox.trouble = DOWN
    collected = await collect(here.robot())
    assert (collected.new, collected.trouble) == (0, DOWN)
    item = await prepare(here.robot(), case_ref)
    assert item.outcome.state is State.AWAITING_CASEWORKER


async def test_one_application_that_the_inbox_cannot_show_stops_no_other() -> None:
    here, (slow, other) = arrived("100234", "100235")
    here.inbox.unreadable["100234"] = DOWN
    collected = await collect(here.robot())
    assert (collected.new, collected.trouble) == (1, DOWN)
    assert list(here.work.items) == [other]

    here.inbox.unreadable.clear()
    assert (await collect(here.robot())).new == 1
    assert set(here.work.items) == {slow, other}


async def test_an_inbox_that_fails_again_and_again_is_left_alone() -> None:
    here, _ = arrived(*(str(number) for number in range(100234, 100244)))
    here.inbox.troubles["read"] = DOWN
    assert (await collect(here.robot())).trouble == DOWN
    assert here.inbox.calls["read"] == 3


@pytest.mark.parametrize("code", [Code.LOGIN_REFUSED, Code.ACCOUNT_LOCKED])
async def test_an_inbox_that_refused_the_login_is_not_asked_in_the_next_run(code: Code) -> None:
    here, _ = arrived("100234")
    here.inbox.trouble = SystemBroken(code, "refused.", system="E-tjänster", next_step="Mend the secret.")
    robot = here.robot()
    await collect(robot)
    await collect(robot)
    assert here.inbox.calls.total() == 1
    (breaker,) = await here.breakers.all("exempelstad")
    assert (breaker.system, breaker.code, breaker.what) == ("E-tjänster", code, "refused. Mend the secret.")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (CaseBroken(Code.WRONG_PERSON_SHOWN, "another's.", system="E-tjänster"), Code.WRONG_PERSON_SHOWN),
        (KeyError("nobody foresaw this"), Code.UNEXPECTED),
    ],
)
async def test_an_application_that_breaks_the_reading_fails_alone(error: Exception, code: Code) -> None:
    here, (broken, other) = arrived("100234", "100235")
    here.inbox.unreadable["100234"] = error  # type: ignore[assignment]
    collected = await collect(here.robot())
    assert (collected.new, collected.trouble) == (2, None)
    assert (here.item(broken).outcome.state, here.item(broken).outcome.reason) == (State.FAILED, code)
    assert collected.settled == (here.item(broken),)
    (kept,) = here.evidence.kept
    assert (kept.case_ref, kept.code, kept.attempt) == (broken, code, 0)
    assert here.item(other).outcome.state is State.COLLECTED
    assert await prepare(here.robot(), broken) == here.item(broken)


async def test_a_confirmation_that_cannot_be_read_leaves_the_application_to_be_prepared() -> None:
    here, (case_ref,) = arrived("100234")
    unreadable = CaseBroken(Code.VALUE_UNREADABLE, "no such field.", system="E-tjänster")
    here.inbox.troubles["confirm_delivery"] = unreadable
    assert (await collect(here.robot())).new == 1
    assert here.item(case_ref).outcome.state is State.COLLECTED


async def test_a_list_that_cannot_be_read_is_told_and_does_not_end_the_night() -> None:
    here, _ = arrived("100234")
    unreadable: UtkastError = CaseBroken(Code.VALUE_UNREADABLE, "no such column.", system="E-tjänster")
    here.inbox.troubles["undelivered"] = unreadable
    assert (await collect(here.robot())).trouble == unreadable


async def test_one_of_several_workers_probes_an_inbox_that_was_down() -> None:
    here, refs = arrived("100234")
    await due(here)
    crowd = Crowd(here.inbox, "undelivered")
    probing_it = asyncio.create_task(collect(here.robot("worker-1")))
    await crowd.of(1)
    refused = await collect(here.robot("worker-2"))
    assert isinstance(refused.trouble, NotAsked)
    assert len(crowd) == 1
    crowd.disperse()
    assert (await probing_it).new == len(refs)
    assert breaker(here) == Breaker(system="E-tjänster")


async def test_one_of_many_entries_probes_an_inbox_that_goes_down_while_it_is_read() -> None:
    here, refs = arrived(*(str(number) for number in range(100234, 100250)))
    here.pace = replace(here.pace, cool_off=timedelta(0))
    crowd = Crowd(here.inbox, "read")
    with capture_logs() as lines:
        collecting = asyncio.create_task(collect(here.robot(width=8)))
        await crowd.of(8)
        crowd.let_go(3, error=DOWN)
        await crowd.of(5 + 1)
        probed = breaker(here)
        assert probed.prober != ""
        crowd.let_go(5, error=DOWN)
        async with asyncio.timeout(10):
            while [line["event"] for line in lines].count("asking.stopped") < len(refs) - 1:
                await asyncio.wait({collecting}, timeout=0.01)
        assert breaker(here) == probed
    crowd.disperse()
    collected = await collecting
    assert (collected.new, collected.trouble) == (1, DOWN)
    assert (probed.openings, here.inbox.calls["read"]) == (1, 1)
    assert breaker(here) == Breaker(system="E-tjänster")
    assert len(here.work.items) == 1 < len(refs)


async def test_an_entry_that_two_workers_take_in_at_once_is_probed_by_one() -> None:
    here, _ = arrived("100234")
    here.pace = replace(here.pace, cool_off=timedelta(0))
    lists = Crowd(here.inbox, "undelivered")
    both = [asyncio.create_task(collect(here.robot(worker))) for worker in ("worker-1", "worker-2")]
    await lists.of(2)
    await due(here)
    reads = Crowd(here.inbox, "read")
    lists.let_go(2)
    await reads.of(1)
    reads.disperse()
    told = await asyncio.gather(*both)
    assert sorted(isinstance(one.trouble, NotAsked) for one in told) == [False, True]


@pytest.mark.parametrize("error", [TAKEN, TABLES, KeyError("nobody foresaw this")])
async def test_a_probe_that_the_collecting_never_made_is_anothers_to_make(error: Exception) -> None:
    here, _ = arrived("100234")
    await due(here)
    here.inbox.troubles["undelivered"] = error  # type: ignore[assignment]
    collecting = collect(here.robot())
    if error is TAKEN:
        assert (await collecting).trouble == TAKEN
    else:
        with pytest.raises(type(error)):
            await collecting
    assert breaker(here).is_open
    assert breaker(here).may_be_probed(here.clock.now())


async def test_a_collecting_that_is_cut_short_leaves_no_probe_behind() -> None:
    here, _ = arrived("100234")
    await due(here)
    as_called(here.inbox, "undelivered", for_ever)
    collecting = asyncio.create_task(collect(here.robot()))
    while not breaker(here).prober:
        await asyncio.wait({collecting}, timeout=0.01)
    collecting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await collecting
    assert breaker(here).may_be_probed(here.clock.now())


class AwayAtTheEnd(FakeBreakers):
    """Our own tables, away when somebody looks for what it has to let go."""

    async def all(self, municipality: str) -> Sequence[Breaker]:
        raise TABLES


async def test_what_ended_the_probing_is_told_also_when_our_tables_are_away() -> None:
    here = bench()
    await due(here)
    robot = here.robot()
    with pytest.raises(KeyError):  # noqa: PT012 - what the block meets is what is tried
        async with probing(robot, "worker-1"):
            assert await take_probe(robot, "E-tjänster", "worker-1")
            here.breakers.__class__ = AwayAtTheEnd
            raise KeyError("nobody foresaw this")
    here.breakers.__class__ = FakeBreakers
    assert breaker(here).prober == "worker-1", "it runs out by itself"
