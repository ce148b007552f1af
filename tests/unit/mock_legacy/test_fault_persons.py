"""Somebody else's page, a second person of the same name, and a colleague who has the file open."""

import time

import lxml.html
import pytest
from sqlalchemy import select

from mock_legacy.platform.context import Platform
from mock_legacy.platform.pages import format_pnr
from mock_legacy.world.models import CaseFile, Person
from tests.unit.mock_legacy.faulty_town import DRAFT, Visitor, drafts, two_files, two_instances, words


def two_persons(platform: Platform) -> list[Person]:
    with platform.world.session() as session:
        open_ones = select(Person).where(Person.protection == "none").order_by(Person.personnummer)
        return list(session.scalars(open_ones.limit(2)))


async def test_almanda_shows_another_file_under_the_address_that_was_asked_for(town: Platform) -> None:
    first, second = two_files(town)
    visitor = Visitor(town, "almanda")
    visitor.order("wrong_person", "household", remaining=1, person=first.applicant)
    address = f"/Hushall.aspx?akt={first.customer_number}"
    asked_of_other = await visitor.page(f"/Hushall.aspx?akt={second.customer_number}")
    assert words(asked_of_other, "//div[@class='avser']/b") == [format_pnr(second.applicant)]
    wrong = await visitor.page(address)
    assert words(wrong, "//div[@class='avser']/b") == [format_pnr(second.applicant)]
    right = await visitor.page(address)
    assert words(right, "//div[@class='avser']/b") == [format_pnr(first.applicant)]


async def test_a_draft_typed_into_another_persons_form_is_kept_on_that_person(town: Platform) -> None:
    first, second = two_files(town)
    visitor = Visitor(town, "almanda")
    visitor.order("wrong_person", "draft_form", remaining=1)
    page = await visitor.page(f"/UtkastNytt.aspx?akt={first.customer_number}")
    (action,) = page.xpath("//form/@action")
    await visitor.post(action, DRAFT)
    assert [draft.customer_number for draft in drafts(town)] == [second.customer_number]


async def test_almanda_shows_the_households_other_draft_under_the_address_of_the_one_asked_for(
    town: Platform,
) -> None:
    first, _ = two_files(town)
    visitor = Visitor(town, "almanda")
    fault = visitor.order("another_draft")
    form = f"/UtkastNytt.aspx?akt={first.customer_number}"
    only = (await visitor.post(form, DRAFT)).headers["location"]
    assert words(await visitor.page(only), "//h1") == ["Utkast 1"]
    assert fault.hits == 0
    town.faults.clear()
    other = (await visitor.post(form, DRAFT)).headers["location"]
    visitor.order("another_draft", "draft", remaining=1, person=first.applicant)
    assert words(await visitor.page(other), "//h1") == ["Utkast 1"]
    assert words(await visitor.page(other), "//h1") == ["Utkast 2"]


async def test_the_inbox_hands_out_another_application(town: Platform) -> None:
    first, second = two_instances(town)
    visitor = Visitor(town, "inbox")
    visitor.order("wrong_person", "instance_xml", remaining=1)
    address = f"/arenden/{first.flow_instance_id}/xml"
    assert (await visitor.get(address)).content == second.payload
    assert (await visitor.get(address)).content == first.payload


async def looked_up(visitor: Visitor, person: Person) -> str:
    fields = {
        "personnummer": person.personnummer,
        "andamal": "Utredning",
        "lagstod": "SFS 2008:975",
        "arendereferens": "9901",
        "visa": "folkbokforing",
    }
    return (await visitor.post("/uppslag", fields)).headers["location"]


async def test_the_tax_service_shows_another_look_up_of_the_same_session(town: Platform) -> None:
    visitor = Visitor(town, "skatteverket")
    one, other = two_persons(town)
    fault = visitor.order("wrong_person")
    alone = await looked_up(visitor, one)
    about = "//p[@class='om']"
    assert words(await visitor.page(alone), about) == [f"Uppgifter om: {format_pnr(one.personnummer)}"]
    assert fault.hits == 0
    town.faults.clear()
    address = await looked_up(visitor, other)
    visitor.order("wrong_person", "population", remaining=1)
    assert words(await visitor.page(address), about) == [f"Uppgifter om: {format_pnr(one.personnummer)}"]
    assert words(await visitor.page(address), about) == [f"Uppgifter om: {format_pnr(other.personnummer)}"]


async def asked(visitor: Visitor, person: Person) -> str:
    fields = {
        "personnummer": person.personnummer,
        "period_from": "2026-09-01",
        "period_to": "2026-11-30",
        "purpose": "Utredning",
        "legal_basis": "SFS 2008:975",
        "case_identity": "9901",
    }
    return (await visitor.post("/fraga", fields)).headers["location"]


async def test_the_benefits_portal_shows_the_answer_to_another_question(town: Platform) -> None:
    visitor = Visitor(town, "forsakringskassan")
    one, other = two_persons(town)
    await asked(visitor, one)
    address = await asked(visitor, other)
    visitor.order("wrong_person", "tab", remaining=1)
    about = "//dl[@class='huvud']/dd[1]"
    assert words(await visitor.page(address), about) == [format_pnr(one.personnummer)]
    assert words(await visitor.page(address), about) == [format_pnr(other.personnummer)]


