"""A shift claims the first come, passes by what cannot be asked now, and takes it up when it can."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from flows.breaker import PROBE_WITHIN, Breaker
from flows.errors import Code, NotAsked, SystemBroken, TablesAway, Transient
from flows.hours import Closing, OpeningHours
from flows.journal import Pause
from flows.prepare import prepare_claimed
from flows.records import Application, ApplicationKind
from flows.robot import Robot
from flows.shift import work_through
from flows.work import LEASE, State, WorkItem
from tests import examples
from tests.robots import Bench, OneForMany, bench

SLOW = Transient(Code.SYSTEM_SLOW, "no answer within 15 s.", system="Skatteverket")
CHANGED = SystemBroken(Code.SCREEN_CHANGED, "another page stands there.", system="Skatteverket")


async def with_applications(number: int, **changes: object) -> tuple[Bench, list[str]]:
    """So many applications collected, each a minute after the one before."""
    here = bench()
    here.pace = replace(here.pace, **changes)  # type: ignore[arg-type]
    refs = []
    for at in range(number):
        ref = await here.collected(str(100234 + at))
        came = examples.NOW - timedelta(hours=1) + timedelta(minutes=at)
        here.work.items[ref] = replace(here.item(ref), collected_at=came)
        refs.append(ref)
    return here, refs


async def claims_of(here: Bench, robot: Robot) -> list[str]:
    """The shift's applications in the order in which they were claimed, again and again."""
    order = []

    async def prepare_one(robot: Robot, case_ref: str) -> WorkItem:
        order.append(case_ref)
        return await prepare_claimed(robot, case_ref)

    await work_through(robot, prepare_one=prepare_one)
    return order


def closed(robot: Robot, port: str, *, until: datetime) -> Robot:
    """The robot with one system closed until then."""
    closing = Closing(starts=until - timedelta(hours=8), ends=until, why="Underhåll")
    system = replace(robot.municipality.systems[port], hours=OpeningHours(closings=(closing,)))
    systems = {**robot.municipality.systems, port: system}
    return replace(robot, municipality=replace(robot.municipality, systems=systems))


def states(here: Bench, refs: Sequence[str]) -> list[State]:
    return [here.item(ref).outcome.state for ref in refs]


async def test_the_first_come_is_the_first_prepared_and_each_once() -> None:
    here, refs = await with_applications(5)
    assert await claims_of(here, here.robot(width=1)) == refs
    assert set(states(here, refs)) == {State.AWAITING_CASEWORKER}


async def test_seats_without_work_leave_our_tables_alone_while_a_neighbour_is_at_it() -> None:
    here, (ref,) = await with_applications(1)
    looks: list[datetime] = []

    class Counted(OneForMany):
        """Counts how often anybody asks for an application."""

        async def claim_next(self, *asked: object, **more: object) -> WorkItem | None:
            looks.append(here.clock.now())
            return await super().claim_next(*asked, **more)  # type: ignore[arg-type]

    done_at = here.clock.now() + timedelta(seconds=30)

    async def half_a_minute(robot: Robot, case_ref: str) -> WorkItem:
        while here.clock.now() < done_at:  # noqa: ASYNC110 - the clock is moved by those who wait
            await asyncio.sleep(0)  # noqa: TID251 - they get their turn
        return await prepare_claimed(robot, case_ref)

    here.work.__class__ = Counted
    await work_through(here.robot(width=4), prepare_one=half_a_minute)
    assert states(here, [ref]) == [State.AWAITING_CASEWORKER]
    # Each of the four seats at the beginning, and one every five seconds after that.
    assert len([at for at in looks if at < done_at]) <= 4 + 30 / 5


async def test_one_that_has_to_be_tried_again_keeps_its_place_in_the_line() -> None:
    here, refs = await with_applications(5, retry_after=(timedelta(seconds=10),))

    class Slow(OneForMany):
        """Each application takes six seconds."""

        async def application(self, case_ref: str) -> Application:
            here.clock.moment += timedelta(seconds=6)
            return await super().application(case_ref)

    here.work.__class__ = Slow
    here.register.fail("person", SLOW)
    order = await claims_of(here, here.robot(width=1))
    assert order == [refs[0], refs[1], refs[2], refs[0], refs[3], refs[4]]
    assert set(states(here, refs)) == {State.AWAITING_CASEWORKER}


