"""A worker keeps its item while it works on it, and leaves it alone once another has taken it."""

import asyncio
import contextlib
import os
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

import pytest
from structlog.testing import capture_logs

from flows import lease
from flows.collect import collect
from flows.eligibility.case import History
from flows.eligibility.facts import Known
from flows.errors import Code, Reason, SystemBroken
from flows.lease import ANSWER_WITHIN, RENEW_EVERY, LeaseLost, while_held, worker_name
from flows.records import CaseFile, Draft, InboxEntry, SavedDraft
from flows.robot import Robot
from flows.work import LEASE, Outcome, State
from tests import examples
from tests.fakes.case_system import FakeCaseSystem
from tests.fakes.inbox import FakeInbox
from tests.robots import Bench, OneForMany, bench, prepare

OVER = LEASE + timedelta(seconds=1)
BY_ANOTHER = Outcome(state=State.NEEDS_HUMAN, reason=Reason.MANUAL_HANDLING, explanation="En annans besked.")


@pytest.fixture(autouse=True)
def _quick_heart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lease, "RENEW_EVERY", timedelta(milliseconds=2))
    monkeypatch.setattr(lease, "ANSWER_WITHIN", timedelta(milliseconds=200))


class CountedRenewals(OneForMany):
    """Work items that say when they have been renewed so many times, and may fail at the first ones."""

    def __init__(self, *failures: Exception) -> None:
        super().__init__()
        self.failures = list(failures)
        self.asked = 0
        self.renewed = asyncio.Semaphore(0)

    async def renew(self, case_ref: str, worker: str, now: datetime) -> bool:
        self.asked += 1
        if self.failures:
            raise self.failures.pop(0)
        held = await super().renew(case_ref, worker, now)
        self.renewed.release()
        return held

    async def beats(self, number: int) -> None:
        """Wait for so many renewals."""
        for _ in range(number):
            await self.renewed.acquire()


def counted(*failures: Exception) -> tuple[Bench, CountedRenewals]:
    here, work = bench(), CountedRenewals(*failures)
    here.work = work
    return here, work


async def claimed(here: Bench) -> tuple[Robot, str]:
    """A robot that has claimed the application."""
    robot, case_ref = here.robot(), await here.collected()
    assert await here.work.claim(case_ref, robot.worker, here.clock.now())
    return robot, case_ref


async def taken_by_another(here: Bench, case_ref: str) -> None:
    """The lease runs out unrenewed, as on a machine that was paused, and another worker takes the item."""
    here.clock.moment += OVER
    assert await here.work.claim(case_ref, "worker-2", here.clock.now())


async def nothing_beats(work: CountedRenewals) -> bool:
    """Whether the renewals have ended: many beats long, none comes."""
    asked = work.asked
    never = asyncio.Event()
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(never.wait(), timeout=0.05)
    return work.asked == asked


async def test_work_that_is_quick_renews_nothing() -> None:
    here, work = counted()
    robot, case_ref = await claimed(here)

    async def quick() -> str:
        return "done"

    assert await while_held(robot, case_ref, quick()) == "done"
    assert work.asked == 0


async def test_work_that_is_slow_keeps_its_item() -> None:
    here, work = counted()
    robot, case_ref = await claimed(here)

    async def slow() -> bool:
        for _ in range(5):
            here.clock.moment += LEASE / 2
            await work.beats(2)
        return await here.work.claim(case_ref, "worker-2", here.clock.now())

    assert await while_held(robot, case_ref, slow()) is None
    assert await nothing_beats(work)


async def test_the_renewal_ends_with_work_that_fails_and_the_failure_comes_out_as_it_was() -> None:
    here, work = counted()
    robot, case_ref = await claimed(here)

    async def failing() -> None:
        await work.beats(1)
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        await while_held(robot, case_ref, failing())
    assert await nothing_beats(work)


