"""No violation that axe knows on the pages of Almanda that a caseworker works with.

Almanda is an old system, and of the mock systems the only one where a caseworker meets what the robot left.
The pages in the frame are looked at by their own addresses.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from sqlalchemy import select

from mock_legacy.world.models import Draft, DraftGridRow, DraftWarning, InboxInstance
from tests.caseworker.hands import KEY, log_in
from tests.caseworker.pages.desk import Desk
from tests.contract import case_town as town
from tests.contract.case_system import Almanda

if TYPE_CHECKING:
    from mock_legacy.platform.run import RunningMocks

OLD, WIDE = 1024, 1400
IN_CASE_FILE = (
    "Akt",
    "Hushall",
    "Ansokningar",
    "Berakningar",
    "BerakningarDetalj",
    "Beslut",
    "Utbetalningar",
    "Journal",
    "Genomforandeplan",
    "Jobbstimulans",
    "Aterkrav",
    "Aktoversikt",
    "Utkast",
    "UtkastNytt",
)
FOLLOW_UP = ("beslut", "hushall", "avslutade")
ABOUT_DRAFT = ("UtkastVisa", "UtkastAndra", "FattaBeslut", "Bestall", "BegarKomplettering")


@pytest.fixture(scope="module")
def of_the_robot(running: Almanda) -> int:
    """The number of a draft with something in every part that has a colour of its own."""
    made = datetime.fromisoformat("2026-11-18 03:14")
    draft = Draft(
        customer_number=KEY,
        external_reference="UTK-9901-100234",
        period="2026-11",
        period_from=date(2026, 11, 1),
        period_to=date(2026, 11, 30),
        proposal="DELAVSLAG",
        verdict_line="Förslag: delvis bifall 11 620 kr för november 2026, en kostnad nedsatt.",
        amount_ore=1_162_000,
        deviations_text="Att ta ställning till:\n- Hyran är högre än riktlinjen.",
        decision_text="Du beviljas 11 620 kr.",
        stickprov=True,
        created_by="utkast-01",
        created_at=made,
        changed_by="utkast-01",
        changed_at=made,
        priority=1,
        warnings=[
            DraftWarning(
                position=position,
                kind="Återkrav",
                about=f"hushåll/återkrav-2026-0{position}",
                text="Kommunen har krävt tillbaka 5 220 kr.",
                status=status,
                changed_by="utkast-01",
                changed_at=made,
            )
            for position, status in enumerate(("Öppen", "Kvitterad", "Stängd"), start=1)
        ],
        rows=[
            DraftGridRow(position=1, section="SHARED", label="Gemensamt", applicant_ore=128_000),
            DraftGridRow(
                position=2, section="COST", label="Boendekostnad", applied_ore=720_000, approved_ore=640_000
            ),
        ],
    )
    with running.world.session() as session:
        session.add(draft)
        session.flush()
        return draft.draft_number


@pytest.fixture
def desk(page: Page, running: Almanda) -> Desk:
    return log_in(page, running, town.ANNA)


def look(page: Page, width: int) -> None:
    """Ask axe of the page as it stands."""
    page.set_viewport_size({"width": width, "height": 768})
    found = Axe().run(page)
    assert found.violations_count == 0, f"{page.url}, {width} wide:\n{found.generate_report()}"


def test_a_draft_has_nothing_that_axe_complains_of(desk: Desk, of_the_robot: int) -> None:
    desk.page.goto(f"{desk.address}/UtkastVisa.aspx?akt={KEY}&utkast={of_the_robot}")
    look(desk.page, OLD)


@pytest.mark.campaign
def test_nor_has_any_page_on_the_way_to_a_decision_and_its_payment(
    desk: Desk, running: Almanda, of_the_robot: int
) -> None:
    decided = running.decisions(KEY)[-1].id
    addresses = [
        "Start.aspx",
        "Sok.aspx",
        "Bestallningar.aspx",
        *(f"Uppfoljning.aspx?lista={name}" for name in FOLLOW_UP),
        *(f"{name}.aspx?akt={KEY}" for name in IN_CASE_FILE),
        *(f"{name}.aspx?akt={KEY}&utkast={of_the_robot}" for name in ABOUT_DRAFT),
        f"Utbetala.aspx?akt={KEY}&beslut={decided}",
        "LoggaUt.aspx",
    ]
    for address in addresses:
        desk.page.goto(f"{desk.address}/{address}")
        for width in (OLD, WIDE):
            look(desk.page, width)


@pytest.mark.campaign
def test_nor_have_the_applications_in_the_inbox(page: Page, mocks: "RunningMocks") -> None:
    address = mocks.urls["inbox"]
    number = max(_applications(mocks))
    page.goto(address)
    look(page, OLD)
    page.get_by_label("Användarnamn").fill(town.ANNA)
    page.get_by_label("Lösenord").fill(mocks.secret(f"inbox.{town.ANNA}.password"))
    page.get_by_role("button", name="Logga in").click()
    expect(page.get_by_role("link", name="Logga ut")).to_be_visible()
    for shown in ("arenden", f"arenden/{number}"):
        page.goto(f"{address}/{shown}")
        for width in (OLD, WIDE):
            look(page, width)


def _applications(mocks: "RunningMocks") -> Iterable[int]:
    with mocks.world.session() as session:
        return session.scalars(select(InboxInstance.flow_instance_id)).all()
