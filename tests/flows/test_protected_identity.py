"""Protected identity ends everything at once, wherever it is met, and nothing of the household is kept."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from flows.eligibility.case import BenefitAnswers, Role, TaxAnswers
from flows.eligibility.facts import Protection
from flows.eligibility.period import Period
from flows.errors import Code, Reason
from flows.failures import Piece
from flows.identity import PersonalNumber
from flows.journal import Step
from flows.prepare import prepare_claimed
from flows.records import ApplicationChild, ApplicationKind, HouseholdMember, Lookup, RegisterRelation
from flows.work import Outcome, State
from tests import examples
from tests.fakes.benefits import BenefitRecord, FakeBenefitsAgency
from tests.fakes.population_register import FakePopulationRegister, RegisterRecord
from tests.fakes.work_items import FakeWorkItems
from tests.robots import Bench, bench, handover_texts, prepare

REF = "UTK-9901-100234"
PUPIL = PersonalNumber("200903012383")
FAMILY = (
    HouseholdMember(personal_number=examples.APPLICANT, role=Role.APPLICANT),
    HouseholdMember(personal_number=PUPIL, role=Role.CHILD),
)
PUPILS_RELATION = RegisterRelation(
    personal_number=PUPIL, role=Role.CHILD, same_address=True, protection=Protection.NO
)
Cause = Callable[[Bench], None]


def family() -> Bench:
    """An adult with a pupil of seventeen, whom every system knows; their application is collected."""
    here = bench(examples.case_file(members=FAMILY))
    here.work = FakeWorkItems()
    _register(here, PUPILS_RELATION)
    here.register.records[PUPIL] = RegisterRecord(person=examples.registered(personal_number=PUPIL))
    here.benefits.records[PUPIL] = here.benefits.records[examples.APPLICANT]
    return here


def _register(here: Bench, *relations: RegisterRelation, protection: Protection = Protection.NO) -> None:
    person = examples.registered(relations=relations, protection=protection)
    here.register.records[examples.APPLICANT] = RegisterRecord(person=person)


def in_the_application(here: Bench, protection: Protection = Protection.YES) -> None:
    here.work.applications[REF] = replace(here.work.applications[REF], protection=protection)


def unanswered_in_the_application(here: Bench) -> None:
    in_the_application(here, Protection.UNKNOWN)


def in_the_case_file(here: Bench, protection: Protection = Protection.YES) -> None:
    file = examples.case_file(members=FAMILY, protection=protection)
    here.case_system.files[examples.APPLICANT] = file


def unknown_to_the_case_system(here: Bench) -> None:
    here.case_system.files.clear()


def in_the_register(here: Bench) -> None:
    _register(here, PUPILS_RELATION, protection=Protection.YES)


def a_child_in_the_register(here: Bench) -> None:
    _register(here, replace(PUPILS_RELATION, protection=Protection.UNKNOWN))


def a_child_the_register_does_not_show(here: Bench) -> None:
    _register(here)


def unknown_to_the_register(here: Bench) -> None:
    here.register.records.clear()


def at_the_agencies(here: Bench) -> None:
    here.benefits.records[examples.APPLICANT] = BenefitRecord(protection=Protection.YES)


def a_child_at_the_agencies(here: Bench) -> None:
    here.benefits.records[PUPIL] = BenefitRecord(protection=Protection.UNKNOWN)


CAUSES: Sequence[Cause] = (
    in_the_application,
    unanswered_in_the_application,
    in_the_case_file,
    unknown_to_the_case_system,
    in_the_register,
    a_child_in_the_register,
    a_child_the_register_does_not_show,
    unknown_to_the_register,
    at_the_agencies,
    a_child_at_the_agencies,
)


async def collected(here: Bench) -> None:
    await here.collected(children=(ApplicationChild(personal_number=PUPIL),))


def left_of(here: Bench) -> dict[str, object]:
    """Everything that our tables and the evidence hold of the application, but when it was."""
    work, item = here.work, here.item(REF)
    return {
        "item": replace(item, updated_at=examples.NOW),
        "steps": [one.step for one in work.entries[REF]],
        "gathered": [REF in kept for kept in (work.applications, work.assessed, work.drafts)],
        "lease": work.leases.get(REF),
        "evidence": [one for one in here.evidence.kept if one.case_ref == REF],
    }


@pytest.mark.parametrize("cause", CAUSES, ids=lambda one: one.__name__)
async def test_whatever_the_cause_the_same_is_left_and_nothing_was_gathered(cause: Cause) -> None:
    here = family()
    await collected(here)
    cause(here)
    await prepare(here.robot(), REF)
    assert left_of(here) == {
        "item": examples.work_item(
            claims=1,
            outcome=Outcome(
                state=State.NEEDS_HUMAN,
                reason=Reason.MANUAL_HANDLING,
                explanation=handover_texts()["MANUAL_HANDLING"].in_full,
            ),
        ),
        "steps": [Step.CLAIMED, Step.SETTLED],
        "gathered": [False, False, False],
        "lease": None,
        "evidence": [],
    }
    assert here.case_system.drafts == ()


@pytest.mark.parametrize("kind", ApplicationKind)
async def test_whoever_says_so_in_the_application_is_looked_up_nowhere_whatever_is_applied_for(
    kind: ApplicationKind,
) -> None:
    here = family()
    await here.collected(kind=kind, protection=Protection.YES)
    assert (await prepare(here.robot(), REF)).outcome.reason == Reason.MANUAL_HANDLING
    assert here.asked == 0


async def test_whoever_has_applied_for_the_month_before_and_says_so_is_looked_up_no_more() -> None:
    here = family()
    children = (ApplicationChild(personal_number=PUPIL),)
    earlier = await here.collected("100120", children=children)
    await prepare(here.robot(), earlier)
    asked = here.asked
    await here.collected(children=children, protection=Protection.YES)
    assert (await prepare(here.robot(), REF)).outcome.reason == Reason.MANUAL_HANDLING
    assert (here.asked, earlier in here.work.applications) == (asked, False)


@pytest.mark.parametrize("answered", [None, Protection.NO])
async def test_a_no_and_a_form_that_does_not_ask_leave_it_to_the_look_ups(
    answered: Protection | None,
) -> None:
    here = family()
    children = (ApplicationChild(personal_number=PUPIL),)
    await here.collected(children=children, protection=answered)
    assert (await prepare(here.robot(), REF)).outcome.state is State.AWAITING_CASEWORKER


async def test_a_draft_of_ours_that_stands_and_what_it_rests_on_are_forgotten_too() -> None:
    here = family()
    await collected(here)
    assert (await prepare(here.robot(), REF)).outcome.state is State.AWAITING_CASEWORKER
    await here.evidence.note(piece(REF))
    await here.evidence.note(piece("UTK-9901-999999"))
    in_the_register(here)
    assert (await prepare(here.robot(), REF)).outcome.reason == Reason.MANUAL_HANDLING
    assert left_of(here)["gathered"] == [False, False, False]
    assert [one.case_ref for one in here.evidence.kept] == ["UTK-9901-999999"]
    assert len(here.case_system.drafts) == 1, "what stands in the case system is the caseworker's"


def piece(case_ref: str) -> Piece:
    return Piece(at=examples.NOW, system="Skatteverket", code=Code.SYSTEM_SLOW, case_ref=case_ref)


async def test_what_was_prepared_in_earlier_months_is_forgotten_and_stands_as_it_stood() -> None:
    here = family()
    children = (ApplicationChild(personal_number=PUPIL),)
    earlier = await here.collected("100120", period=Period(2026, 10), children=children)
    before = (await prepare(here.robot(), earlier)).outcome
    await collected(here)
    at_the_agencies(here)
    await prepare(here.robot(), REF)
    assert earlier not in here.work.applications
    assert earlier not in here.work.assessed
    assert here.item(earlier).outcome.state is before.state


@pytest.mark.parametrize("ordered", [True, False])
async def test_what_is_forgotten_is_never_prepared_again(*, ordered: bool) -> None:
    here = family()
    await collected(here)
    in_the_case_file(here)
    await prepare(here.robot(), REF)
    in_the_case_file(here, Protection.NO)
    asked, outcome = here.asked, here.item(REF).outcome
    if ordered:
        await prepare(here.robot(), REF)
    else:
        # Whoever read it before it was forgotten may claim it after.
        await here.work.claim(REF, "worker-1", examples.NOW)
        await prepare_claimed(here.robot(), REF)
    assert (here.asked, here.item(REF).outcome) == (asked, outcome)


async def test_a_full_disk_does_not_keep_the_tables_from_forgetting() -> None:
    here = family()
    await collected(here)
    in_the_register(here)
    here.evidence.full = True
    with capture_logs() as logged:
        await prepare(here.robot(), REF)
    assert left_of(here)["gathered"] == [False, False, False]
    assert "evidence.not_forgotten" in [line["event"] for line in logged]


class Hanging:
    """Counts the look-ups that never answer, and those of them that were cancelled."""

    def __init__(self, expected: int) -> None:
        self.begun = asyncio.Barrier(expected)
        self.cancelled = 0

    async def for_ever(self) -> None:
        await self.begun.wait()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise


class RegisterThatHangs(FakePopulationRegister):
    """Shows persons, and never any incomes."""

    hanging: Hanging

    async def incomes(
        self,
        who: PersonalNumber,
        months: Sequence[Period],
        lookup: Lookup,
        *,
        earlier: Sequence[Period] | None = None,
    ) -> TaxAnswers:
        await self.hanging.for_ever()
        raise AssertionError


class AgencyThatHangsForOthers(FakeBenefitsAgency):
    """Flags one person when all the others are being asked for, and never answers about those."""

    hanging: Hanging

    async def answers(
        self, who: PersonalNumber, months: Sequence[Period], lookup: Lookup
    ) -> tuple[Protection, BenefitAnswers]:
        if who != PUPIL:
            await self.hanging.for_ever()
        await self.hanging.begun.wait()
        return await super().answers(who, months, lookup)


async def test_the_look_ups_beside_it_are_cancelled_at_once() -> None:
    here = family()
    await collected(here)
    a_child_at_the_agencies(here)
    hanging = Hanging(expected=4)
    here.register = RegisterThatHangs(here.clock, here.register.records)
    here.benefits = AgencyThatHangsForOthers(here.clock, here.benefits.records)
    here.register.hanging = here.benefits.hanging = hanging
    async with asyncio.timeout(timedelta(seconds=20).total_seconds()):
        item = await prepare(here.robot(), REF)
    assert item.outcome.reason == Reason.MANUAL_HANDLING
    assert hanging.cancelled == 3


async def test_a_protected_adult_ends_the_look_up_of_the_other_and_of_history() -> None:
    here = family()
    await collected(here)
    in_the_register(here)
    hanging = Hanging(expected=1)

    async def history(file: object, case_ref: str) -> None:
        await hanging.for_ever()

    here.case_system.history = history  # type: ignore[assignment,method-assign]
    async with asyncio.timeout(timedelta(seconds=20).total_seconds()):
        item = await prepare(here.robot(), REF)
    assert (item.outcome.reason, hanging.cancelled) == (Reason.MANUAL_HANDLING, 1)
