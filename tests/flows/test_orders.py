"""What caseworkers order inside the case system: taken once, prepared once, told of in their list."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from flows.errors import CaseBroken, Code, NotAsked, Reason, Transient, UtkastError
from flows.journal import Step
from flows.order_look import Look
from flows.ordering import BUSY, DECIDED, INBOX_AWAY, UNKNOWN, OrderStatus
from flows.orders import take_orders
from flows.robot import Robot
from flows.work import LEASE, Outcome, State
from tests import examples
from tests.fakes.orders import FakeOrders
from tests.robots import Bench, bench, prepare

REF = "UTK-9901-100234"
ORDERED, UNDER_WAY, DONE, CANNOT = OrderStatus
AWAY = Transient(Code.SYSTEM_ERROR, "the answer was lost.", system="Almanda")
UNREADABLE = CaseBroken(Code.VALUE_UNREADABLE, "the order's page cannot be read.", system="Almanda")


async def ordered() -> tuple[Bench, FakeOrders]:
    """A draft stands, and its caseworker has ordered another preparation."""
    here, desk = bench(), FakeOrders()
    await here.collected()
    await prepare(here.robot(), REF)
    desk.place("17", REF)
    return here, desk


def robot(here: Bench, desk: FakeOrders, worker: str = "worker-1") -> Robot:
    return replace(here.robot(worker), orders=desk)


def references(here: Bench) -> list[str]:
    return [draft.reference for draft in here.case_system.drafts]


async def test_an_order_is_under_way_and_then_done_with_a_draft_beside_the_first() -> None:
    here, desk = await ordered()
    answered = (await take_orders(robot(here, desk))).answered
    assert desk.said == [("17", UNDER_WAY, ""), ("17", DONE, f"Utkastet {REF}/2 ligger i akten.")]
    assert references(here) == [REF, f"{REF}/2"]
    assert [(one.number, one.status, one.failed) for one in answered] == [("17", DONE, False)]
    assert await take_orders(robot(here, desk)) == Look()


async def test_an_order_of_a_later_preparation_is_one_of_its_application() -> None:
    here, desk = await ordered()
    await take_orders(robot(here, desk))
    desk.place("18", f"{REF}/2")
    await take_orders(robot(here, desk))
    assert references(here) == [REF, f"{REF}/2", f"{REF}/3"]


async def test_nothing_ordered_asks_for_the_list_alone() -> None:
    here = bench()
    assert await take_orders(robot(here, FakeOrders())) == Look()
    assert (here.asked, here.inbox.calls.total()) == (0, 0)


async def test_two_runs_at_once_prepare_it_once() -> None:
    here, desk = await ordered()
    await asyncio.gather(*(take_orders(robot(here, desk, f"worker-{one}")) for one in range(3)))
    await take_orders(robot(here, desk))
    assert references(here) == [REF, f"{REF}/2"]
    assert desk.stands("17")[0] is DONE


@pytest.mark.parametrize("number", [0, 1, 2])
async def test_a_run_that_is_cut_anywhere_is_followed_by_one_that_prepares_once(number: int) -> None:
    """Cut before the list is read, when the order is told to be under way, or when it is told to be done."""
    here, desk = await ordered()
    quiet = [None] * number
    cut = CutOrders(orders=desk.orders, said=desk.said, cuts=[*quiet, AWAY])
    for _ in range(3):
        await take_orders(robot(here, cut))
        here.clock.moment += timedelta(minutes=15)
    assert references(here) == [REF, f"{REF}/2"]
    assert [status for _, status, _ in cut.said] == [UNDER_WAY, DONE]


class CutOrders(FakeOrders):
    """Loses an answer at the first, second or third thing that is asked of it."""

    def __init__(self, *, cuts: list[Transient | None], **rest: object) -> None:
        super().__init__(**rest)  # type: ignore[arg-type]
        self._cuts = cuts

    async def waiting(self):  # type: ignore[no-untyped-def]
        found = await super().waiting()
        self._cut()
        return found

    async def tell(self, number: str, status: OrderStatus, words: str) -> None:
        await super().tell(number, status, words)
        self._cut()

    def _cut(self) -> None:
        cut = self._cuts.pop(0) if self._cuts else None
        if cut is not None:
            raise cut


async def test_a_worker_that_died_with_the_order_open_is_followed_by_the_next_look() -> None:
    here, desk = await ordered()
    here.case_system.fail("open_case", *[AWAY] * 1)
    await take_orders(robot(here, desk))
    assert here.item(REF).outcome.state is State.WAITING
    assert desk.stands("17")[0] is UNDER_WAY
    await here.work.claim(REF, "dead", here.clock.now())
    await take_orders(robot(here, desk))
    assert references(here) == [REF]
    here.clock.moment += LEASE + timedelta(minutes=10)
    await take_orders(robot(here, desk))
    assert (references(here), desk.stands("17")[0]) == ([REF, f"{REF}/2"], DONE)


@pytest.mark.parametrize("reference", ["UTK-9901-1", "UTK-1287-100234", "ring mig", "", f"{REF}/x"])
async def test_an_order_of_nothing_of_ours_is_told_to_be_none(reference: str) -> None:
    here, desk = await ordered()
    desk.orders.clear()
    desk.place("18", reference)
    await take_orders(robot(here, desk))
    assert desk.said == [("18", CANNOT, UNKNOWN)]
    assert references(here) == [REF]


async def test_an_inbox_that_was_not_read_leaves_what_it_may_hold_to_the_next_look() -> None:
    """That nobody has applied is not said by who could not look."""
    here, desk = bench(), FakeOrders()
    here.arrive()
    desk.place("17", REF)
    here.inbox.trouble = Transient(Code.SYSTEM_ERROR, "no answer.", system="E-tjänster")
    await take_orders(robot(here, desk))
    assert (desk.stands("17"), references(here)) == ((UNDER_WAY, INBOX_AWAY), [])
    here.inbox.trouble = None
    await take_orders(robot(here, desk))
    assert (desk.stands("17")[0], references(here)) == (DONE, [REF])


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (Outcome(state=State.DECIDED), DECIDED),
        (Outcome(state=State.NEEDS_HUMAN, reason=Reason.MANUAL_HANDLING), ""),
        (Outcome(state=State.NEEDS_HUMAN, reason=Reason.DELIVERED_ELSEWHERE), ""),
    ],
    ids=lambda one: getattr(one, "reason", "") or getattr(one, "state", ""),
)
async def test_what_may_not_be_prepared_again_is_refused_with_its_reason(outcome: Outcome, said: str) -> None:
    here, desk = await ordered()
    await here.work.put(here.item(REF), outcome, examples.NOW)
    await take_orders(robot(here, desk))
    words = said or here.robot().handover_texts[outcome.reason].in_full
    assert desk.said == [("17", CANNOT, words)]
    assert here.item(REF).outcome == outcome


async def test_an_application_forgotten_with_its_household_is_refused_in_the_neutral_words() -> None:
    here, desk = await ordered()
    del here.work.applications[REF]
    await take_orders(robot(here, desk))
    neutral = here.robot().handover_texts[Reason.MANUAL_HANDLING].in_full
    assert (desk.stands("17"), here.item(REF).outcome.reason) == ((CANNOT, neutral), Reason.MANUAL_HANDLING)
    assert references(here) == [REF]


async def test_one_that_is_at_hand_waits_for_the_next_look() -> None:
    here, desk = await ordered()
    stood = here.item(REF).outcome
    await here.work.put(here.item(REF), replace(stood, state=State.UNCERTAIN), examples.NOW)
    await take_orders(robot(here, desk))
    assert desk.stands("17") == (UNDER_WAY, BUSY)
    await here.work.put(here.item(REF), stood, examples.NOW)
    await take_orders(robot(here, desk))
    assert desk.stands("17")[0] is DONE


@pytest.mark.parametrize("lost", ["on its way", "with its worker"])
async def test_an_order_waits_for_a_draft_that_is_still_looked_for_and_is_carried_out(lost: str) -> None:
    """Nobody but the looks for orders is at work: what a run has left is ended by one of them."""
    here, desk = bench(), FakeOrders()
    await here.collected()
    if lost == "on its way":
        here.case_system.lose_next_write()
        await prepare(here.robot(), REF)
        assert here.item(REF).outcome.state is State.UNCERTAIN
    else:
        await here.work.claim(REF, "dead", here.clock.now())
        await here.work.note(REF, Step.SENDING, here.clock.now(), worker="dead")
    desk.place("17", REF)
    await take_orders(robot(here, desk))
    assert (desk.stands("17"), references(here)) == ((UNDER_WAY, BUSY), [])
    here.clock.moment += LEASE + here.pace.uncertain_for
    await take_orders(robot(here, desk))
    assert (desk.stands("17"), references(here)) == ((UNDER_WAY, BUSY), [REF])
    await take_orders(robot(here, desk))
    assert (desk.stands("17")[0], references(here)) == (DONE, [REF, f"{REF}/2"])


@pytest.mark.parametrize(("trouble", "failed"), [(AWAY, False), (UNREADABLE, True)])
async def test_an_order_that_cannot_be_told_of_stops_no_other_and_is_its_own_failure(
    trouble: UtkastError, failed: bool
) -> None:
    here, desk = await ordered()
    await here.collected("100235")
    desk.place("18", "UTK-9901-100235")
    desk.troubles = [trouble]
    desk.raise_at_list = False
    answered = (await take_orders(robot(here, desk))).answered
    assert [(one.number, one.status, one.failed) for one in answered] == [
        ("17", ORDERED, failed),
        ("18", DONE, False),
    ]


async def test_a_list_that_cannot_be_read_is_no_empty_list() -> None:
    here, desk = await ordered()
    desk.troubles = [UNREADABLE, AWAY]
    with pytest.raises(CaseBroken):
        await take_orders(robot(here, desk))
    assert await take_orders(robot(here, desk)) == Look(trouble=AWAY), "what passes is left to the next look"


async def test_a_system_that_may_not_be_asked_is_not_asked_for_the_next_order() -> None:
    here, desk = await ordered()
    desk.place("18", REF)
    closed = NotAsked(Code.OUTSIDE_HOURS, "closed.", system="Almanda")
    desk.troubles = [closed]
    desk.raise_at_list = False
    look = await take_orders(robot(here, desk))
    assert (look.answered, look.trouble) == ((), closed)
    assert [number for number, *_ in desk.said] == ["17"]


async def test_what_the_applicant_has_completed_is_what_is_prepared() -> None:
    here, desk = bench(), FakeOrders()
    here.arrive()
    await take_orders(robot(here, desk))
    assert here.inbox.calls.total() == 0
    desk.place("17", REF)
    await take_orders(robot(here, desk))
    assert (references(here), desk.stands("17")[0]) == ([REF], DONE)


async def test_a_paused_robot_takes_no_order() -> None:
    here, desk = await ordered()
    paused = robot(here, desk)
    paused.stopping.ask("test")
    assert await take_orders(paused) == Look(interrupted=True)
    assert desk.said == []
