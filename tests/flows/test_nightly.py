"""The flows as Prefect runs them: what a night comes to, and what Prefect is never told."""

import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from flows.errors import Code, SystemBroken, Transient
from flows.nightly import WATCHER, nightly
from flows.records import ApplicationKind
from flows.review import review
from flows.stopping import Stopping
from flows.work import LEASE, Outcome, State
from tests import examples
from tests.fakes.case_system import FakeCaseSystem
from tests.fakes.work_items import FakeWorkItems
from tests.flows.prefect_told import at_work, told_prefect
from tests.robots import Bench, bench

pytestmark = pytest.mark.usefixtures("prefect_server")
PERSONAL = (examples.APPLICANT.digits, examples.APPLICANT.digits[2:], "Storgatan", "utkast-01")


def three_applications() -> Bench:
    """One is granted, one is a first application, one cannot be read by reason of the case system."""
    here = bench()
    here.arrive("100234")
    here.arrive("100235", kind=ApplicationKind.FIRST)
    here.arrive("100236", household_changed=True)
    return here


async def test_a_night_collects_prepares_and_reports() -> None:
    here = three_applications()
    told: list[tuple[int, int]] = []
    async with at_work(here, Stopping()):
        watching = WATCHER.set(lambda done, of: told.append((done, of)))
        report = await nightly("exempelstad")
        WATCHER.reset(watching)
    assert (report.municipality, report.new, report.troubles) == ("Exempelstads kommun", 3, ())
    assert [(one.state, one.why, one.number) for one in report.counts] == [
        (State.AWAITING_CASEWORKER, "BIFALL", 1),
        (State.NEEDS_HUMAN, "CHANGED_HOUSEHOLD", 1),
        (State.NEEDS_HUMAN, "FIRST_APPLICATION", 1),
    ]
    assert sorted(item.case_ref for item in report.items) == sorted(here.work.items)
    assert told == [(1, 3), (2, 3), (3, 3)]


async def test_a_second_night_changes_nothing() -> None:
    here = three_applications()
    async with at_work(here):
        await nightly("exempelstad")
        before = (dict(here.work.items), here.case_system.drafts, list(here.inbox.confirmations))
        report = await nightly("exempelstad")
    assert (report.new, report.items, report.counts) == (0, (), ())
    assert (dict(here.work.items), here.case_system.drafts, list(here.inbox.confirmations)) == before


async def test_a_night_tells_every_system_that_stood_in_its_way() -> None:
    here = three_applications()
    here.inbox.unreadable["100235"] = Transient(Code.SYSTEM_ERROR, "error 500.", system="E-tjänster")
    refused = SystemBroken(Code.LOGIN_REFUSED, "refused.", system="Skatteverket", next_step="Mend it.")
    here.register.fail("person", refused)
    async with at_work(here):
        report = await nightly("exempelstad")
    assert [(trouble.code, trouble.system) for trouble in report.troubles] == [
        (Code.SYSTEM_ERROR, "E-tjänster"),
        (Code.LOGIN_REFUSED, "Skatteverket"),
    ]


async def test_a_stop_from_an_earlier_night_is_told_again_until_it_is_mended() -> None:
    here = bench()
    here.arrive("100234")
    refused = SystemBroken(Code.LOGIN_REFUSED, "refused.", system="Skatteverket", next_step="Mend it.")
    here.register.fail("person", refused)
    async with at_work(here):
        await nightly("exempelstad")
        here.clock.sleep_until_tomorrow()
        report = await nightly("exempelstad")
    (trouble,) = report.troubles
    assert (trouble.code, trouble.what) == (Code.LOGIN_REFUSED, "refused. Mend it.")
    assert [item.outcome.state for item in report.items] == [State.WAITING]
    assert here.register.calls == {"person": 1}


async def test_a_night_does_not_wait_for_an_inbox_that_waits_for_a_person() -> None:
    here = bench()
    refused = SystemBroken(Code.LOGIN_REFUSED, "refused.", system="E-tjänster", next_step="Mend it.")
    here.inbox.troubles["undelivered"] = refused
    async with at_work(here):
        await nightly("exempelstad")
        began = here.clock.moment
        report = await nightly("exempelstad")
    assert [trouble.code for trouble in report.troubles] == [Code.LOGIN_REFUSED]
    assert here.clock.moment == began
    assert here.inbox.calls["undelivered"] == 1


