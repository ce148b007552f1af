"""Screens that changed or are in the way; on the pages of every system, without the systems' knowing."""

import pytest

from mock_legacy.platform.context import Platform
from mock_legacy.platform.faults import Fault
from tests.unit.mock_legacy.faulty_town import Visitor, two_files, two_instances, words


def household(platform: Platform) -> str:
    return f"/Hushall.aspx?akt={two_files(platform)[0].customer_number}"


def draft_form(platform: Platform) -> str:
    return f"/UtkastNytt.aspx?akt={two_files(platform)[0].customer_number}"


async def test_a_label_is_called_something_else(town: Platform) -> None:
    visitor = Visitor(town, "almanda")
    fault = visitor.order("renamed_label", "draft_form", text="Belopp", new_text="Summa", remaining=1)
    labels = words(await visitor.page(draft_form(town)), "//label")
    assert "Summa" in labels
    assert "Belopp" not in labels
    assert fault.hits == 1
    assert "Belopp" in words(await visitor.page(draft_form(town)), "//label")


@pytest.mark.parametrize(
    ("system", "address", "old", "where"),
    [
        ("inbox", "/arenden", "Ärende", "//th"),
        ("inbox", "/arenden", "Visa levererade", "//label"),
        ("inbox", "/arenden", "Filtrera", "//button"),
        ("skatteverket", "/uppslag", "Personnummer", "//label"),
        ("forsakringskassan", "/", "Ärendeidentitet", "//label"),
    ],
)
async def test_columns_boxes_and_buttons_of_any_system_are_renamed(
    town: Platform, system: str, address: str, old: str, where: str
) -> None:
    visitor = Visitor(town, system)
    before = await visitor.page(address)
    assert old in words(before, where)
    visitor.order("renamed_label", text=old, new_text="Något annat")
    page = await visitor.page(address)
    assert "Något annat" in words(page, where)
    assert old not in words(page, where)
    assert len(page.xpath("//input")) == len(before.xpath("//input"))


async def test_a_button_written_as_a_value_is_renamed(town: Platform) -> None:
    visitor = Visitor(town, "almanda")
    visitor.order("renamed_label", text="Spara utkast", new_text="Spara")
    page = await visitor.page(draft_form(town))
    assert page.xpath("//input[@type='submit']/@value") == ["Spara"]


async def test_a_label_that_is_not_on_the_page_uses_no_strike_up(town: Platform) -> None:
    visitor = Visitor(town, "almanda")
    fault = visitor.order("renamed_label", text="Skostorlek", remaining=1)
    before = (await visitor.get("/Sok.aspx")).text
    town.faults.clear()
    assert (before, fault.hits) == ((await visitor.get("/Sok.aspx")).text, 0)


async def test_without_a_name_the_number_picks_the_label(town: Platform) -> None:
    visitor = Visitor(town, "almanda")
    visitor.order("renamed_label", "household", pick=2)
    page = await visitor.page(household(town))
    assert words(page, "//table[@id='tblAkt']//th")[1] == "Akt (ny)"


async def test_a_field_stands_somewhere_else(town: Platform) -> None:
    visitor = Visitor(town, "almanda")
    usual = words(await visitor.page(draft_form(town)), "//table[@id='tblUtkast']//label")
    visitor.order("moved_field", "draft_form", text="Belopp", remaining=1)
    page = await visitor.page(draft_form(town))
    moved = words(page, "//table[@id='tblUtkast']//label")
    assert moved == [*(label for label in usual if label != "Belopp"), "Belopp"]
    (field,) = page.xpath("//input[@id='txtBelopp']")
    assert field.getparent().getparent().getparent().get("id") == "tblUtkast"


async def test_a_fact_of_a_list_of_facts_moves_with_its_value(town: Platform) -> None:
    first, _ = two_instances(town)
    visitor = Visitor(town, "inbox")
    address = f"/arenden/{first.flow_instance_id}"
    before = await visitor.page(address)
    visitor.order("moved_field", "instance", text="Inskickat")
    page = await visitor.page(address)
    facts = "//dl[@id='om-arendet']"
    assert words(page, f"{facts}/dt")[-1] == "Inskickat"
    assert words(page, f"{facts}/dd")[-1] == words(before, f"{facts}/dd")[2]
    assert sorted(words(page, f"{facts}/dd")) == sorted(words(before, f"{facts}/dd"))


async def test_the_last_field_moves_to_the_front(town: Platform) -> None:
    visitor = Visitor(town, "almanda")
    visitor.order("moved_field", text="Stickprov")
    page = await visitor.page(draft_form(town))
    assert words(page, "//table[@id='tblUtkast']//label")[0] == "Stickprov"


async def test_a_column_is_put_into_every_list_and_all_cells_still_fit(town: Platform) -> None:
    visitor = Visitor(town, "almanda")
    usual = await visitor.page(household(town))
    visitor.order("inserted_column", "household", pick=1)
    page = await visitor.page(household(town))
    head = words(page, "//table[@id='dgHushall']//th")
    assert head[:3] == ["Personnummer", "Löpnr", "Namn"]
    members = "//table[@id='dgHushall']/tbody/tr"
    assert words(page, f"{members}/td[3]") == words(usual, f"{members}/td[2]")
    assert words(page, f"{members}/td[2]")[0] == "1"
    assert page.xpath("//table[@id='dgPaborjat']//td[@colspan]/@colspan") == ["6"]
    assert words(page, "//table[@id='tblAkt']") == words(usual, "//table[@id='tblAkt']")


async def test_an_overlay_covers_the_page_for_as_long_as_ordered(town: Platform) -> None:
    visitor = Visitor(town, "skatteverket")
    visitor.order("overlay", latency_ms=750, text="Vänta", remaining=1)
    page = await visitor.page("/uppslag")
    (cover,) = page.xpath("//div[@id='slojan']")
    assert (cover.text, "position:fixed" in cover.get("style")) == ("Vänta", True)
    assert any("},750)" in text for text in words(page, "//script"))
    assert not (await visitor.page("/uppslag")).xpath("//div[@id='slojan']")


async def test_leaving_a_page_asks_about_changes_nobody_made(town: Platform) -> None:
    visitor = Visitor(town, "almanda")
    visitor.order("unsaved_dialog", "household", remaining=1)
    scripts = " ".join(words(await visitor.page(household(town)), "//script"))
    assert "confirm(" in scripts
    assert "beforeunload" in scripts
    assert "confirm(" not in " ".join(words(await visitor.page(household(town)), "//script"))


@pytest.mark.parametrize("kind", ["renamed_label", "moved_field", "inserted_column", "overlay"])
async def test_a_fault_for_one_person_leaves_the_other_persons_screen_alone(
    town: Platform, kind: str
) -> None:
    first, second = two_files(town)
    visitor = Visitor(town, "almanda")
    address = f"/UtkastNytt.aspx?akt={second.customer_number}"
    usual = (await visitor.get(address)).text
    fault = visitor.order(kind, person=first.applicant)
    assert (await visitor.get(address)).text == usual
    await visitor.get(f"/UtkastNytt.aspx?akt={first.customer_number}")
    assert fault.hits == 1


async def test_a_rewritten_page_keeps_the_texts_and_letters_it_had(town: Platform) -> None:
    visitor = Visitor(town, "almanda")
    usual = await visitor.page(draft_form(town))
    town.faults.add(Fault(kind="overlay"))
    page = await visitor.page(draft_form(town))
    for path in ("//h1", "//label", "//option", "//textarea", "//div[@class='avser']"):
        assert words(page, path) == words(usual, path)
    assert page.xpath("//input/@name") == usual.xpath("//input/@name")
