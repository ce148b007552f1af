"""The journal, giving back and the word a worker is told: WorkItems on fake, on SQLite and on PostgreSQL."""

from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.persistence import journal
from adapters.persistence.engine import Database
from flows.journal import Entry, Pause, Step, Word
from flows.work import LEASE, Outcome, State
from tests import examples
from tests.contract.our_tables import Tables, tables_of

NOW = examples.NOW
LATER = NOW + timedelta(seconds=30)
REF = "UTK-9901-100234"
PAUSE = Pause(since=NOW, who="Drift", reason="Uppgradering av Almanda")
WAITS = Outcome(
    state=State.WAITING, reason="SYSTEM_SLOW", wait_until=NOW.date(), not_before=NOW, waits_for="Almanda"
)


async def steps(tables: Tables) -> list[tuple[Step, str]]:
    return [(one.step, one.worker) for one in await tables.work.journal(REF)]


async def test_the_journal_tells_every_step_in_the_order_it_was_taken(tables: Tables) -> None:
    await tables.collected()
    assert list(await tables.work.journal(REF)) == []
    await tables.work.claim_next("exempelstad", "first", NOW)
    for step in (Step.OPENED, Step.REGISTERED, Step.GATHERED, Step.ASSESSED):
        assert await tables.work.note(REF, step, NOW, worker="first") is Word.GO_ON
    assert await tables.work.keep_draft(examples.draft(), "", NOW, worker="first")
    assert await tables.work.note(REF, Step.SENDING, LATER, worker="first") is Word.GO_ON
    assert await tables.work.note(REF, Step.SENT, LATER, worker="first") is Word.GO_ON
    assert await tables.work.keep_draft(examples.draft(), "77", LATER, worker="first")
    done = Outcome(state=State.AWAITING_CASEWORKER)
    assert await tables.work.settle(REF, done, LATER, worker="first")
    # The order in which the class Step tells them is the order of the way.
    way = [one for one in Step if one not in (Step.GIVEN_BACK, Step.REOPENED)]
    assert [one for one, _ in await steps(tables)] == way
    assert (await tables.work.journal(REF))[-1] == Entry(step=Step.SETTLED, at=LATER, worker="first")


async def test_whoever_takes_over_reads_how_far_the_dead_worker_came(tables: Tables) -> None:
    await tables.collected()
    await tables.work.claim(REF, "dead", NOW)
    await tables.work.note(REF, Step.SENDING, NOW, worker="dead")
    await tables.work.claim(REF, "second", NOW + timedelta(minutes=2))
    assert await steps(tables) == [
        (Step.CLAIMED, "dead"),
        (Step.SENDING, "dead"),
        (Step.CLAIMED, "second"),
    ]


async def test_a_claim_that_comes_too_late_is_not_noted(tables: Tables) -> None:
    await tables.collected()
    await tables.work.claim(REF, "first", NOW)
    assert not await tables.work.claim(REF, "second", NOW)
    assert await tables.work.claim_next("exempelstad", "second", NOW) is None
    assert await steps(tables) == [(Step.CLAIMED, "first")]


async def test_who_has_lost_the_item_is_told_so_and_notes_nothing(tables: Tables) -> None:
    await tables.collected()
    await tables.work.claim(REF, "first", NOW)
    over = NOW + LEASE + timedelta(seconds=1)
    await tables.work.claim(REF, "second", over)
    assert await tables.work.note(REF, Step.SENDING, over, worker="first") is Word.NOT_YOURS
    assert not await tables.work.keep_draft(examples.draft(), "", over, worker="first")
    assert not await tables.work.settle(REF, WAITS, over, worker="first")
    assert not await tables.work.give_back(REF, over, worker="first")
    assert await steps(tables) == [(Step.CLAIMED, "first"), (Step.CLAIMED, "second")]
    assert not await tables.work.claim(REF, "third", over + LEASE)


async def test_an_item_that_nobody_has_or_that_is_not_there_is_not_yours(tables: Tables) -> None:
    await tables.collected()
    assert await tables.work.note(REF, Step.OPENED, NOW, worker="first") is Word.NOT_YOURS
    assert await tables.work.note("UTK-9901-none", Step.OPENED, NOW, worker="first") is Word.NOT_YOURS


async def test_to_note_a_step_renews_the_lease(tables: Tables) -> None:
    await tables.collected()
    await tables.work.claim(REF, "first", NOW)
    assert await tables.work.note(REF, Step.OPENED, LATER, worker="first") is Word.GO_ON
    assert not await tables.work.claim(REF, "second", LATER + LEASE)
    assert await tables.work.claim(REF, "second", LATER + LEASE + timedelta(seconds=1))


async def test_a_pause_is_told_with_the_next_step_and_the_step_is_noted(tables: Tables) -> None:
    await tables.collected()
    await tables.work.claim(REF, "first", NOW)
    assert await tables.switch.pause("another", PAUSE)
    assert await tables.work.note(REF, Step.OPENED, NOW, worker="first") is Word.GO_ON
    assert await tables.switch.pause("exempelstad", PAUSE)
    assert await tables.work.note(REF, Step.REGISTERED, NOW, worker="first") is Word.PAUSED
    assert await tables.work.note(REF, Step.REGISTERED, NOW, worker="other") is Word.NOT_YOURS
    assert await tables.switch.resume("exempelstad", "Drift", NOW)
    assert await tables.work.note(REF, Step.GATHERED, NOW, worker="first") is Word.GO_ON
    noted = [one for one, _ in await steps(tables)]
    assert noted == [Step.CLAIMED, Step.OPENED, Step.REGISTERED, Step.GATHERED]


