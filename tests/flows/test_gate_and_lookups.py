"""What the gate stops is never looked up, and what may be looked up is looked up side by side."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from flows.eligibility.case import BenefitAnswers, EarlierDecision, History, Role, TaxAnswers
from flows.eligibility.facts import Fact, Known, Protection
from flows.eligibility.period import Period
from flows.errors import NeedsHuman, Reason, Transient
from flows.identity import PersonalNumber
from flows.records import (
    Adult,
    ApplicationChild,
    ApplicationKind,
    CaseFile,
    HouseholdMember,
    Lookup,
    RegisterPerson,
)
from flows.together import together
from flows.work import State
from tests import examples
from tests.fakes.benefits import BenefitRecord, FakeBenefitsAgency
from tests.fakes.case_system import FakeCaseSystem
from tests.fakes.population_register import FakePopulationRegister, RegisterRecord
from tests.fakes.work_items import FakeWorkItems
from tests.robots import Bench, bench, handover_texts, prepare

TOGETHER_WITHIN_SECONDS = 10
COUPLE = examples.case_file(
    members=(
        HouseholdMember(personal_number=examples.APPLICANT, role=Role.APPLICANT),
        HouseholdMember(personal_number=examples.PARTNER, role=Role.CO_APPLICANT),
    )
)
BOTH_SIGNED = Adult(personal_number=examples.PARTNER, signed=True)


async def handed_over(here: Bench, case_ref: str) -> str:
    """Prepare it, and require that a person takes over without a proposal."""
    item = await prepare(here.robot(), case_ref)
    assert item.outcome.state is State.NEEDS_HUMAN
    assert all(draft.proposal is None for draft in here.case_system.drafts)
    return item.outcome.reason


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"kind": ApplicationKind.FIRST}, Reason.FIRST_APPLICATION),
        ({"kind": ApplicationKind.SUPPLEMENT}, Reason.OTHER_KIND),
        ({"applicant": Adult(personal_number=examples.APPLICANT, signed=False)}, Reason.NOT_SIGNED),
        ({"household_changed": True}, Reason.CHANGED_HOUSEHOLD),
        ({"period": Period(2031, 3)}, Reason.NO_TABLE_FOR_PERIOD),
        ({"period": Period(2025, 11)}, Reason.PERIOD_LONG_PAST),
    ],
)
async def test_what_the_application_tells_keeps_the_household_out_of_the_registers(
    changes: dict[str, object], reason: Reason
) -> None:
    here = bench()
    assert await handed_over(here, await here.collected(**changes)) == reason
    assert here.case_system.calls["history"] == 0
    assert (here.register.asked, here.benefits.asked) == ([], [])


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (examples.case_file(protection=Protection.YES), Reason.MANUAL_HANDLING),
        (examples.case_file(protection=Protection.UNKNOWN), Reason.MANUAL_HANDLING),
        (examples.case_file(at_work="En handläggare har tagit ärendet i Almanda."), Reason.PERSON_AT_WORK),
        (COUPLE, Reason.CHANGED_HOUSEHOLD),
    ],
)
async def test_what_the_case_file_tells_keeps_the_household_out_of_the_registers(
    file: CaseFile, reason: Reason
) -> None:
    here = bench(file)
    assert await handed_over(here, await here.collected()) == reason
    assert here.case_system.calls["open_case"] == 1
    assert here.case_system.calls["history"] == 0
    assert (here.register.asked, here.benefits.asked) == ([], [])


async def test_somebody_the_case_system_does_not_know_is_looked_up_nowhere_else() -> None:
    here = bench()
    here.case_system.files.clear()
    assert await handed_over(here, await here.collected()) == Reason.MANUAL_HANDLING
    assert (here.register.asked, here.benefits.asked) == ([], [])


async def test_a_child_that_only_the_application_names_stops_the_look_ups() -> None:
    here = bench()
    case_ref = await here.collected(children=(ApplicationChild(personal_number=examples.CHILD),))
    assert await handed_over(here, case_ref) == Reason.CHANGED_HOUSEHOLD
    assert (here.register.asked, here.benefits.asked) == ([], [])


@pytest.mark.parametrize("protection", [Protection.YES, Protection.UNKNOWN])
async def test_whom_the_register_protects_is_never_asked_for_at_the_agency(protection: Protection) -> None:
    here = bench()
    protected = examples.registered(protection=protection)
    here.register.records[examples.APPLICANT] = RegisterRecord(person=protected)
    assert await handed_over(here, await here.collected()) == Reason.MANUAL_HANDLING
    assert (here.register.calls, here.benefits.asked) == ({"person": 1}, [])


async def test_a_protected_partner_stops_the_look_ups_of_both() -> None:
    here = bench(COUPLE)
    partner = examples.registered(personal_number=examples.PARTNER, protection=Protection.YES)
    here.register.records[examples.PARTNER] = RegisterRecord(person=partner)
    case_ref = await here.collected(co_applicant=BOTH_SIGNED)
    assert await handed_over(here, case_ref) == Reason.MANUAL_HANDLING
    assert (here.register.calls, here.benefits.asked) == ({"person": 2}, [])


async def test_somebody_missing_from_the_register_may_be_protected() -> None:
    here = bench()
    here.register.records.clear()
    assert await handed_over(here, await here.collected()) == Reason.MANUAL_HANDLING
    assert here.benefits.asked == []


@pytest.mark.parametrize("protection", [Protection.YES, Protection.UNKNOWN])
async def test_whom_the_agency_protects_gets_no_draft_and_a_neutral_reason(protection: Protection) -> None:
    here = bench()
    here.benefits.records[examples.APPLICANT] = BenefitRecord(protection=protection)
    case_ref = await here.collected()
    assert await handed_over(here, case_ref) == Reason.MANUAL_HANDLING
    assert here.item(case_ref).outcome.explanation == handover_texts()["MANUAL_HANDLING"].in_full
    assert here.work.assessed == {}


async def test_a_decided_month_is_not_looked_up_at_the_agency() -> None:
    here = bench()
    decided = EarlierDecision(
        period=examples.NOVEMBER, kind="Bifall", amount=Decimal(5220), decided_on=date(2026, 11, 10)
    )
    history = Fact(value=History(decisions=(decided,)), source="Almanda", fetched_at=examples.NOW)
    here.case_system.histories[examples.case_file().key] = history
    assert await handed_over(here, await here.collected()) == Reason.PERIOD_DECIDED
    assert here.benefits.asked == []


async def test_every_look_up_states_its_case_purpose_and_legal_basis() -> None:
    here = bench()
    case_ref = await here.collected()
    await prepare(here.robot(), case_ref)
    stated = {lookup for _, lookup in here.register.asked} | {lookup for _, _, lookup in here.benefits.asked}
    assert stated == {
        Lookup(
            case_ref=case_ref,
            purpose="Handläggning av ekonomiskt bistånd",
            legal_basis="15 kap. socialtjänstlagen (2025:400)",
        )
    }


class Meeting:
    """A look-up that does not answer until all the others have been asked too."""

    def __init__(self, expected: int) -> None:
        self._all = asyncio.Barrier(expected)

    async def wait(self) -> None:
        async with asyncio.timeout(TOGETHER_WITHIN_SECONDS):
            await self._all.wait()


class MeetingCaseSystem(FakeCaseSystem):
    """Reads the history only when the register is being asked."""

    def __init__(self, file: CaseFile, meeting: Meeting) -> None:
        super().__init__([file])
        self._meeting = meeting

    async def history(self, file: CaseFile, case_ref: str) -> Known[History]:
        await self._meeting.wait()
        return await super().history(file, case_ref)


class MeetingRegister(FakePopulationRegister):
    """Shows a person when all persons are asked for, and incomes when the agency is being asked."""

    def __init__(self, here: Bench, persons: Meeting, incomes: Meeting) -> None:
        super().__init__(here.clock, here.register.records)
        self._persons, self._incomes = persons, incomes

    async def person(self, who: PersonalNumber, lookup: Lookup) -> Known[RegisterPerson]:
        await self._persons.wait()
        return await super().person(who, lookup)

    async def incomes(
        self,
        who: PersonalNumber,
        months: Sequence[Period],
        lookup: Lookup,
        *,
        earlier: Sequence[Period] | None = None,
    ) -> TaxAnswers:
        await self._incomes.wait()
        return await super().incomes(who, months, lookup, earlier=earlier)


class MeetingAgency(FakeBenefitsAgency):
    """Answers when everybody's incomes are being asked for."""

    def __init__(self, here: Bench, meeting: Meeting) -> None:
        super().__init__(here.clock, here.benefits.records)
        self._meeting = meeting

    async def answers(
        self, who: PersonalNumber, months: Sequence[Period], lookup: Lookup
    ) -> tuple[Protection, BenefitAnswers]:
        await self._meeting.wait()
        return await super().answers(who, months, lookup)


