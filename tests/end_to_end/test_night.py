"""A night gives every scenario its stated outcome, and another night changes nothing.

Every test run has a night of each kind of end; `make campaigns` has the demo's forty.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
import pytest_asyncio
from prefect.settings import PREFECT_API_URL
from sqlalchemy import select

from flows.audit import Act
from flows.errors import Reason
from flows.report import RunReport
from flows.swedish_time import SWEDEN
from flows.wiring.anchoring import anchored_heads
from flows.wiring.sealing import seal_for
from flows.wiring.store import opened_store
from flows.work import Outcome, State, WorkItem
from mock_legacy.world import open_world
from mock_legacy.world.generator import Recipe, generate
from mock_legacy.world.models import Draft, DraftSave, ExpectedOutcome, Person
from tests.canary import PLACEHOLDER, Search, Wanted
from tests.end_to_end.installation import MUNICIPALITY, Installation, Record, installed

if TYPE_CHECKING:
    from mock_legacy.platform.run import RunningMocks

FORTY = 40
CASEWORKER = "anna.handlaggare"
pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
EACH_KIND = (
    "single_with_costs",
    "rent_above_cap",
    "surplus_salary",
    "plan_missing",
    "separated",
    "protected_in_register",
    "protected_in_case_system",
    "first_application",
    "coapplicant_unsigned",
    "period_already_decided",
    "person_at_work",
    "pending_benefit",
    "agency_silent",
)
NIGHTS = [
    pytest.param(EACH_KIND, id="each kind"),
    pytest.param((), id="forty", marks=pytest.mark.campaign),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """One night that has been, with what stood in Almanda when it was over."""

    installation: Installation
    report: RunReport
    items: Mapping[str, WorkItem]
    drafts: Mapping[str, Record]


@pytest_asyncio.fixture(scope="module", loop_scope="session", params=NIGHTS)
async def night(
    request: pytest.FixtureRequest,
    mocks: "RunningMocks",
    tmp_path_factory: pytest.TempPathFactory,
    prefect_server: None,
) -> Night:
    scenarios: tuple[str, ...] = request.param
    installation = installed(mocks, tmp_path_factory.mktemp("night"))
    installation.new_world(*scenarios, applications=len(scenarios) or FORTY, marked=True)
    report = await installation.night()
    return Night(
        installation=installation,
        report=report,
        items=await installation.items(),
        drafts=installation.drafts(),
    )


def test_each_kind_of_end_is_among_the_households_of_every_test_run(tmp_path: Path) -> None:
    def ends(*scenarios: str) -> set[tuple[object, ...]]:
        world = open_world(tmp_path / str(len(scenarios)))
        generate(world, Recipe(applications=FORTY, scenarios=scenarios))
        with world.session() as session:
            found = {
                (one.state, one.proposal, one.reason) for one in session.scalars(select(ExpectedOutcome))
            }
        world.close()
        return found

    assert ends(*EACH_KIND) == ends()


def told(outcome: Outcome) -> tuple[object, ...]:
    """What a scenario states of an outcome: a reason to hand over, a day to wait for, a proposal."""
    reason = outcome.reason if outcome.state is State.NEEDS_HUMAN else None
    return outcome.state, outcome.proposal, reason, outcome.wait_until and outcome.wait_until.isoformat()


async def test_every_scenario_ends_as_it_states(night: Night) -> None:
    stated = night.installation.records("expected")
    came_out = {number: told(item.outcome) for number, item in night.items.items()}
    assert came_out == {
        str(one["flow_instance_id"]): (one["state"], one["proposal"], one["reason"], one["waits_until"])
        for one in stated
    }
    assert (night.report.new, night.report.troubles) == (len(stated), ())


async def test_almandas_own_records_hold_the_stated_kronor_and_no_other_draft(night: Night) -> None:
    stated = {
        night.items[str(one["flow_instance_id"])].case_ref: (
            one["customer_number"],
            one["proposal"],
            one["amount_kronor"],
        )
        for one in night.installation.records("expected")
        if one["proposal"] or one["handover_draft"]
    }
    kept = {
        reference: (draft["customer_number"], draft["proposal"] or None, kronor(draft))
        for reference, draft in night.drafts.items()
    }
    assert kept == stated


def kronor(draft: Record) -> Decimal | None:
    """The proposed amount in Almanda's record, which counts öre."""
    return None if draft["amount_ore"] is None else Decimal(draft["amount_ore"]) / 100


