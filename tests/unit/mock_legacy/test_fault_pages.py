"""Pages that stand where another was expected, with what each of them says."""

from datetime import datetime, timedelta

import lxml.html
import pytest

from mock_legacy.platform.context import Platform
from tests.unit.mock_legacy.faulty_town import Visitor, two_files, two_instances, words

FIRST_PAGE = {
    "inbox": "/arenden",
    "almanda": "/Sok.aspx",
    "skatteverket": "/uppslag",
    "forsakringskassan": "/mina-fragor",
}


@pytest.mark.parametrize("system", FIRST_PAGE)
async def test_maintenance_says_when_it_ends_in_the_systems_own_look(town: Platform, system: str) -> None:
    visitor = Visitor(town, system)
    visitor.order("maintenance", remaining=1, ends=datetime(2026, 11, 18, 9, 30))  # noqa: DTZ001 - as the world
    answer = await visitor.get(FIRST_PAGE[system])
    page = lxml.html.document_fromstring(answer.text)
    assert answer.status_code == 503
    assert words(page, "//h1") == ["Planerat underhåll"]
    told = "Systemet är stängt för planerat underhåll till 2026-11-18 kl. 09.30."
    assert told in words(page, "//p")
    assert not page.xpath("//input")
    assert (await visitor.get(FIRST_PAGE[system])).status_code == 200


async def test_maintenance_may_come_with_200_and_keeps_the_end_it_first_told(town: Platform) -> None:
    visitor = Visitor(town, "almanda")
    fault = visitor.order("maintenance", status=200, seconds=3600)
    before = town.world.now()
    first, second = [await visitor.page("/Sok.aspx") for _ in range(2)]
    assert words(first, "//p") == words(second, "//p")
    assert fault.ends is not None
    assert timedelta(seconds=3600) <= fault.ends - before < timedelta(seconds=3660)


async def test_a_fault_ordered_for_some_seconds_ends_by_itself(town: Platform) -> None:
    visitor = Visitor(town, "almanda")
    fault = visitor.order("maintenance", seconds=60)
    assert (await visitor.get("/Sok.aspx")).status_code == 503
    assert fault.first_struck is not None
    fault.first_struck -= 61
    assert (await visitor.get("/Sok.aspx")).status_code == 200
    assert fault.hits == 1


@pytest.mark.parametrize("system", ["inbox", "almanda", "skatteverket"])
async def test_a_new_password_is_demanded_where_the_page_should_be(town: Platform, system: str) -> None:
    visitor = Visitor(town, system)
    fault = visitor.order("password_change", remaining=1)
    page = await visitor.page(FIRST_PAGE[system])
    assert words(page, "//h1") == ["Byt lösenord"]
    assert words(page, "//label") == ["Nuvarande lösenord", "Nytt lösenord", "Upprepa nytt lösenord"]
    assert len(page.xpath("//input[@type='password']")) == 3
    assert fault.hits == 1
    assert words(await visitor.page(FIRST_PAGE[system]), "//h1") != ["Byt lösenord"]


async def test_a_door_without_passwords_demands_no_new_one(town: Platform) -> None:
    visitor = Visitor(town, "forsakringskassan")
    fault = visitor.order("password_change")
    assert words(await visitor.page("/mina-fragor"), "//h1") == ["Mina frågor"]
    assert fault.hits == 0


async def test_a_page_that_is_none_of_the_systems_comes_with_200(town: Platform) -> None:
    visitor = Visitor(town, "inbox")
    visitor.order("not_the_page", "instances", remaining=1)
    page = await visitor.page("/arenden")
    assert "Begäran kunde inte behandlas." in words(page, "//p")
    assert not page.xpath("//h1 | //table | //form")
    assert words(await visitor.page("/arenden"), "//h1") == ["Ärenden"]


async def test_an_empty_page_comes_with_200_and_its_title_only(town: Platform) -> None:
    file, _ = two_files(town)
    visitor = Visitor(town, "almanda")
    visitor.order("empty_page", "household", remaining=1)
    address = f"/Hushall.aspx?akt={file.customer_number}"
    page = await visitor.page(address)
    assert (words(page, "//title"), words(page, "//body")) == (["Almanda – Hushåll"], [""])
    assert words(await visitor.page(address), "//h1") == ["Hushåll"]


async def test_a_file_to_download_is_never_rewritten(town: Platform) -> None:
    first, _ = two_instances(town)
    visitor = Visitor(town, "inbox")
    fault = visitor.order("empty_page")
    answer = await visitor.get(f"/arenden/{first.flow_instance_id}/xml")
    assert (answer.content, fault.hits) == (first.payload, 0)


async def test_style_sheets_and_scripts_use_no_strike_up(town: Platform) -> None:
    faults = {}
    for system, path in {"almanda": "/static/almanda.css", "inbox": "/static/inbox.css"}.items():
        visitor = Visitor(town, system)
        faults[system] = visitor.order("http_error", remaining=1)
        assert (await visitor.get(path)).status_code == 200
    assert [fault.hits for fault in faults.values()] == [0, 0]
