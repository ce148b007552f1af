"""The form that confirms a delivery.

The platform takes any id, also over another one: whoever uses the form looks first.
"""

from urllib.parse import urlsplit

from playwright.async_api import Page

from bots.eplatform.delivery import Delivery, delivery_in
from bots.eplatform.gone import application_may_be_gone
from bots.eplatform.instance_page import InstancePage
from bots.eplatform.weather import EVERYWHERE, SYSTEM
from bots.kit.fields import read_fields
from bots.kit.landmark import Root, role
from bots.kit.screen import Screen
from bots.kit.translation import translated


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
        self.external_id = self.field("Externt id")
        self.receiving_system = self.field("System")
        self.confirm_button = root.get_by_role("button", name="Bekräfta leverans", exact=True)

    @classmethod
    async def of(cls, page: Page, number: str) -> "DeliveryForm":
        """The form of one application; a page that shows it already is not loaded again."""
        address = f"{InstancePage.address(number)}/leverans"
        if urlsplit(page.url).path == address:
            return await cls.at(page)
        with application_may_be_gone(cls.name):
            return await cls.open(page, address)

    async def delivery_of(self, number: str) -> Delivery:
        """The present delivery. Raises `WrongPersonShown` if it is another application's form."""
        with translated(SYSTEM, self.name):
            return delivery_in(await read_fields(self.present), number=number)

    async def confirm(self, *, external_id: str, system: str) -> InstancePage:
        """Write once, and return the page that follows. Never repeated."""
        with translated(SYSTEM, self.name):
            await self.external_id.fill(external_id)
            await self.receiving_system.fill(system)
        return await self.leads_to(self._submit, InstancePage)

    async def _submit(self) -> None:
        # Through its button, so that the page's own checks run as when a person presses it.
        await self.confirm_button.evaluate("button => button.form.requestSubmit(button)")