async def test_the_delay_grows_with_each_try() -> None:
    delays = tuple(timedelta(seconds=seconds) for seconds in (10, 60, 240))
    here, (ref,) = await with_applications(1, retry_after=delays, failures_in_a_row=99)
    here.register.fail("person", SLOW, SLOW, SLOW, SLOW)
    tried = []

    async def prepare_one(robot: Robot, case_ref: str) -> WorkItem:
        tried.append(here.clock.now())
        return await prepare_claimed(robot, case_ref)

    await work_through(here.robot(width=1), prepare_one=prepare_one)
    waits = [(later - earlier).total_seconds() for earlier, later in pairwise(tried)]
    assert waits == pytest.approx([10, 60, 240, 240], abs=5)
    assert here.item(ref).outcome.state is State.AWAITING_CASEWORKER


async def test_a_poisoned_application_fails_after_its_attempts_and_the_night_goes_on() -> None:
    here, refs = await with_applications(6)
    here.register.poisoned[refs[2]] = SLOW
    done = await work_through(here.robot(width=1))
    assert states(here, refs) == [
        State.FAILED if ref == refs[2] else State.AWAITING_CASEWORKER for ref in refs
    ]
    assert here.item(refs[2]).outcome.reason == Code.SYSTEM_SLOW
    assert here.item(refs[2]).claims == here.pace.most_attempts
    assert [item.case_ref for item in done] == refs


async def test_an_application_whose_screen_alone_is_odd_does_not_stop_the_others_for_ever() -> None:
    here, refs = await with_applications(6)
    here.register.poisoned[refs[0]] = CHANGED
    await work_through(here.robot(width=1))
    assert states(here, refs) == [State.FAILED] + [State.AWAITING_CASEWORKER] * 5
    assert here.item(refs[0]).outcome.reason == Code.SCREEN_CHANGED


async def test_a_system_that_is_down_for_a_while_costs_no_application_its_attempts() -> None:
    here, refs = await with_applications(8)
    back = here.clock.now() + timedelta(minutes=10)
    here.register.away = back, SLOW
    await work_through(here.robot(width=2))
    assert set(states(here, refs)) == {State.AWAITING_CASEWORKER}
    assert here.clock.now() >= back
    asked = [at for at in here.register.asked_at if at < back]
    assert len(asked) <= 12, "it was asked again and again while it was down"
    assert await here.breakers.all("exempelstad") == []


async def test_a_long_outage_ends_the_run_when_patience_is_over_and_fails_nothing() -> None:
    here, refs = await with_applications(8, patience=timedelta(minutes=20))
    here.register.away = here.clock.now() + timedelta(hours=9), SLOW
    started = here.clock.now()
    await work_through(here.robot(width=2))
    assert set(states(here, refs)) == {State.WAITING}
    assert here.clock.now() - started < timedelta(minutes=25)
    assert max(here.item(ref).attempts for ref in refs) == 1


async def test_accounts_that_others_never_give_back_end_the_run_when_patience_is_over() -> None:
    here, refs = await with_applications(2, patience=timedelta(minutes=20))
    taken = NotAsked(Code.NO_FREE_ACCOUNT, "all are in use.", system="Skatteverket")
    here.register.away = here.clock.now() + timedelta(hours=9), taken
    started = here.clock.now()
    await work_through(here.robot(width=1))
    assert set(states(here, refs)) == {State.WAITING}
    assert timedelta(minutes=19) < here.clock.now() - started < timedelta(minutes=25)
    assert [here.item(ref).attempts for ref in refs] == [0, 0]


