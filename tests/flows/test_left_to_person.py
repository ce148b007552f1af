"""A draft that a person took over is hers; what the robot had not read back she is told to check."""

from collections.abc import Awaitable, Callable
from dataclasses import fields
from decimal import Decimal

import pytest

from flows.errors import NeedsHuman, Reason
from flows.left_to_person import NAMED
from flows.records import CaseFile, Draft, SavedDraft
from flows.work import State, WorkItem
from tests import examples
from tests.fakes.case_system import FakeCaseSystem
from tests.robots import Bench, bench, prepare

BeforeSending = Callable[[], Awaitable[None]]


async def prepared(here: Bench, case_ref: str) -> WorkItem:
    return await prepare(here.robot(), case_ref)


@pytest.mark.parametrize("act", [FakeCaseSystem.person_changes, FakeCaseSystem.person_decides])
async def test_a_persons_work_on_the_draft_is_left_alone_and_said(
    act: Callable[[FakeCaseSystem, str], None],
) -> None:
    here = bench()
    case_ref = await here.collected()
    await prepared(here, case_ref)
    kept = here.work.drafts[case_ref]
    act(here.case_system, case_ref)
    item = await prepared(here, case_ref)
    assert here.case_system.calls["save_draft"] == 1
    assert item.outcome.state is State.AWAITING_CASEWORKER
    assert item.outcome.reason == Reason.DRAFT_CHANGED_BY_PERSON
    assert "Roboten har låtit ändringen stå." in item.outcome.explanation
    assert here.work.drafts[case_ref] == kept


class EagerCaseSystem(FakeCaseSystem):
    """A colleague opens each draft the moment it is there, and does something with it."""

    act: Callable[[FakeCaseSystem, str], None]

    async def save_draft(self, file: CaseFile, draft: Draft, *, before_sending: BeforeSending) -> None:
        try:
            await super().save_draft(file, draft, before_sending=before_sending)
        finally:
            self.act(self, draft.case_ref)


def rewrites(system: FakeCaseSystem, case_ref: str) -> None:
    system.person_changes(case_ref, amount=Decimal(1))


@pytest.mark.parametrize("answer_is_lost", [False, True])
@pytest.mark.parametrize("act", [rewrites, FakeCaseSystem.person_decides])
async def test_a_person_who_is_quicker_than_the_reading_back_has_the_draft(
    act: Callable[[FakeCaseSystem, str], None], answer_is_lost: bool
) -> None:
    here = bench()
    case_ref = await here.collected()
    eager = EagerCaseSystem([examples.case_file()], here.case_system.histories)
    eager.act = act
    if answer_is_lost:
        eager.lose_next_answer()
    here.case_system = eager
    item = await prepared(here, case_ref)
    assert (item.outcome.state, item.outcome.reason) == (
        State.AWAITING_CASEWORKER,
        Reason.DRAFT_CHANGED_BY_PERSON,
    )
    assert here.work.drafts[case_ref].amount == Decimal(11020)
    assert len(here.case_system.drafts) == 1
    # What she changed and what the system altered cannot be told apart: she is told what differs.
    told = item.outcome.explanation
    assert ("roboten skrev: beloppet. Kontrollera" in told) == (act is rewrites)
    assert ("Fortsätt med utkastet som det är" in told) == (act is not rewrites)

    item = await prepared(here, case_ref)
    assert item.outcome.explanation == told


async def test_what_a_person_changed_after_it_was_read_back_is_hers_and_not_named() -> None:
    here = bench()
    case_ref = await here.collected()
    await prepared(here, case_ref)
    here.case_system.person_changes(case_ref, amount=Decimal(1))
    item = await prepared(here, case_ref)
    assert "Fortsätt med utkastet som det är" in item.outcome.explanation


def test_every_field_of_a_draft_has_a_name_that_a_caseworker_reads() -> None:
    assert list(NAMED) == [field.name for field in fields(Draft)]


class ShadowedCaseSystem(FakeCaseSystem):
    """A person has changed the draft into something that cannot be read."""

    async def find_draft(self, file: CaseFile, case_ref: str) -> SavedDraft | None:
        raise NeedsHuman(Reason.DRAFT_CHANGED_BY_PERSON, "a person has changed the draft.", system="Almanda")


async def test_a_draft_that_a_person_made_unreadable_is_hers() -> None:
    here = bench()
    case_ref = await here.collected()
    here.case_system = ShadowedCaseSystem([examples.case_file()], here.case_system.histories)
    item = await prepared(here, case_ref)
    assert item.outcome.reason == Reason.DRAFT_CHANGED_BY_PERSON
    assert here.case_system.calls["save_draft"] == 0


class ShadowedOnceWritten(ShadowedCaseSystem):
    """The person is quicker than the reading back."""

    async def find_draft(self, file: CaseFile, case_ref: str) -> SavedDraft | None:
        if not self.drafts:
            return None
        return await super().find_draft(file, case_ref)


async def test_one_made_unreadable_before_it_was_read_back_is_to_be_checked_by_a_person() -> None:
    here = bench()
    case_ref = await here.collected()
    here.case_system = ShadowedOnceWritten([examples.case_file()], here.case_system.histories)
    item = await prepared(here, case_ref)
    assert (item.outcome.state, item.outcome.reason) == (
        State.NEEDS_HUMAN,
        Reason.DRAFT_CHANGED_BY_PERSON,
    )
    assert "Kontrollera att alla uppgifter i utkastet stämmer" in item.outcome.explanation
    assert "Fortsätt med utkastet som det är" not in item.outcome.explanation
