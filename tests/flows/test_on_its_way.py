"""A save that arrives long after its answer was given up: nobody writes again while it may be on its way."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from flows.eligibility.case import EarlierDecision, History
from flows.eligibility.facts import Fact
from flows.errors import Code, Reason, Transient, WriteUncertain
from flows.hours import OpeningHours, Span
from flows.journal import Step
from flows.records import CaseFile, Draft, SavedDraft
from flows.systems import note_failure
from flows.work import LEASE, State
from tests import examples
from tests.fakes.case_system import FakeCaseSystem
from tests.fakes.work_items import FakeWorkItems
from tests.robots import Bench, bench, prepare

UNDER_WAY = timedelta(seconds=100)
"""Longer than a lease and than a breaker's cool-off, and within what the robot gives it."""
GONE = Transient(Code.SYSTEM_UNREACHABLE, "nobody answers.", system="Almanda")


class LateSystem(FakeCaseSystem):
    """A case system in which the first save is under way for a long time, whoever has given it up."""

    here: Bench
    under_way: tuple[datetime, CaseFile, Draft] | None = None

    async def find_draft(self, file: CaseFile, case_ref: str) -> SavedDraft | None:
        await self.arrived()
        return await super().find_draft(file, case_ref)

    async def save_draft(
        self, file: CaseFile, draft: Draft, *, before_sending: Callable[[], Awaitable[None]]
    ) -> None:
        if self.calls["save_draft"]:
            await super().save_draft(file, draft, before_sending=before_sending)
            return
        self.calls["save_draft"] += 1
        await before_sending()
        self.under_way = (self.here.clock.now() + UNDER_WAY, file, draft)
        raise WriteUncertain(Code.WRITE_UNCERTAIN, "no answer came.", system="Almanda")

    async def arrived(self, *, at_last: bool = False) -> None:
        """What was under way is saved, if its time has come."""
        if self.under_way and (at_last or self.under_way[0] <= self.here.clock.now()):
            (_, file, draft), self.under_way = self.under_way, None
            await super().save_draft(file, draft, before_sending=_nobody)


async def _nobody() -> None:
    """Nobody is asked: it was sent long ago."""


def slow_to_save() -> Bench:
    """A bench whose case system takes its time with the first save."""
    here = bench()
    system = LateSystem([examples.case_file()], here.case_system.histories)
    system.here = here
    here.case_system = system
    return here


async def require_one_draft(here: Bench, case_ref: str) -> None:
    """Try again until the application is done: what was sent is the only draft."""
    for _ in range(20):
        here.clock.moment += timedelta(seconds=30)
        await prepare(here.robot(worker="worker-3"), case_ref)
    await here.case_system.arrived(at_last=True)  # type: ignore[attr-defined]
    assert here.item(case_ref).outcome.state is State.AWAITING_CASEWORKER
    assert len(here.case_system.drafts) == 1


async def test_a_review_at_once_looks_and_does_not_write() -> None:
    here = slow_to_save()
    case_ref = await here.collected()
    lost = await prepare(here.robot(), case_ref)
    here.clock.moment += timedelta(seconds=5)
    item = await prepare(here.robot(worker="review"), case_ref)
    assert (item.outcome.state, item.attempts) == (State.UNCERTAIN, lost.attempts)
    assert here.case_system.calls["save_draft"] == 1
    sent = here.clock.now() - timedelta(seconds=5)
    assert item.outcome.not_before == sent + here.pace.uncertain_for
    await require_one_draft(here, case_ref)


async def test_a_review_finds_what_has_arrived_before_its_time() -> None:
    here = slow_to_save()
    case_ref = await here.collected()
    await prepare(here.robot(), case_ref)
    here.clock.moment += UNDER_WAY
    item = await prepare(here.robot(worker="review"), case_ref)
    assert item.outcome.state is State.AWAITING_CASEWORKER
    assert len(here.case_system.drafts) == 1


async def test_a_worker_that_dies_after_the_press_is_followed_by_one_that_gives_it_time() -> None:
    here = slow_to_save()
    case_ref = await here.collected()
    _dies_after_the_press(here)
    with pytest.raises(_DeadError):
        await prepare(here.robot(worker="killed"), case_ref)
    here.clock.moment += LEASE + timedelta(seconds=1)
    assert LEASE < UNDER_WAY < here.pace.uncertain_for
    item = await prepare(here.robot(worker="worker-2"), case_ref)
    assert item.outcome.state is State.UNCERTAIN
    await require_one_draft(here, case_ref)


async def test_a_handover_of_a_second_application_is_given_the_same_time() -> None:
    here = slow_to_save()
    here.work = FakeWorkItems()
    await here.collected()
    second = await here.collected("100235")
    assert (await prepare(here.robot(), second)).outcome.state is State.UNCERTAIN
    here.clock.moment += timedelta(seconds=5)
    assert (await prepare(here.robot(worker="review"), second)).outcome.state is State.UNCERTAIN
    assert here.case_system.calls["save_draft"] == 1
    here.clock.moment += UNDER_WAY
    item = await prepare(here.robot(worker="review"), second)
    assert item.outcome.reason == Reason.DUPLICATE_APPLICATION
    assert len(here.case_system.drafts) == 1


