"""Each step is told once, whichever order the steps come to be seen in."""

from datetime import timedelta

from flows.metrics.tail import LATEST, JournalTail
from tests import examples
from tests.fakes.clock import FakeClock
from tests.fakes.watch import FakeWatch, step_seen


class Reader:
    """A tail that has begun, over a journal that a test writes."""

    def __init__(self) -> None:
        self.watch = FakeWatch()
        self.clock = FakeClock(examples.NOW)
        self.tail = JournalTail(self.watch, self.clock)

    async def told(self) -> list[int]:
        return [one.id for one in await self.tail.new_steps()]


async def test_what_was_there_before_is_not_told() -> None:
    reader = Reader()
    reader.watch.steps = [step_seen(1), step_seen(2)]
    assert await reader.told() == []
    reader.watch.steps.append(step_seen(3))
    assert await reader.told() == [3]
    assert await reader.told() == []


async def test_a_step_that_is_seen_after_a_later_one_is_told_once() -> None:
    reader = Reader()
    assert await reader.told() == []
    reader.watch.steps = [step_seen(1), step_seen(3)]
    assert await reader.told() == [1, 3]
    reader.watch.steps.append(step_seen(2))
    assert await reader.told() == [2]
    assert await reader.told() == []


async def test_what_is_older_than_any_transaction_is_asked_for_no_more() -> None:
    reader = Reader()
    assert await reader.told() == []
    reader.watch.steps = [step_seen(1), step_seen(2)]
    assert await reader.told() == [1, 2]
    reader.clock.moment = examples.NOW + LATEST + timedelta(seconds=1)
    assert await reader.told() == []
    asked: list[int] = []
    answer = reader.watch.steps_after

    async def heard(number: int) -> object:
        asked.append(number)
        return await answer(number)

    reader.watch.steps_after = heard  # type: ignore[method-assign, assignment]
    await reader.told()
    assert asked == [1]


async def test_a_journal_that_counts_from_a_lower_number_again_is_followed_from_there() -> None:
    reader = Reader()
    reader.watch.steps = [step_seen(100)]
    assert await reader.told() == []
    reader.watch.steps = [step_seen(7)]
    assert await reader.told() == []
    reader.watch.steps.append(step_seen(8))
    assert await reader.told() == [8]