@pytest.mark.parametrize("code", [Code.MAINTENANCE, Code.ACCOUNT_LOCKED])
async def test_one_that_meets_a_systems_own_trouble_again_and_again_never_fails_for_it(code: Code) -> None:
    here, (ref,) = await with_applications(1)
    kind = Transient if code == Code.MAINTENANCE else SystemBroken
    for _ in range(here.pace.most_attempts + 1):
        here.register.fail("person", kind(code, "the system says so.", system="Skatteverket"))
        await work_through(replace(here.robot(), pace=replace(here.pace, patience=timedelta())))
        await here.breakers.change("exempelstad", "Skatteverket", lambda one: Breaker(system=one.system))
    assert here.item(ref).attempts == 0
    await work_through(here.robot())
    assert here.item(ref).outcome.state is State.AWAITING_CASEWORKER


async def test_a_probe_whose_application_failed_elsewhere_is_anothers_to_make_at_once() -> None:
    here, refs = await with_applications(2, most_attempts=1)
    now = here.clock.now()
    opened = Breaker(system="Skatteverket").failed(CHANGED, now, here.pace, by="")
    await here.breakers.change("exempelstad", "Skatteverket", lambda one: opened)
    here.clock.moment += here.pace.cool_off

    async def prepare_one(robot: Robot, case_ref: str) -> WorkItem:
        away = Transient(Code.SYSTEM_SLOW, "no answer within 15 s.", system="Försäkringskassan")
        here.benefits.trouble = away if here.item(refs[0]).claims + here.item(refs[1]).claims == 1 else None
        return await prepare_claimed(robot, case_ref)

    started = here.clock.now()
    await work_through(here.robot(width=1), prepare_one=prepare_one)
    assert states(here, refs) == [State.FAILED, State.AWAITING_CASEWORKER]
    assert here.clock.now() - started < PROBE_WITHIN


async def test_those_that_need_not_the_system_go_on_while_it_is_away() -> None:
    here, refs = await with_applications(3, patience=timedelta())
    first = await here.collected("100900", kind=ApplicationKind.FIRST)
    here.register.fail("person", SystemBroken(Code.LOGIN_REFUSED, "refused.", system="Skatteverket"))
    await work_through(here.robot(width=1))
    assert states(here, refs) == [State.WAITING] * 3
    assert here.register.calls.total() == 1
    assert here.item(first).outcome.state is State.NEEDS_HUMAN


async def test_a_closed_system_is_not_asked_and_taken_up_when_it_opens() -> None:
    here, refs = await with_applications(3)
    opens = here.clock.now() + timedelta(minutes=15)
    robot = closed(here.robot(width=2), "population_register", until=opens)
    await work_through(robot)
    assert set(states(here, refs)) == {State.AWAITING_CASEWORKER}
    assert min(here.register.asked_at) >= opens
    assert {here.item(ref).attempts for ref in refs} == {0}
    assert robot.troubles == []


async def test_a_paused_robot_begins_nothing_and_puts_down_what_it_has() -> None:
    here, refs = await with_applications(3)
    pause = Pause(since=examples.NOW, who="sven.svensson", reason="Fel i underlaget.")

    class PausedMeanwhile(OneForMany):
        """A person pulls the switch while the first application is on its way."""

        async def application(self, case_ref: str) -> Application:
            await self.switch.pause("exempelstad", pause)
            return await super().application(case_ref)

    here.work.__class__ = PausedMeanwhile
    await work_through(here.robot(width=1))
    assert states(here, refs) == [State.COLLECTED] * 3
    assert [here.item(ref).attempts for ref in refs] == [0, 0, 0]
    assert here.work.leases == {}
    assert here.register.calls.total() == 0

    await here.work.switch.resume("exempelstad", "sven.svensson", here.clock.now())
    here.work.__class__ = OneForMany
    await work_through(here.robot(width=1))
    assert set(states(here, refs)) == {State.AWAITING_CASEWORKER}


async def test_what_another_worker_has_is_not_taken_while_it_lives_and_is_when_it_has_died() -> None:
    here, refs = await with_applications(2)
    assert await here.work.claim(refs[0], "worker-2", here.clock.now())
    started = here.clock.now()
    await work_through(here.robot(width=1))
    assert set(states(here, refs)) == {State.AWAITING_CASEWORKER}
    assert here.clock.now() - started >= timedelta(seconds=90)


