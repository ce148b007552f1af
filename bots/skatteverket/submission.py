"""Fill a form by its labels and send it, as one step that ends on the page it led to.

Filling is one evaluate: field by field it would take longer than the page that answers.
It must not know any form.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from playwright.async_api import Locator, Page

from bots.kit.errors import NotThatScreen
from bots.kit.translation import translated
from bots.kit.waiting import new_document

SYSTEM = "skatteverket"

# A select takes the option with that text.  What could not be done is told by label, never by value.
_FILL = """(form, values) => {
  const tidy = text => text.replace(/\\s+/g, ' ').trim().replace(/\\s*[:*]+$/, '');
  const labels = [...form.querySelectorAll('label')].filter(one => one.checkVisibility());
  const missing = [];
  for (const [wanted, value] of Object.entries(values)) {
    const found = labels.filter(one => tidy(one.textContent) === wanted && one.control);
    const control = found.length === 1 ? found[0].control : null;
    if (!control || control.disabled || control.readOnly) { missing.push(wanted); continue; }
    if (control.matches('select')) {
      const option = [...control.options].find(one => tidy(one.text) === value);
      if (!option) { missing.push(wanted); continue; }
      control.value = option.value;
    } else {
      control.value = value;
      if (control.value !== value) { missing.push(wanted); continue; }
    }
    control.dispatchEvent(new Event('input', {bubbles: true}));
    control.dispatchEvent(new Event('change', {bubbles: true}));
  }
  return {missing, standing: labels.map(one => tidy(one.textContent))};
}"""
# Through its button, so that the page's own checks run as when a person presses it.
_SEND = "button => button.form.requestSubmit(button)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form on a page: where it is, the button that sends it, and the screen's name for errors."""

    page: Page
    place: Locator
    button: str
    screen: str

    async def fill(self, values: Mapping[str, str]) -> None:
        """Put each value at its label.  Raises `NotThatScreen` if a label, or an option, is not there."""
        with translated(SYSTEM, self.screen):
            done = await self.place.evaluate(_FILL, dict(values))
        if done["missing"]:
            raise NotThatScreen(
                SYSTEM,
                self.screen,
                expected="a form to fill",
                missing=done["missing"],
                standing=done["standing"],
            )

    async def send(self) -> None:
        """Press the button and wait for the page that answers, whatever it is.  Never repeated."""
        with translated(SYSTEM, self.screen):
            button = self.place.get_by_role("button", name=self.button, exact=True)
            async with new_document(self.page):
                await button.evaluate(_SEND)
