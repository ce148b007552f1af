"""How runs end in Prefect: under names that tell, with nothing left on disk, and whatever Prefect answers."""

import asyncio
import json
import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from prefect.client.orchestration import PrefectClient
from prefect.exceptions import PrefectHTTPStatusError
from prefect.settings import PREFECT_LOCAL_STORAGE_PATH, temporary_settings
from structlog.testing import capture_logs

from flows.console import telling
from flows.console.telling import if_it_answers
from flows.errors import CaseBroken, Code, Transient
from flows.journal import Pause
from flows.nightly import nightly
from flows.orders import ordered
from flows.review import review
from flows.stopping import Stopping
from flows.work import State
from tests import examples
from tests.fakes.orders import FakeOrders
from tests.flows.prefect_told import Record, at_work, shipped_logs, told_prefect
from tests.robots import Bench, bench

pytestmark = pytest.mark.usefixtures("prefect_server")
CASE = "UTK-9901-100234"
WENT = {
    State.FAILED: ("Fel", Code.WRONG_PERSON_SHOWN),
    State.AWAITING_CASEWORKER: ("Utkast klart för handläggaren", "BIFALL"),
}


def one_of_two_fails() -> Bench:
    here = bench()
    here.arrive("100234")
    here.arrive("100235")
    here.case_system.fail(
        "open_case", CaseBroken(Code.WRONG_PERSON_SHOWN, "somebody else.", system="Almanda")
    )
    return here


async def only(what: str, tag: str) -> Record:
    (one,) = await told_prefect(what, tag)
    return one


async def test_an_ordered_application_that_fails_is_told_and_so_is_what_to_type() -> None:
    async with at_work(one_of_two_fails()) as tag:
        item = await review("exempelstad", CASE)
    assert item.outcome.state is State.FAILED
    run, page = await only("flow_runs", tag), await only("artifacts", tag)
    assert (run["state_type"], run["state_name"]) == ("COMPLETED", "Klar med fel")
    assert run["state"]["message"] == Code.WRONG_PERSON_SHOWN
    assert page["key"] == "review"
    for words in (Code.WRONG_PERSON_SHOWN, f"`utkast evidence show {CASE}`", f"`utkast order {CASE}`"):
        assert words in page["data"]


async def test_an_ordered_application_that_comes_to_its_draft_is_told_as_completed() -> None:
    here = bench()
    here.arrive("100234")
    async with at_work(here) as tag:
        await review("exempelstad", CASE)
    run, page = await only("flow_runs", tag), await only("artifacts", tag)
    assert (run["state_name"], run["state"]["message"]) == ("Completed", None)
    assert "BIFALL" in page["data"]
    assert "evidence" not in page["data"]


async def test_an_ordered_application_is_told_as_paused_when_the_robot_is() -> None:
    here = bench()
    await here.collected("100234")
    await here.work.switch.pause("exempelstad", Pause(since=examples.NOW, who="Sven", reason="prov"))
    async with at_work(here) as tag:
        await review("exempelstad", CASE)
    assert (await only("flow_runs", tag))["state_name"] == "Pausad"


async def test_orders_are_told_by_number_and_reference_and_nothing_that_anybody_typed() -> None:
    here, desk = one_of_two_fails(), FakeOrders()
    for number, reference in (("17", CASE), ("18", "UTK-9901-100235"), ("19", examples.APPLICANT.digits)):
        desk.place(number, reference)
    async with at_work(here, orders=desk) as tag:
        await ordered("exempelstad")
    run, page = await only("flow_runs", tag), await only("artifacts", tag)
    assert (run["name"], run["state_name"]) == ("ordered exempelstad", "Klar med fel")
    assert json.loads(page["data"]) == [
        {"Beställning": "17", "Ansökan": CASE, "Läge": "Kan inte"},
        {"Beställning": "18", "Ansökan": "UTK-9901-100235", "Läge": "Klar"},
        {"Beställning": "19", "Ansökan": "–", "Läge": "Kan inte"},
    ]


async def test_a_look_that_could_not_be_had_is_not_told_as_one_that_found_nothing() -> None:
    here, desk = bench(), FakeOrders()
    async with at_work(here, orders=desk) as tag:
        await ordered("exempelstad")
    assert (await only("flow_runs", tag))["state_name"] == "Completed"
    desk.troubles = [Transient(Code.SYSTEM_ERROR, "no answer.", system="Almanda")]
    async with at_work(here, orders=desk) as tag:
        await ordered("exempelstad")
    run = await only("flow_runs", tag)
    assert (run["state_type"], run["state_name"]) == ("COMPLETED", "Väntar")
    assert "SYSTEM_ERROR i Almanda" in run["state"]["message"]
    await here.work.switch.pause("exempelstad", Pause(since=examples.NOW, who="Sven", reason="prov"))
    async with at_work(here, orders=desk) as tag:
        await ordered("exempelstad")
    assert (await only("flow_runs", tag))["state_name"] == "Pausad"
    assert await told_prefect("artifacts", tag, many=0) == []