async def test_review_prepares_one_application_and_no_other() -> None:
    here = bench()
    wanted, other = await here.collected("100234"), await here.collected("100235")
    async with at_work(here):
        item = await review("exempelstad", wanted)
    assert (item.case_ref, item.outcome.state) == (wanted, State.AWAITING_CASEWORKER)
    assert here.item(other).outcome.state is State.COLLECTED


async def test_review_takes_in_an_application_that_has_arrived_since_the_night() -> None:
    here = bench()
    case_ref = here.arrive("100234")
    async with at_work(here):
        item = await review("exempelstad", case_ref)
    assert (item.case_ref, item.outcome.state) == (case_ref, State.AWAITING_CASEWORKER)
    assert [draft.case_ref for draft in here.case_system.drafts] == [case_ref]


async def test_review_of_an_unknown_reference_says_so() -> None:
    async with at_work(bench()):
        with pytest.raises(LookupError, match="No application has the reference UTK-9901-1"):
            await review("exempelstad", "UTK-9901-1")


async def test_prefect_is_told_case_refs_and_counts_and_never_a_person() -> None:
    here = three_applications()
    async with at_work(here) as tag:
        report = await nightly("exempelstad")
        await review("exempelstad", report.items[0].case_ref)
    many = {"flow_runs": 2, "task_runs": len(report.items), "artifacts": 4, "logs": 1}
    flows, tasks, artifacts, logs = [
        await told_prefect(what, tag, many=least) for what, least in many.items()
    ]
    names = {run["name"] for run in (*flows, *tasks)}
    assert {"nightly exempelstad", "review UTK-9901-100234", "UTK-9901-100235"} <= names
    assert {artifact["key"] for artifact in artifacts} >= {"night", "outcomes", "run-report"}
    assert {name for run in flows for name in run["parameters"]} == {"municipality", "case_ref"}
    pages = [one["data"] for one in artifacts if one["key"] == "run-report"]
    assert all(f"Rapport, på {report.host}: `utkast report open {report.page}`" in one for one in pages)
    everything = json.dumps([*flows, *tasks, *artifacts, *logs, here.reports.pages[report.page]])
    assert "FIRST_APPLICATION" in everything
    for personal in PERSONAL:
        assert personal not in everything


async def test_the_table_of_outcomes_is_in_swedish() -> None:
    async with at_work(three_applications()) as tag:
        await nightly("exempelstad")
    told = await told_prefect("artifacts", tag)
    tables = [json.loads(one["data"]) for one in told if one["key"] == "outcomes"]
    row = {"Läge": "Utkast klart för handläggaren", "Förslag eller skäl": "BIFALL", "Antal": 1}
    assert any(row in table for table in tables)


async def test_a_failure_nobody_foresaw_does_not_end_the_night_nor_tell_prefect_who() -> None:
    here = three_applications()

    class Falling(FakeCaseSystem):
        async def open_case(self, applicant: object, case_ref: str) -> None:  # type: ignore[override]
            raise KeyError(examples.APPLICANT.digits)

    here.case_system = Falling()
    async with at_work(here) as tag:
        report = await nightly("exempelstad")
    # The two that are handed over are to be told of in their case files, and none can be opened.
    assert [item.outcome.state for item in report.items] == [State.FAILED] * 3
    assert examples.APPLICANT.digits not in json.dumps(await told_prefect("task_runs", tag, many=3))


class ForgetfulWorkItems(FakeWorkItems):
    """Our own tables fail when the first application is to be settled."""

    async def settle(
        self, case_ref: str, outcome: Outcome, now: datetime, *, worker: str, attempts: int = 0
    ) -> bool:
        if case_ref == "UTK-9901-100234":
            raise OSError("disk full")
        return await super().settle(case_ref, outcome, now, worker=worker, attempts=attempts)


async def test_our_own_tables_failing_one_application_does_not_end_the_night() -> None:
    here = three_applications()
    here.work = ForgetfulWorkItems()
    here.pace = replace(here.pace, patience=timedelta())
    async with at_work(here):
        report = await nightly("exempelstad")
    states = {item.case_ref: item.outcome.state for item in report.items}
    assert states == {
        "UTK-9901-100234": State.FAILED,
        "UTK-9901-100235": State.NEEDS_HUMAN,
        "UTK-9901-100236": State.NEEDS_HUMAN,
    }
    still_due = await here.work.due("exempelstad", here.clock.now() + 2 * LEASE)
    assert [item.case_ref for item in still_due] == ["UTK-9901-100234"]
