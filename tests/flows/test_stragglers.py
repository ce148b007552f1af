"""Many are at a system when it goes down, and come back one by one: nothing they bring moves its breaker."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from flows.breaker import Breaker
from flows.eligibility.facts import Protection
from flows.errors import CaseBroken, Code, Transient, UtkastError
from flows.hours import Closing, OpeningHours
from flows.records import ApplicationKind
from flows.robot import Robot
from flows.shift import work_through
from flows.systems import note_failure, take_probe
from flows.work import State, WorkItem, seat_of
from tests import examples
from tests.fakes.population_register import RegisterRecord
from tests.fakes.tour import FakeTour
from tests.flows.moments import Crowd, as_answered, as_called, for_ever
from tests.robots import Bench, bench, prepare

TOWN, REGISTER, CASES = "exempelstad", "Skatteverket", "Almanda"
DOWN = Transient(Code.SYSTEM_UNREACHABLE, "nobody answers.", system=REGISTER)
ALMANDA_DOWN = Transient(Code.SYSTEM_UNREACHABLE, "nobody answers.", system=CASES)
AWAY = timedelta(hours=9)


def begun(robot: Robot, refs: list[str]) -> list[asyncio.Task[WorkItem]]:
    """All applications on their way at once, each in a seat of its own."""
    seats = [replace(robot, worker=seat_of(robot.worker, number)) for number in range(len(refs))]
    return [asyncio.create_task(prepare(seat, ref)) for seat, ref in zip(seats, refs, strict=True)]


async def collected(here: Bench, number: int) -> list[str]:
    """So many applications, collected."""
    return [await here.collected(str(100234 + at)) for at in range(number)]


async def opened(here: Bench, error: UtkastError = DOWN) -> None:
    """The system's breaker stands open from now on, by three whom nobody else knows."""
    for number in range(here.pace.failures_in_a_row):
        await note_failure(here.robot(), error, by=f"UTK-9901-{number}")
    assert breaker(here, error.system).is_open


async def due(here: Bench, error: UtkastError = DOWN) -> None:
    """The system's breaker stands open, and somebody should probe it."""
    await opened(here, error)
    here.clock.moment += here.pace.cool_off


def breaker(here: Bench, system: str = REGISTER) -> Breaker:
    return here.breakers.breakers.get((TOWN, system), Breaker(system=system))


def looks(robot: Robot) -> int:
    tour = robot.tours["population_register"]
    assert isinstance(tour, FakeTour)
    return tour.looks


def closing_in(robot: Robot, span: timedelta) -> Robot:
    """The robot when Skatteverket closes so soon."""
    now = robot.clock.now()
    hours = OpeningHours(closings=(Closing(starts=now + span, ends=now + AWAY, why="Natt"),))
    systems = dict(robot.municipality.systems)
    systems["population_register"] = replace(systems["population_register"], hours=hours)
    return replace(robot, municipality=replace(robot.municipality, systems=systems))


async def test_twelve_at_a_system_that_goes_down_open_its_breaker_once_and_are_no_probes() -> None:
    here = bench()
    crowd = Crowd(here.register, "person")
    at_it = begun(here.robot(), await collected(here, 12))
    await crowd.of(12)
    crowd.let_go(12, error=DOWN)
    items = await asyncio.gather(*at_it)
    stands = breaker(here)
    assert (stands.openings, stands.probe_at) == (1, here.clock.now() + here.pace.cool_off)
    assert sorted(item.attempts for item in items) == [0] * 9 + [1] * 3
    assert {item.outcome.state for item in items} == {State.WAITING}


async def test_only_a_failed_probe_makes_the_robot_look_at_the_first_screen() -> None:
    here = bench()
    here.register.away = here.clock.now() + AWAY, DOWN
    crowd = Crowd(here.register, "person")
    robot = here.robot()
    refs = await collected(here, 12)
    at_it = begun(robot, refs)
    await crowd.of(12)
    crowd.disperse()
    await asyncio.gather(*at_it)
    assert looks(robot) == 0

    here.clock.moment += here.pace.cool_off
    item = await prepare(robot, refs[-1])
    assert (looks(robot), breaker(here).openings, item.attempts) == (1, 2, 0)