def _rows(text: str) -> list[str]:
    cells = lxml.html.document_fromstring(text).xpath("//table[@id='dgTraffar']/tbody/tr")
    return [" ".join(" ".join(row.itertext()).split()) for row in cells]


async def test_a_search_finds_two_of_the_same_name_and_keeps_neither_name(town: Platform) -> None:
    first, second = two_files(town)
    visitor = Visitor(town, "almanda")
    visitor.order("namesake", remaining=1)
    search = {"personnummer": format_pnr(first.applicant), "__EVENTTARGET": "ctl00$cph$btnSok"}
    answer = await visitor.post("/Sok.aspx", search)
    hits = [row.split(maxsplit=1) for row in _rows(answer.text)]
    assert {hit[0] for hit in hits} >= {first.customer_number, second.customer_number}
    assert all(hit[1].startswith(first.applicant_name) for hit in hits)
    assert (await visitor.post("/Sok.aspx", search)).headers["location"].endswith(first.customer_number)
    with town.world.session() as session:
        kept = session.get_one(CaseFile, second.customer_number).applicant_name
    assert kept == second.applicant_name != first.applicant_name


async def test_a_search_that_finds_nobody_has_no_namesake(town: Platform) -> None:
    visitor = Visitor(town, "almanda")
    visitor.order("namesake")
    search = {"personnummer": "190001012380", "__EVENTTARGET": "ctl00$cph$btnSok"}
    assert _rows((await visitor.post("/Sok.aspx", search)).text) == ["Ingen akt hittades"]


@pytest.mark.parametrize(("username", "name"), [("", "Anna Bergström"), ("bo.handlaggare", "Bo Ekdahl")])
async def test_a_colleague_has_the_file_open_for_some_seconds(
    town: Platform, username: str, name: str
) -> None:
    first, second = two_files(town)
    visitor = Visitor(town, "almanda")
    fault = visitor.order("locked_record", person=first.applicant, seconds=90, text=username)
    address = f"/UtkastNytt.aspx?akt={first.customer_number}"
    for _ in range(2):
        locked = await visitor.page(address)
        assert words(locked, "//h1") == ["Posten är låst"]
        (told,) = words(locked, "//p[@role='alert']")
        assert told.startswith(f"Posten är låst av {name} sedan 2026-11-18 ")
    held = await visitor.page(f"/Hushall.aspx?akt={first.customer_number}")
    assert f"{username or 'anna.handlaggare'}, {name}" in words(held, "//table[@id='tblAkt']//td")
    free = await visitor.page(f"/UtkastNytt.aspx?akt={second.customer_number}")
    assert words(free, "//h1") == ["Nytt utkast till beslut"]
    assert fault.hits == 3
    fault.first_struck = time.time() - 91
    assert words(await visitor.page(address), "//h1") == ["Nytt utkast till beslut"]


async def test_a_file_that_a_colleague_has_really_taken_is_shown_as_before_and_no_fault_takes_it_over(
    town: Platform,
) -> None:
    file, _ = two_files(town)
    household, form = (f"/{page}.aspx?akt={file.customer_number}" for page in ("Hushall", "UtkastNytt"))
    caseworker = Visitor(town, "almanda", "bo.handlaggare")
    await caseworker.post(household, {"__EVENTTARGET": "ctl00$cph$btnTaArendet"})
    visitor = Visitor(town, "almanda")
    for kind in ("", "locked_record"):
        if kind:
            visitor.order(kind)
        (told,) = words(await visitor.page(form), "//p[@role='alert']")
        assert told.startswith("Posten är låst av Bo Ekdahl sedan 2026-11-18 ")
        cells = words(await visitor.page(household), "//table[@id='tblAkt']//td")
        assert "bo.handlaggare, Bo Ekdahl" in cells
    await caseworker.post(household, {"__EVENTTARGET": "ctl00$cph$btnSlappArendet"})
    town.faults.clear()
    assert words(await visitor.page(form), "//h1") == ["Nytt utkast till beslut"]
    assert "Ingen" in words(await visitor.page(household), "//table[@id='tblAkt']//td")


async def test_a_file_locked_between_form_and_save_keeps_no_draft(town: Platform) -> None:
    file, _ = two_files(town)
    visitor = Visitor(town, "almanda")
    address = f"/UtkastNytt.aspx?akt={file.customer_number}"
    form = await visitor.page(address)
    hidden = {node.get("name"): node.get("value") for node in form.xpath("//input[@type='hidden']")}
    visitor.order("locked_record", "draft_form", remaining=1)
    assert "Posten är låst" in (await visitor.client.post(address, data={**hidden, **DRAFT})).text
    assert drafts(town) == []
    assert (await visitor.client.post(address, data={**hidden, **DRAFT})).is_redirect
    assert len(drafts(town)) == 1
