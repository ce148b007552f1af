"""The caseworker's browser: the one the robot's own finder finds, so that one set-up serves both.

These tests run in a pytest process of their own: synchronous Playwright leaves a loop running on its thread.
"""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from bots.kit.browser import find_browser
from bots.kit.chromium import arguments
from tests.caseworker.hands import KEY, ROBOT, fill_row, log_in
from tests.contract.case_system import Almanda, Kept, open_almanda


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """What pytest-playwright starts the browser with; its own options (`--headed`, …) still count."""
    choice = find_browser(os.environ.get("UTKAST_BROWSER_PATH"))
    found = {"executable_path": choice.path} if choice.path else {}
    return {**browser_type_launch_args, **found, "args": arguments()}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A Swedish desk: its language, its clock."""
    return {**browser_context_args, "locale": "sv-SE", "timezone_id": "Europe/Stockholm"}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Almanda]:
    with open_almanda(tmp_path_factory.mktemp("almanda")) as almanda:
        yield almanda


@pytest.fixture
def almanda(running: Almanda) -> Almanda:
    running.platform.faults.clear()
    running.forget_drafts(of_persons=True)
    for key in (KEY, "K104241"):
        running.person_takes(key, None)
    return running


@pytest.fixture(scope="module")
def typed_once(browser: Browser, browser_context_args: dict[str, Any], running: Almanda) -> Kept:
    """A draft that the robot's account has typed, with two rows and a stickprov mark, as Almanda keeps it."""
    running.forget_drafts(of_persons=True)
    page = browser.new_page(**browser_context_args)
    type_a_draft(page, running)
    page.close()
    return running.kept_drafts()


@pytest.fixture
def drafted(almanda: Almanda, typed_once: Kept) -> int:
    """The number of that draft, put back as it was: to type it takes longer than most of these tests."""
    almanda.forget_drafts(of_persons=True)
    almanda.put_back(typed_once)
    (draft,) = almanda.drafts(KEY)
    return draft.draft_number


def type_a_draft(page: Page, almanda: Almanda) -> None:
    log_in(page, almanda, ROBOT)
    page.goto(f"{almanda.url}/UtkastNytt.aspx?akt={KEY}&rader=2")
    page.get_by_label("Extern referens").fill("9901-100234")
    page.get_by_label("E-tjänstens ärendenummer").fill("100234")
    page.get_by_label("Period").fill("202611")
    page.get_by_label("Förslag", exact=True).select_option("Delavslag")
    page.get_by_label("Belopp", exact=True).fill("16 798,00")
    page.get_by_label("Utbetalningsdag").fill("2026-11-27")
    page.get_by_label("Stickprov").check()
    page.get_by_label("Sammanfattning").fill("Delavslag: 16 798 kronor för november.")
    page.get_by_label("Avvikelser").fill("Hyran är högre än riktlinjen.\nTa ställning till hyran.")
    page.get_by_label("Förslag till beslut").fill("Du beviljas 16 798 kronor.")
    page.get_by_label("Prioritet").fill("2")
    page.get_by_label("Betalningsrad förbereds").check()
    warnings = page.get_by_role("table", name="Varningar").get_by_role("row")
    for at, (kind, about) in enumerate((("Ändrad inkomst", "sokande/lön"), ("Bilagor att läsa", "bilagor"))):
        row = warnings.nth(at + 1)
        for box, text in enumerate((kind, about, f"{kind}.")):
            row.get_by_role("textbox").nth(box).fill(text)
        row.get_by_role("combobox").select_option("Öppen")
    rows = page.get_by_role("table", name="Beräkningsrader").get_by_role("row")
    fill_row(rows.nth(1), "Normberäkning familj", "Två vuxna", "", "26798")
    fill_row(rows.nth(2), "Inkomster", "Lön efter skatt", "", "10 000,00")
    page.get_by_role("button", name="Spara utkast").click()
    expect(page.get_by_role("heading", name="Sammanfattning")).to_be_visible()