async def test_one_that_comes_back_late_takes_the_probe_from_nobody_and_moves_nothing() -> None:
    here = bench()
    crowd = Crowd(here.register, "person")
    *early, probe, other = await collected(here, 11)
    at_it = begun(here.robot(), early)
    await crowd.of(9)
    crowd.let_go(3, error=DOWN)
    await asyncio.wait(at_it[:3])
    here.clock.moment += here.pace.cool_off

    probing = asyncio.create_task(prepare(here.robot("worker-2"), probe))
    await crowd.of(6 + 1)
    probed = breaker(here)
    assert probed.prober == probe
    crowd.let_go(6, error=DOWN)
    await asyncio.wait(at_it)
    assert breaker(here) == probed

    refused = await prepare(here.robot(), other)
    assert (refused.outcome.state, refused.attempts, len(crowd)) == (State.WAITING, 0, 1)
    crowd.disperse()
    assert (await probing).outcome.state is State.AWAITING_CASEWORKER
    assert not breaker(here).is_open


async def test_what_was_answered_before_the_outage_does_not_close_the_breaker_as_it_ends() -> None:
    here = bench()
    crowd = Crowd(here.case_system, "save_draft")
    at_it = begun(here.robot(), await collected(here, 8))
    await crowd.of(8)
    here.clock.moment += timedelta(seconds=5)
    await opened(here)
    stands = breaker(here)
    crowd.disperse()
    assert {item.outcome.state for item in await asyncio.gather(*at_it)} == {State.AWAITING_CASEWORKER}
    assert breaker(here) == stands


async def test_what_was_asked_before_the_outage_and_answered_after_it_does_not_close_the_breaker() -> None:
    here = bench()
    crowd = Crowd(here.register, "incomes")
    at_it = begun(here.robot(), await collected(here, 8))
    await crowd.of(8)
    await due(here)
    stands = breaker(here)
    crowd.disperse()
    assert {item.outcome.state for item in await asyncio.gather(*at_it)} == {State.AWAITING_CASEWORKER}
    assert breaker(here) == stands


async def test_a_probe_that_got_no_answer_closes_nothing_and_is_anothers_to_make() -> None:
    here = bench()
    await due(here)
    as_called(here.register, "person", for_ever)
    unreadable = CaseBroken(Code.VALUE_UNREADABLE, "no such column.", system=CASES)
    here.case_system.fail("history", unreadable)
    item = await prepare(here.robot(), await here.collected())
    assert item.outcome.state is State.FAILED
    assert breaker(here).is_open
    assert breaker(here).may_be_probed(here.clock.now())


async def test_what_answered_before_an_application_failed_by_itself_is_in_use_again() -> None:
    here = bench()
    await due(here, ALMANDA_DOWN)
    here.case_system.fail("history", CaseBroken(Code.VALUE_UNREADABLE, "no such column.", system=CASES))
    assert (await prepare(here.robot(), await here.collected())).outcome.state is State.FAILED
    assert not breaker(here, CASES).is_open


async def test_a_probe_whose_case_is_handed_over_on_its_first_page_has_had_its_answer() -> None:
    here = bench(examples.case_file(protection=Protection.YES))
    await due(here, ALMANDA_DOWN)
    item = await prepare(here.robot(), await here.collected())
    assert item.outcome.state is State.NEEDS_HUMAN
    assert not breaker(here, CASES).is_open


async def test_a_probe_whose_case_is_handed_over_for_what_the_register_says_has_had_its_answer() -> None:
    here = bench()
    protected = examples.registered(protection=Protection.YES)
    here.register.records[examples.APPLICANT] = RegisterRecord(person=protected)
    await due(here)
    item = await prepare(here.robot(), await here.collected())
    assert item.outcome.state is State.NEEDS_HUMAN
    assert not breaker(here).is_open


