"""Told to stop at any moment, a worker begins nothing new and leaves the rest for the next to take up."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from flows import shift
from flows.errors import Code, Transient
from flows.journal import Step
from flows.robot import Robot
from flows.shift import work_through
from flows.stopping import Stopping
from flows.work import State, WorkItem
from tests.flows.moments import as_answered, as_called, for_ever
from tests.robots import Bench, bench, prepare

AT_ONCE, NEVER = timedelta(milliseconds=50), timedelta(hours=1)
READING = [
    ("case_system", "open_case"),
    ("case_system", "history"),
    ("register", "person"),
    ("register", "incomes"),
    ("benefits", "answers"),
    ("case_system", "find_draft"),
    ("work", "keep_assessment"),
]


def at_work(here: Bench, *, grace: timedelta = NEVER) -> Robot:
    """A robot with that much grace, one application at a time."""
    here.pace = replace(here.pace, grace=grace)
    return here.robot(width=1)


def told(robot: Robot) -> Callable[[], Awaitable[None]]:
    """SIGTERM comes."""

    async def act() -> None:
        robot.stopping.ask("SIGTERM")

    return act


def told_and_stuck(robot: Robot) -> Callable[[], Awaitable[None]]:
    """SIGTERM comes while something takes for ever."""

    async def act() -> None:
        robot.stopping.ask("SIGTERM")
        await for_ever()

    return act


def require_as_before(here: Bench, case_ref: str) -> None:
    """Nobody has the application, and the try does not count."""
    item = here.item(case_ref)
    assert (item.outcome.state, item.attempts) == (State.COLLECTED, 0)
    assert case_ref not in here.work.leases
    assert here.work.entries[case_ref][-1].step is Step.GIVEN_BACK


async def require_finished_by_the_next(here: Bench, case_ref: str) -> None:
    here.clock.moment += timedelta(minutes=10)
    await work_through(here.robot(worker="worker-2"))
    assert here.item(case_ref).outcome.state is State.AWAITING_CASEWORKER
    assert len(here.case_system.drafts) == 1


@pytest.mark.parametrize(("system", "method"), READING)
async def test_what_is_being_read_is_put_down_at_the_next_step(system: str, method: str) -> None:
    here = bench()
    case_ref = await here.collected()
    robot = at_work(here)
    as_called(getattr(here, system), method, told(robot))
    await work_through(robot)
    require_as_before(here, case_ref)
    assert here.case_system.drafts == ()
    await require_finished_by_the_next(here, case_ref)


@pytest.mark.parametrize(("system", "method"), READING)
async def test_what_does_not_answer_is_cut_off_when_the_grace_is_over(system: str, method: str) -> None:
    here = bench()
    case_ref = await here.collected()
    robot = at_work(here, grace=AT_ONCE)
    as_called(getattr(here, system), method, told_and_stuck(robot))
    await work_through(robot)
    require_as_before(here, case_ref)
    await require_finished_by_the_next(here, case_ref)


async def test_a_second_signal_waits_for_no_grace() -> None:
    here = bench()
    case_ref = await here.collected()
    robot = at_work(here, grace=NEVER)
    as_called(here.register, "person", told_and_stuck(robot))
    asyncio.get_running_loop().call_later(0.1, robot.stopping.ask, "SIGTERM")
    await work_through(robot)
    require_as_before(here, case_ref)


async def test_between_the_filled_form_and_the_press_nothing_is_sent() -> None:
    here = bench()
    case_ref = await here.collected()
    robot = at_work(here)
    as_called(here.case_system, "save_draft", told(robot))
    await work_through(robot)
    require_as_before(here, case_ref)
    assert here.case_system.drafts == ()
    await require_finished_by_the_next(here, case_ref)


async def test_right_after_the_press_the_draft_is_read_back_and_told() -> None:
    here = bench()
    case_ref = await here.collected()
    robot = at_work(here)
    as_answered(here.case_system, "save_draft", told(robot))
    await work_through(robot)
    assert here.item(case_ref).outcome.state is State.AWAITING_CASEWORKER
    assert [entry.step for entry in here.work.entries[case_ref]][-3:] == [
        Step.SENT,
        Step.READ_BACK,
        Step.SETTLED,
    ]
    assert len(here.case_system.drafts) == 1


@pytest.mark.parametrize("moment", [as_called, as_answered], ids=["not yet pressed", "answer lost"])
async def test_a_write_that_is_cut_off_leaves_one_draft_when_all_is_done(
    moment: Callable[[object, str, Callable[[], Awaitable[None]]], None],
) -> None:
    here = bench()
    case_ref = await here.collected()
    robot = at_work(here, grace=AT_ONCE)
    moment(here.case_system, "save_draft", told_and_stuck(robot))
    await work_through(robot)
    pressed = moment is as_answered
    assert here.item(case_ref).outcome.state is (State.UNCERTAIN if pressed else State.COLLECTED)
    assert len(here.case_system.drafts) == int(pressed)
    assert case_ref not in here.work.leases
    await require_finished_by_the_next(here, case_ref)


async def test_a_read_back_that_is_cut_off_leaves_one_draft_when_all_is_done() -> None:
    here = bench()
    case_ref = await here.collected()
    robot = at_work(here, grace=AT_ONCE)

    async def then_read_back_hangs() -> None:
        as_called(here.case_system, "find_draft", told_and_stuck(robot))

    as_answered(here.case_system, "save_draft", then_read_back_hangs)
    await work_through(robot)
    assert here.item(case_ref).outcome.state is State.UNCERTAIN
    await require_finished_by_the_next(here, case_ref)


async def test_what_is_cut_off_before_it_has_begun_is_given_back_too() -> None:
    here = bench()
    case_ref = await here.collected()
    robot = at_work(here, grace=AT_ONCE)

    async def never_begins(robot: Robot, _: str) -> WorkItem:
        await told_and_stuck(robot)()
        raise AssertionError("it has ended")

    await work_through(robot, prepare_one=never_begins)
    require_as_before(here, case_ref)
    await require_finished_by_the_next(here, case_ref)


async def test_no_application_is_begun_after_the_word() -> None:
    here = bench()
    refs = [await here.collected(str(number)) for number in range(100234, 100238)]
    robot = at_work(here)
    as_called(here.register, "person", told(robot))
    done = await work_through(robot)
    assert [item.case_ref for item in done] == refs[:1]
    assert [here.item(ref).claims for ref in refs] == [1, 0, 0, 0]


async def test_a_shift_that_waits_for_a_system_ends_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shift, "LOOK_EVERY", timedelta(minutes=1))
    here = bench()
    case_ref = await here.collected()
    slow = Transient(Code.SYSTEM_SLOW, "no answer within 15 s.", system="Skatteverket")
    here.register.away = here.clock.now() + timedelta(hours=9), slow
    stopping = Stopping()
    robot = replace(at_work(here), stopping=stopping)
    asyncio.get_running_loop().call_later(0.2, stopping.ask, "SIGTERM")
    started = time.monotonic()
    await work_through(robot)
    assert time.monotonic() - started < 10, "it waited its whole look out"
    assert (here.item(case_ref).outcome.state, case_ref in here.work.leases) == (State.WAITING, False)


async def test_on_demand_nothing_is_claimed_after_the_word() -> None:
    here = bench()
    case_ref = await here.collected()
    robot = at_work(here)
    robot.stopping.ask("SIGTERM")
    item = await prepare(robot, case_ref)
    assert (item.outcome.state, item.claims, here.asked) == (State.COLLECTED, 0, 0)


async def test_work_that_ends_by_itself_is_not_cut_off() -> None:
    stopping = Stopping()
    stopping.ask("SIGTERM")
    ended = []
    async with stopping.at_most(NEVER):
        ended.append(await asyncio.to_thread(str, "by itself"))
    assert ended == ["by itself"]


async def test_a_time_limit_within_the_work_is_the_works_own_trouble() -> None:
    with pytest.raises(TimeoutError):
        async with Stopping().at_most(NEVER):
            raise TimeoutError


async def test_the_first_reason_stands() -> None:
    stopping = Stopping()
    stopping.ask("SIGTERM")
    stopping.ask("SIGINT")
    assert stopping.why == "SIGTERM"