async def test_the_renewal_and_the_work_end_when_the_run_is_ended() -> None:
    here, work = counted()
    robot, case_ref = await claimed(here)
    ended = False

    async def endless() -> None:
        nonlocal ended
        try:
            await asyncio.Event().wait()
        finally:
            ended = True

    run = asyncio.create_task(while_held(robot, case_ref, endless()))
    await work.beats(1)
    run.cancel()
    with pytest.raises(asyncio.CancelledError):
        await run
    assert ended
    assert await nothing_beats(work)


async def test_work_on_an_item_that_another_has_taken_is_ended_by_the_next_renewal() -> None:
    here, work = counted()
    robot, case_ref = await claimed(here)
    reached: list[str] = []

    async def paused() -> None:
        await taken_by_another(here, case_ref)
        reached.append("before")
        await asyncio.Event().wait()

    with pytest.raises(LeaseLost, match=f"{case_ref}: another worker holds the item"):
        await while_held(robot, case_ref, paused())
    assert reached == ["before"]
    assert await nothing_beats(work)


async def test_a_database_that_is_away_for_a_moment_takes_no_lease_away() -> None:
    here, work = counted(OSError("away"), OSError("away"))
    robot, case_ref = await claimed(here)
    await while_held(robot, case_ref, work.beats(1))
    assert work.asked >= 3


async def test_a_lease_that_cannot_be_renewed_ends_the_work_before_it_is_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    here = bench()
    robot, case_ref = await claimed(here)
    end, asked = here.clock.now() + LEASE, 0
    monkeypatch.setattr(lease, "ANSWER_WITHIN", RENEW_EVERY + ANSWER_WITHIN)

    async def away(case_ref: str, worker: str, now: datetime) -> bool:
        nonlocal asked
        asked += 1
        here.clock.moment += RENEW_EVERY
        raise OSError("away")

    monkeypatch.setattr(here.work, "renew", away)
    with pytest.raises(LeaseLost, match="could come after the lease is over"):
        await while_held(robot, case_ref, asyncio.Event().wait())
    assert asked == 3
    assert here.clock.moment < end


async def test_a_renewal_that_never_answers_does_not_hide_that_the_lease_runs_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lease, "ANSWER_WITHIN", timedelta(milliseconds=2))
    here = bench()
    robot, case_ref = await claimed(here)

    async def silent(case_ref: str, worker: str, now: datetime) -> bool:
        here.clock.moment += LEASE / 4
        await asyncio.Event().wait()
        return True

    monkeypatch.setattr(here.work, "renew", silent)
    with pytest.raises(LeaseLost):
        await while_held(robot, case_ref, asyncio.Event().wait())


class Paused(FakeCaseSystem):
    """A case system during one of whose calls the worker is paused for too long."""

    during: str
    meanwhile: Callable[[], Awaitable[None]]

    async def history(self, file: CaseFile, case_ref: str) -> Known[History]:
        found = await super().history(file, case_ref)
        await self._pause("history")
        return found

    async def save_draft(
        self, file: CaseFile, draft: Draft, *, before_sending: Callable[[], Awaitable[None]]
    ) -> None:
        await super().save_draft(file, draft, before_sending=before_sending)
        await self._pause("save_draft")

    async def find_draft(self, file: CaseFile, case_ref: str) -> SavedDraft | None:
        found = await super().find_draft(file, case_ref)
        if found:
            await self._pause("read_back")
        return found

    async def _pause(self, at: str) -> None:
        if at == self.during:
            await self.meanwhile()


def paused(here: Bench, case_ref: str, during: str, *, then: Outcome | None = None) -> None:
    """Let another worker take the item during that call, and settle it if `then` says how."""

    async def meanwhile() -> None:
        await taken_by_another(here, case_ref)
        if then is not None:
            assert await here.work.settle(case_ref, then, here.clock.now(), worker="worker-2")

    system = Paused([examples.case_file()], here.case_system.histories)
    system.during, system.meanwhile = during, meanwhile
    here.case_system = system


