"""What Prometheus and a monitoring system read; counts alone, and no person in any label."""

import re
from datetime import timedelta

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from flows.errors import Code, TablesAway
from flows.journal import Step
from flows.metrics.seen import AccountsSeen, BreakerSeen, ItemsSeen, OtherTables, Seen, WorkersSeen
from flows.metrics.service import application
from flows.work import State
from tests import examples
from tests.fakes.clock import FakeClock
from tests.fakes.watch import FakeWatch, step_seen

TOWN = "exempelstad"
EVERYTHING = Seen(
    items=(
        ItemsSeen(municipality=TOWN, state=State.FAILED, why="DRAFT_MISMATCH", number=2, oldest=examples.NOW),
        ItemsSeen(
            municipality=TOWN,
            state=State.WAITING,
            why="SYSTEM_SLOW",
            number=3,
            oldest=examples.NOW - timedelta(hours=2),
        ),
        ItemsSeen(municipality=TOWN, state=State.COLLECTED, why="", number=1, oldest=examples.NOW),
    ),
    breakers=(
        BreakerSeen(municipality=TOWN, system="Almanda", code="LOGIN_REFUSED", failures=3),
        BreakerSeen(municipality=TOWN, system="Skatteverket", code="", failures=1),
    ),
    accounts=(AccountsSeen(municipality=TOWN, system="Almanda", known=4, lent=2, refused=1),),
    workers=(WorkersSeen(municipality=TOWN, number=2),),
    paused=(TOWN,),
)
AWAY = TablesAway(Code.TABLES_AWAY, "our own database does not answer (57P01).")


class Monitor:
    """Somebody who reads the pages."""

    def __init__(self, watch: FakeWatch) -> None:
        transport = httpx.ASGITransport(app=application(watch, FakeClock(examples.NOW)))
        self._client = httpx.AsyncClient(transport=transport, base_url="http://metrics")

    async def get(self, page: str) -> httpx.Response:
        return await self._client.get(page)

    async def samples(self) -> dict[str, float]:
        """Every sample by its name and the values of its labels."""
        answer = await self.get("/metrics")
        assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
        return {
            " ".join((sample.name, *sample.labels.values())): sample.value
            for family in text_string_to_metric_families(answer.text)
            for sample in family.samples
        }


async def test_what_stands_is_told_in_gauges() -> None:
    told = await Monitor(FakeWatch(EVERYTHING)).samples()
    assert told == {
        "utkast_up": 1,
        f"utkast_items {TOWN} FAILED DRAFT_MISMATCH": 2,
        f"utkast_items {TOWN} WAITING SYSTEM_SLOW": 3,
        f"utkast_items {TOWN} COLLECTED ": 1,
        f"utkast_oldest_open_item_seconds {TOWN}": 7200,
        f"utkast_breaker_open {TOWN} Almanda": 1,
        f"utkast_breaker_open {TOWN} Skatteverket": 0,
        f"utkast_breaker_failures {TOWN} Almanda": 3,
        f"utkast_breaker_failures {TOWN} Skatteverket": 1,
        f"utkast_sessions_in_use {TOWN} Almanda": 2,
        f"utkast_sessions_known {TOWN} Almanda": 4,
        f"utkast_accounts_refused {TOWN} Almanda": 1,
        f"utkast_paused {TOWN}": 1,
        f"utkast_workers_at_work {TOWN}": 2,
    }


async def test_steps_and_applications_are_counted_and_timed_from_the_first_look_on() -> None:
    watch = FakeWatch()
    monitor = Monitor(watch)
    await monitor.samples()
    watch.steps = [
        step_seen(1, Step.CLAIMED, seconds=3600.0),
        step_seen(2, Step.OPENED, seconds=0.2),
        step_seen(3, Step.SETTLED, seconds=2.0, since_claim=2.2),
        step_seen(4, Step.CLAIMED, worker="second/1", seconds=None),
        step_seen(5, Step.CLAIMED, worker="second/2", seconds=None),
    ]
    told = await monitor.samples()
    assert told[f"utkast_steps_total {TOWN} CLAIMED"] == 3
    assert f"utkast_step_seconds_count {TOWN} CLAIMED" not in told, (
        "the time between two applications is no step"
    )
    assert told[f"utkast_step_seconds_bucket 0.1 {TOWN} OPENED"] == 0
    assert told[f"utkast_step_seconds_bucket 0.25 {TOWN} OPENED"] == 1
    assert told[f"utkast_application_seconds_sum {TOWN}"] == pytest.approx(2.2)
    assert told[f"utkast_application_seconds_count {TOWN}"] == 1
    assert told[f"utkast_runs_total {TOWN}"] == 2
    assert (await monitor.samples())[f"utkast_steps_total {TOWN} CLAIMED"] == 3, "each is counted once"


@pytest.mark.parametrize("trouble", [AWAY, OtherTables("the tables have revision none"), TimeoutError()])
async def test_tables_that_cannot_be_read_are_told_and_nothing_old_is_shown(trouble: Exception) -> None:
    watch = FakeWatch(EVERYTHING)
    monitor = Monitor(watch)
    await monitor.samples()
    watch.trouble = trouble
    assert await monitor.samples() == {"utkast_up": 0}
    watch.trouble = None
    assert (await monitor.samples())["utkast_up"] == 1


async def test_what_somebody_wrote_is_never_a_label() -> None:
    wrote = ItemsSeen(
        municipality=TOWN, state=State.FAILED, why="Anna, Storgatan 1", number=1, oldest=examples.NOW
    )
    seen = Seen(items=(wrote,), breakers=(), accounts=(), workers=(), paused=())
    text = (await Monitor(FakeWatch(seen)).get("/metrics")).text
    assert 'why="OTHER"' in text
    assert "Anna" not in text


async def test_labels_are_few_and_none_is_an_application_or_a_person() -> None:
    watch = FakeWatch(EVERYTHING)
    monitor = Monitor(watch)
    await monitor.samples()
    watch.steps = [step_seen(1, Step.SETTLED)]
    text = (await monitor.get("/metrics")).text
    assert set(re.findall(r'(\w+)="', text)) == {"municipality", "system", "state", "why", "step", "le"}
    assert "UTK-" not in text


async def test_a_robot_that_is_paused_or_waits_for_a_system_is_well() -> None:
    answer = await Monitor(FakeWatch(EVERYTHING)).get("/health")
    assert answer.status_code == 200
    assert answer.json() == {
        "healthy": True,
        "wrong": [],
        "paused": [TOWN],
        "stopped": [{"municipality": TOWN, "system": "Almanda", "code": "LOGIN_REFUSED"}],
    }


@pytest.mark.parametrize(
    ("trouble", "what", "detail", "runbook"),
    [
        (AWAY, "TABLES_AWAY", "57P01", "runbooks/TABLES_AWAY.md"),
        (TimeoutError(), "TABLES_AWAY", "5 seconds", "runbooks/TABLES_AWAY.md"),
        (OtherTables("revision 0001"), "TABLES_OF_ANOTHER_VERSION", "revision 0001", "runbooks/upgrade.md"),
    ],
)
async def test_what_is_wrong_is_told_with_its_runbook(
    trouble: Exception, what: str, detail: str, runbook: str
) -> None:
    watch = FakeWatch(EVERYTHING)
    watch.trouble = trouble
    answer = await Monitor(watch).get("/health")
    assert answer.status_code == 503
    (wrong,) = answer.json()["wrong"]
    assert (wrong["what"], wrong["runbook"]) == (what, runbook)
    assert detail in wrong["detail"]
