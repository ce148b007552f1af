"""The journal of one application at the terminal: each step, when, and by which worker."""

from datetime import datetime, timedelta

import pytest

from flows.cli.journal import MEANING
from flows.journal import Step
from flows.wiring.store import Store
from flows.work import Outcome, State, UnknownReference
from tests import examples
from tests.unit.cli.conftest import Terminal

REF = "UTK-9901-100234"
NOW = examples.NOW


async def collected(store: Store) -> None:
    await store.work.collect(examples.work_item("100234"), examples.application("100234"))


async def tried_by_two(store: Store) -> None:
    """One worker has put it down again, and another has finished it."""
    await collected(store)
    await store.work.claim(REF, "natt-1", NOW)
    await store.work.note(REF, Step.OPENED, _at(2), worker="natt-1")
    await store.work.give_back(REF, _at(3), worker="natt-1")
    await store.work.claim(REF, "natt-2", _at(60))
    await store.work.settle(REF, Outcome(state=State.NEEDS_HUMAN), _at(61), worker="natt-2")


def _at(seconds: int) -> datetime:
    return NOW + timedelta(seconds=seconds)


def test_every_step_is_told_with_its_time_and_its_worker(terminal: Terminal) -> None:
    terminal.in_tables(tried_by_two)
    code, said = terminal.type("journal", REF)
    rows = [line for line in said.splitlines() if "natt-" in line]
    assert code == 0
    assert [next(step for step in Step if f" {step} " in row) for row in rows] == [
        Step.CLAIMED,
        Step.OPENED,
        Step.GIVEN_BACK,
        Step.CLAIMED,
        Step.SETTLED,
    ]
    assert "2026-11-18 08:14:02" in rows[1]
    assert "Akten läst" in rows[1]
    assert "natt-1" in rows[2]
    assert "natt-2" in rows[4]


def test_an_application_that_nobody_has_taken_says_so(terminal: Terminal) -> None:
    terminal.in_tables(collected)
    assert "ingen körning har tagit den ännu" in terminal.type("journal", REF)[1]


def test_an_unknown_reference_is_told_in_a_sentence(terminal: Terminal) -> None:
    with pytest.raises(UnknownReference, match="utkast list"):
        terminal.type("journal", "UTK-9901-1")


def test_every_step_has_its_words_in_swedish() -> None:
    assert set(MEANING) == set(Step)
    assert len(set(MEANING.values())) == len(Step)
