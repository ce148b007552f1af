"""Writing the report of a night when it ends. Must not know where reports are kept."""

import socket
from dataclasses import replace
from datetime import datetime

import structlog

from flows.report import RunReport
from flows.robot import Robot
from flows.run_report.gathered import Sources, Told, gathered
from flows.run_report.page import name_of, page_of
from flows.run_report.record import Span

log = structlog.get_logger(__name__)


async def with_page(robot: Robot, report: RunReport, started: datetime) -> RunReport:
    """The report with the name of its page and of this machine; blank when the disk would not take the page.

    The night's work stands whether its report could be written or not.
    """
    ended = robot.clock.now()
    sources = Sources(work=robot.work, breakers=robot.breakers, evidence=robot.evidence)
    told = Told(
        run=robot.worker,
        interrupted=report.interrupted,
        troubles=report.troubles,
        overcome=report.overcome,
    )
    record = await gathered(sources, robot.municipality, Span(start=started, end=ended), told=told)
    name = name_of(record, ended)
    try:
        await robot.reports.keep(name, page_of(record))
    except OSError as trouble:
        log.error("report.not_written", kind=type(trouble).__name__)
        return report
    log.info("report.written", report=name)
    return replace(report, page=name, host=socket.gethostname())
