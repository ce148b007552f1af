"""The tour of E-tjänster: every screen, on the first application of the list that nobody has taken in.

The form that confirms a delivery is opened and left; the answers of the application stay on its page.
"""

from playwright.async_api import Page

from bots.eplatform.delivery_form import DeliveryForm
from bots.eplatform.gone import application_may_be_gone
from bots.eplatform.inbox_list import InboxList
from bots.eplatform.instance_page import InstancePage
from bots.eplatform.weather import SYSTEM
from bots.eplatform.xml_download import download_xml
from bots.kit.tour import NothingThere, Stop


class EPlatformTour:
    """One way through E-tjänster; `service` is the e-service's number in the platform (FamilyID)."""

    def __init__(self, service: int) -> None:
        self._service = service
        self._number = ""

    def stops(self) -> tuple[Stop, ...]:
        """Every screen, each after the one that leads there."""
        return (
            Stop(screen=InboxList, visit=self._list),
            Stop(screen=InstancePage, visit=self._application, after=InboxList),
            Stop(screen=DeliveryForm, visit=self._delivery, after=InboxList),
        )

    async def _list(self, page: Page) -> None:
        shown = await InboxList.turn_to(page, service=self._service, number=1)
        self._number = shown.rows[0].number if shown.rows else ""

    async def _application(self, page: Page) -> None:
        """The page, and the file behind its link."""
        number = self._listed(InstancePage.name)
        with application_may_be_gone(InstancePage.name):
            shown = await InstancePage.open(page, InstancePage.address(number))
        await shown.delivery_of(number)
        await download_xml(page, number)

    async def _delivery(self, page: Page) -> None:
        number = self._listed(DeliveryForm.name)
        await (await DeliveryForm.of(page, number)).delivery_of(number)

    def _listed(self, screen: str) -> str:
        if not self._number:
            raise NothingThere(SYSTEM, screen, "no application waits in the list")
        return self._number
