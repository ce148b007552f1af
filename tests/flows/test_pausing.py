"""The kill switch: a person pauses the robot, and every worker obeys between two steps until resumed."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from flows.collect import collect
from flows.journal import Pause, Step
from flows.shift import work_through
from flows.work import State
from tests import examples
from tests.fakes.inbox import FakeInbox
from tests.flows.moments import as_answered, as_called
from tests.robots import Bench, bench, prepare

PAUSE = Pause(since=examples.NOW, who="sven.svensson", reason="Fel i underlaget från inkorgen.")


def pulled(here: Bench) -> Callable[[], Awaitable[None]]:
    """A person pauses the robot."""

    async def act() -> None:
        await here.work.switch.pause("exempelstad", PAUSE)

    return act


async def go_on(here: Bench) -> None:
    """A person lets it go on, and the next run comes."""
    await here.work.switch.resume("exempelstad", "sara", here.clock.now())
    here.clock.moment += timedelta(minutes=10)
    await work_through(here.robot(worker="worker-2"))


@pytest.mark.parametrize(
    ("system", "method"),
    [("case_system", "open_case"), ("register", "incomes"), ("case_system", "save_draft")],
)
async def test_the_work_is_put_down_at_the_next_step_and_taken_up_when_a_person_says_so(
    system: str, method: str
) -> None:
    here = bench()
    case_ref = await here.collected()
    as_called(getattr(here, system), method, pulled(here))
    await work_through(here.robot(width=1))
    item = here.item(case_ref)
    assert (item.outcome.state, item.attempts, here.case_system.drafts) == (State.COLLECTED, 0, ())
    assert here.work.entries[case_ref][-1].step is Step.GIVEN_BACK

    await go_on(here)
    assert here.item(case_ref).outcome.state is State.AWAITING_CASEWORKER
    assert len(here.case_system.drafts) == 1


async def test_what_has_been_sent_is_read_back_and_told_all_the_same() -> None:
    here = bench()
    case_ref = await here.collected()
    as_answered(here.case_system, "save_draft", pulled(here))
    await work_through(here.robot(width=1))
    assert here.item(case_ref).outcome.state is State.AWAITING_CASEWORKER


async def test_a_paused_robot_asks_no_system_anything() -> None:
    here = bench()
    refs = [await here.collected(str(number)) for number in range(100234, 100237)]
    await pulled(here)()
    assert await work_through(here.robot()) == ()
    on_demand = await prepare(here.robot(), refs[0])
    assert (on_demand.outcome.state, on_demand.claims, here.asked) == (State.COLLECTED, 0, 0)


class PausedInbox(FakeInbox):
    """As the first delivery is confirmed, something happens."""

    act: Callable[[], Awaitable[None]]

    async def confirm_delivery(self, application_ref: str, case_ref: str, *, completions: int = 0) -> None:
        await super().confirm_delivery(application_ref, case_ref, completions=completions)
        await self.act()


def with_three_in_the_inbox() -> tuple[Bench, PausedInbox]:
    here = bench()
    inbox = PausedInbox()
    here.inbox = inbox
    for ref in ("100234", "100235", "100236"):
        here.arrive(ref)
    return here, inbox


async def test_collecting_ends_between_two_applications_and_the_rest_stays_in_the_inbox() -> None:
    here, inbox = with_three_in_the_inbox()
    inbox.act = pulled(here)
    assert (await collect(here.robot(width=1))).new == 1
    assert len(await inbox.undelivered()) == 2
    await here.work.switch.resume("exempelstad", "sara", here.clock.now())
    inbox.act = nothing
    assert (await collect(here.robot(width=1))).new == 2


async def test_collecting_ends_between_two_applications_when_told_to_stop() -> None:
    here, inbox = with_three_in_the_inbox()
    robot = here.robot(width=1)

    async def told() -> None:
        robot.stopping.ask("SIGTERM")

    inbox.act = told
    assert (await collect(robot)).new == 1
    assert len(await inbox.undelivered()) == 2


async def nothing() -> None:
    """Nobody pauses anything."""
