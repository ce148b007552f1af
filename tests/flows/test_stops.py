"""Whatever goes wrong, an application ends in one state that a person can act on, and none is lost."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.translation import translated
from bots.kit import errors as screens
from flows.breaker import Breaker
from flows.errors import CaseBroken, Code, NeedsHuman, Reason, SystemBroken, Transient
from flows.logs import log_to
from flows.records import CaseFile
from flows.robot import Robot
from flows.systems import look_again, note_failure
from flows.work import State
from tests import examples
from tests.fakes.case_system import FakeCaseSystem
from tests.robots import Bench, bench, prepare

TOMORROW = examples.NOW.date() + timedelta(days=1)
SLOW = Transient(Code.SYSTEM_SLOW, "no answer within 15 s.", system="Skatteverket")


def refused(code: Code = Code.LOGIN_REFUSED, system: str = "Skatteverket") -> SystemBroken:
    what = "the login of account utkast-01 was refused and is not tried again."
    return SystemBroken(code, what, system=system, next_step="Put the right value in the secret.")


def login_refused_on_screen() -> SystemBroken:
    """What becomes of a bot's refusal on its way to the flows."""
    secret = "skatteverket.utkast-01.password"
    try:
        with translated("Skatteverket"):
            raise screens.LoginRefused("skatteverket", "login", account="utkast-01", secret_name=secret)
    except SystemBroken as error:
        return error


async def new_run(here: Bench) -> Robot:
    """A robot as a run starts it: it looks again at the breakers that stand open."""
    robot = here.robot()
    await look_again(robot)
    return robot


async def test_a_system_that_does_not_answer_makes_the_application_wait_for_the_next_run() -> None:
    here = bench()
    here.register.fail("incomes", SLOW)
    item = await prepare(here.robot(), await here.collected())
    assert (item.outcome.state, item.outcome.reason) == (State.WAITING, Code.SYSTEM_SLOW)
    assert item.outcome.explanation == "Skatteverket gick inte att använda. Ärendet görs om automatiskt."

    assert await here.work.due("exempelstad", examples.NOW) == []
    (due,) = await here.work.due("exempelstad", examples.NOW + here.pace.delay(1))
    again = await prepare(here.robot(), due.case_ref)
    assert again.outcome.state is State.AWAITING_CASEWORKER


@pytest.mark.parametrize("code", [Code.SCREEN_CHANGED, Code.NOTICE_BLOCKS, Code.ACCESS_DENIED])
async def test_a_broken_system_is_not_asked_again_in_this_run_and_nothing_is_lost(code: Code) -> None:
    here = bench()
    refs = [await here.collected(str(number)) for number in range(100234, 100239)]
    here.register.fail("person", SystemBroken(code, "another page stands there.", system="Skatteverket"))
    robot = here.robot()
    items = [await prepare(robot, ref) for ref in refs]
    assert {(item.outcome.state, item.outcome.reason) for item in items} == {(State.WAITING, code)}
    assert here.register.calls == {"person": 1}
    assert [breaker.code for breaker in await here.breakers.all("exempelstad")] == [code]

    again = [await prepare(await new_run(here), ref) for ref in refs]
    assert {item.outcome.state for item in again} == {State.AWAITING_CASEWORKER}


async def test_a_system_that_fails_three_times_in_a_row_is_left_alone() -> None:
    here = bench()
    refs = [await here.collected(str(number)) for number in range(100234, 100244)]
    here.register.fail("person", *[SLOW] * 10)
    robot = here.robot()
    items = [await prepare(robot, ref) for ref in refs]
    assert {item.outcome.state for item in items} == {State.WAITING}
    assert here.register.calls == {"person": 3}
    assert [item.attempts for item in items] == [1, 1, 1, 0, 0, 0, 0, 0, 0, 0]


async def test_an_application_that_goes_through_shows_that_the_system_answers() -> None:
    here = bench()
    refs = [await here.collected(str(number)) for number in range(100234, 100240)]
    robot = here.robot()
    for number, ref in enumerate(refs):
        if number != 2:
            here.register.fail("person", SLOW)
        await prepare(robot, ref)
    states = [here.item(ref).outcome.state for ref in refs]
    assert states.count(State.AWAITING_CASEWORKER) == 1
    assert here.register.calls["person"] == 6


async def test_a_refused_login_is_remembered_and_the_next_run_makes_no_call() -> None:
    here = bench()
    here.secret_marks["Skatteverket"] = "mark of the wrong password"
    case_ref = await here.collected()
    here.register.fail("person", refused())
    await prepare(await new_run(here), case_ref)
    before = here.register.calls.total()

    item = await prepare(await new_run(here), case_ref)
    assert (item.outcome.state, item.outcome.reason) == (State.WAITING, Code.LOGIN_REFUSED)
    shut_out = "Roboten kommer inte in i Skatteverket. Ärendet görs om när IT har åtgärdat det."
    assert item.outcome.explanation == shut_out
    assert here.register.calls.total() == before


