"""The night: collect what has arrived, prepare every open application, report."""

import time
from collections.abc import Callable
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from prefect import flow, task
from prefect.artifacts import (
    acreate_markdown_artifact,
    acreate_progress_artifact,
    acreate_table_artifact,
    aupdate_progress_artifact,
)
from prefect.cache_policies import NO_CACHE
from prefect.states import Completed

from flows.console.announcing import announce
from flows.console.limits import mirrored_in_prefect
from flows.console.next_run import next_run
from flows.pausing import standing_pause
from flows.prepare import prepare_claimed
from flows.report import SWEDISH, WITH_FAILURES, RunReport, Slowest, as_markdown
from flows.robot import AT_WORK, Robot
from flows.rounds import through_the_night
from flows.run_report.writing import with_page
from flows.shift import Preparing
from flows.wiring.robots import robot_for
from flows.work import WorkItem

Watcher = Callable[[int, int], None]
WATCHER: ContextVar[Watcher | None] = ContextVar("night_watcher", default=None)
"""Whoever wants to be told how many applications are done, of how many: the terminal's progress bar."""
INTERRUPTED, PAUSED = "Avbruten", "Pausad"
"""What Prefect calls a night that was told to stop, and one that a person had paused."""
FAR_AHEAD = timedelta(days=366)
TELL_EVERY = 5
"""Prefect is told of progress once in so many applications: each telling is a call to its server."""


@task(name="prepare", task_run_name="{case_ref}", cache_policy=NO_CACHE, persist_result=False)
async def prepare_application(case_ref: str) -> WorkItem:
    """One application that this worker has claimed; Prefect sees its case_ref and nothing more."""
    return await prepare_claimed(AT_WORK.get(), case_ref)


@flow(name="nightly", flow_run_name="nightly {municipality}", persist_result=False)
async def nightly(municipality: str) -> RunReport:
    """Collect, prepare all open applications, report. `municipality` is the name of its file in config."""
    async with robot_for(municipality, announce) as robot:
        began, started = robot.clock.now(), time.monotonic()
        await mirrored_in_prefect(robot.municipality)
        artifact = await acreate_progress_artifact(
            progress=0.0, key="night", description="Förberedda ansökningar"
        )
        progress = _Progress(artifact)
        night = await through_the_night(
            robot, prepare_one=progress.timed(_in_prefect), told=progress.told, expects=progress.expects
        )
        await aupdate_progress_artifact(artifact, progress=100.0)
        report = RunReport(
            municipality=robot.municipality.name,
            new=night.new,
            items=night.items,
            seconds=time.monotonic() - started,
            troubles=night.troubles,
            overcome=night.overcome,
            pause=await standing_pause(robot),
            stopped=robot.stopping.why,
            slowest=progress.slowest,
            oldest_waiting=await _oldest_waiting(robot),
            next_run=await next_run(),
        )
        report = await with_page(robot, report, began)
    await _publish(report)
    return _ended(report)


async def _oldest_waiting(robot: Robot) -> datetime | None:
    """When the first come of all that are open was collected, whatever day they wait for."""
    waiting = await robot.work.due(robot.municipality.slug, robot.clock.now() + FAR_AHEAD)
    return min((item.collected_at for item in waiting), default=None)


async def _in_prefect(robot: Robot, case_ref: str) -> WorkItem:
    """Each seat has a robot of its own name, and tasks of its own: what is set here is seen by no other."""
    AT_WORK.set(robot)
    return await prepare_application(case_ref)


class _Progress:
    """How far the night has come, for the terminal and for Prefect. An application may be done twice."""

    def __init__(self, artifact: UUID) -> None:
        self._artifact = artifact
        self._due = 0
        self._done: set[str] = set()
        self.slowest: Slowest | None = None

    def expects(self, due: int) -> None:
        self._due = len(self._done) + due

    def timed(self, prepare_one: Preparing) -> Preparing:
        """`prepare_one`, and the one that took longest is remembered."""

        async def prepare(robot: Robot, case_ref: str) -> WorkItem:
            began = time.monotonic()
            item = await prepare_one(robot, case_ref)
            took = Slowest(case_ref=case_ref, seconds=time.monotonic() - began)
            if self.slowest is None or took.seconds > self.slowest.seconds:
                self.slowest = took
            return item

        return prepare

    async def told(self, item: WorkItem) -> None:
        self._done.add(item.case_ref)
        done, of = len(self._done), max(len(self._done), self._due)
        if (watcher := WATCHER.get()) is not None:
            watcher(done, of)
        if done % TELL_EVERY == 0:
            await aupdate_progress_artifact(self._artifact, progress=100 * done / of)


def _ended(report: RunReport) -> RunReport:
    """The report, under a name in Prefect's list of runs that tells how the night ended.

    Prefect takes the state for its own and hands what it holds to whoever awaits the flow.
    """
    name = _name_of_end(report)
    if not name:
        return report
    return cast("RunReport", Completed(name=name, message=report.interrupted or None, data=report))


def _name_of_end(report: RunReport) -> str:
    if report.interrupted:
        return INTERRUPTED if report.pause is None else PAUSED
    return WITH_FAILURES if report.has_failures else ""


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
