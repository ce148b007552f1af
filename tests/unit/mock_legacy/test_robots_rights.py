"""The robot's accounts can prepare and not decide: the systems refuse, whatever is sent and however.

In Almanda they may save a new draft, in the inbox confirm a delivery, and nowhere else change anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select
from starlette.applications import Starlette
from starlette.routing import Mount, Route

from mock_legacy.almanda.viewstate import seal
from mock_legacy.platform.context import Platform
from mock_legacy.platform.systems import SYSTEMS
from mock_legacy.world.models import Calculation, Decision, InboxInstance, JournalNote, PaymentRow
from tests.unit.mock_legacy.faulty_town import DRAFT, ROBOT, Visitor, drafts, two_files, two_instances

if TYPE_CHECKING:
    from collections.abc import Iterator

MAY_ONLY_ASK = {
    "skatteverket": {"login_check", "code_check", "notice", "logout", "lookup"},
    "forsakringskassan": {"login_submit", "logout", "notice_read", "ask"},
}
"""Every form of the registers that can be sent: to log in and out, and to ask."""
A_PERSONS = {
    "/FattaBeslut.aspx?akt={key}&utkast={draft}": "btnFattaBeslut",
    "/Utbetala.aspx?akt={key}&beslut=1": "btnRegistrera",
    "/UtkastAndra.aspx?akt={key}&utkast={draft}": "btnSpara",
    "/UtkastVisa.aspx?akt={key}&utkast={draft}": "btnSparaBelopp",
    "/UtkastVisa.aspx?utkast={draft}&akt={key}": "btnKvittera",
    "/UtkastVisa.aspx?akt={key}&utkast={draft}&varning=1": "btnStang",
    "/BerakningAndra.aspx?akt={key}&berakning=1": "btnSpara",
    "/Journal.aspx?akt={key}": "btnSpara",
    "/Hushall.aspx?akt={key}": "btnTaArende",
}
"""What only a person may do in Almanda, and the button that does it."""
COUNTED = (Decision, PaymentRow, JournalNote, Calculation)


def kept(platform: Platform) -> list[int]:
    """How many decisions, payments, notes and calculations there are."""
    with platform.world.session() as session:
        return [session.scalar(select(func.count()).select_from(kind)) or 0 for kind in COUNTED]


@pytest.mark.parametrize("address", A_PERSONS)
async def test_almanda_refuses_the_robot_a_form_that_it_has_made_up(town: Platform, address: str) -> None:
    robot, (file, _) = Visitor(town, "almanda"), two_files(town)
    key = file.customer_number
    assert (await robot.post(f"/UtkastNytt.aspx?akt={key}", DRAFT)).status_code == 302
    (draft,) = drafts(town)
    before = kept(town)
    asked = address.format(key=key, draft=draft.draft_number)
    path, subject = asked.split("?")[0], key
    forged = {
        "__VIEWSTATE": seal(path, subject, ROBOT),
        f"ctl00$cph${A_PERSONS[address]}": "Spara",
        "ctl00$cph$txtBelopp": "9 000,00",
        "ctl00$cph$txtText": "påhittat",
    }
    answer = await robot.client.post(asked, data=forged)
    assert answer.status_code == 403, answer.text
    assert kept(town) == before
    (same,) = drafts(town)
    assert (same.status, same.version) == ("Utkast", 1)


async def test_the_inbox_lets_the_robot_confirm_and_not_change_an_applications_status(town: Platform) -> None:
    robot, (instance, _) = Visitor(town, "inbox"), two_instances(town)
    number = instance.flow_instance_id
    answer = await robot.client.post(f"/arenden/{number}/status", data={"status": "Avslutad"})
    assert answer.status_code == 403
    with town.world.session() as session:
        assert session.get_one(InboxInstance, number).status == instance.status


@pytest.mark.parametrize("system", MAY_ONLY_ASK)
def test_a_register_has_no_form_that_changes_anything(town: Platform, system: str) -> None:
    sent = {route.name for route in routes(SYSTEMS[system].build(town)) if "POST" in (route.methods or ())}
    assert sent == MAY_ONLY_ASK[system]


def routes(app: object) -> Iterator[Route]:
    """Every route of an application, those inside its middleware and mounts too."""
    while not isinstance(app, Starlette | Mount):
        app = app.app  # type: ignore[attr-defined]
    for one in app.routes:
        if isinstance(one, Route):
            yield one
        elif isinstance(one, Mount) and one.routes:
            yield from routes(one)
