"""What a person does in Almanda again and again, by her own hands: log in, open a draft, fill a row."""

from playwright.sync_api import FrameLocator, Locator, Page, expect

from tests.caseworker.pages.desk import Desk
from tests.contract.case_system import Almanda

KEY = "K104233"
ROBOT = "utkast-01"


def fill_row(row: Locator, section: str, label: str, applied: str, amount: str) -> None:
    row.get_by_role("combobox").select_option(section)
    for at, text in enumerate((label, applied, amount)):
        row.get_by_role("textbox").nth(at).fill(text)


def log_in(page: Page, almanda: Almanda, username: str) -> Desk:
    """Somebody of these tests at her desk."""
    return Desk.log_in(page, almanda.url, username=username, password=almanda.password(username))


def case_file(page: Page) -> FrameLocator:
    return page.frame_locator("iframe[name=innehall]")


def open_draft(page: Page, number: int) -> FrameLocator:
    page.get_by_role("link", name="Enheten").click()
    worklist = page.get_by_role("table", name="Att ta ställning till")
    worklist.get_by_role("link", name=str(number), exact=True).click()
    inside = case_file(page)
    expect(inside.get_by_role("heading", name=f"Utkast {number}")).to_be_visible()
    return inside
