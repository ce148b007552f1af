"""A night goes on round by round while the inbox may still give what has arrived."""

from datetime import timedelta

from flows.errors import Code, NeedsHuman, Reason, SystemBroken
from flows.prepare import prepare_claimed
from flows.robot import Robot
from flows.rounds import Night, through_the_night
from flows.work import State, WorkItem
from tests.robots import Bench, bench

CHANGED = SystemBroken(Code.SCREEN_CHANGED, "another page stood there.", system="E-tjänster")
REFUSED = SystemBroken(Code.LOGIN_REFUSED, "refused.", system="E-tjänster")


def an_inbox_that_stops_at(trouble: SystemBroken) -> Bench:
    """One application is in already; of the two that have arrived since, the first stops the inbox."""
    here = bench()
    here.arrive("100234")
    here.arrive("100235")
    here.inbox.unreadable["100234"] = trouble
    return here


async def night(here: Bench, *, each_takes: timedelta, mended: bool = True) -> Night:
    """A night in which preparing takes its time; meanwhile what stopped the inbox has passed."""
    await here.collected("100230")

    async def prepare_one(robot: Robot, case_ref: str) -> WorkItem:
        here.clock.moment += each_takes
        if mended:
            here.inbox.unreadable.clear()
        return await prepare_claimed(robot, case_ref)

    return await through_the_night(here.robot(width=1), prepare_one=prepare_one)


async def test_what_a_stopped_inbox_held_back_is_taken_in_when_its_probe_goes_through() -> None:
    here = an_inbox_that_stops_at(CHANGED)
    came = await night(here, each_takes=here.pace.cool_off)
    assert came.new == 2
    assert len(came.items) == 3
    assert (came.troubles, came.overcome) == ((), (CHANGED,))


async def test_a_probe_that_is_not_due_yet_leaves_the_rest_to_the_next_night_and_waits_for_nothing() -> None:
    here = an_inbox_that_stops_at(CHANGED)
    began = here.clock.moment
    came = await night(here, each_takes=here.pace.cool_off / 10)
    assert came.new < 2
    assert CHANGED in came.troubles
    assert here.clock.moment < began + here.pace.cool_off


async def test_an_inbox_that_is_still_stopped_gets_one_probe_and_no_more() -> None:
    here = an_inbox_that_stops_at(CHANGED)
    came = await night(here, each_takes=here.pace.cool_off, mended=False)
    assert here.inbox.calls["undelivered"] == 2
    assert CHANGED in came.troubles


async def test_an_inbox_that_waits_for_a_person_is_not_asked_again() -> None:
    here = an_inbox_that_stops_at(REFUSED)
    await night(here, each_takes=here.pace.cool_off)
    assert here.inbox.calls["undelivered"] == 1


async def test_what_is_handed_over_as_it_is_taken_in_is_among_the_nights_and_counted_as_it_goes() -> None:
    here = bench()
    here.arrive("100234")
    here.arrive("100235")
    unreadable = NeedsHuman(Reason.UNREADABLE_APPLICATION, "Rent: 12.345,5O", system="E-tjänster")
    here.inbox.unreadable["100234"] = unreadable
    told, due = list[WorkItem](), list[int]()

    async def hears(item: WorkItem) -> None:
        told.append(item)

    came = await through_the_night(here.robot(width=1), told=hears, expects=due.append)
    assert came.new == 2
    states = {item.application_ref: item.outcome.state for item in came.items}
    assert states == {"100234": State.NEEDS_HUMAN, "100235": State.AWAITING_CASEWORKER}
    assert tuple(told) == came.items
    assert due == [2]


async def test_what_another_worker_has_taken_in_is_its_own_to_tell_of() -> None:
    here = bench()
    here.arrive("100234")
    here.inbox.unreadable["100234"] = NeedsHuman(Reason.UNKNOWN_MUNICIPALITY, "1400", system="E-tjänster")
    nights = [await through_the_night(here.robot(worker)) for worker in ("worker-1", "worker-2")]
    assert [len(one.items) for one in nights] == [1, 0]