async def test_the_look_ups_of_one_case_run_at_the_same_time() -> None:
    here = bench(COUPLE)
    plain = here.register.records[examples.APPLICANT]
    partner = replace(plain, person=examples.registered(personal_number=examples.PARTNER))
    here.register.records[examples.PARTNER] = partner
    here.benefits.records[examples.PARTNER] = here.benefits.records[examples.APPLICANT]
    history_and_both_persons, incomes_of_both_at_both_agencies = Meeting(3), Meeting(4)
    here.case_system = MeetingCaseSystem(COUPLE, history_and_both_persons)
    here.register = MeetingRegister(here, history_and_both_persons, incomes_of_both_at_both_agencies)
    here.benefits = MeetingAgency(here, incomes_of_both_at_both_agencies)
    case_ref = await here.collected(co_applicant=BOTH_SIGNED)
    item = await prepare(here.robot(), case_ref)
    assert item.outcome.state is State.AWAITING_CASEWORKER
    assert (here.register.calls, len(here.benefits.asked)) == ({"person": 2, "incomes": 2}, 2)


async def test_a_reason_to_hand_over_is_not_hidden_behind_a_slow_system() -> None:
    met = asyncio.Barrier(2)

    async def fails(error: Exception) -> None:
        await met.wait()
        raise error

    protected, slow = NeedsHuman(Reason.MANUAL_HANDLING, "neutral"), Transient("SYSTEM_SLOW", "slow")
    with pytest.raises(NeedsHuman):
        await together(fails(slow), fails(protected))


async def test_an_error_nobody_foresaw_is_not_hidden_behind_one_that_was() -> None:
    met = asyncio.Barrier(2)

    async def fails(error: Exception) -> None:
        await met.wait()
        raise error

    with pytest.raises(ZeroDivisionError):
        await together(fails(Transient("SYSTEM_SLOW", "slow")), fails(ZeroDivisionError()))


async def test_a_look_up_that_fails_cancels_the_others() -> None:
    never = asyncio.Event()
    ended: list[str] = []

    async def waits() -> None:
        try:
            await never.wait()
        finally:
            ended.append("cancelled")

    async def fails() -> None:
        raise Transient("SYSTEM_SLOW", "slow")

    with pytest.raises(Transient):
        await together(waits(), fails())
    assert ended == ["cancelled"]


async def test_a_second_application_for_the_month_is_handed_over_and_the_first_goes_on() -> None:
    here = bench()
    here.work = FakeWorkItems()
    first, second = await here.collected("100234"), await here.collected("100235")
    assert await handed_over(here, second) == Reason.DUPLICATE_APPLICATION
    assert (here.register.asked, here.benefits.asked) == ([], [])
    await prepare(here.robot(), first)
    assert here.item(first).outcome.state is State.AWAITING_CASEWORKER
