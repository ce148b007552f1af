"""`make pictures`: the README's pictures, taken of a night that was really run.

The command `utkast` is run as operations run it, and a browser then looks where a person would look.
Every person in the pictures is invented.
It must not know how the robot works: it types commands and looks at pages.
"""

import asyncio
import io
import os
import re
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, FloatRect, Page
from rich.console import Console
from rich.text import Text
from tenacity import AsyncRetrying, retry_if_result, stop_after_delay, wait_fixed

from bots.kit.browser import find_browser, open_browser
from tests.picture_stage import (
    PATIENCE_SECONDS,
    NoPicture,
    Stage,
    application_of,
    asked,
    nightly_run,
    set_stage,
    spoil,
    utkast,
)

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
WIDTH = 1200
CASEWORKER = "anna.handlaggare"
PARTLY_GRANTED = "rent_above_cap"
OPEN_QUESTION = "new_employer"


def main() -> None:
    """Run a night and take every picture of it."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="utkast-pictures-") as folder, set_stage(Path(folder)) as stage:
        asyncio.run(_all_pictures(stage))
    for picture in sorted(PICTURES.iterdir()):
        sys.stdout.write(f"{picture.name}: {picture.stat().st_size // 1024} kB\n")


async def _all_pictures(stage: Stage) -> None:
    choice = find_browser(os.environ.get("UTKAST_BROWSER_PATH"))
    async with open_browser(choice, ca_files=[stage.mocks.credentials_dir / "ca.pem"]) as browser:
        await _inbox(browser, stage)
        said = await asyncio.to_thread(utkast, stage, "night")
        _terminal(said, PICTURES / "terminal.svg")
        await _almanda(browser, stage)
        await _prefect(browser, stage)
        await _run_report(browser, stage)


def _terminal(said: str, file: Path) -> None:
    """The command's own words as a drawn terminal, in the fonts of whoever looks: none is fetched."""
    console = Console(record=True, width=88, file=io.StringIO())
    console.print(Text("$ utkast night", style="bold"))
    console.print(Text(said.strip("\n")))
    svg = re.sub(r"@font-face \{.*?\}", "", console.export_svg(title="Utkast"), flags=re.DOTALL)
    file.write_text("".join(f"{line.rstrip()}\n" for line in svg.splitlines()), encoding="utf-8")


@asynccontextmanager
async def _page(browser: Browser, *, height: int = 900) -> AsyncIterator[Page]:
    context = await browser.new_context(
        viewport={"width": WIDTH, "height": height}, locale="sv-SE", timezone_id="Europe/Stockholm"
    )
    context.set_default_timeout(PATIENCE_SECONDS * 1000)
    try:
        yield await context.new_page()
    finally:
        await context.close()


async def _log_in(page: Page, stage: Stage, system: str) -> None:
    await page.goto(stage.mocks.urls[system])
    await page.get_by_label("Användarnamn").fill(CASEWORKER)
    await page.get_by_label("Lösenord").fill(stage.mocks.secret(f"{system}.{CASEWORKER}.password"))
    await page.get_by_role("button", name="Logga in").click()
    await page.get_by_role("link", name="Logga ut").or_(page.get_by_text("Driftinformation")).first.wait_for()
    read = page.get_by_role("button", name="Jag har läst")
    if await read.count():
        await read.click()
    await page.get_by_role("link", name="Logga ut").wait_for()


async def _inbox(browser: Browser, stage: Stage) -> None:
    """The list before the robot has seen it, and one application."""
    address = stage.mocks.urls["inbox"]
    async with _page(browser, height=760) as page:
        await _log_in(page, stage, "inbox")
        await page.goto(f"{address}/arenden")
        await page.get_by_role("table").wait_for()
        await page.screenshot(path=PICTURES / "inbox-list.png")
        await page.goto(f"{address}/arenden/{application_of(stage, 'single_parent')}")
        await page.get_by_role("heading", name="Sökande och medsökande").wait_for()
        await page.screenshot(path=PICTURES / "inbox-application.png", full_page=True)


