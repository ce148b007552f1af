"""The follow-up of a week, as Prefect runs it: read, compare, write the files, show it in artifacts.

It writes in no system. It must not know where files are kept, nor how the case system is asked. What reckons
and draws is imported when a week is followed up: every run of a worker imports this module.
"""

import socket
from typing import TYPE_CHECKING, Annotated

import structlog
from prefect import flow
from prefect.artifacts import acreate_link_artifact, acreate_markdown_artifact, acreate_table_artifact
from pydantic import StringConstraints

from flows.console.telling import if_it_answers
from flows.ending import failing_openly
from flows.engine import NOWHERE
from flows.follow_up.choices import choices_of
from flows.follow_up.week import week_asked_for
from flows.logs import log_to
from flows.references import Slug
from flows.scrubbing import scrubbed
from flows.scrubbing.leaving import guard
from flows.settings import load_settings
from flows.wiring.follow_up import follow_up_sources

if TYPE_CHECKING:
    from flows.follow_up.report import Report

log = structlog.get_logger(__name__)
WeekName = Annotated[str, StringConstraints(pattern=r"^([0-9]{4}-W[0-9]{2})?$")]


@flow(
    name="follow_up", flow_run_name="follow_up {municipality}", persist_result=False, result_storage=NOWHERE
)
@failing_openly
async def follow_up(municipality: Slug, week: WeekName = "") -> str:
    """Follow a week up, the one before this unless named; where its files lie.

    `municipality` is the name of its file in config, and `week` is written as `2026-W47`; of a week that goes
    on the report says so. Raises SetUpTrouble for one that has not begun.
    """
    from flows.follow_up.gathering import files_of, folder_of, gathered

    settings = load_settings()
    guard()
    log_to(settings.home / "logs")
    async with follow_up_sources(settings, municipality) as sources:
        wanted = week_asked_for(week, sources.clock.now().date())
        report, told = await gathered(sources, wanted, choices_of(sources.municipality))
        files = files_of(report)
        where = await sources.reports.keep_beside(folder_of(report), files)
    log.info(
        "follow_up.written",
        municipality=municipality,
        week=str(wanted),
        decisions=len(told.decisions),
        findings=len(report.findings),
    )
    await if_it_answers(_publish(report, where.resolve().as_uri()), "follow-up")
    return str(where)


async def _publish(report: "Report", where: str) -> None:
    from flows.follow_up.markdown import as_markdown, share_rows

    await acreate_table_artifact(
        key="follow-up-shares",
        table=[dict(row) for row in share_rows(report)],
        description=report.title,
    )
    await acreate_markdown_artifact(key="follow-up", markdown=scrubbed(as_markdown(report)))
    await acreate_link_artifact(
        key="follow-up-files",
        link=where,
        link_text=f"Sida, arbetsbok och bilder för {report.week_told}, på {socket.gethostname()}",
    )
