"""The form that confirms a delivery.

The platform takes any id, also over another one: whoever uses the form looks first.
"""

from playwright.async_api import Page

from bots.eplatform.delivery import Delivery, delivery_in
from bots.eplatform.gone import application_may_be_gone
from bots.eplatform.instance_page import InstancePage
from bots.eplatform.weather import EVERYWHERE, SYSTEM
from bots.kit.fields import read_fields
from bots.kit.landmark import Root, role
from bots.kit.screen import Screen
from bots.kit.translation import translated

# Both fields and the button in one step: one by one they would take longer than the page that answers.
# Through the button, so that the page's own checks run as when a person presses it.
_WRITE = """(button, [externalId, system]) => {
  const control = label => [...button.form.querySelectorAll('label')]
    .find(one => one.textContent.trim() === label).control;
  control('Externt id').value = externalId;
  control('System').value = system;
  button.form.requestSubmit(button);
}"""


class DeliveryForm(Screen):
    """The form, with the present delivery above it."""

    system = SYSTEM
    name = "bekräfta leverans"
    landmark = role("button", "Bekräfta leverans")
    labels = ("Externt id", "System")
    weather = EVERYWHERE

    def __init__(self, page: Page, root: Root) -> None:
        super().__init__(page, root)
        # <dl id="nuvarande-leverans"><dt>Ärende</dt><dd>540001</dd> … </dl>
        self.present = root.locator("#nuvarande-leverans")
        self.confirm_button = root.get_by_role("button", name="Bekräfta leverans", exact=True)

    @classmethod
    async def of(cls, page: Page, number: str) -> "DeliveryForm":
        """Open the form of one application."""
        with application_may_be_gone(cls.name):
            return await cls.open(page, cls.address(number))

    @classmethod
    def address(cls, number: str) -> str:
        """The form's address, within the platform."""
        return f"{InstancePage.address(number)}/leverans"

    async def delivery_of(self, number: str) -> Delivery:
        """The present delivery. Raises `WrongPersonShown` if it is another application's form."""
        with translated(SYSTEM, self.name):
            return delivery_in(await read_fields(self.present), number=number)

    async def confirm(self, *, external_id: str, system: str) -> InstancePage:
        """Write once, and return the page that follows. Never repeated."""

        async def write() -> None:
            await self.confirm_button.evaluate(_WRITE, [external_id, system])

        return await self.leads_to(write, InstancePage)