async def test_every_draft_is_the_robots_and_was_saved_once(night: Night) -> None:
    for draft in night.drafts.values():
        assert (draft["status"], draft["version"]) == ("Utkast", 1)
        assert draft["created_by"] == draft["changed_by"]
        assert draft["created_by"].startswith("utkast-")
    assert night.installation.records("state/decisions", draft_number="1") == []


async def test_every_delivery_is_confirmed_once_with_our_reference(night: Night) -> None:
    delivered = {
        str(row["flow_instance_id"]): (row["delivered_external_id"], row["confirmations"])
        for row in night.installation.records("state/deliveries")
    }
    assert delivered == {number: (item.case_ref, 1) for number, item in night.items.items()}


async def test_a_protected_person_is_looked_up_no_further_than_where_it_was_seen(night: Night) -> None:
    stated = {one["scenario"]: one["personnummer"] for one in night.installation.records("expected")}

    def seen_at(scenario: str) -> set[str]:
        chosen = {"personnummer": stated[scenario]}
        return {row["system"] for row in night.installation.records("state/lookups", **chosen)}

    assert seen_at("protected_in_case_system") <= {"inbox", "almanda"}
    assert seen_at("protected_in_register") <= {"inbox", "almanda", "skatteverket"}
    assert seen_at("first_application") <= {"inbox", "almanda"}
    assert seen_at("coapplicant_unsigned") <= {"inbox", "almanda"}


async def test_nobody_is_in_anything_that_the_night_leaves_and_nothing_had_to_be_taken_out(
    night: Night,
) -> None:
    """`make canary` looks in more places, in bad weather."""
    installation = night.installation
    search = Search(wanted=Wanted.of(everybody(night), installation.settings.secrets_dir))
    search.look_through("home", installation.settings.home, but=[installation.settings.secrets_dir])
    for kind in ("flow_runs", "task_runs", "logs", "artifacts", "events"):
        search.look("Prefect", await all_told(kind), called=kind)
    assert search.found == []
    assert search.looked["home"] >= 3
    text = "\n".join(map(str, installation.logged()))
    assert "item.settled" in text
    assert PLACEHOLDER.findall(text) == []


def everybody(night: Night) -> list[str]:
    """The numbers of all who live in the mock world."""
    with night.installation.mocks.world.session() as session:
        return list(session.scalars(select(Person.personnummer)))


async def all_told(kind: str) -> str:
    """What Prefect's server gives out of one kind, the newest of all runs."""
    newest = {"logs": "TIMESTAMP_DESC", "flow_runs": "START_TIME_DESC"}
    order = {"sort": newest[kind]} if kind in newest else {}
    async with httpx.AsyncClient(timeout=60) as client:
        answer = await client.post(f"{PREFECT_API_URL.value()}/{kind}/filter", json={"limit": 50} | order)
    return answer.raise_for_status().text


async def test_whoever_steals_what_the_robot_keeps_without_the_keys_finds_nobody(night: Night) -> None:
    """Database, its write-ahead file, evidence, reports and log, byte for byte."""
    here = night.installation
    with here.mocks.world.session() as session:
        persons = session.scalars(select(Person)).all()
    wanted = {word.encode() for one in persons for word in told_by(one)}
    files = [one for one in here.settings.home.rglob("*") if one.is_file()]
    stolen = [one for one in files if not one.is_relative_to(here.settings.secrets_dir)]
    assert {"utkast.db", "utkast.jsonl"} <= {one.name for one in stolen}
    found = [(file.name, word) for file in stolen for word in wanted if word in file.read_bytes()]
    assert found == []
    async with here.work() as work:
        known = (await work.application(here.case_ref("single_with_costs"))).applicant.personal_number
    assert known.digits.encode() in wanted


def told_by(person: Person) -> Sequence[str]:
    """What tells who a person is."""
    number = person.personnummer
    return (
        number,
        number[2:],
        f"{number[:8]}-{number[8:]}",
        f"{number[2:8]}-{number[8:]}",
        f"{person.first_name} {person.last_name}",
        person.street,
    )


ONE_ADULTS_DRAFT = [
    Act.APPLICATION_READ,
    Act.DELIVERY_READ,
    Act.DELIVERY_CONFIRMED,
    Act.CASE_OPENED,
    Act.HISTORY_READ,
    Act.PERSON_LOOKED_UP,
    Act.INCOMES_LOOKED_UP,
    Act.BENEFITS_LOOKED_UP,
    Act.DRAFT_LOOKED_FOR,
    Act.DRAFT_TYPED,
    Act.DRAFT_SAVED,
    Act.DRAFT_LOOKED_FOR,
]
SIDE_BY_SIDE = (slice(4, 6), slice(6, 9))
"""Which of them are asked at the same time, in whatever order."""