async def test_one_that_kills_every_worker_fails_in_the_end() -> None:
    here, (ref,) = await with_applications(1)
    for at in range(here.pace.most_attempts):
        assert await here.work.claim(ref, f"killed-{at}", here.clock.now())
        here.clock.moment += timedelta(minutes=2)
    await work_through(here.robot())
    assert (here.item(ref).outcome.state, here.item(ref).outcome.reason) == (State.FAILED, Code.WORKER_LOST)
    (kept,) = here.evidence.kept
    most = here.pace.most_attempts
    assert (kept.code, kept.attempt, kept.most_attempts) == (Code.WORKER_LOST, most + 1, most)
    assert here.asked == 0


class AwayForAWhile(OneForMany):
    """Our own tables, away for so many questions."""

    away = 0

    async def claim_next(
        self, municipality: str, worker: str, now: datetime, *, without: Collection[str] = ()
    ) -> WorkItem | None:
        self.answer()
        return await super().claim_next(municipality, worker, now, without=without)

    async def application(self, case_ref: str) -> Application:
        self.answer()
        return await super().application(case_ref)

    def answer(self) -> None:
        self.away -= 1
        if self.away >= 0:
            raise TablesAway(Code.TABLES_AWAY, "the connection was closed.")


@pytest.mark.parametrize("away", [1, 2, 3, 7])
async def test_a_database_that_is_restarted_loses_nothing(away: int) -> None:
    here, refs = await with_applications(3)
    here.work.__class__ = AwayForAWhile
    here.work.away = away  # type: ignore[attr-defined]
    await work_through(here.robot(width=1))
    assert set(states(here, refs)) == {State.AWAITING_CASEWORKER}
    assert len(here.case_system.drafts) == 3


class AwayAtWork(OneForMany):
    """Our own tables, away each time an application has just been taken up."""

    away = 0

    async def application(self, case_ref: str) -> Application:
        self.away -= 1
        if self.away >= 0:
            raise TablesAway(Code.TABLES_AWAY, "the connection was closed.")
        return await super().application(case_ref)


async def test_our_own_tables_going_away_costs_an_application_no_try() -> None:
    here, (ref,) = await with_applications(1)
    here.work.__class__ = AwayAtWork
    here.work.away = here.pace.most_attempts + 1  # type: ignore[attr-defined]
    started = here.clock.now()
    await work_through(here.robot(width=1))
    assert here.item(ref).outcome.state is State.AWAITING_CASEWORKER
    assert here.clock.now() - started < LEASE, "it was left to its lease, though the tables were back"


async def test_a_database_that_stays_away_ends_the_shift_with_its_error() -> None:
    here, _ = await with_applications(1)
    here.work.__class__ = AwayForAWhile
    here.work.away = 10_000  # type: ignore[attr-defined]
    with pytest.raises(TablesAway):
        await work_through(here.robot(width=1))


async def test_when_one_seat_cannot_go_on_nobody_is_left_at_work() -> None:
    here, refs = await with_applications(2)
    left: list[str] = []

    async def prepare_one(robot: Robot, case_ref: str) -> WorkItem:
        if case_ref == refs[1]:
            return here.item(case_ref)
        try:
            await asyncio.Event().wait()
        finally:
            left.append(case_ref)
        raise AssertionError

    async def told(_item: WorkItem) -> None:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        await work_through(here.robot(width=2), prepare_one=prepare_one, told=told)
    assert left == [refs[0]]


async def test_two_workers_share_a_night_and_each_application_is_prepared_once() -> None:
    here, refs = await with_applications(9)
    one, two = here.robot(worker="worker-1", width=2), here.robot(worker="worker-2", width=2)
    first, second = await asyncio.gather(work_through(one), work_through(two))
    assert sorted(item.case_ref for item in (*first, *second)) == sorted(refs)
    assert {here.item(ref).claims for ref in refs} == {1}
    assert len(here.case_system.drafts) == 9