async def test_each_task_of_a_night_is_called_as_its_application_went() -> None:
    async with at_work(one_of_two_fails(), Stopping()) as tag:
        report = await nightly("exempelstad")
    tasks = await told_prefect("task_runs", tag, many=len(report.items))
    assert {run["name"]: (run["state_name"], run["state"]["message"]) for run in tasks} == {
        item.case_ref: WENT[item.outcome.state] for item in report.items
    }
    assert {item.outcome.state for item in report.items} == set(WENT)


async def test_a_night_goes_on_when_prefect_answers_with_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    async def error_500(*_: object, **__: object) -> None:
        request = httpx.Request("POST", "http://127.0.0.1/api")
        raise PrefectHTTPStatusError("500", request=request, response=httpx.Response(500, request=request))

    for asked in ("create_artifact", "update_artifact", "read_flow_runs"):
        monkeypatch.setattr(PrefectClient, asked, error_500)
    monkeypatch.setenv("PREFECT__RUNTIME__DEPLOYMENT__ID", "7b3c1f0e-9a1d-4d65-8f0f-0d0a2a3b4c5d")
    with capture_logs() as logged:
        async with at_work(one_of_two_fails(), Stopping()):
            report = await nightly("exempelstad")
            item = await review("exempelstad", CASE)
    assert {one.outcome.state for one in report.items} == set(WENT)
    assert (report.next_run, item.case_ref) == (None, CASE)
    told = [one["what"] for one in logged if one["event"] == "prefect.not_told"]
    assert told == ["progress", "next_run", "run-report", "review"]


async def test_a_server_that_does_not_answer_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "ANSWER_SECONDS", 0.01)
    with capture_logs() as logged:
        assert await if_it_answers(asyncio.Event().wait(), "progress") is None
    assert [(one["event"], one["kind"]) for one in logged] == [("prefect.not_told", "TimeoutError")]


async def test_an_error_ends_the_run_as_failed_and_is_kept_nowhere(tmp_path: Path) -> None:
    """Prefect writes what a flow raises into a file; and its message may quote what it choked on."""
    here = bench()

    async def fall(case_ref: str) -> None:
        raise KeyError(examples.APPLICANT.digits)

    here.work.find = fall  # type: ignore[method-assign, assignment]
    with temporary_settings({PREFECT_LOCAL_STORAGE_PATH: tmp_path}), capture_logs() as logged:
        async with at_work(here) as tag:
            with pytest.raises(KeyError):
                await review("exempelstad", CASE)
    run = await only("flow_runs", tag)
    assert (run["state_name"], run["state"]["message"]) == ("Failed", "KeyError")
    assert os.listdir(tmp_path) == []  # noqa: PTH208 - asked without pathlib, as this is a coroutine
    (failed,) = (one for one in logged if one["event"] == "run.failed")
    assert (failed["municipality"], failed["run"]) == ("exempelstad", f"review {CASE}")
    assert (failed["kind"], failed["what"]) == ("KeyError", "")
    assert any("flows/review.py" in frame for frame in failed["frames"])


async def test_a_task_that_an_unforeseen_error_ends_tells_prefect_its_kind_alone() -> None:
    here = bench()
    here.arrive("100234")
    here.pace = replace(here.pace, patience=timedelta())

    async def fall(*_: object, **__: object) -> bool:
        error = KeyError(f"{examples.APPLICANT.digits} på {examples.HOME.street}")
        error.add_note(examples.HOME.street)
        raise error

    here.work.settle = fall  # type: ignore[method-assign]
    with capture_logs() as logged:
        async with at_work(here) as tag:
            await nightly("exempelstad")
    assert [one["kind"] for one in logged if "kind" in one and one["event"] == "item.failed"] == ["KeyError"]
    tasks = await told_prefect("task_runs", tag)
    assert ("Failed", "KeyError") in [(one["state_name"], one["state"]["message"]) for one in tasks]
    shipped = await shipped_logs(tag, until="KeyError")
    assert examples.APPLICANT.digits not in shipped
    assert examples.HOME.street not in shipped


async def test_an_application_that_is_nowhere_says_where_it_was_looked_for() -> None:
    async with at_work(bench()) as tag:
        with pytest.raises(LookupError, match="and it is not in the inbox"):
            await review("exempelstad", "UTK-9901-1")
    told = (await only("flow_runs", tag))["state"]["message"]
    assert "No application has the reference UTK-9901-1" in told


@pytest.mark.parametrize(
    "typed", [examples.APPLICANT.digits, f"UTK-9901-{examples.APPLICANT.digits}", "Anna A"]
)
async def test_a_flow_refuses_what_is_no_reference_before_it_begins(typed: str) -> None:
    async with at_work(bench()) as tag:
        with pytest.raises(Exception, match="case_ref") as refused:
            await review("exempelstad", typed)
    assert typed not in str(refused.value)
    assert tag


async def test_another_municipalitys_reference_is_refused_and_nothing_collected() -> None:
    here = bench()
    here.arrive("100234")
    async with at_work(here):
        with pytest.raises(LookupError, match="another municipality"):
            await review("exempelstad", "UTK-1234-100234")
    assert here.work.items == {}
