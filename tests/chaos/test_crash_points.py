"""A worker killed at any point leaves what the next one finishes: the same draft, once, and the same end."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from flows.journal import Step
from flows.work import State
from tests.chaos.blows import ON_THE_WAY, POINTS
from tests.chaos.crashes import (
    BATCHES,
    CRASHES,
    OPENED_AGAIN,
    PREPARED_ONCE,
    SCENARIO,
    Aftermath,
    Crash,
    CrashSite,
    undisturbed,
)
from tests.chaos.premises import SHORT_PACE, Premises
from tests.chaos.town import Record, Town, running_town
from tests.databases import empty_sqlite

pytestmark = [pytest.mark.slow, pytest.mark.campaign, pytest.mark.timeout(900)]
WHOLE_WAY = [step for step in ON_THE_WAY if step is not Step.GIVEN_BACK]
WHO_AND_WHEN = {"draft_number", "id", "created_by", "created_at", "changed_by", "changed_at"}
CLOCK = re.compile(r"\b\d\d[:.]\d\d\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoRuns:
    """The same world twice: with a crash for every application, and in peace."""

    refs: dict[Crash, str]
    crashed: Aftermath
    in_peace: Aftermath


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def runs(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[TwoRuns]:
    folder = tmp_path_factory.mktemp("crashes")
    number = str(len(CRASHES))
    with running_town(folder / "mock", "--scenario", SCENARIO, "--applications", number) as town:
        site = CrashSite(furnished(folder / "crashed", town))
        crashed = await site.crash_them_all()
        town.new_world()
        in_peace = await undisturbed(furnished(folder / "in-peace", town))
        yield TwoRuns(refs=site.refs, crashed=crashed, in_peace=in_peace)


def furnished(home: Path, town: Town) -> Premises:
    """An installation whose workers never lose patience while an application stands still."""
    home.mkdir()
    pace = SHORT_PACE | {
        "UTKAST_TIMEOUT_SECONDS": "100",
        "UTKAST_GRACE_SECONDS": "300",
        "UTKAST_APPLICATIONS_AT_ONCE": str(max(map(len, BATCHES))),
    }
    premises = Premises(
        home=home,
        town=town,
        database_url=empty_sqlite(home),
        sessions=3,
        alone=("inbox", "skatteverket", "forsakringskassan"),
        pace=pace,
    )
    premises.furnish()
    return premises


def content(draft: Record) -> dict[str, object]:
    """All that a draft holds, but for who wrote it when; the sources' times of day are taken out."""
    rows = [{name: row[name] for name in row if name not in WHO_AND_WHEN} for row in draft["rows"]]
    kept = {name: draft[name] for name in draft if name not in WHO_AND_WHEN}
    return kept | {"rows": rows, "sources_text": CLOCK.sub("", draft["sources_text"])}


def test_there_is_a_crash_at_every_point_of_the_work() -> None:
    assert {crash.point for crash in CRASHES if crash.point} == {*POINTS, *Step}
    assert set(ON_THE_WAY) < set(POINTS)


def test_in_peace_every_application_goes_the_whole_way_once_and_again_when_it_is_completed(
    runs: TwoRuns,
) -> None:
    twice = [*WHOLE_WAY, Step.REOPENED, *WHOLE_WAY]
    ways = [twice if crash in OPENED_AGAIN else WHOLE_WAY for crash in CRASHES]
    assert [runs.in_peace.steps[runs.refs[crash]] for crash in CRASHES] == ways


@pytest.mark.parametrize("crash", CRASHES, ids=lambda crash: crash.name)
def test_a_killed_worker_leaves_one_draft_of_each_preparation_as_a_run_in_peace_does(
    runs: TwoRuns, crash: Crash
) -> None:
    ref = runs.refs[crash]
    drafts = runs.crashed.drafts[ref]
    assert len(drafts) == (2 if crash in OPENED_AGAIN else 1)
    assert list(map(content, drafts)) == list(map(content, runs.in_peace.drafts[ref]))
    item = runs.crashed.items[ref]
    assert item.outcome.state is State.AWAITING_CASEWORKER
    assert (item.outcome, item.attempts) == (
        runs.in_peace.items[ref].outcome,
        runs.in_peace.items[ref].attempts,
    )


@pytest.mark.parametrize("crash", OPENED_AGAIN, ids=lambda crash: crash.name)
def test_what_was_killed_while_it_was_opened_again_is_opened_once(runs: TwoRuns, crash: Crash) -> None:
    ref = runs.refs[crash]
    assert runs.crashed.steps[ref] == runs.in_peace.steps[ref]
    assert runs.crashed.items[ref].revision == 2


@pytest.mark.parametrize("crash", PREPARED_ONCE, ids=lambda crash: crash.name)
def test_what_was_sent_before_the_kill_is_not_sent_again(runs: TwoRuns, crash: Crash) -> None:
    steps = runs.crashed.steps[runs.refs[crash]]
    presses = [step for step in steps if step in (Step.SENDING, Step.SENT)]
    # A neighbour's crash ends the whole process, and may meet this one between its note and the press.
    assert presses in ([Step.SENDING, Step.SENT], [Step.SENDING], [Step.SENDING, Step.SENDING, Step.SENT])
    if crash == Crash(point=Step.SENDING):
        assert presses.count(Step.SENDING) == 2
    assert steps[-1] is Step.SETTLED
