"""What follows a decision in its case file: its payment, and the list of payments."""

from collections.abc import Sequence
from dataclasses import dataclass

from playwright.sync_api import FrameLocator, expect


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """The decisions of a case file, the newest first."""

    inside: FrameLocator

    def pay(self) -> "Paying":
        """Begin to register the payment of the newest decision."""
        self.inside.get_by_role("link", name="Registrera utbetalning").first.click()
        expect(self.inside.get_by_role("heading", name="Registrera utbetalning")).to_be_visible()
        return Paying(inside=self.inside)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paying:
    """The form of a payment."""

    inside: FrameLocator

    def put_amount(self, amount: str) -> None:
        """Type what is to be paid."""
        self.inside.get_by_label("Belopp", exact=True).fill(amount)

    def is_refused(self) -> str:
        """Try to register it; what the form says against it."""
        self._register()
        return self.inside.get_by_role("alert").inner_text()

    def register(self) -> None:
        """Register it, in one's own name."""
        self._register()
        expect(self.inside.get_by_role("heading", name="Utbetalningar")).to_be_visible()

    def _register(self) -> None:
        self.inside.get_by_role("button", name="Registrera utbetalning").click()


def payments(inside: FrameLocator) -> Sequence[str]:
    """The rows of the case file's payments, newest first, each as the words of its cells."""
    expect(inside.get_by_role("heading", name="Utbetalningar")).to_be_visible()
    rows = inside.get_by_role("table", name="Utbetalningar").locator("tbody").get_by_role("row")
    return [" | ".join(row.get_by_role("cell").all_inner_texts()) for row in rows.all()]