@pytest.mark.parametrize("state", [State.COLLECTED, State.WAITING, State.UNCERTAIN, State.NEEDS_HUMAN])
async def test_what_is_given_back_stands_as_before_the_claim(tables: Tables, state: State) -> None:
    before = await tables.standing(replace(WAITS, state=state))
    assert await tables.work.claim(REF, "first", NOW)
    assert await tables.work.give_back(REF, LATER, worker="first")
    assert await tables.now(before) == replace(before, claims=before.claims + 1, updated_at=LATER)
    assert await steps(tables) == [(Step.CLAIMED, "first"), (Step.GIVEN_BACK, "first")]
    assert await tables.work.claim(REF, "second", LATER)


async def test_what_was_taken_over_and_given_back_stands_as_before_the_dead_workers_claim(
    tables: Tables,
) -> None:
    before = await tables.standing(replace(WAITS, state=State.UNCERTAIN))
    await tables.work.claim(REF, "dead", NOW)
    later = NOW + timedelta(minutes=2)
    assert await tables.work.claim_next("exempelstad", "second", later) is not None
    assert await tables.work.give_back(REF, later, worker="second")
    stands = await tables.now(before)
    assert (stands.outcome, stands.attempts, stands.claims) == (before.outcome, 1, 2)


async def test_what_is_given_back_twice_changes_once(tables: Tables) -> None:
    await tables.collected()
    await tables.work.claim(REF, "first", NOW)
    assert await tables.work.give_back(REF, NOW, worker="first")
    assert not await tables.work.give_back(REF, NOW, worker="first")
    assert not await tables.work.renew(REF, "first", NOW)


async def test_a_settled_item_has_the_tries_it_was_settled_with(tables: Tables) -> None:
    item = await tables.collected()
    for number in (1, 2):
        await tables.work.claim(REF, "first", NOW)
        assert (await tables.now(item)).attempts == number
        assert await tables.work.settle(REF, WAITS, NOW, worker="first", attempts=number)
    await tables.work.claim(REF, "first", NOW)
    assert await tables.work.settle(REF, WAITS, NOW, worker="first")
    stands = await tables.now(item)
    assert (stands.outcome, stands.attempts, stands.claims) == (WAITS, 0, 3)


async def test_a_change_whose_step_cannot_be_noted_is_not_made(
    ours: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full(Exception):
        """The journal takes nothing."""

    async def refuse(*_: object, **__: object) -> None:
        raise Full

    tables = tables_of(ours)
    collected = await tables.collected()
    with monkeypatch.context() as broken:
        broken.setattr(journal, "noted", refuse)
        with pytest.raises(Full):
            await tables.work.claim_next("exempelstad", "first", NOW)
    assert await tables.now(collected) == collected
    await tables.work.claim(REF, "first", NOW)
    held = await tables.now(collected)
    monkeypatch.setattr(journal, "noted", refuse)
    for change in (
        lambda: tables.work.settle(REF, WAITS, LATER, worker="first"),
        lambda: tables.work.give_back(REF, LATER, worker="first"),
        lambda: tables.work.keep_draft(examples.draft(), "", LATER, worker="first"),
        lambda: tables.work.note(REF, Step.OPENED, NOW + LEASE, worker="first"),
    ):
        with pytest.raises(Full):
            await change()
    assert await tables.now(held) == held
    assert await tables.work.draft(REF) is None
    assert [one.step for one in await tables.work.journal(REF)] == [Step.CLAIMED]
    assert len(await tables.work.due("exempelstad", NOW + LEASE + timedelta(seconds=1))) == 1


async def test_what_was_worked_on_in_a_span_of_time_is_told_with_its_steps_of_that_time(
    tables: Tables,
) -> None:
    first = await tables.collected("100234", collected_at=NOW - timedelta(days=1))
    await tables.collected("100235", collected_at=NOW - timedelta(hours=3))
    new = await tables.collected("100236", collected_at=NOW + timedelta(seconds=1))
    await tables.collected("100237", collected_at=NOW, municipality="another")
    await tables.work.claim(REF, "evening", NOW - timedelta(minutes=5))
    await tables.work.give_back(REF, NOW - timedelta(minutes=4), worker="evening")
    await tables.work.claim(REF, "night", NOW)
    await tables.work.note(REF, Step.OPENED, LATER, worker="night")
    await tables.work.note(REF, Step.REGISTERED, LATER + timedelta(seconds=1), worker="night")
    told = await tables.work.worked_on("exempelstad", NOW, LATER)
    assert [one.item.case_ref for one in told] == [first.case_ref, new.case_ref]
    assert told[0].item == await tables.now(first)
    assert told[0].steps == (
        Entry(step=Step.CLAIMED, at=NOW, worker="night"),
        Entry(step=Step.OPENED, at=LATER, worker="night"),
    )
    assert told[1].steps == ()
