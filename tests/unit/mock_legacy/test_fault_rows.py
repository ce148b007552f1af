"""Lists that mislead: rows twice, rows that come late, rows of the filter before."""

import httpx
import lxml.html
from lxml.html import HtmlElement

from mock_legacy.platform.context import Platform
from mock_legacy.world.models import Calculation, CaseFile
from tests.unit.mock_legacy.faulty_town import CASEWORKER, Visitor, two_files, words

MEMBERS = "//table[@id='dgHushall']/tbody/tr"
LISTED = "//table[@id='dgBerakningar']/tbody/tr"


def household(file: CaseFile) -> str:
    return f"/Hushall.aspx?akt={file.customer_number}"


async def test_one_row_is_shown_twice_in_the_list_that_was_named(town: Platform) -> None:
    file, _ = two_files(town)
    visitor = Visitor(town, "almanda")
    usual = words(await visitor.page(household(file)), MEMBERS)
    visitor.order("duplicate_rows", text="Hushållsmedlemmar", remaining=1)
    assert words(await visitor.page(household(file)), MEMBERS) == [usual[0], *usual]
    assert words(await visitor.page(household(file)), MEMBERS) == usual


async def test_an_empty_list_has_no_row_to_double(town: Platform) -> None:
    file, _ = two_files(town)
    visitor = Visitor(town, "almanda")
    fault = visitor.order("duplicate_rows", text="Påbörjat arbete")
    page = await visitor.page(household(file))
    assert words(page, "//table[@id='dgPaborjat']/tbody/tr") == ["Inga uppgifter"]
    assert fault.hits == 0


async def test_a_form_has_no_row_twice(town: Platform) -> None:
    file, _ = two_files(town)
    visitor = Visitor(town, "almanda")
    fault = visitor.order("duplicate_rows", "draft_form")
    await visitor.page(f"/UtkastNytt.aspx?akt={file.customer_number}")
    assert fault.hits == 0


async def test_rows_come_after_the_page(town: Platform) -> None:
    file, _ = two_files(town)
    visitor = Visitor(town, "almanda")
    usual = words(await visitor.page(household(file)), MEMBERS)
    visitor.order("slow_rows", "household", latency_ms=400, remaining=1)
    page = await visitor.page(household(file))
    assert words(page, MEMBERS) == []
    assert words(page, "//table[@id='dgHushall']/thead//th")[0] == "Personnummer"
    assert words(page, "//template[1]/tr") == usual
    assert any("},400)" in text for text in words(page, "//script"))
    assert words(await visitor.page(household(file)), MEMBERS) == usual


def _page(answer: httpx.Response) -> HtmlElement:
    return lxml.html.document_fromstring(answer.text)


async def begun_and_finished(town: Platform) -> Visitor:
    """A caseworker at a list with finished calculations, who has begun one more."""
    file, _ = two_files(town)
    caseworker = Visitor(town, "almanda", CASEWORKER)
    await caseworker.post(
        f"/Berakningar.aspx?akt={file.customer_number}",
        {"ctl00$cph$txtPeriod": "202611", "ctl00$cph$btnNyBerakning": "x"},
    )
    return caseworker


async def test_the_rows_before_the_filter_stay_though_the_filter_says_otherwise(town: Platform) -> None:
    file, _ = two_files(town)
    address = f"/Berakningar.aspx?akt={file.customer_number}"
    visitor = await begun_and_finished(town)
    finished = words(await visitor.page(address), LISTED)
    everything = {"ctl00$cph$ddlVisa": "Alla", "__EVENTTARGET": "ctl00$cph$btnVisa"}
    right = words(_page(await visitor.post(address, everything)), LISTED)
    assert len(right) == len(finished) + 1, finished
    fault = visitor.order("stale_table", "calculations", remaining=1)
    stale = _page(await visitor.post(address, everything))
    assert words(stale, LISTED) == finished
    assert stale.xpath("//option[@selected]/text()") == ["Alla"]
    assert fault.hits == 1
    assert words(_page(await visitor.post(address, everything)), LISTED) == right
    with town.world.session() as session:
        for begun in session.query(Calculation).filter(Calculation.final.is_(False)):
            session.delete(begun)


async def test_the_right_rows_may_come_after_a_while(town: Platform) -> None:
    visitor = Visitor(town, "inbox", CASEWORKER)
    usual = words(await visitor.page("/arenden"), "//main//tbody/tr")
    visitor.order("stale_table", "instances", latency_ms=300)
    assert words(await visitor.page("/arenden"), "//main//tbody/tr") == usual
    first = usual[0].split()[0]
    await visitor.client.post(f"/arenden/{first}/status", data={"status": "Under handläggning"})
    page = await visitor.page("/arenden?status=Under+handl%C3%A4ggning")
    assert len(words(page, "//main//tbody/tr")) == len(usual)
    assert [row.split()[0] for row in words(page, "//template/tr")] == [first]
    await visitor.client.post(f"/arenden/{first}/status", data={"status": "Inskickat"})


async def test_a_filter_that_changes_nothing_uses_no_strike_up(town: Platform) -> None:
    visitor = Visitor(town, "inbox")
    fault = visitor.order("stale_table")
    await visitor.page("/arenden")
    await visitor.page("/arenden?status=Inskickat")
    assert fault.hits == 0
