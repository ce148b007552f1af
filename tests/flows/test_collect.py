"""Collecting takes everything in once, confirms it, and is never stopped by one application."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from flows.collect import collect
from flows.errors import (
    CaseBroken,
    Code,
    NeedsHuman,
    Reason,
    SystemBroken,
    TablesAway,
    Transient,
    UtkastError,
)
from flows.prepare import prepare
from flows.records import Application, InboxEntry
from flows.work import State, WorkItem
from tests import examples
from tests.fakes.inbox import FakeInbox
from tests.robots import Bench, OneForMany, bench

DOWN = Transient(Code.SYSTEM_UNREACHABLE, "nobody answers.", system="E-tjänster")


def arrived(*refs: str) -> tuple[Bench, list[str]]:
    made = bench()
    return made, [made.arrive(ref) for ref in refs]


async def test_a_new_application_becomes_a_work_item_and_is_confirmed_with_our_reference() -> None:
    here, (case_ref,) = arrived("100234")
    collected = await collect(here.robot())
    assert (collected.new, collected.trouble) == (1, None)
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
    assert (await collect(here.robot())).new == 1
    item = here.item(case_ref)
    assert (item.outcome.state, item.outcome.reason) == (State.NEEDS_HUMAN, Reason.DELIVERED_ELSEWHERE)
    assert here.inbox.delivered == {"100234": "2026-4711"}
    assert await prepare(here.robot(), case_ref) == item
    assert here.asked == 0


async def test_a_cut_between_storing_and_confirming_is_mended_by_the_next_run() -> None:
    here, (case_ref,) = arrived("100234")
    here.inbox.troubles["confirm_delivery"] = DOWN
    collected = await collect(here.robot())
    assert collected.trouble == DOWN
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
