"""The form that confirms a delivery.

The platform takes any id, also over another one: whoever uses the form looks first.
"""

from playwright.async_api import Page

from bots.eplatform.delivery import Delivery, delivery_in
from bots.eplatform.gone import application_may_be_gone
from bots.eplatform.instance_page import InstancePage
from bots.eplatform.weather import EVERYWHERE, SYSTEM
from bots.kit.fields import read_fields
from bots.kit.form import Form
from bots.kit.landmark import Root, role
from bots.kit.screen import Screen
from bots.kit.sent_once import sent_once
from bots.kit.translation import translated

_CONFIRM = "Bekräfta leverans"


class DeliveryForm(Screen):
    """The form, with the present delivery above it."""

    system = SYSTEM
    name = "bekräfta leverans"
    landmark = role("button", _CONFIRM)
    labels = ("Externt id", "System")
    weather = EVERYWHERE

    def __init__(self, page: Page, root: Root) -> None:
        super().__init__(page, root)
        # <dl id="nuvarande-leverans"><dt>Ärende</dt><dd>540001</dd> … </dl>
        self.present = root.locator("#nuvarande-leverans")

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
        with translated(SYSTEM, self.name):
            typed = {"Externt id": external_id, "System": system}
            async with sent_once(self.page):
                await Form(root=self.root, button=_CONFIRM).send(typed)
        return await InstancePage.at(self.page)