async def test_a_probe_that_comes_to_its_next_step_has_had_its_answer() -> None:
    here = bench()
    away = Transient(Code.SYSTEM_SLOW, "no answer.", system="Försäkringskassan")
    await due(here, away)
    item = await prepare(here.robot(), await here.collected())
    assert item.outcome.state is State.AWAITING_CASEWORKER
    assert not breaker(here, "Försäkringskassan").is_open


async def test_a_probe_that_finds_its_draft_where_it_was_sent_has_had_its_answer() -> None:
    here = bench()
    ref = await here.collected()

    async def gone() -> None:
        here.case_system.fail("find_draft", ALMANDA_DOWN)

    here.case_system.lose_next_answer()
    as_called(here.case_system, "save_draft", gone)
    assert (await prepare(here.robot(), ref)).outcome.state is State.UNCERTAIN
    await due(here, ALMANDA_DOWN)
    here.clock.moment += here.pace.uncertain_for
    assert (await prepare(here.robot(), ref)).outcome.state is State.AWAITING_CASEWORKER
    assert here.case_system.calls["save_draft"] == 1
    assert not breaker(here, CASES).is_open


async def test_a_probe_whose_system_was_never_asked_is_anothers_to_make_at_once() -> None:
    here = bench()
    ref = await here.collected(kind=ApplicationKind.FIRST)
    await due(here)
    robot = here.robot()
    assert await take_probe(robot, REGISTER, ref)
    assert (await prepare(robot, ref)).outcome.state is State.NEEDS_HUMAN
    assert here.register.calls.total() == 0
    assert breaker(here).is_open
    assert breaker(here).may_be_probed(here.clock.now())


async def test_a_closed_breaker_forgets_its_failures_when_anybody_is_answered() -> None:
    here = bench()
    refs = await collected(here, 9)
    crowd = Crowd(here.register, "person")
    at_it = begun(here.robot(), refs)
    await crowd.of(9)
    for first in range(0, 9, 3):
        crowd.let_go(2, error=DOWN)
        await asyncio.wait(at_it[first : first + 2])
        crowd.let_go(1)
        await at_it[first + 2]
    assert breaker(here) == Breaker(system=REGISTER)
    assert sorted(here.item(ref).attempts for ref in refs) == [0, 0, 0, 1, 1, 1, 1, 1, 1]


async def test_nobody_looks_in_outside_opening_hours_when_a_probe_has_failed() -> None:
    here = bench()
    await due(here)
    robot = closing_in(here.robot(), timedelta(minutes=10))

    async def late() -> None:
        here.clock.moment += timedelta(minutes=15)
        here.register.fail("person", DOWN)

    as_called(here.register, "person", late)
    item = await prepare(robot, await here.collected())
    assert (looks(robot), breaker(here).openings) == (0, 2)
    assert (item.outcome.state, item.attempts) == (State.WAITING, 0)


async def test_a_night_with_an_outage_in_the_middle_asks_the_system_once_in_each_cool_off() -> None:
    here = bench()
    refs = await collected(here, 36)
    back = here.clock.now() + timedelta(minutes=10)

    async def goes_down() -> None:
        here.register.away = back, DOWN

    as_answered(here.register, "incomes", goes_down)
    await work_through(here.robot(width=12))
    assert {here.item(ref).outcome.state for ref in refs} == {State.AWAITING_CASEWORKER}
    asked = [at for at in here.register.asked_at if at < back]
    after_the_crowd = [at for at in asked if at > examples.NOW]
    assert len(after_the_crowd) <= 5, "30 s, 1 min, 2 min, 4 min and 8 min later"
    assert here.clock.now() - back < here.pace.longest_cool_off
    assert breaker(here) == Breaker(system=REGISTER)