async def test_while_the_case_system_is_in_trouble_it_is_given_the_same_time() -> None:
    here = slow_to_save()
    case_ref = await here.collected()
    await prepare(here.robot(), case_ref)
    neighbours = here.robot(worker="neighbours")
    for _ in range(here.pace.failures_in_a_row):
        await note_failure(neighbours, GONE, by="UTK-9901-1")
    for _ in range(3):
        here.clock.moment += here.pace.cool_off
        await prepare(here.robot(worker="worker-2"), case_ref)
        assert here.case_system.calls["save_draft"] == 1
    await require_one_draft(here, case_ref)


class _DeadError(BaseException):
    """The worker's process is gone."""


def _dies_after_the_press(here: Bench) -> None:
    """The first worker hears nothing and tells nothing: its process ends when it has pressed."""
    system = here.case_system
    save = system.save_draft

    async def last(file: CaseFile, draft: Draft, *, before_sending: Callable[[], Awaitable[None]]) -> None:
        try:
            await save(file, draft, before_sending=before_sending)
        except WriteUncertain as unanswered:
            system.save_draft = save  # type: ignore[method-assign]
            raise _DeadError from unanswered

    system.save_draft = last  # type: ignore[method-assign]


async def test_a_case_file_that_is_gone_leaves_the_draft_to_a_person_who_looks() -> None:
    here = slow_to_save()
    case_ref = await here.collected()
    await prepare(here.robot(), case_ref)
    here.clock.moment += here.pace.uncertain_for
    here.case_system.files.clear()
    item = await prepare(here.robot(), case_ref)
    assert (item.outcome.state, item.outcome.reason) == (State.FAILED, Code.WRITE_UNCERTAIN)
    assert "Se efter om det finns" in item.outcome.explanation


async def test_workers_that_die_after_the_press_leave_the_draft_to_a_person_who_looks() -> None:
    here = bench()
    case_ref = await here.collected()
    for number in range(here.pace.most_attempts):
        assert await here.work.claim(case_ref, f"killed-{number}", here.clock.now())
        here.clock.moment += LEASE * 2
    await here.work.note(case_ref, Step.SENDING, here.clock.now(), worker=f"killed-{number}")
    here.clock.moment += LEASE * 2
    item = await prepare(here.robot(), case_ref)
    assert (item.outcome.state, item.outcome.reason) == (State.FAILED, Code.WRITE_UNCERTAIN)


async def test_a_month_decided_over_a_draft_that_never_stood_is_handed_over() -> None:
    here = bench()
    case_ref = await here.collected()
    here.case_system.lock(examples.case_file().key)
    await prepare(here.robot(), case_ref)
    assert await here.work.draft(case_ref) is not None
    here.case_system.locked.clear()
    decided = EarlierDecision(
        period=examples.NOVEMBER, kind="Bifall", amount=Decimal(5220), decided_on=here.clock.now().date()
    )
    history = Fact(value=History(decisions=(decided,)), source="Almanda", fetched_at=here.clock.now())
    here.case_system.histories[examples.case_file().key] = history
    here.clock.moment += timedelta(hours=1)
    item = await prepare(here.robot(), case_ref)
    assert (item.outcome.state, item.outcome.reason) == (State.NEEDS_HUMAN, "PERIOD_DECIDED")


@pytest.mark.parametrize("word", [{"decided": True}, {"changed_by_person": True}])
async def test_another_draft_is_never_taken_for_ours_whoever_has_changed_it(word: dict[str, bool]) -> None:
    here = bench()
    case_ref = await here.collected()
    find = here.case_system.find_draft

    async def another(file: CaseFile, ref: str) -> SavedDraft | None:
        found = await find(file, ref)
        if found is None:
            return None
        return replace(found, draft=replace(found.draft, case_ref="UTK-9901-1", application_ref="1"), **word)

    here.case_system.find_draft = another  # type: ignore[method-assign]
    item = await prepare(here.robot(), case_ref)
    assert (item.outcome.state, item.outcome.reason) == (State.FAILED, Code.DRAFT_MISMATCH)


async def test_an_hour_that_ends_before_the_write_is_kept() -> None:
    here = bench()
    case_ref = await here.collected()
    week = tuple((Span(opens=6 * 60, closes=22 * 60),) for _ in range(7))
    robot = here.robot()
    systems = {
        port: replace(system, hours=OpeningHours(week=week))
        for port, system in robot.municipality.systems.items()
    }
    robot = replace(robot, municipality=replace(robot.municipality, systems=systems))
    answers = here.benefits.answers

    async def late(*asked: object) -> object:
        here.clock.moment = here.clock.now().replace(hour=22, minute=30)
        return await answers(*asked)  # type: ignore[arg-type]

    here.benefits.answers = late  # type: ignore[method-assign, assignment]
    item = await prepare(robot, case_ref)
    assert (item.outcome.state, item.outcome.reason) == (State.WAITING, Code.OUTSIDE_HOURS)
    assert here.case_system.calls["save_draft"] == 0
