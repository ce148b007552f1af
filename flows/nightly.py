"""The night: collect what has arrived, prepare every open application, report."""

import time
from collections.abc import Callable
from contextvars import ContextVar
from datetime import datetime, timedelta
from uuid import UUID

from prefect import flow, task
from prefect.artifacts import (
    acreate_markdown_artifact,
    acreate_progress_artifact,
    acreate_table_artifact,
    aupdate_progress_artifact,
)
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows.console.announcing import announce
from flows.console.next_run import next_run
from flows.console.telling import if_it_answers
from flows.ending import INTERRUPTED, PAUSED, ended, failed_task, failing_openly, outcome_of
from flows.engine import NOWHERE
from flows.pausing import standing_pause
from flows.prepare import prepare_claimed
from flows.references import Slug
from flows.report import SWEDISH, WITH_FAILURES, RunReport, Slowest, as_markdown, why
from flows.robot import AT_WORK, Robot
from flows.rounds import through_the_night
from flows.run_report.writing import with_page
from flows.scrubbing import scrubbed
from flows.shift import Preparing
from flows.swedish_number import applications
from flows.tracks import tracks_of
from flows.wiring.robots import robot_for
from flows.work import WorkItem

Watcher = Callable[[int, int], None]
WATCHER: ContextVar[Watcher | None] = ContextVar("night_watcher", default=None)
"""Whoever wants to be told how many applications are done, of how many: the terminal's progress bar."""
FAR_AHEAD = timedelta(days=366)
TELL_EVERY = 5
"""Prefect is told of progress once in so many applications: each telling is a call to its server."""


@task(name="prepare", task_run_name="{case_ref}", cache_policy=NO_CACHE, persist_result=False)
async def prepare_application(case_ref: str) -> State[WorkItem]:
    """One application that this worker has claimed; Prefect sees its case_ref and where it went."""
    try:
        item = await prepare_claimed(AT_WORK.get(), case_ref)
    except Exception as error:  # noqa: BLE001 - Prefect is told, and raises it to whoever awaits the task
        return failed_task(error)
    return Completed(name=SWEDISH[item.outcome.state], message=why(item) or None, data=item)


@flow(name="nightly", flow_run_name="nightly {municipality}", persist_result=False, result_storage=NOWHERE)
@failing_openly
async def nightly(municipality: Slug) -> RunReport:
    """Collect, prepare all open applications, report. `municipality` is the name of its file in config."""
    async with robot_for(municipality, announce) as robot:
        began, started = robot.clock.now(), time.monotonic()
        progress = await _Progress.begun()
        night = await through_the_night(
            robot, prepare_one=progress.timed(_in_prefect), told=progress.told, expects=progress.expects
        )
        await progress.all_done()
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
            next_run=await if_it_answers(next_run(), "next_run"),
            tracks=tracks.in_words if (tracks := await tracks_of(robot, night.items)) else "",
        )
        report = await with_page(robot, report, began)
    await if_it_answers(_publish(report), "run-report")
    return ended(report, _name_of_end(report), report.interrupted)


async def _oldest_waiting(robot: Robot) -> datetime | None:
    """When the first come of all that are open was collected, whatever day they wait for."""
    waiting = await robot.work.due(robot.municipality.slug, robot.clock.now() + FAR_AHEAD)
    return min((item.collected_at for item in waiting), default=None)


async def _in_prefect(robot: Robot, case_ref: str) -> WorkItem:
    """Each seat has a robot of its own name, and tasks of its own: what is set here is seen by no other."""
    AT_WORK.set(robot)
    return await outcome_of(await prepare_application(case_ref))


class _Progress:
    """How far the night has come, for the terminal and for Prefect. An application may be done twice."""

    def __init__(self, artifact: UUID | None) -> None:
        self._artifact = artifact
        self._due = 0
        self._done: set[str] = set()
        self.slowest: Slowest | None = None

    @classmethod
    async def begun(cls) -> "_Progress":
        making = acreate_progress_artifact(progress=0.0, key="night", description="Förberedda ansökningar")
        return cls(await if_it_answers(making, "progress"))

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
            await self._tell(100 * done / of)

    async def all_done(self) -> None:
        await self._tell(100.0)

    async def _tell(self, percent: float) -> None:
        if self._artifact is not None:
            telling = aupdate_progress_artifact(self._artifact, progress=percent)
            await if_it_answers(telling, "progress")


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
        description=f"{report.municipality}: {applications(len(report.items))}, {report.seconds:.1f} s",
    )
    await acreate_markdown_artifact(key="run-report", markdown=scrubbed(as_markdown(report)))
