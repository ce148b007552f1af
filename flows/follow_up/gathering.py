"""A week's follow-up gathered from its two ports, and written to the folder of reports."""

import re
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Protocol

from flows.follow_up.markdown import as_markdown
from flows.follow_up.page import page_of
from flows.follow_up.plots import plots_of
from flows.follow_up.ports import CaseRegister, PreparedWork
from flows.follow_up.report import Report, Told, report_of
from flows.follow_up.statistics import statistics_of
from flows.follow_up.week import Choices, Week
from flows.follow_up.workbook import workbook_of
from flows.handover_text import HandoverText
from flows.municipality import Municipality
from flows.ports import Clock
from flows.swedish_time import SWEDEN

LONGEST_WAIT = timedelta(days=190)
"""An application is decided within so long, or its decision is told as one without a draft."""
NAME = re.compile(r"[^a-z0-9-]+")


class Sources(Protocol):
    """What a follow-up is made of."""

    @property
    def municipality(self) -> Municipality:
        """Whose it is."""
        ...

    @property
    def register(self) -> CaseRegister:
        """The case system's lists."""
        ...

    @property
    def work(self) -> PreparedWork:
        """Our own tables."""
        ...

    @property
    def handover_texts(self) -> Mapping[str, HandoverText]:
        """What a caseworker is told of each reason to hand over."""
        ...

    @property
    def clock(self) -> Clock:
        """What tells whether the week is over."""
        ...


async def gathered(sources: Sources, week: Week, choices: Choices) -> tuple[Report, Told]:
    """The report, and what it was made of. Raises what the ports raise."""
    first, last = week.first_looked_at, week.sunday
    since = datetime.combine(first, time(), tzinfo=SWEDEN) - LONGEST_WAIT
    town = sources.municipality
    told = Told(
        prepared=[one async for one in sources.work.prepared(town, since)],
        decisions=await sources.register.decisions(first, last),
        weeks={monday: await sources.register.households(monday) for monday in week.mondays_read},
        closed=await sources.register.closed(first, last),
        handed_over={code: text.found for code, text in sources.handover_texts.items()},
    )
    today = sources.clock.now().date()
    report = report_of(told, municipality=town.name, slug=town.slug, week=week, choices=choices, today=today)
    return report, told


def folder_of(report: Report) -> str:
    """What the week's folder is called: one that goes on has another, for its figures are not the last."""
    return f"uppfoljning-{report.slug}-{report.week}{_so_far(report)}"


def files_of(report: Report) -> Mapping[str, bytes]:
    """What is kept of a week, by name: page, workbook, pictures and text; no household has a row in them."""
    plots = plots_of(report)
    week = f"{report.week}{_so_far(report)}".lower()
    return {
        f"uppfoljning-{week}.html": page_of(report, plots).encode(),
        f"uppfoljning-{week}.xlsx": workbook_of(report),
        f"uppfoljning-{week}.md": as_markdown(report).encode(),
        **{f"{NAME.sub('-', key)}-{week}.png": plot for key, plot in plots.items()},
    }


def statistics_file(report: Report, told: Told, code: str) -> Mapping[str, bytes]:
    """The month before the week's, by name: a row for each household, with its case file's key.

    Never among what the robot keeps: whoever wants it says where. `code` is the municipality's four digits.
    """
    month = (report.week.monday.replace(day=1) - timedelta(days=1)).strftime("%Y-%m")
    return {f"statistik-{month}.xlsx": statistics_of(told, month=month, code=code)}


def _so_far(report: Report) -> str:
    return "-pagar" if report.goes_on else ""
