"""The follow-up's page in a real browser: no violation that axe knows, on a wide screen and a telephone."""

from pathlib import Path

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser

from flows.follow_up.page import page_of
from flows.follow_up.plots import plots_of
from tests.follow_up.year_report import report

WIDE, TELEPHONE = 1200, 320


@pytest.mark.campaign
async def test_axe_finds_no_violation_and_nothing_is_wider_than_the_screen(
    browser: Browser, tmp_path: Path
) -> None:
    file, made = tmp_path / "uppfoljning.html", report()
    file.write_text(page_of(made, plots_of(made)), encoding="utf-8")
    context = await browser.new_context(offline=True, locale="sv-SE")
    page = await context.new_page()
    await page.goto(file.as_uri())
    for summary in await page.locator("summary").all():
        await summary.click()
    for width in (WIDE, TELEPHONE):
        await page.set_viewport_size({"width": width, "height": 900})
        found = await Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert await page.evaluate("document.documentElement.scrollWidth") <= width
    await context.close()