async def test_an_application_leaves_exactly_the_entries_of_what_was_done_for_it(night: Night) -> None:
    async with opened_store(night.installation.settings) as store:
        entries = await store.audit.of_case(night.installation.case_ref("single_with_costs"))
        stopped = await store.audit.of_case(night.installation.case_ref("protected_in_case_system"))
    acts, wanted = [Act(one.act) for one in entries], [*ONE_ADULTS_DRAFT]
    for span in SIDE_BY_SIDE:
        acts[span], wanted[span] = sorted(acts[span]), sorted(wanted[span])
    assert acts == wanted
    assert [one.act for one in stopped] == ONE_ADULTS_DRAFT[:4]
    for one in entries:
        assert one.account.startswith("utkast-")
        assert one.municipality == MUNICIPALITY
        assert one.purpose
        assert one.legal_basis


async def test_the_audit_log_says_the_same_as_the_registers_own_and_is_whole(night: Night) -> None:
    settings = night.installation.settings
    mark = seal_for(settings).mark
    records = night.installation.records("state/lookups")
    async with opened_store(settings) as store:
        assert await store.audit.findings(anchored_heads(settings)) == []
        entries = [one for ref in await refs(night) for one in await store.audit.of_case(ref)]
    for system, name in (("skatteverket", "Skatteverket"), ("forsakringskassan", "Försäkringskassan")):
        theirs = Counter(mark(row["personnummer"]) for row in records if row["system"] == system)
        ours = Counter(one.person for one in entries if one.system == name)
        assert theirs == ours
        assert theirs
    assert len(anchored_heads(settings)) >= 1


async def refs(night: Night) -> list[str]:
    return [item.case_ref for item in night.items.values()]


async def test_the_same_night_again_adds_no_draft_and_changes_none(night: Night) -> None:
    report = await night.installation.night()
    assert (report.new, report.items, report.troubles) == (0, (), ())
    assert night.installation.drafts() == night.drafts
    assert await night.installation.items() == night.items


@pytest.mark.campaign
async def test_applications_set_back_to_collected_get_no_second_draft(night: Night) -> None:
    set_back = ["single_with_costs", "rent_above_cap", "surplus_salary", "plan_missing"]
    numbers = night.installation.application_numbers()
    chosen = [night.items[numbers[scenario]] for scenario in set_back]
    refs = [item.case_ref for item in chosen]
    when = night.items[numbers[set_back[0]]].updated_at
    async with night.installation.work() as work:
        for item in chosen:
            assert await work.put(item, Outcome(state=State.COLLECTED), when)
        today = night.installation.mocks.world.today()
        due = await work.due(MUNICIPALITY, datetime.combine(today, time.max, SWEDEN))
        assert {item.case_ref for item in due} == set(refs)
    report = await night.installation.night()
    assert {item.case_ref: item.outcome for item in report.items} == {
        item.case_ref: item.outcome for item in night.items.values() if item.case_ref in refs
    }
    assert night.installation.drafts() == night.drafts


async def test_a_persons_edit_survives_a_review(night: Night) -> None:
    case_ref = night.items[night.installation.application_numbers()["single_with_costs"]].case_ref
    person_changes(night, case_ref, "Jag har ringt den sökande och ändrat.")
    edited = night.installation.drafts()
    item = await night.installation.review(case_ref)
    assert (item.outcome.state, item.outcome.reason) == (
        State.AWAITING_CASEWORKER,
        Reason.DRAFT_CHANGED_BY_PERSON,
    )
    assert night.installation.drafts() == edited
    assert edited[case_ref]["verdict_line"] == "Jag har ringt den sökande och ändrat."


def person_changes(night: Night, case_ref: str, verdict: str) -> None:
    """A caseworker saves the draft with other words, as Almanda would keep it."""
    world = night.installation.mocks.world
    with world.session() as session:
        draft = session.get_one(Draft, night.drafts[case_ref]["draft_number"])
        draft.verdict_line, draft.version = verdict, draft.version + 1
        draft.changed_by, draft.changed_at = CASEWORKER, world.now()
        saved = DraftSave(
            draft_number=draft.draft_number,
            version=draft.version,
            saved_by=CASEWORKER,
            saved_at=draft.changed_at,
            event="Ändrat",
        )
        session.add(saved)
