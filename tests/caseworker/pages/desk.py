"""Almanda's door and start page, as a person uses them."""

from collections.abc import Sequence
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.caseworker.pages.draft import DraftPage
from tests.caseworker.pages.payment import payments


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Somebody's desk in Almanda, once she is logged in."""

    page: Page
    address: str

    @classmethod
    def log_in(cls, page: Page, address: str, *, username: str, password: str) -> "Desk":
        """Log in, and read the notice when there is one."""
        page.goto(f"{address}/LoggaUt.aspx")
        page.get_by_label("Användarnamn").fill(username)
        page.get_by_label("Lösenord").fill(password)
        page.get_by_role("button", name="Logga in").click()
        start = page.get_by_role("heading", name="Startsida")
        notice = page.get_by_role("heading", name="Driftinformation")
        expect(start.or_(notice)).to_be_visible()
        if notice.is_visible():
            page.get_by_role("button", name="Jag har läst").click()
        expect(start).to_be_visible()
        return cls(page=page, address=address)

    def worklist(self) -> Sequence[str]:
        """The rows of what waits for her, in order, each as the words of its cells."""
        self.page.goto(f"{self.address}/Start.aspx")
        table = self.page.get_by_role("table", name="Att ta ställning till")
        rows = table.get_by_role("row").filter(has=self.page.get_by_role("cell"))
        return [" | ".join(row.get_by_role("cell").all_inner_texts()) for row in rows.all()]

    def open_draft(self, number: int) -> DraftPage:
        """Open a draft of her worklist by its number."""
        self.page.goto(f"{self.address}/Start.aspx")
        table = self.page.get_by_role("table", name="Att ta ställning till")
        table.get_by_role("link", name=str(number), exact=True).click()
        return DraftPage.shown(self.page.frame_locator("iframe[name=innehall]"), number)

    def payments(self) -> Sequence[str]:
        """The rows of payments in the case file that is open, newest first."""
        self.page.get_by_role("link", name="Utbetalningar").click()
        return payments(self.page.frame_locator("iframe[name=innehall]"))