@pytest.fixture
def _no_heart(monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker does not find out by its renewal, which may come too late: by its own checks alone."""
    monkeypatch.setattr(lease, "RENEW_EVERY", timedelta(hours=1))


@pytest.mark.usefixtures("_no_heart")
@pytest.mark.parametrize("then", [None, BY_ANOTHER])
async def test_a_worker_that_lost_its_item_before_the_write_writes_nothing(then: Outcome | None) -> None:
    here = bench()
    case_ref = await here.collected()
    paused(here, case_ref, "history", then=then)
    with capture_logs() as logged:
        item = await prepare(here.robot(), case_ref)
    assert [one["event"] for one in logged if one["log_level"] != "info"] == ["item.lease_lost"]
    assert here.case_system.calls["save_draft"] == 0
    assert case_ref not in here.work.drafts
    assert item.outcome == (then or Outcome(state=State.PREPARING))
    assert item.claims == 2


@pytest.mark.usefixtures("_no_heart")
@pytest.mark.parametrize("during", ["save_draft", "read_back"])
async def test_a_worker_that_lost_its_item_after_the_write_tells_no_outcome(during: str) -> None:
    here = bench()
    case_ref = await here.collected()
    paused(here, case_ref, during, then=BY_ANOTHER)
    item = await prepare(here.robot(), case_ref)
    assert item.outcome == BY_ANOTHER
    assert len(here.case_system.drafts) == 1


@pytest.mark.usefixtures("_no_heart")
async def test_a_worker_that_lost_its_item_tells_no_failure_either() -> None:
    here = bench()
    case_ref = await here.collected()
    paused(here, case_ref, "history", then=BY_ANOTHER)
    here.register.fail("incomes", SystemBroken(Code.SCREEN_CHANGED, "another page.", system="Skatteverket"))
    item = await prepare(here.robot(), case_ref)
    assert item.outcome == BY_ANOTHER


async def test_the_new_holder_finds_the_draft_that_the_old_one_left_and_writes_no_second() -> None:
    here = bench()
    case_ref = await here.collected()
    paused(here, case_ref, "save_draft")
    assert (await prepare(here.robot(), case_ref)).outcome.state is State.PREPARING
    item = await prepare(here.robot(worker="worker-2"), case_ref)
    assert item.outcome.state is State.AWAITING_CASEWORKER
    assert here.case_system.calls["save_draft"] == 1


class TakenMeanwhile(FakeInbox):
    """Another system confirms a delivery after we have seen the application and before we confirm it."""

    async def undelivered(self) -> Sequence[InboxEntry]:
        self.delivered["100234"] = "another-system"
        return self.entries


async def test_an_application_that_another_system_took_is_taken_from_the_worker_that_has_it() -> None:
    here = bench()
    here.arrive()
    case_ref = await here.collected()

    async def meanwhile() -> None:
        here.inbox = TakenMeanwhile(entries=here.inbox.entries, applications=here.inbox.applications)
        await collect(here.robot(worker="worker-2"))

    system = Paused([examples.case_file()], here.case_system.histories)
    system.during, system.meanwhile = "history", meanwhile
    here.case_system = system
    item = await prepare(here.robot(), case_ref)
    assert (item.outcome.state, item.outcome.reason) == (State.NEEDS_HUMAN, Reason.DELIVERED_ELSEWHERE)
    assert here.case_system.drafts == ()


async def test_a_restarted_worker_with_the_same_number_is_another_worker(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "getpid", lambda: 4711)
    killed, restarted = worker_name(), worker_name()
    assert "4711" in killed
    assert killed != restarted
    here = bench()
    case_ref = await here.collected()
    assert await here.work.claim(case_ref, killed, here.clock.now())
    assert not await here.work.claim(case_ref, restarted, here.clock.now())
    assert await here.work.claim(case_ref, killed, here.clock.now())
