"""The page of a night is kept when the night ends, and a disk that takes it not undoes nothing."""

import json
import socket
from pathlib import Path

from flows.logs import log_to
from flows.report import RunReport, as_markdown
from flows.run_report.writing import with_page
from tests.robots import Bench, bench, prepare


async def ended(here: Bench) -> RunReport:
    """The report of a night that prepared one application."""
    robot = here.robot("natt-0a1b2c3d")
    began = here.clock.now()
    item = await prepare(robot, await here.collected())
    report = RunReport(municipality=robot.municipality.name, new=1, items=(item,), seconds=1.5)
    return await with_page(robot, report, began)


async def test_a_night_leaves_a_page_under_the_name_that_its_report_tells() -> None:
    here = bench()
    report = await ended(here)
    assert list(here.reports.pages) == [report.page] == ["20261118T081400-exempelstad-0a1b2c3d.html"]
    assert report.items[0].case_ref in here.reports.pages[report.page]
    told = f"Rapport, på {socket.gethostname()}: `utkast report open {report.page}`\n"
    assert told in as_markdown(report)


async def test_a_page_that_cannot_be_kept_is_logged_and_the_night_stands(tmp_path: Path) -> None:
    file = log_to(tmp_path)
    here = bench()
    here.reports.full = True
    report = await ended(here)
    assert (report.page, len(report.items)) == ("", 1)
    assert "Rapport" not in as_markdown(report)
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert [one["kind"] for one in lines if one["event"] == "report.not_written"] == ["OSError"]