async def test_a_changed_secret_lets_the_system_be_asked_again() -> None:
    here = bench()
    here.secret_marks["Skatteverket"] = "mark of the wrong password"
    case_ref = await here.collected()
    here.register.fail("person", refused())
    await prepare(await new_run(here), case_ref)

    here.secret_marks["Skatteverket"] = "mark of the right password"
    item = await prepare(await new_run(here), case_ref)
    assert item.outcome.state is State.AWAITING_CASEWORKER
    assert await here.breakers.all("exempelstad") == []


async def test_a_changed_secret_at_another_system_changes_nothing() -> None:
    here = bench()
    case_ref = await here.collected()
    here.register.fail("person", refused())
    await prepare(await new_run(here), case_ref)
    here.secret_marks["Almanda"] = "mark of another password"
    assert (await prepare(await new_run(here), case_ref)).outcome.reason == Code.LOGIN_REFUSED


async def test_a_locked_account_is_let_go_by_hand_alone() -> None:
    here = bench()
    case_ref = await here.collected()
    here.register.fail("person", refused(Code.ACCOUNT_LOCKED))
    await prepare(await new_run(here), case_ref)
    here.secret_marks["Skatteverket"] = "mark of a new password"
    assert (await prepare(await new_run(here), case_ref)).outcome.reason == Code.ACCOUNT_LOCKED

    await here.breakers.change("exempelstad", "Skatteverket", lambda one: Breaker(system=one.system))
    item = await prepare(await new_run(here), case_ref)
    assert item.outcome.state is State.AWAITING_CASEWORKER


async def test_a_stop_says_which_secret_to_mend() -> None:
    here = bench()
    here.register.fail("person", login_refused_on_screen())
    await prepare(await new_run(here), await here.collected())
    (breaker,) = await here.breakers.all("exempelstad")
    assert "skatteverket.utkast-01.password" in breaker.what
    assert (breaker.since, breaker.probe_at) == (examples.NOW, None)


async def test_the_case_systems_stop_holds_the_applications_back_too() -> None:
    here = bench()
    first, second = await here.collected("100234"), await here.collected("100235")
    here.case_system.fail("open_case", refused(system="Almanda"))
    robot = here.robot()
    await prepare(robot, first)
    await prepare(robot, second)
    assert here.case_system.calls == {"open_case": 1}
    assert here.item(second).outcome.state is State.WAITING


async def test_a_stopped_inbox_does_not_hold_the_preparing_back() -> None:
    here = bench()
    case_ref = await here.collected()
    robot = here.robot()
    await note_failure(robot, refused(system="E-tjänster"), by="UTK-9901-1")
    assert (await prepare(robot, case_ref)).outcome.state is State.AWAITING_CASEWORKER


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (Code.WRONG_PERSON_SHOWN, "Handlägg det själv."),
        (Code.VALUE_UNREADABLE, "Handlägg det själv."),
        (Code.DRAFT_DUPLICATED, "Avgör vilket som gäller och handlägg ärendet själv."),
    ],
)
async def test_a_broken_case_fails_and_the_others_go_on(code: Code, told: str) -> None:
    here = bench()
    first, second = await here.collected("100234"), await here.collected("100235")
    here.case_system.fail("open_case", CaseBroken(code, "the screen is about somebody else."))
    robot = here.robot()
    failed = await prepare(robot, first)
    assert (failed.outcome.state, failed.outcome.reason) == (State.FAILED, code)
    assert told in failed.outcome.explanation
    assert (await prepare(robot, second)).outcome.state is State.AWAITING_CASEWORKER


class ForgetfulCaseSystem(FakeCaseSystem):
    """Falls over one of its own shoes and says about whom."""

    async def find_draft(self, file: CaseFile, case_ref: str) -> None:
        raise KeyError(f"{file.applicant.digits} Åsa Öberg, {file.address.street}")


async def test_an_error_nobody_foresaw_fails_one_application_and_tells_no_one_who(tmp_path: Path) -> None:
    file = log_to(tmp_path)
    here = bench()
    whole = here.case_system
    first, second = await here.collected("100234"), await here.collected("100235")
    here.case_system = ForgetfulCaseSystem([examples.case_file()], whole.histories)
    item = await prepare(here.robot(), first)
    assert (item.outcome.state, item.outcome.reason) == (State.FAILED, Code.UNEXPECTED)
    here.case_system = whole
    assert (await prepare(here.robot(), second)).outcome.state is State.AWAITING_CASEWORKER

    text = file.read_text(encoding="utf-8")
    (line,) = [one for one in map(json.loads, text.splitlines()) if one["event"] == "item.failed"]
    assert (line["case_ref"], line["code"], line["kind"]) == (first, Code.UNEXPECTED, "KeyError")
    (kept,) = here.evidence.kept
    assert (kept.case_ref, kept.code, kept.what, kept.attempt) == (first, Code.UNEXPECTED, "KeyError", 1)
    assert kept.code_lines[-1].endswith("find_draft")
    assert any("find_draft" in frame for frame in line["frames"])
    for personal in (examples.APPLICANT.digits, "Öberg", "Storgatan"):
        assert personal not in text
        assert personal not in item.outcome.explanation


