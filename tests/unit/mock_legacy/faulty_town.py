"""A visitor to one mock system without a browser, for tests of the systems' faults.

The visitor has a session from the start: what is tested is not the login.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import httpx
import lxml.html
from lxml.html import HtmlElement
from sqlalchemy import select

from mock_legacy.platform.context import Platform
from mock_legacy.platform.faults import Fault
from mock_legacy.platform.login import LoginDesk
from mock_legacy.platform.systems import SYSTEMS
from mock_legacy.world.models import CaseFile, Draft, DraftGridRow, HouseholdMember, InboxInstance

ROBOT = "utkast-01"
CASEWORKER = "anna.handlaggare"


@dataclass(slots=True)
class Visitor:
    """Somebody logged in to one system."""

    platform: Platform
    system: str
    username: str = ROBOT
    token: str = ""
    client: httpx.AsyncClient = field(init=False)

    def __post_init__(self) -> None:
        app = SYSTEMS[self.system].build(self.platform)
        self.token = LoginDesk(self.platform, self.system).open_session(self.username)
        self.client = httpx.AsyncClient(
            transport=httpx.ASGITransport(app=app),
            base_url=f"http://{self.system}",
            cookies={f"{self.system}_session": self.token},
        )

    def order(self, kind: str, step: str = "*", **settings: object) -> Fault:
        """Put a fault in force at this system."""
        fault = Fault(kind=kind, system=self.system, step=step, **settings)  # type: ignore[arg-type]
        return self.platform.faults.add(fault)

    async def get(self, address: str) -> httpx.Response:
        """Ask for a page, and follow nothing."""
        return await self.client.get(address)

    async def page(self, address: str) -> HtmlElement:
        """Ask for a page that must come with 200."""
        answer = await self.get(address)
        assert answer.status_code == 200, answer.text
        return lxml.html.document_fromstring(answer.text)

    async def post(self, address: str, fields: Mapping[str, str]) -> httpx.Response:
        """Send a form with Almanda's hidden fields, where the page has them."""
        hidden = {}
        if self.system == "almanda":
            form = lxml.html.document_fromstring((await self.get(address)).text)
            hidden = {node.get("name"): node.get("value") for node in form.xpath("//input[@type='hidden']")}
        return await self.client.post(address, data={**hidden, **fields})


def words(page: HtmlElement, path: str) -> list[str]:
    """Give the words of every node found, white space evened out."""
    return [" ".join(node.text_content().split()) for node in page.xpath(path)]


def two_files(platform: Platform) -> tuple[CaseFile, CaseFile]:
    """Give the first two case files of different persons."""
    with platform.world.session() as session:
        first, second = session.scalars(
            select(CaseFile)
            .join(HouseholdMember, HouseholdMember.personnummer == CaseFile.applicant)
            .order_by(CaseFile.customer_number)
            .limit(2)
        ).all()
    return first, second


def two_instances(platform: Platform) -> tuple[InboxInstance, InboxInstance]:
    """Give the first two applications."""
    with platform.world.session() as session:
        found = session.scalars(select(InboxInstance).order_by(InboxInstance.flow_instance_id)).all()
    first = found[0]
    return first, next(one for one in found if one.poster_personnummer != first.poster_personnummer)


def drafts(platform: Platform) -> list[Draft]:
    """Give every draft that the system has kept, with its rows."""
    with platform.world.session() as session:
        kept = list(session.scalars(select(Draft).order_by(Draft.draft_number)))
        for one in kept:
            assert isinstance(one.rows, list)
    return kept


def grid(draft: Draft) -> list[tuple[str, int | None]]:
    """Give a draft's rows as label and öre."""
    rows: list[DraftGridRow] = draft.rows
    return [(row.label, row.approved_ore) for row in rows]


DRAFT = {
    "ctl00$cph$txtExternReferens": "9901-100234",
    "ctl00$cph$txtPeriod": "202611",
    "ctl00$cph$ddlForslag": "Delavslag",
    "ctl00$cph$txtBelopp": "16 798,00",
    "ctl00$cph$txtSammanfattning": "Delavslag: 16 798 kronor för november.",
    "ctl00$cph$txtForslagTillBeslut": "Du beviljas 16 798 kronor i ekonomiskt bistånd för november 2026.",
    "ctl00$cph$dgRader$ctl02$ddlAvdelning": "Normberäkning familj",
    "ctl00$cph$dgRader$ctl02$txtBenamning": "Två vuxna",
    "ctl00$cph$dgRader$ctl02$txtBelopp": "26 798,00",
    "ctl00$cph$dgRader$ctl03$ddlAvdelning": "Inkomster",
    "ctl00$cph$dgRader$ctl03$txtBenamning": "Lön efter skatt",
    "ctl00$cph$dgRader$ctl03$txtBelopp": "10 000,00",
    "ctl00$cph$dgRader$ctl04$ddlAvdelning": "Utgifter",
    "ctl00$cph$dgRader$ctl04$txtBenamning": "",
    "ctl00$cph$dgRader$ctl04$txtBelopp": "",
    "ctl00$cph$btnSpara": "Spara utkast",
}
