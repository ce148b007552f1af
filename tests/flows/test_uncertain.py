"""What may have been written is looked for before anything is written again, whoever takes the item over."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from datetime import timedelta

import pytest

from flows.errors import Code, TablesAway, Transient
from flows.journal import Entry, Step, Word, sent_at
from flows.records import CaseFile, Draft
from flows.shift import work_through
from flows.work import State
from tests import examples
from tests.fakes.case_system import FakeCaseSystem
from tests.robots import Bench, OneForMany, bench, prepare

WAY = [
    Step.CLAIMED,
    Step.OPENED,
    Step.REGISTERED,
    Step.GATHERED,
    Step.ASSESSED,
    Step.KEPT,
    Step.SENDING,
    Step.SENT,
    Step.READ_BACK,
    Step.SETTLED,
]
GONE = Transient(Code.SYSTEM_UNREACHABLE, "nobody answers.", system="Almanda")


async def steps(here: Bench, case_ref: str) -> list[Step]:
    return [entry.step for entry in await here.work.journal(case_ref)]


async def test_each_step_of_the_way_is_in_the_journal() -> None:
    here = bench()
    case_ref = await here.collected()
    await prepare(here.robot(), case_ref)
    assert await steps(here, case_ref) == WAY
    assert {entry.worker for entry in await here.work.journal(case_ref)} == {"worker-1"}


async def test_a_write_lost_on_its_way_is_uncertain_and_looked_for_before_it_is_written_again() -> None:
    here = bench()
    case_ref = await here.collected()
    here.case_system.lose_next_write()
    item = await prepare(here.robot(), case_ref)
    assert (item.outcome.state, item.outcome.reason) == (State.UNCERTAIN, Code.WRITE_UNCERTAIN)
    assert item.outcome.not_before == here.clock.now() + here.pace.uncertain_for
    assert "ser efter om utkastet finns" in item.outcome.explanation
    looked, wrote = here.case_system.calls["find_draft"], here.case_system.calls["save_draft"]

    await work_through(here.robot())
    assert here.item(case_ref).outcome.state is State.AWAITING_CASEWORKER
    assert here.clock.now() >= item.outcome.not_before
    assert here.case_system.calls["find_draft"] > looked
    assert here.case_system.calls["save_draft"] == wrote + 1
    assert len(here.case_system.drafts) == 1


async def test_a_lost_answer_that_could_not_be_looked_for_at_once_is_found_later() -> None:
    here = bench()
    case_ref = await here.collected()
    here.case_system.lose_next_answer()
    forget_the_look(here.case_system)
    assert (await prepare(here.robot(), case_ref)).outcome.state is State.UNCERTAIN
    asked = here.register.calls.total()

    await work_through(here.robot(worker="worker-2"))
    assert here.item(case_ref).outcome.state is State.AWAITING_CASEWORKER
    assert here.case_system.calls["save_draft"] == 1
    assert here.register.calls.total() == asked, "the household was looked up once more for nothing"
    assert (await steps(here, case_ref))[-2:] == [Step.READ_BACK, Step.SETTLED]


def forget_the_look(system: FakeCaseSystem) -> None:
    """The look right after the write finds nobody at home; every later one does."""
    find, looks = system.find_draft, 0

    async def second_look_fails(file: CaseFile, case_ref: str) -> object:
        nonlocal looks
        looks += 1
        if looks == 2:
            raise GONE
        return await find(file, case_ref)

    system.find_draft = second_look_fails  # type: ignore[method-assign, assignment]


async def test_what_stays_uncertain_ends_with_a_person_who_looks() -> None:
    here = bench()
    case_ref = await here.collected()
    here.case_system.lose_next_answer()
    forget_the_look(here.case_system)
    await prepare(here.robot(), case_ref)
    here.case_system.fail("open_case", *[GONE] * 20)
    here.breakers.breakers.clear()
    for _ in range(10):
        here.clock.moment += timedelta(minutes=10)
        here.breakers.breakers.clear()
        item = await prepare(here.robot(), case_ref)
        if item.outcome.state is State.FAILED:
            break
    assert (item.outcome.state, item.outcome.reason) == (State.FAILED, Code.WRITE_UNCERTAIN)
    assert [(one.code, one.system) for one in here.evidence.kept] == [(Code.WRITE_UNCERTAIN, "Almanda")]
    assert item.claims == here.pace.most_attempts
    assert len(here.case_system.drafts) == 1


@pytest.mark.parametrize("at", WAY[:-1])
async def test_a_worker_that_dies_after_any_step_is_followed_by_one_that_goes_on(at: Step) -> None:
    undisturbed = bench()
    ref = await undisturbed.collected()
    wanted = await prepare(undisturbed.robot(), ref)

    here = bench()
    case_ref = await here.collected()
    here.work = dying(here, at)
    with pytest.raises(TablesAway):
        await prepare(here.robot(worker="killed"), case_ref)
    assert here.item(case_ref).outcome.state is State.PREPARING
    here.work.__class__ = OneForMany

    here.clock.moment += timedelta(minutes=2)
    item = await prepare(here.robot(worker="worker-2"), case_ref)
    assert item.outcome == wanted.outcome
    assert timeless(here.case_system.drafts) == timeless(undisturbed.case_system.drafts)
    assert timeless(here.work.drafts.values()) == timeless(undisturbed.work.drafts.values())
    assert (await steps(here, case_ref))[-2:] == [Step.READ_BACK, Step.SETTLED]


def timeless(drafts: Iterable[Draft]) -> list[Draft]:
    """Without the sources, which say at what time they were asked."""
    return [replace(draft, text=replace(draft.text, sources="")) for draft in drafts]


class Dying(OneForMany):
    """Our tables, which a worker can no longer reach once a certain step has been noted."""

    at: Step

    async def renew(self, case_ref: str, worker: str, now: object) -> bool:
        return await self.told(await super().renew(case_ref, worker, now))  # type: ignore[arg-type]

    async def application(self, case_ref: str) -> object:  # type: ignore[override]
        return await self.told(await super().application(case_ref))

    async def note(self, case_ref: str, step: Step, now: object, *, worker: str) -> Word:
        return await self.told(await super().note(case_ref, step, now, worker=worker))  # type: ignore[arg-type]

    async def keep_draft(self, draft: Draft, key: str, now: object, *, worker: str) -> bool:
        return await self.told(await super().keep_draft(draft, key, now, worker=worker))  # type: ignore[arg-type]

    async def told(self, answer: object) -> object:
        if self.entries and next(iter(self.entries.values()))[-1].step is self.at:
            raise TablesAway(Code.TABLES_AWAY, "the worker is dead.")
        return answer


def dying(here: Bench, at: Step) -> Dying:
    here.work.__class__ = Dying
    here.work.at = at  # type: ignore[attr-defined]
    return here.work  # type: ignore[return-value]


def journal(*told: Step) -> list[Entry]:
    return [Entry(step=step, at=examples.NOW, worker="worker-1") for step in told]


def test_a_draft_may_stand_from_the_press_until_it_has_been_read_back() -> None:
    assert [step for at, step in enumerate(WAY) if sent_at(journal(*WAY[: at + 1]))] == [
        Step.SENDING,
        Step.SENT,
    ]
    assert sent_at(journal(*WAY[:7], Step.GIVEN_BACK, Step.CLAIMED, Step.OPENED)) == examples.NOW
    assert sent_at(journal(*WAY, Step.CLAIMED)) is None


class TooLate(FakeCaseSystem):
    """A case system in which something happens between the filling of the form and the press."""

    meanwhile: Callable[[], Awaitable[None]]

    async def save_draft(
        self, file: CaseFile, draft: Draft, *, before_sending: Callable[[], Awaitable[None]]
    ) -> None:
        async def then() -> None:
            await self.meanwhile()
            await before_sending()

        await super().save_draft(file, draft, before_sending=then)


async def test_a_worker_whose_item_is_taken_while_it_types_does_not_press() -> None:
    here = bench()
    case_ref = await here.collected()
    system = TooLate([examples.case_file()], here.case_system.histories)
    here.case_system = system

    async def taken() -> None:
        here.clock.moment += timedelta(minutes=2)
        assert await here.work.claim(case_ref, "worker-2", here.clock.now())

    system.meanwhile = taken
    item = await prepare(here.robot(), case_ref)
    assert here.case_system.drafts == ()
    assert item.outcome.state is State.PREPARING
    assert here.work.leases[case_ref][0] == "worker-2"


async def test_a_worker_cancelled_after_the_press_leaves_the_item_uncertain() -> None:
    here = bench()
    case_ref = await here.collected()
    system = TooLate([examples.case_file()], here.case_system.histories)
    here.case_system = system
    pressed = asyncio.Event()

    async def hanging(file: CaseFile, ref: str) -> None:
        if system.drafts:
            pressed.set()
            await asyncio.Event().wait()

    async def nothing() -> None:
        """All goes well until the press."""

    system.meanwhile = nothing
    system.find_draft = hanging  # type: ignore[method-assign]
    work = asyncio.create_task(prepare(here.robot(), case_ref))
    await pressed.wait()
    work.cancel()
    with pytest.raises(asyncio.CancelledError):
        await work
    assert here.item(case_ref).outcome.state is State.UNCERTAIN
    assert here.work.leases == {}


async def test_a_worker_cancelled_before_the_press_puts_the_item_down_as_it_stood() -> None:
    here = bench()
    case_ref = await here.collected()
    asked = asyncio.Event()

    async def hanging(file: CaseFile, case_ref: str) -> None:
        asked.set()
        await asyncio.Event().wait()

    here.case_system.history = hanging  # type: ignore[method-assign, assignment]
    work = asyncio.create_task(prepare(here.robot(), case_ref))
    await asked.wait()
    work.cancel()
    with pytest.raises(asyncio.CancelledError):
        await work
    item = here.item(case_ref)
    assert (item.outcome.state, item.attempts) == (State.COLLECTED, 0)
    assert here.work.leases == {}
    assert (await steps(here, case_ref))[-1] is Step.GIVEN_BACK
