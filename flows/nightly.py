"""The night: collect what has arrived, prepare every open application, report."""

import asyncio
import time
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from dataclasses import replace

import structlog
from prefect import flow, task
from prefect.artifacts import (
    acreate_markdown_artifact,
    acreate_progress_artifact,
    acreate_table_artifact,
    aupdate_progress_artifact,
)
from prefect.cache_policies import NO_CACHE

from flows.collect import collect
from flows.failing import failed
from flows.prepare import prepare
from flows.report import SWEDISH, RunReport, as_markdown
from flows.robot import AT_WORK, Robot
from flows.wiring import robot_for
from flows.work import WorkItem

Watcher = Callable[[int, int], None]
WATCHER: ContextVar[Watcher | None] = ContextVar("night_watcher", default=None)
"""Whoever wants to be told how many applications are done, of how many: the terminal's progress bar."""
TELL_EVERY = 5
"""Prefect is told of progress once in so many applications: each telling is a call to its server."""


@task(name="prepare", task_run_name="{case_ref}", cache_policy=NO_CACHE, persist_result=False)
async def prepare_application(case_ref: str) -> WorkItem:
    """One application; Prefect sees its case_ref and nothing more."""
    return await prepare(AT_WORK.get(), case_ref)


@flow(name="nightly", flow_run_name="nightly {municipality}", persist_result=False)
async def nightly(municipality: str) -> RunReport:
    """Collect, prepare all open applications, report. `municipality` is the name of its file in config."""
    async with robot_for(municipality) as robot:
        started = time.monotonic()
        collected = await collect(robot)
        due = await robot.work.due(robot.municipality.slug, robot.clock.now().date())
        items = await _prepare_all(robot, due)
        report = RunReport(
            municipality=robot.municipality.name,
            new=collected.new,
            items=tuple(items),
            seconds=time.monotonic() - started,
            troubles=tuple(dict.fromkeys(filter(None, (*robot.board.stopped, collected.trouble)))),
        )
    await _publish(report)
    return report


async def _prepare_all(robot: Robot, due: Sequence[WorkItem]) -> Sequence[WorkItem]:
    """First come, first served, so many at a time that the slowest system never stands idle."""
    artifact = await acreate_progress_artifact(
        progress=0.0, key="night", description="Förberedda ansökningar"
    )
    watcher = WATCHER.get()
    seats = asyncio.Semaphore(robot.width)
    done = 0

    async def one(item: WorkItem) -> WorkItem:
        nonlocal done
        async with seats:
            prepared = await _one_of_many(item)
        done += 1
        if watcher is not None:
            watcher(done, len(due))
        if done % TELL_EVERY == 0:
            await aupdate_progress_artifact(artifact, progress=100 * done / len(due))
        return prepared

    prepared = await asyncio.gather(*(one(item) for item in due))
    await aupdate_progress_artifact(artifact, progress=100.0)
    return prepared


async def _one_of_many(item: WorkItem) -> WorkItem:
    """Our own tables may fail one application too: the others go on, and the next night takes it again."""
    try:
        return await prepare_application(item.case_ref)
    except Exception as error:  # noqa: BLE001 - one application must not end the night
        with structlog.contextvars.bound_contextvars(case_ref=item.case_ref):
            return replace(item, outcome=failed(error))


async def _publish(report: RunReport) -> None:
    await acreate_table_artifact(
        key="outcomes",
        table=[
            {"Läge": SWEDISH[one.state], "Förslag eller skäl": one.why, "Antal": one.number}
            for one in report.counts
        ],
        description=f"{report.municipality}: {len(report.items)} ansökningar, {report.seconds:.1f} s",
    )
    await acreate_markdown_artifact(key="run-report", markdown=as_markdown(report))
