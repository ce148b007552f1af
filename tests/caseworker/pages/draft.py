"""A draft in its case file, and the forms a caseworker reaches from it."""

from dataclasses import dataclass

from playwright.sync_api import FrameLocator, Locator, expect

from tests.caseworker.pages.payment import Decided


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPage:
    """A draft as it is read; `inside` is the case file's frame."""

    inside: FrameLocator
    number: int

    @classmethod
    def shown(cls, inside: FrameLocator, number: int) -> "DraftPage":
        """The draft's page, once it stands there."""
        expect(inside.get_by_role("heading", name=f"Utkast {number}", exact=True)).to_be_visible()
        return cls(inside=inside, number=number)

    def part(self, heading: str) -> str:
        """The text under one of the draft's headings."""
        return self.inside.locator(f"[data-del='{heading}']").inner_text()

    def field(self, name: str) -> str:
        """What stands beside a name in the table at the top."""
        # <tr><th>Period</th><td>202611</td><th>Status</th><td>Utkast</td></tr>
        return self.inside.locator(f"#tblUtkast th:text-is('{name}') + td").inner_text()

    def row(self, label: str) -> Locator:
        """The row of the calculation with that label."""
        table = self.inside.get_by_role("table", name="Beräkningsrader")
        return table.get_by_role("row").filter(has=self.inside.get_by_role("cell", name=label, exact=True))

    def cell(self, label: str, column: str) -> str:
        """What a row of the calculation has in a column."""
        table = self.inside.get_by_role("table", name="Beräkningsrader")
        heads = table.get_by_role("columnheader").all_inner_texts()
        return self.row(label).get_by_role("cell").nth(heads.index(column)).inner_text()

    def warning(self, words: str) -> Locator:
        """The row of the warnings that has these words."""
        table = self.inside.get_by_role("table", name="Varningar")
        return table.get_by_role("row").filter(has_text=words)

    def acknowledge(self, words: str) -> None:
        """Take note of a warning; it stays."""
        self.warning(words).get_by_role("button", name="Kvittera").click()
        expect(self.warning(words)).to_contain_text("Kvitterad")

    def close(self, words: str) -> None:
        """Close a warning for good."""
        self.warning(words).get_by_role("button", name="Stäng").click()
        expect(self.warning(words)).to_contain_text("Stängd")

    def put_own_amount(self, label: str, amount: str) -> None:
        """Type an amount of one's own beside the robot's, and save it."""
        self.row(label).get_by_role("textbox").fill(amount)
        self.inside.get_by_role("button", name="Spara handläggarens belopp").click()
        expect(self.row(label).get_by_role("textbox")).to_have_value(amount)

    def ask_for_completion(self, words: str) -> "DraftPage":
        """Ask the applicant for what is missing, in one's own words."""
        self.inside.get_by_role("link", name="Begär komplettering").click()
        self.inside.get_by_label("Text till den sökande").fill(words)
        self.inside.get_by_role("button", name="Begär komplettering").click()
        return DraftPage.shown(self.inside, self.number)

    def order_again(self) -> "DraftPage":
        """Order another preparation of the application."""
        self.ask_to_order().order()
        return DraftPage.shown(self.inside, self.number)

    def ask_to_order(self) -> "Ordering":
        """Begin to order another preparation."""
        self.inside.get_by_role("link", name="Förbered igen").click()
        expect(self.inside.get_by_role("heading", name="Förbered igen")).to_be_visible()
        return Ordering(inside=self.inside)

    def order(self) -> str:
        """What stands there of the latest order."""
        return self.inside.locator("#bestallning").inner_text()

    def change(self) -> "DraftForm":
        """Begin to change the draft."""
        self.inside.get_by_role("link", name="Ändra utkastet").click()
        return DraftForm(inside=self.inside, number=self.number)

    def decide(self) -> "Deciding":
        """Begin to decide."""
        self.inside.get_by_role("link", name="Fatta beslut").click()
        expect(self.inside.get_by_role("heading", name="Fatta beslut")).to_be_visible()
        return Deciding(inside=self.inside)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordering:
    """The form of an order to the robot."""

    inside: FrameLocator

    def order(self) -> None:
        """Order, in one's own name."""
        self.inside.get_by_role("button", name="Beställ").click()
        expect(self.inside.locator("#bestallning")).to_be_visible()


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftForm:
    """The draft as a person changes it."""

    inside: FrameLocator
    number: int

    def put_amount(self, amount: str) -> None:
        """Type another amount to grant."""
        self.inside.get_by_label("Belopp", exact=True).fill(amount)

    def save(self) -> DraftPage:
        """Save, and see the draft again."""
        self.inside.get_by_role("button", name="Spara utkast").click()
        return DraftPage.shown(self.inside, self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciding:
    """The form of a decision."""

    inside: FrameLocator

    def choose(self, kind: str) -> None:
        """Choose what the decision is."""
        self.inside.get_by_label("Beslut", exact=True).select_option(kind)

    def put_amount(self, amount: str) -> None:
        """Type what is granted."""
        self.inside.get_by_label("Beslutat belopp").fill(amount)

    def put_reason(self, reason: str) -> None:
        """Type why."""
        self.inside.get_by_label("Orsak").fill(reason)

    def put_text(self, text: str) -> None:
        """Type the decision's words."""
        self.inside.get_by_label("Beslutstext").fill(text)

    def decide(self) -> Decided:
        """Decide, in one's own name."""
        self.inside.get_by_role("button", name="Fatta beslut").click()
        expect(self.inside.get_by_role("heading", name="Beslut", exact=True)).to_be_visible()
        return Decided(inside=self.inside)
