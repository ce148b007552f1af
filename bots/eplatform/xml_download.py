"""The link "Hämta XML": the file itself, fetched in the session of the page (3 ms, where a page takes 25)."""

from playwright.async_api import APIResponse, Page

from bots.eplatform.gone import application_may_be_gone
from bots.eplatform.instance_page import InstancePage
from bots.eplatform.weather import SYSTEM
from bots.kit.asking import patience
from bots.kit.errors import NotThatScreen
from bots.kit.loading import raise_for_status
from bots.kit.translation import translated

_SCREEN = "hämta XML"
_XML = ("text/xml", "application/xml")


async def download_xml(page: Page, number: str) -> bytes:
    """The application's XML as the platform stores it.

    A page instead of a file is looked at once: the login page raises `SessionLost`, a closed platform
    `MaintenancePage`, and a notice is read and the file asked for again.
    """
    with translated(SYSTEM, _SCREEN), application_may_be_gone(_SCREEN):
        answer = await _get(page, number)
        if not _is_xml(answer):
            await InstancePage.open(page, InstancePage.address(number))
            raise_for_status(answer.status, system=SYSTEM, screen=_SCREEN)
            answer = await _get(page, number)
            raise_for_status(answer.status, system=SYSTEM, screen=_SCREEN)
        if not _is_xml(answer):
            raise NotThatScreen(expected="an XML file", detail="a page came where an XML file was expected")
        return await answer.body()


async def _get(page: Page, number: str) -> APIResponse:
    address = f"{InstancePage.address(number)}/xml"
    return await page.context.request.get(address, timeout=patience(page) * 1000)


def _is_xml(answer: APIResponse) -> bool:
    return answer.headers.get("content-type", "").partition(";")[0].strip() in _XML
