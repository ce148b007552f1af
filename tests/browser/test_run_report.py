"""The run report in a real browser: no violation that axe knows, on a wide screen, a telephone and paper."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, expect

from flows.run_report.gathered import Told
from flows.run_report.page import page_of
from tests.unit.run_report.parts import ref, troubled

WIDE, TELEPHONE = 1200, 320


@pytest_asyncio.fixture(loop_scope="session")
async def opened(browser: Browser, tmp_path: Path) -> AsyncIterator[Page]:
    """The report of a troubled night as a file, without a network."""
    file = tmp_path / "night.html"
    file.write_text(page_of(await troubled().record(Told(run="natt-1", interrupted="Avbruten."))), "utf-8")
    context = await browser.new_context(offline=True, locale="sv-SE")
    page = await context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    await page.goto(file.as_uri())
    yield page
    await context.close()
    assert said == []


@pytest.mark.campaign
async def test_axe_finds_no_violation_and_nothing_is_wider_than_the_screen(opened: Page) -> None:
    for summary in await opened.locator("summary").all():
        await summary.click()
    for width in (WIDE, TELEPHONE):
        await opened.set_viewport_size({"width": width, "height": 900})
        found = await Axe().run(opened)
        assert found.violations_count == 0, found.generate_report()
        assert await opened.evaluate("document.documentElement.scrollWidth") <= width
    # What a policy stopped would look plain: the style is the page's own, and in force.
    await expect(opened.locator(".figures").first).to_have_css("display", "grid")
    assert await opened.evaluate("[...document.images].every(one => one.naturalWidth > 0)")


async def test_everything_is_reached_and_opened_with_the_keyboard_alone(opened: Page) -> None:
    await opened.keyboard.press("Tab")
    skip = opened.get_by_role("link", name="Till innehållet")
    await expect(skip).to_be_focused()
    await expect(skip).to_be_in_viewport()
    for _ in range(5):
        await opened.keyboard.press("Tab")
    await expect(opened.get_by_role("link", name="Tidslinje")).to_be_focused()
    await opened.keyboard.press("Enter")
    await expect(opened.get_by_role("heading", name="Tidslinje")).to_be_in_viewport()
    line = opened.locator(".lines details", has_text=ref(100234))
    step = line.get_by_role("cell", name="Akten läst OPENED")
    await expect(step).to_be_hidden()
    await opened.keyboard.press("Tab")
    while not await line.locator("summary").evaluate("one => one === document.activeElement"):
        await opened.keyboard.press("Tab")
    await opened.keyboard.press("Enter")
    await expect(step).to_be_visible()


async def test_on_paper_the_way_around_is_gone_and_the_failure_stands(opened: Page) -> None:
    await opened.emulate_media(media="print")
    await expect(opened.get_by_role("navigation")).to_be_hidden()
    await expect(opened.get_by_text("utkast evidence show", exact=False).first).to_be_visible()
    assert (await opened.pdf(format="A4")).startswith(b"%PDF")
