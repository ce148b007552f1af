"""Writes that go wrong: one press is one request, a lost answer is uncertain, and silence is seen through.

What was kept is read from the systems' own records.
"""

from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest
from tenacity import (
    AsyncRetrying,
    retry_if_exception_type,
    retry_if_result,
    stop_after_delay,
    wait_fixed,
)

from flows.errors import CaseBroken, Code, NeedsHuman, Transient, WriteUncertain
from flows.left_to_person import differing_in
from flows.records import SavedDraft
from tests.browser.bad_habits.errands import (
    FORM,
    REFERENCE,
    draft_for,
    errand,
    first_entry,
    first_file,
    write,
)
from tests.browser.bad_habits.hands import HASTE_SECONDS, Hands

T = TypeVar("T")
LOOK_SECONDS = 15
"""In which a look is over that comes before a late write."""


async def when_the_line_is_back(act: Callable[[], Awaitable[T]]) -> T:
    """A line that was cut stays down for a moment; the flows try again later, and so do we."""
    retried = AsyncRetrying(
        retry=retry_if_exception_type(Transient),
        stop=stop_after_delay(20),
        wait=wait_fixed(0.2),
        reraise=True,
    )
    answer: T = await retried(act)
    return answer


async def found(hands: Hands) -> SavedDraft | None:
    """What a look gives."""

    async def look() -> SavedDraft | None:
        return await hands.cases.find_draft(await first_file(hands), REFERENCE)

    return await when_the_line_is_back(look)


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        pytest.param("cut_after_write", {"latency_ms": 1}, marks=pytest.mark.campaign),
        ("cut_after_write", {}),
        pytest.param("silence_after_write", {}, marks=pytest.mark.campaign),
        ("silence_after_write", {"latency_ms": 300}),
        pytest.param("error_after_write", {"status": 504}, marks=pytest.mark.campaign),
    ],
    ids=["cut, the line back at once", "cut", "silence", "silence, then cut", "error"],
)
async def test_an_answer_that_is_lost_leaves_one_draft_that_a_look_finds(
    hands: Hands, kind: str, more: dict[str, object]
) -> None:
    act = await errand(hands, "write")
    hands.strike(kind, "almanda", FORM.screen, **more)
    with pytest.raises(WriteUncertain) as told:
        await act()
    assert told.value.code == Code.WRITE_UNCERTAIN
    assert len(hands.drafts()) == 1
    assert hands.seen
    saved = await found(hands)
    assert saved is not None
    assert saved.draft == draft_for(await first_file(hands))


@pytest.mark.campaign
async def test_a_draft_that_is_kept_late_is_uncertain_and_a_look_that_is_early_finds_nothing(
    hands: Hands,
) -> None:
    act = await errand(hands, "write")
    hands.strike("late_write", "almanda", FORM.screen, latency_ms=(HASTE_SECONDS + LOOK_SECONDS) * 1000)
    async with hands.in_haste("almanda"):
        with pytest.raises(WriteUncertain):
            await act()
    assert await found(hands) is None
    assert not hands.drafts()
    waited = AsyncRetrying(
        retry=retry_if_result(lambda saved: saved is None),
        stop=stop_after_delay(2 * LOOK_SECONDS),
        wait=wait_fixed(0.5),
    )
    assert await waited(found, hands) is not None
    assert len(hands.drafts()) == 1


async def test_a_line_cut_before_the_form_arrives_leaves_no_draft_and_a_look_says_so(hands: Hands) -> None:
    file = await first_file(hands)

    async def cut() -> None:
        hands.strike("cut", "almanda", FORM.screen, latency_ms=1)

    with pytest.raises(WriteUncertain):
        await hands.cases.save_draft(file, draft_for(file), before_sending=cut)
    assert not hands.drafts()
    assert await found(hands) is None


@pytest.mark.parametrize(
    "kind", ["cut_after_write", pytest.param("silence_after_write", marks=pytest.mark.campaign)]
)
async def test_a_delivery_whose_answer_is_lost_is_confirmed_once(hands: Hands, kind: str) -> None:
    entry = await first_entry(hands)
    hands.strike(kind, "inbox", "delivery", latency_ms=1)
    with pytest.raises(Transient):
        await hands.inbox.confirm_delivery(entry.application_ref, REFERENCE)
    assert hands.confirmed(entry.application_ref) == [REFERENCE]

    async def confirm() -> None:
        await hands.inbox.confirm_delivery(entry.application_ref, REFERENCE)

    await when_the_line_is_back(confirm)
    assert hands.confirmed(entry.application_ref) == [REFERENCE]


async def test_a_draft_that_the_system_kept_twice_is_found_twice_and_told(hands: Hands) -> None:
    act = await errand(hands, "write")
    hands.strike("double_save", "almanda", FORM.screen)
    await act()
    assert len(hands.drafts()) == 2
    with pytest.raises(CaseBroken) as told:
        await found(hands)
    assert told.value.code == Code.DRAFT_DUPLICATED


@pytest.mark.parametrize(
    ("kind", "more", "differing"),
    [
        ("amount_zeroed", {}, ("amount",)),
        pytest.param("amount_zeroed", {"pick": 2}, ("rows",), marks=pytest.mark.campaign),
        pytest.param("amounts_swapped", {}, ("rows",), marks=pytest.mark.campaign),
        ("rows_swapped", {}, ("rows",)),
        ("text_cut", {}, ("text",)),
        pytest.param("text_cut", {"text": "txtSammanfattning"}, ("text",), marks=pytest.mark.campaign),
    ],
    ids=["the amount", "a row's amount", "two amounts", "two rows", "the longest text", "the verdict"],
)
async def test_what_the_system_spoils_in_silence_is_read_back_different(
    hands: Hands, kind: str, more: dict[str, object], differing: tuple[str, ...]
) -> None:
    """The comparison is the flows' own: what it names is what was spoilt, and nothing else."""
    act = await errand(hands, "write")
    hands.strike(kind, "almanda", FORM.screen, **more)
    await act()
    saved = await found(hands)
    assert saved is not None
    assert differing_in(saved.draft, draft_for(await first_file(hands))) == differing


async def test_a_delivery_under_half_an_id_is_never_taken_for_ours(hands: Hands) -> None:
    entry = await first_entry(hands)
    hands.strike("text_cut", "inbox", "delivery")
    with pytest.raises(NeedsHuman):
        await hands.inbox.confirm_delivery(entry.application_ref, REFERENCE)
    assert hands.confirmed(entry.application_ref) == [REFERENCE[: len(REFERENCE) // 2]]


@pytest.mark.campaign
async def test_the_next_draft_is_written_after_an_uncertain_one(hands: Hands) -> None:
    """The page that sends no form again is put away with the error."""
    file = await first_file(hands)
    hands.strike("cut_after_write", "almanda", FORM.screen, latency_ms=1)
    with pytest.raises(WriteUncertain):
        await write(hands, file)
    hands.mocks.platform.faults.clear()
    await write(hands, file)
    assert len(hands.drafts()) == 2