async def _almanda(browser: Browser, stage: Stage) -> None:
    """The worklist, a draft from top to bottom, and the top of one that leaves a question open."""
    async with _page(browser) as page:
        await _log_in(page, stage, "almanda")
        await page.get_by_role("table", name="Att ta ställning till").wait_for()
        await page.screenshot(path=PICTURES / "almanda-worklist.png", full_page=True)
        await _open_draft(page, stage, PARTLY_GRANTED)
        await page.screenshot(path=PICTURES / "almanda-draft.png", full_page=True)
        await _top_of(page, "Beräkning", PICTURES / "almanda-draft-top.png")
        await _open_draft(page, stage, OPEN_QUESTION)
        await _top_of(page, "Avvikelser", PICTURES / "almanda-open-question.png")


async def _open_draft(page: Page, stage: Stage, scenario: str) -> None:
    """The draft in its case file, once the page has made room for all of it."""
    reference = f"UTK-9901-{application_of(stage, scenario)}"
    drafts = asked(stage, "state/drafts", external_reference=reference)
    if len(drafts) != 1:
        raise NoPicture(f"{len(drafts)} drafts for the scenario {scenario}")
    where = f"akt={drafts[0]['customer_number']}&sida=UtkastVisa&utkast={drafts[0]['draft_number']}"
    await page.goto(f"{stage.mocks.urls['almanda']}/Akt.aspx?{where}")
    await page.frame_locator("#innehall").get_by_role("table", name="Ändringslogg").wait_for()


async def _top_of(page: Page, last: str, file: Path) -> None:
    """The page's top, down to and with the part of the draft that has the heading `last`."""
    inside = page.frame_locator("#innehall")
    heading = inside.get_by_role("heading", name=last, exact=True)
    box = await inside.locator(".del").filter(has=heading).bounding_box()
    if box is None:
        raise NoPicture(f"the part {last} is not shown")
    shown: FloatRect = {"x": 0, "y": 0, "width": WIDTH, "height": box["y"] + box["height"] + 8}
    await page.screenshot(path=file, full_page=True, clip=shown)


async def _prefect(browser: Browser, stage: Stage) -> None:
    """The night's run page: each application a bar with its case_ref, and the run's artifacts."""
    run = await asyncio.to_thread(nightly_run, stage)
    async with _page(browser, height=800) as page:
        await page.goto(f"{stage.prefect}/v2/runs/flow-run/{run}?tab=Artifacts")
        await page.get_by_text("40 Task runs").wait_for()
        await page.get_by_text("run-report").wait_for()
        await page.locator("canvas").first.wait_for()
        (PICTURES / "prefect-run.png").write_bytes(await _settled(page))


async def _run_report(browser: Browser, stage: Stage) -> None:
    """What the run report says of a label that Skatteverket has renamed; last, for it spoils the night."""
    spoil(stage, kind="renamed_label", system="skatteverket", step="population", text="Civilstånd")
    case_ref = f"UTK-9901-{application_of(stage, PARTLY_GRANTED)}"
    await asyncio.to_thread(utkast, stage, "review", case_ref)
    where = await asyncio.to_thread(utkast, stage, "report", "write", "--hours", "1")
    async with _page(browser) as page:
        await page.goto(Path(where.strip()).as_uri())
        await page.get_by_role("article").first.screenshot(path=PICTURES / "run-report.png")


async def _settled(page: Page) -> bytes:
    """The picture of a page that draws on a canvas: taken when three looks in a row see the same."""
    seen: list[bytes] = []

    async def look() -> bool:
        seen.append(await page.screenshot())
        return len(set(seen[-3:])) == 1 and len(seen) >= 3

    looking = AsyncRetrying(
        stop=stop_after_delay(PATIENCE_SECONDS),
        wait=wait_fixed(0.5),
        retry=retry_if_result(lambda ok: not ok),
    )
    await looking(look)
    return seen[-1]


if __name__ == "__main__":
    main()
