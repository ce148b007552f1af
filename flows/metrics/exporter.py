"""From what is seen in our tables to what Prometheus reads.

Gauges tell of the moment. Counters and histograms begin at zero when this process starts, which Prometheus
expects of them. A label holds a municipality, a system, a state, a step or a code, and nothing else.
"""

import asyncio
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from prometheus_client import CollectorRegistry, Counter, Histogram, disable_created_metrics, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from flows.errors import TablesAway
from flows.journal import Step
from flows.metrics.seen import OtherTables, Seen, StepSeen, Watch
from flows.metrics.tail import JournalTail
from flows.ports import Clock
from flows.work import OPEN_STATES, worker_of

ANSWER_WITHIN_SECONDS = 5.0
"""Prometheus itself gives up after ten."""
STEP_BUCKETS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)
APPLICATION_BUCKETS = (0.5, 1, 2, 3, 5, 10, 20, 30, 60, 120, 300)
OF_THE_ROBOT = ("municipality",)
OF_A_STEP = ("municipality", "step")
OF_A_SYSTEM = ("municipality", "system")
OF_AN_ITEM = ("municipality", "state", "why")


class Exporter:
    """Counts since it was made, and looks each time it is asked."""

    def __init__(self, watch: Watch, clock: Clock) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self._watch = watch
        self._clock = clock
        self._tail = JournalTail(watch, clock)
        self._one_at_a_time = asyncio.Lock()
        self._workers: set[str] = set()
        registry = self._registry = CollectorRegistry()
        self._gauges = _Gauges()
        registry.register(self._gauges)
        self._steps = Counter("utkast_steps", "Steps noted in the journal.", OF_A_STEP, registry=registry)
        self._step_seconds = Histogram(
            "utkast_step_seconds",
            "Seconds from a worker's step before to this one.",
            OF_A_STEP,
            buckets=STEP_BUCKETS,
            registry=registry,
        )
        self._application_seconds = Histogram(
            "utkast_application_seconds",
            "Seconds from a worker's claim of an application to its outcome.",
            OF_THE_ROBOT,
            buckets=APPLICATION_BUCKETS,
            registry=registry,
        )
        began = "Workers that have begun to take applications."
        self._runs = Counter("utkast_runs", began, OF_THE_ROBOT, registry=registry)

    async def text(self) -> bytes:
        """Everything in Prometheus' text format; `utkast_up` is 0 when our tables could not be read."""
        async with self._one_at_a_time:
            self._gauges.seen = await self._look()
            return generate_latest(self._registry)

    async def _look(self) -> Seen | None:
        try:
            async with asyncio.timeout(ANSWER_WITHIN_SECONDS):
                await self._watch.require_our_tables()
                for step in await self._tail.new_steps():
                    self._count(step)
                self._gauges.now = self._clock.now()
                return await self._watch.seen(self._gauges.now, datetime.now(UTC))
        except (TablesAway, OtherTables, TimeoutError):
            return None

    def _count(self, step: StepSeen) -> None:
        labels = {"municipality": step.municipality, "step": step.step.value}
        self._steps.labels(**labels).inc()
        if step.seconds is not None and step.step is not Step.CLAIMED:
            self._step_seconds.labels(**labels).observe(step.seconds)
        if step.since_claim is not None and step.step is Step.SETTLED:
            self._application_seconds.labels(step.municipality).observe(step.since_claim)
        worker = worker_of(step.worker)
        if worker not in self._workers:
            self._workers.add(worker)
            self._runs.labels(step.municipality).inc()


class _Gauges(Collector):
    """What stands at the moment; nothing but `utkast_up` when it could not be seen."""

    def __init__(self) -> None:
        self.seen: Seen | None = None
        self.now = datetime.now(UTC)

    def collect(self) -> Iterator[Metric]:
        """The families, each with a sample for everything seen."""
        yield _family(
            "up", "Whether our tables could be read.", (), samples=[((), float(self.seen is not None))]
        )
        if self.seen is not None:
            yield from _of_items(self.seen, self.now)
            yield from _of_systems(self.seen)
            yield from _of_the_robot(self.seen)


def _of_items(seen: Seen, now: datetime) -> Iterator[Metric]:
    items = [((one.municipality, one.state.value, _code(one.why)), one.number) for one in seen.items]
    yield _family("items", "Applications, by where they stand and why.", OF_AN_ITEM, samples=items)
    oldest: dict[str, datetime] = {}
    for one in seen.items:
        if one.state in OPEN_STATES:
            oldest[one.municipality] = min(one.oldest, oldest.get(one.municipality, one.oldest))
    ages = [((name,), (now - collected).total_seconds()) for name, collected in oldest.items()]
    told = "Age of the oldest application that the robot has still to take up or try again."
    yield _family("oldest_open_item_seconds", told, OF_THE_ROBOT, samples=ages)


def _of_systems(seen: Seen) -> Iterator[Metric]:
    breakers = [((one.municipality, one.system), one) for one in seen.breakers]
    is_open = [(where, float(bool(one.code))) for where, one in breakers]
    yield _family("breaker_open", "1 while the system is left alone.", OF_A_SYSTEM, samples=is_open)
    failures = [(where, one.failures) for where, one in breakers]
    yield _family("breaker_failures", "Failures of the system in a row.", OF_A_SYSTEM, samples=failures)
    accounts = [((one.municipality, one.system), one) for one in seen.accounts]
    lent = [(where, one.lent) for where, one in accounts]
    yield _family("sessions_in_use", "Accounts that a worker has at the moment.", OF_A_SYSTEM, samples=lent)
    known = [(where, one.known) for where, one in accounts]
    yield _family("sessions_known", "Accounts that workers have asked for.", OF_A_SYSTEM, samples=known)
    refused = [(where, one.refused) for where, one in accounts]
    yield _family("accounts_refused", "Accounts whose login was refused.", OF_A_SYSTEM, samples=refused)


def _of_the_robot(seen: Seen) -> Iterator[Metric]:
    municipalities = sorted(
        {one.municipality for one in seen.items}
        | {one.municipality for one in seen.breakers}
        | {one.municipality for one in seen.accounts}
        | set(seen.paused)
    )
    paused = [((name,), float(name in seen.paused)) for name in municipalities]
    yield _family("paused", "1 while a person has the robot paused.", OF_THE_ROBOT, samples=paused)
    at_work = {one.municipality: one.number for one in seen.workers}
    workers = [((name,), at_work.get(name, 0)) for name in municipalities]
    yield _family("workers_at_work", "Workers that hold an application.", OF_THE_ROBOT, samples=workers)


def _family(
    name: str, told: str, labels: Sequence[str], *, samples: Sequence[tuple[Sequence[str], float]]
) -> GaugeMetricFamily:
    family = GaugeMetricFamily(f"utkast_{name}", told, labels=labels)
    for values, value in samples:
        family.add_metric(values, value)
    return family


def _code(why: str) -> str:
    """A code as it is; anything else is not told, for a label must not carry what somebody wrote."""
    return why if re.fullmatch(r"[A-Z_]*", why) else "OTHER"