@pytest.mark.parametrize(
    "error",
    [
        SLOW,
        refused(),
        CaseBroken(Code.WRONG_PERSON_SHOWN, "the screen is about somebody else.", system="Almanda"),
        NeedsHuman(Reason.PERSON_AT_WORK, "a person holds the record."),
        ZeroDivisionError("nobody foresaw this"),
    ],
)
async def test_what_the_caseworker_reads_is_a_sentence_in_swedish(error: Exception) -> None:
    here = bench()
    here.case_system.fail("history", error)  # type: ignore[arg-type]
    item = await prepare(here.robot(), await here.collected())
    explanation = item.outcome.explanation
    assert "rende" in explanation
    assert explanation.endswith(".")
    assert not any(word in explanation for word in ("Traceback", "Error", "File", "the "))


async def test_an_item_that_another_worker_holds_is_left_alone() -> None:
    here = bench()
    case_ref = await here.collected()
    assert await here.work.claim(case_ref, "worker-2", here.clock.now())
    item = await prepare(here.robot(worker="worker-1"), case_ref)
    assert (item.outcome.state, item.attempts) == (State.PREPARING, 1)
    assert here.asked == 0
    assert here.work.leases[case_ref][0] == "worker-2"


async def test_an_item_that_another_worker_holds_is_left_alone_when_a_system_is_stopped_too() -> None:
    here = bench()
    case_ref = await here.collected()
    assert await here.work.claim(case_ref, "worker-2", here.clock.now())
    robot = here.robot(worker="worker-1")
    await note_failure(robot, refused(), by="UTK-9901-1")
    assert (await prepare(robot, case_ref)).outcome.state is State.PREPARING
    assert here.work.leases[case_ref][0] == "worker-2"


async def test_an_item_that_a_dead_worker_left_is_taken_over_when_its_lease_has_ended() -> None:
    here = bench()
    case_ref = await here.collected()
    assert await here.work.claim(case_ref, "worker-2", here.clock.now())
    here.clock.moment += timedelta(minutes=2)
    assert [item.case_ref for item in await here.work.due("exempelstad", here.clock.now())] == [case_ref]
    item = await prepare(here.robot(worker="worker-1"), case_ref)
    assert (item.outcome.state, item.claims, item.attempts) == (State.AWAITING_CASEWORKER, 2, 0)


async def test_an_unknown_reference_is_told_in_a_sentence() -> None:
    with pytest.raises(LookupError, match="No application has the reference UTK-9901-1"):
        await prepare(bench().robot(), "UTK-9901-1")


async def test_an_answer_that_may_still_come_makes_the_application_wait_for_it() -> None:
    here = bench()
    record = here.benefits.records[examples.APPLICANT]
    here.benefits.records[examples.APPLICANT] = replace(record, silent=frozenset({"FK"}))
    item = await prepare(here.robot(), await here.collected())
    assert item.outcome.state is State.WAITING
    assert item.outcome.wait_until == TOMORROW
    assert "Försäkringskassan" in item.outcome.explanation
    assert here.case_system.drafts == ()


async def test_patience_with_a_silent_agency_ends_and_the_question_is_then_open() -> None:
    here = bench()
    record = here.benefits.records[examples.APPLICANT]
    here.benefits.records[examples.APPLICANT] = replace(record, silent=frozenset({"FK"}))
    case_ref = await here.collected()
    nights = 0
    while (await prepare(here.robot(), case_ref)).outcome.state is State.WAITING:
        nights += 1
        here.clock.sleep_until_tomorrow()
        assert nights < 10, "it would wait for ever"
    (draft,) = here.case_system.drafts
    assert (draft.proposal, draft.amount, nights) == ("UTREDNING", None, 5)


async def test_a_full_disk_takes_no_evidence_and_undoes_no_outcome(tmp_path: Path) -> None:
    file = log_to(tmp_path)
    here = bench()
    ref = await here.collected()
    here.evidence.full = True
    here.case_system.fail("open_case", KeyError("nobody foresaw this"))
    assert (await prepare(here.robot(), ref)).outcome.state is State.FAILED
    events = [json.loads(line)["event"] for line in file.read_text(encoding="utf-8").splitlines()]
    assert "evidence.not_kept" in events
