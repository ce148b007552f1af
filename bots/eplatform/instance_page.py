"""One application's page. Only what it says about the application itself is read, not the answers."""

from playwright.async_api import Page

from bots.eplatform.delivery import Delivery, delivery_in
from bots.eplatform.weather import EVERYWHERE, SYSTEM
from bots.kit.fields import read_fields
from bots.kit.landmark import Root, heading
from bots.kit.screen import Screen
from bots.kit.translation import translated


class InstancePage(Screen):
    """The page of one application."""

    system = SYSTEM
    name = "ärende"
    landmark = heading("Om ärendet")
    weather = EVERYWHERE

    def __init__(self, page: Page, root: Root) -> None:
        super().__init__(page, root)
        # <dl id="om-arendet"><dt>Ärende</dt><dd>540001</dd> … </dl>
        self.about = root.locator("#om-arendet")

    @staticmethod
    def address(number: str) -> str:
        """The page's address, within the platform."""
        return f"/arenden/{number}"

    async def delivery_of(self, number: str) -> Delivery:
        """The delivery the page shows. Raises `WrongPersonShown` if it is another application's page."""
        with translated(SYSTEM, self.name):
            return delivery_in(await read_fields(self.about), number=number)
