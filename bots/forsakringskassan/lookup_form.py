"""The form where a question is asked."""

from playwright.async_api import Page

from bots.forsakringskassan.handshake import handshake_told
from bots.forsakringskassan.paged_payments import PagedPayments
from bots.forsakringskassan.print_view import PrintView
from bots.forsakringskassan.question import Question
from bots.forsakringskassan.weather import EVERYWHERE, SYSTEM
from bots.kit.errors import NotThatScreen
from bots.kit.landmark import heading
from bots.kit.outline import standing_labels
from bots.kit.screen import Screen
from bots.kit.translation import translated

_PRINT_VIEW = "Utskriftsvy, alla flikar"
_TABS = "Flikar"

# One round trip fills the form as a person would, by its labels: <label for="purpose">Syfte</label><input …>,
# and sends it, or says which labels are gone and sends nothing.
_FILL_AND_SEND = """({typed, shown}) => {
  const tidy = text => text.replace(/\\s+/g, ' ').trim();
  const labels = [...document.querySelectorAll('label')];
  const control = name => labels.find(label => tidy(label.textContent) === name)?.control;
  const missing = [...Object.keys(typed), shown].filter(name => !control(name));
  if (missing.length) return missing;
  for (const [name, value] of Object.entries(typed)) {
    const field = control(name);
    field.value = value;
    field.dispatchEvent(new Event('input', {bubbles: true}));
    field.dispatchEvent(new Event('change', {bubbles: true}));
  }
  control(shown).click();
  control(shown).form.requestSubmit();
  return [];
}"""


class LookupForm(Screen):
    """The form "Ny fråga"."""

    system = SYSTEM
    name = "question"
    landmark = heading("Ny fråga")
    weather = EVERYWHERE

    @classmethod
    async def reach(cls, page: Page) -> "LookupForm":
        """Go to the form; a handshake that fails is told as `HandshakeFailed`."""
        async with handshake_told(page):
            return await cls.open(page, "/")

    async def ask(self, question: Question) -> PrintView:
        """Ask, and have every source and every row on one page."""
        await self._send(question, _PRINT_VIEW)
        return await PrintView.at(self.page)

    async def ask_for_tabs(self, question: Question) -> PagedPayments:
        """Ask, and have one tab at a time; Försäkringskassan's own payments come first."""
        await self._send(question, _TABS)
        return await PagedPayments.at(self.page)

    async def log_out(self) -> None:
        """Send the form behind the button "Logga ut"."""
        with translated(SYSTEM, "logout"):
            async with self.page.expect_navigation(wait_until="commit"):
                await self.page.get_by_role("button", name="Logga ut", exact=True).click()

    async def _send(self, question: Question, shown: str) -> None:
        with translated(SYSTEM, self.name):
            # Once the form is sent, the old page answers nothing more: only this wait has an end of its own.
            async with self.page.expect_navigation(wait_until="commit"):
                missing = await self.root.evaluate(
                    _FILL_AND_SEND, {"typed": question.as_typed, "shown": shown}
                )
                if missing:
                    standing = await standing_labels(self.root)
                    raise NotThatScreen(missing=missing, standing=standing.showable)
